"""Threads' Graph API: what public profiles publish, by profile discovery, and what is said under it where the token may read that.

`ref` is the profile's name, or `me` for the one whose token it is. A desk that was not granted `threads_read_replies` for others is told so
once a day, and the posts go on coming.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from collectors.asking import Ask
from collectors.connector import Allowance, Haul
from collectors.facebook_shapes import moment
from collectors.graph_lists import Graph, Listing, Under, oldest_first
from collectors.listing import Sheet, newest_first
from collectors.refusal import Refusal
from collectors.shapes import each, whole
from topics.records import Media, Page, Post, Reach
from topics.watchlist import Watched

SITE = "https://graph.threads.net/v1.0"
OWN = "me"
LIMIT = 50
FIELDS = "id,text,timestamp,permalink,media_type,media_url,thumbnail_url,link_attachment_url,has_replies,is_reply"
REPLY_FIELDS = "id,text,timestamp,hide_status"
SHOWN = frozenset({"", "NOT_HUSHED", "UNHUSHED"})
_NAME = re.compile(r"@?([A-Za-z0-9._]{1,30})")


class Told(Struct, frozen=True):
    id: str
    timestamp: str
    text: str = ""
    permalink: str = ""
    media_type: str = ""
    media_url: str = ""
    thumbnail_url: str = ""
    link_attachment_url: str = ""
    has_replies: bool = True
    is_reply: bool = False


class Said(Struct, frozen=True):
    """Its address is not asked for: the name of who replied stands in it."""

    id: str
    timestamp: str
    text: str = ""
    hide_status: str = ""


def make(ask: Ask, secrets: Mapping[str, str]) -> Profiles:
    """`token`; `api` is where it is asked."""
    if not secrets.get("token", ""):
        raise Refusal("token", "TINWATCH_THREADS_TOKEN is not set")
    return Profiles(Graph(ask, secrets.get("api", "") or SITE, secrets["token"]))


class Profiles:
    allowance = Allowance(1_000, timedelta(days=1))
    credential = "token"
    again_at_once = 1

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def ends(self) -> datetime | None:
        return await self._graph.ends()

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        match = _NAME.fullmatch(page.ref.strip())
        if not match:
            raise Refusal("parameter", "is not the name of a profile")
        path, given = ("me/threads", {}) if page.ref == OWN else ("profile_posts", {"username": match[1]})

        async def turn(mark: str) -> Sheet:
            listing = await self._graph.marked(path, {**given, "fields": FIELDS, "limit": str(LIMIT)}, mark, Listing)
            told = [one for one in each(listing.data, Told, "posts") if _own_words(one)]
            return Sheet(tuple(_post(one, page.page) for one in told), _following(listing))

        async for haul in newest_first(turn, cursor):
            yield haul

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        def read(listing: Listing) -> tuple[Post, ...]:
            said = each(listing.data, Said, "replies")
            return tuple(_comment(one, page.page, post) for one in said if one.hide_status in SHOWN)

        given = {"fields": REPLY_FIELDS, "reverse": "false", "limit": str(LIMIT)}
        under = Under(post, f"{post.removeprefix('th:')}/conversation", given, read, following=_following)
        async for haul in oldest_first(self._graph, under, cursor):
            yield haul

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        """One at a time: of several at once Threads knows nothing."""
        (post,) = posts
        try:
            told = whole(await self._graph.asked(post.removeprefix("th:"), {"fields": FIELDS}), Told)
        except Refusal as refusal:
            if refusal.why != "gone":
                raise
            return Haul(gone=(post,))
        return Haul((_post(told, page.page),))


def _own_words(told: Told) -> bool:
    """Neither a post of another profile that was passed on nor a reply."""
    return not told.is_reply and told.media_type != "REPOST_FACADE"


def _following(listing: Listing) -> str:
    """Threads' own examples give the mark without `next`: a full page may have another after it."""
    return listing.paging.cursors.after if listing.paging.next or len(listing.data) >= LIMIT else ""


def _post(told: Told, page: Page) -> Post:
    """Its counts are told to the profile's owner alone: known is only whether anybody replied."""
    picture = told.thumbnail_url or told.media_url
    return Post(
        id=f"th:{told.id}",
        kind="post",
        platform="threads",
        page=page,
        by_page=True,
        text=told.text,
        url=told.permalink,
        published_at=moment(told.timestamp),
        links=(told.link_attachment_url,) if told.link_attachment_url else (),
        media=(Media(kind="video" if told.media_type == "VIDEO" else "photo", url=picture),) if picture else (),
        reach=Reach(comments=None if told.has_replies else 0),
    )


def _comment(said: Said, page: Page, post: str) -> Post:
    return Post(
        id=f"th:{said.id}",
        kind="comment",
        platform="threads",
        page=page,
        parent=post,
        text=said.text,
        published_at=moment(said.timestamp),
    )
