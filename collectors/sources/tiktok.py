"""TikTok's Research API: videos of an account and the comments under them, for those whom TikTok admits as researchers (US, EU).

`ref` is the account's name; `client_key` and `client_secret` are those of the admitted project. Telephone numbers and the like come masked
(`40******30`): the asterisks are TikTok's, not the writer's, and stay as they are. Names of accounts are neither asked for nor answered. A
video may appear two days late and none is told to be gone, so the last days are listed each time.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta, Raw, Struct, json

from collectors.asking import Answer, Ask, until_midnight
from collectors.connector import Allowance, Haul
from collectors.listing import begun
from collectors.refusal import Refusal
from collectors.shapes import each, whole
from topics.records import Count, Media, Post, Reach
from topics.watchlist import Watched, Why

SITE = "https://open.tiktokapis.com"
FIELDS = "id,create_time,video_description,like_count,comment_count,share_count,view_count"
UNDER = "id,video_id,text,like_count,reply_count,parent_comment_id,create_time"
LATE, BACK = timedelta(days=3), timedelta(days=29)
"""Days that are listed once more; and the longest span of one question, which is also how far back a page is read at first."""

AHEAD = timedelta(minutes=5)
CODES: Mapping[str, Why] = {
    "access_token_invalid": "token", "invalid_client": "token", "unauthorized_client": "token", "invalid_grant": "token",
    "scope_not_authorized": "permission", "scope_permission_missed": "permission", "rate_limit_exceeded": "rate",
    "daily_quota_limit_exceeded": "app", "invalid_params": "parameter", "internal_error": "transient", "timeout": "transient",
}  # fmt: skip

_NAME = re.compile(r"(?:https?://(?:www\.)?tiktok\.com/)?@?([\w.]{2,24})/?", re.ASCII)


Seconds = Annotated[int, Meta(ge=0, le=4_102_444_800)]
"""Since 1970, until 2100: beyond that it is another field than we take it for."""


class Error(Struct, frozen=True):
    code: str = "ok"


class Data(Struct, frozen=True):
    videos: tuple[Raw, ...] = ()
    comments: tuple[Raw, ...] = ()
    cursor: int = 0
    has_more: bool = False
    search_id: str = ""


class Reply(Struct, frozen=True):
    data: Data = Data()
    error: Error = Error()


class Grant(Struct, frozen=True):
    access_token: str = ""
    expires_in: int = 0
    error: str = ""


class Video(Struct, frozen=True):
    id: int | str
    create_time: Seconds
    video_description: str = ""
    like_count: Count | None = None
    comment_count: Count | None = None
    share_count: Count | None = None
    view_count: Count | None = None


class Comment(Struct, frozen=True):
    id: int | str
    create_time: Seconds
    text: str = ""
    like_count: Count | None = None


class Place(Struct, omit_defaults=True):
    """`since`: the day from which on videos are listed; within a list that was broken off, its last day and TikTok's place in it.

    `done`: as the scheduler writes it where it wants no more of the past than that (collectors/listing.py).
    """

    done: float = 0.0
    since: date | None = None
    until: date | None = None
    search: str = ""
    at: int = 0


def make(ask: Ask, secrets: Mapping[str, str]) -> Accounts:
    """`client_key` and `client_secret`; `api` is where it is asked."""
    for name in ("client_key", "client_secret"):
        if not secrets.get(name, ""):
            raise Refusal("token", f"TINWATCH_TIKTOK_{name.upper()} is not set")
    return Accounts(ask, secrets["client_key"], secrets["client_secret"], secrets.get("api", "") or SITE)


class Accounts:
    allowance = Allowance(1_000, timedelta(days=1))
    credential = "project"
    again_at_once = 0

    def __init__(self, ask: Ask, key: str, secret: str, site: str) -> None:
        self._ask, self._key, self._secret, self._site = ask, key, secret, site
        self._token, self._ends = "", 0.0

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        name, place, today = _name(page.ref), begun(cursor, Place), datetime.now(UTC).date()
        wanted = datetime.fromtimestamp(place.done, UTC).date() if place.done else today - BACK
        since, until = place.since or wanted, place.until or today
        while True:
            last = min(until, since + BACK)
            asked = {"and": [{"operation": "EQ", "field_name": "username", "field_values": [name]}]}
            given: dict[str, Any] = {"query": asked, "start_date": f"{since:%Y%m%d}", "end_date": f"{last:%Y%m%d}", "max_count": 100}
            try:
                data = await self._read(
                    "video/query", FIELDS, given | ({"cursor": place.at, "search_id": place.search} if place.at else {})
                )
            except Refusal as refusal:
                if refusal.why != "parameter" or not place.at:
                    raise
                place = Place(since=since, until=until)  # TikTok does not know that search any more: the list from its beginning
                continue
            posts = tuple(_post(video, page, name) for video in each(data.videos, Video, "videos"))
            if data.has_more and data.cursor > place.at:
                place = Place(since=since, until=until, search=data.search_id, at=data.cursor)
            elif last < until:
                since = last
                place = Place(since=since, until=until)
            else:
                place = Place(since=max(since, until - LATE))
            yield Haul(posts, cursor=json.encode(place).decode())
            if place.until is None:
                return

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """From the first each time: their order is TikTok's own. At most 1,000 are given out."""
        video = int(post.removeprefix("tt:"))
        at = int(cursor) if cursor.isdecimal() else 0
        whole_list = at == 0
        while True:
            data = await self._read("video/comment/list", UNDER, {"video_id": video, "max_count": 100, "cursor": at})
            posts = tuple(_comment(one, page, post) for one in each(data.comments, Comment, "comments"))
            more = data.has_more and data.cursor > at
            at = data.cursor
            yield Haul(posts, cursor=str(at) if more else "", whole=whole_list and not more and not data.has_more)
            if not more:
                return

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        raise Refusal("parameter", "single videos are not asked for")

    async def _read(self, what: str, fields: str, given: Mapping[str, Any]) -> Data:
        headers = {"authorization": f"Bearer {await self._access()}"}
        answer = await self._ask.post(f"{self._site}/v2/research/{what}/", params={"fields": fields}, body=given, headers=headers)
        reply = whole(answer, Reply)
        if reply.error.code != "ok" or answer.status >= 400:
            self._token = "" if answer.status == 401 else self._token
            raise _refused(answer, reply.error.code)
        return reply.data

    async def _access(self) -> str:
        """The token for now; it lasts two hours."""
        if not self._token or time.monotonic() > self._ends:
            form = {"client_key": self._key, "client_secret": self._secret, "grant_type": "client_credentials"}
            answer = await self._ask.post(f"{self._site}/v2/oauth/token/", form=form)
            grant = whole(answer, Grant)
            if not grant.access_token:
                raise _refused(answer, grant.error or "invalid_client")
            self._token, self._ends = grant.access_token, time.monotonic() + grant.expires_in - AHEAD.total_seconds()
        return self._token


def _refused(answer: Answer, code: str) -> Refusal:
    why = CODES.get(code) or answer.refusal().why
    wait = until_midnight(UTC) if code == "daily_quota_limit_exceeded" else answer.wait
    return Refusal(why, f"{code if code in CODES else 'an error'} (status {answer.status})", wait)


def _name(ref: str) -> str:
    match = _NAME.fullmatch(ref.strip())
    if not match:
        raise Refusal("parameter", "is not the name of an account")
    return match[1]


def _post(video: Video, page: Watched, name: str) -> Post:
    return Post(
        id=f"tt:{video.id}",
        kind="post",
        platform="tiktok",
        page=page.page,
        by_page=True,
        text=video.video_description,
        url=f"https://www.tiktok.com/@{name}/video/{video.id}",
        published_at=datetime.fromtimestamp(video.create_time, UTC),
        media=(Media(kind="video"),),
        reach=Reach(reactions=video.like_count, comments=video.comment_count, shares=video.share_count, views=video.view_count),
    )


def _comment(comment: Comment, page: Watched, post: str) -> Post:
    return Post(
        id=f"tt:{comment.id}",
        kind="comment",
        platform="tiktok",
        page=page.page,
        parent=post,
        text=comment.text,
        published_at=datetime.fromtimestamp(comment.create_time, UTC),
        reach=Reach(reactions=comment.like_count),
    )
