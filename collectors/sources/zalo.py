"""Articles of the desk's own Zalo Official Account; Zalo has no way to read another's, nor groups (domain.md §6.2).

`app_id` and `app_secret` are those of the desk's app; `tokens` names a file `{"refresh_token": "…"}` that the desk writes once: a refresh
token is good for one use and three months, so the file is written anew with each one that Zalo hands out. Only this user may read it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Raw, Struct, json

from collectors.asking import Ask
from collectors.connector import Allowance, Haul
from collectors.excerpts import excerpt, plain, web_address
from collectors.listing import Sheet, begun, newest_first
from collectors.refusal import Refusal
from collectors.shapes import each, whole
from topics.records import Article, Count, Invalid, Media, Post, Reach, decode
from topics.watchlist import Watched, Why

SITE = "https://openapi.zalo.me"
LOGIN = "https://oauth.zaloapp.com"
LIMIT = 10
"""Articles a question; more is refused with -201."""

KINDS = ("normal", "video")

EXPIRED = frozenset({-216, -220, -124})
WHY: Mapping[int, Why] = {
    -32: "rate", -211: "rate", -100: "transient", -200: "transient", -201: "parameter", -209: "permission", -202: "permission",
    -204: "gone", -205: "gone", -207: "permission",
}  # fmt: skip
"""Zalo's codes; what is not in it concerns the page only. Public copies of its table disagree on some of them."""


class Tokens(Struct, omit_defaults=True):
    refresh_token: str
    access_token: str = ""


class Granted(Struct, frozen=True):
    access_token: str = ""
    refresh_token: str = ""
    error: int = 0


class Medias(Struct, frozen=True):
    medias: tuple[Raw, ...] = ()
    total: int | None = None


class Slice(Struct, frozen=True):
    error: int = 0
    data: Medias = Medias()


class Piece(Struct, frozen=True):
    """Times are milliseconds since 1970, until 2100."""

    id: str
    title: str = ""
    description: str = ""
    status: str = "show"
    create_date: Annotated[int, Meta(ge=0, le=4_102_444_800_000)] = 0
    total_view: Count | None = None
    total_share: Count | None = None
    thumb: str = ""
    link_view: str = ""


class Both(Struct, omit_defaults=True):
    """Where each of the two lists stands; `done`: as the scheduler writes it (collectors/listing.py), for both."""

    done: float = 0.0
    normal: str = ""
    video: str = ""


def make(ask: Ask, secrets: Mapping[str, str]) -> Account:
    """`app_id`, `app_secret`, `tokens`; `api` and `login` are where it is asked."""
    for name in ("app_id", "app_secret", "tokens"):
        if not secrets.get(name, ""):
            raise Refusal("token", f"TINWATCH_ZALO_{name.upper()} is not set")
    return Account(ask, secrets)


class Account:
    allowance = Allowance(600)
    credential = "account"
    again_at_once = 0

    def __init__(self, ask: Ask, secrets: Mapping[str, str]) -> None:
        self._ask = ask
        self._app, self._secret, self._file = secrets["app_id"], secrets["app_secret"], Path(secrets["tokens"]).expanduser()
        self._site, self._login = secrets.get("api", "") or SITE, secrets.get("login", "") or LOGIN
        self._turn = asyncio.Lock()

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        places = _places(cursor)
        for kind in KINDS:

            async def turn(mark: str, kind: str = kind) -> Sheet:
                return await self._sheet(page, kind, int(mark or 0))

            async for haul in newest_first(turn, getattr(places, kind)):
                setattr(places, kind, haul.cursor)
                yield Haul(haul.posts, cursor=json.encode(places).decode())

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """Comments under articles are for the account's own staff to answer, by their names: not asked for."""
        return
        yield

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        raise Refusal("parameter", "single articles are not asked for")

    async def _sheet(self, page: Watched, kind: str, offset: int) -> Sheet:
        given = {"offset": offset, "limit": LIMIT, "type": kind}
        said = await self._read(given)
        pieces = each(said.medias, Piece, "articles")
        shown = tuple(_post(piece, page) for piece in pieces if piece.status == "show")
        return Sheet(shown, str(offset + len(said.medias)) if len(said.medias) == LIMIT else "")

    async def _read(self, given: Mapping[str, object]) -> Medias:
        """What is under `data`; with another access token if the one at hand is over."""
        tokens = _tokens(self._file)
        for token in (tokens.access_token, None):
            if token == "":
                continue
            token = token or await self._renewed(tokens.access_token)
            answer = await self._ask.get(f"{self._site}/v2.0/article/getslice", given, {"access_token": token})
            said = whole(answer, Slice)
            if said.error == 0:
                return said.data
            if said.error not in EXPIRED:
                raise Refusal(WHY.get(said.error, "page"), f"error {said.error}", answer.wait)
        raise Refusal("token", "a new access token is refused too")

    async def _renewed(self, over: str) -> str:
        """A new access token; the pair is in the file before it is used."""
        async with self._turn:
            tokens = _tokens(self._file)
            if tokens.access_token and tokens.access_token != over:
                return tokens.access_token
            form = {"app_id": self._app, "grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
            answer = await self._ask.post(f"{self._login}/v4/oa/access_token", form=form, headers={"secret_key": self._secret})
            granted = whole(answer, Granted)
            if not granted.access_token or not granted.refresh_token:
                raise Refusal("token", f"the refresh token is refused (error {granted.error}): the account must be linked again")
            await asyncio.to_thread(_keep, self._file, Tokens(granted.refresh_token, granted.access_token))
            return granted.access_token


def _tokens(file: Path) -> Tokens:
    try:
        return decode(file.read_bytes(), Tokens)
    except OSError as error:
        raise Refusal("token", f"TINWATCH_ZALO_TOKENS: {error.strerror}") from None
    except Invalid:
        raise Refusal("token", 'TINWATCH_ZALO_TOKENS: is not {"refresh_token": "…"}') from None


def _keep(file: Path, tokens: Tokens) -> None:
    beside = file.with_name(f".{file.name}.new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(json.encode(tokens))
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _post(piece: Piece, page: Watched) -> Post:
    url = web_address(piece.link_view)
    return Post(
        id=f"zalo:{piece.id}",
        kind="post",
        platform="zalo",
        page=page.page,
        by_page=True,
        text="",
        url=url,
        published_at=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=piece.create_date) if piece.create_date else None,
        article=Article(title=plain(piece.title), lead=excerpt(piece.description), url=url),
        media=(Media(url=piece.thumb),) if web_address(piece.thumb) else (),
        reach=Reach(shares=piece.total_share, views=piece.total_view),
    )


def _places(cursor: str) -> Both:
    places = begun(cursor, Both)
    return Both(normal=cursor, video=cursor) if places.done else places
