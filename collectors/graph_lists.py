"""Questions to Meta's Graph API and the lists in its answers: of `next`, in which the token stands, only whether it is there is read."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, NamedTuple, TypeVar

from msgspec import Meta, Raw, Struct

from collectors.asking import Answer, Ask
from collectors.connector import Haul
from collectors.graph import fault, refused, usage
from collectors.listing import Stale
from collectors.refusal import Refusal
from collectors.shapes import whole
from topics.records import Post

S = TypeVar("S", bound=Struct)
Seconds = Annotated[int, Meta(ge=0, le=4_102_444_800)]
"""Since 1970, until 2100."""


class Marks(Struct, frozen=True):
    after: str = ""


class Paging(Struct, frozen=True):
    cursors: Marks = Marks()
    next: str = ""


class Total(Struct, frozen=True):
    total_count: int = 0


class Listing(Struct, frozen=True):
    data: tuple[Raw, ...] = ()
    paging: Paging = Paging()
    summary: Total = Total()

    @property
    def following(self) -> str:
        """The mark of the next page, which is there even after an empty one; "" at the end."""
        return self.paging.cursors.after if self.paging.next else ""


class Ends(Struct, frozen=True):
    """Of a token, when it ends and when what it may read does; 0 for never. Whose it is is not read."""

    expires_at: Seconds = 0
    data_access_expires_at: Seconds = 0


class Debugged(Struct, frozen=True):
    data: Ends = Ends()


class Graph:
    """One host asked with one token; `secret`, where the app asks for proof, shows with each question that it is ours."""

    def __init__(self, ask: Ask, site: str, token: str, secret: str = "") -> None:
        self._ask, self._site, self._token = ask, site, token
        self._headers = {"authorization": f"Bearer {token}"}  # not in the address: that is written down in many places
        self._proof = {"appsecret_proof": hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()} if secret else {}

    async def asked(self, path: str, given: Mapping[str, str]) -> Answer:
        """The answer, where it is no refusal; that is raised."""
        answer = await self._ask.get(f"{self._site}/{path}", {**given, **self._proof}, self._headers, usage=usage)
        if answer.status != 200 or fault(answer):  # an error may come with the status of success
            raise refused(answer)
        return answer

    async def ends(self) -> datetime | None:
        """When the token ends; None where it does not. The one question that has the token in its address: Meta takes it nowhere else."""
        data = whole(await self.asked("debug_token", {"input_token": self._token}), Debugged).data
        moments = [moment for moment in (data.expires_at, data.data_access_expires_at) if moment]
        return datetime.fromtimestamp(min(moments), UTC) if moments else None

    async def marked(self, path: str, given: Mapping[str, str], mark: str, kind: type[S]) -> S:
        """A page of a list; Stale where its mark is not known any more."""
        try:
            return whole(await self.asked(path, {**given, **({"after": mark} if mark else {})}), kind)
        except Refusal as refusal:
            if mark and refusal.why == "parameter":
                raise Stale from None
            raise


class Under(NamedTuple):
    """What is asked under one post, and how its answers are read; `checked` raises where the only page is not what it seems."""

    post: str
    path: str
    given: Mapping[str, str]
    read: Callable[[Listing], tuple[Post, ...]]
    checked: Callable[[Listing], None] = lambda listing: None
    following: Callable[[Listing], str] = lambda listing: listing.following


async def oldest_first(graph: Graph, under: Under, cursor: str) -> AsyncIterator[Haul]:
    """Comments from the first; `cursor` is the mark that led to the last page, which is read again for what was added to it."""
    mark, straight = cursor, not cursor
    while True:
        try:
            listing = await graph.marked(under.path, under.given, mark, Listing)
        except Stale:
            mark, straight = "", True
            continue
        except Refusal as refusal:
            if refusal.why != "gone":
                raise
            yield Haul(gone=(under.post,))
            return
        following = under.following(listing)
        if not mark and not following:
            under.checked(listing)
        yield Haul(under.read(listing), cursor=mark, whole=not following and straight)
        if not following:
            return
        if following == mark:
            raise Refusal("schema", "a page that is followed by itself")
        mark = following
