"""Instagram's Graph API: what professional accounts publish, by business discovery, and the comments under the desk's own posts.

`ref` is the account's name, or the number of the account that asks (`account`, the desk's own). Instagram tells nobody the comments under
posts of others, nor single posts of them: what is edited or gone shows in their lists alone.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from msgspec import Raw, Struct

from collectors.asking import Ask
from collectors.connector import Allowance, Haul
from collectors.facebook_shapes import moment
from collectors.graph_lists import Graph, Listing
from collectors.listing import Sheet, Stale, newest_first
from collectors.refusal import Refusal
from collectors.shapes import each, whole
from topics.records import Count, Media, Page, Post, Reach
from topics.watchlist import Watched

SITE = "https://graph.facebook.com/v26.0"
MEDIA_FIELDS = "id,caption,timestamp,permalink,media_type,media_url,thumbnail_url,like_count,comments_count"
COMMENT_FIELDS = "id,text,timestamp,like_count,hidden"
_NAME = re.compile(r"@?([A-Za-z0-9._]{1,30})")
"""A name stands between brackets of the question: nothing else may."""

_CODE = re.compile(r"/(?:p|reel|tv)/([\w-]+)")


class Told(Struct, frozen=True):
    id: str
    timestamp: str
    caption: str = ""
    permalink: str = ""
    media_type: str = ""
    media_url: str = ""
    thumbnail_url: str = ""
    like_count: Count | None = None
    comments_count: Count | None = None


class Said(Struct, frozen=True):
    id: str
    timestamp: str
    text: str = ""
    like_count: Count | None = None
    hidden: bool = False
    replies: Replies | None = None


class Replies(Struct, frozen=True):
    data: tuple[Raw, ...] = ()


class Account(Struct, frozen=True):
    """What an account calls itself, and its list."""

    name: str = ""
    username: str = ""
    media: Listing = Listing()


class Discovered(Struct, frozen=True):
    business_discovery: Account


def make(ask: Ask, secrets: Mapping[str, str]) -> Accounts:
    """`token`, and `account`, the number of the professional account that asks; `api` is where it is asked."""
    for name in ("token", "account"):
        if not secrets.get(name, ""):
            raise Refusal("token", f"TINWATCH_INSTAGRAM_{name.upper()} is not set")
    graph = Graph(ask, secrets.get("api", "") or SITE, secrets["token"], secrets.get("app_secret", ""))
    return Accounts(graph, secrets["account"])


class Accounts:
    allowance = Allowance(200)
    credential = "token"
    again_at_once = 0

    def __init__(self, graph: Graph, account: str) -> None:
        self._graph, self._account = graph, account

    async def ends(self) -> datetime | None:
        return await self._graph.ends()

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        turn = self._own if self._is_own(page) else self._of_others
        async for haul in newest_first(lambda mark: turn(page, mark), cursor):
            yield haul

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """All of them each time: the newest come first, and a reply to an old one shows nowhere else."""
        if not self._is_own(page):
            return

        async def turn(mark: str) -> Sheet:
            given = {"fields": f"{COMMENT_FIELDS},replies{{{COMMENT_FIELDS}}}", "limit": "50"}
            listing = await self._graph.marked(f"{post.removeprefix('ig:')}/comments", given, mark, Listing)
            said = [
                reply
                for one in each(listing.data, Said, "comments")
                for reply in (one, *each(one.replies.data if one.replies else (), Said, "replies"))
            ]
            return Sheet(tuple(_comment(one, page.page, post) for one in said if not one.hidden), _following(listing))

        try:
            async for haul in newest_first(turn, cursor, entire=True):
                yield haul
        except Refusal as refusal:
            if refusal.why != "gone":
                raise
            yield Haul(gone=(post,))

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        raise Refusal("parameter", "single posts are not asked for")

    def _is_own(self, page: Watched) -> bool:
        return page.ref == self._account

    async def _own(self, page: Watched, mark: str) -> Sheet:
        listing = await self._graph.marked(f"{self._account}/media", {"fields": MEDIA_FIELDS, "limit": "50"}, mark, Listing)
        told = each(listing.data, Told, "posts")
        return Sheet(tuple(_post(one, page.page, f"ig:{one.id}") for one in told), _following(listing))

    async def _of_others(self, page: Watched, mark: str) -> Sheet:
        """One question for the account and a page of its list, whose mark is part of the question."""
        match = _NAME.fullmatch(page.ref.strip())
        if not match:
            raise Refusal("parameter", "is not the name of an account")
        after = f".after({mark})" if mark else ""
        fields = f"business_discovery.username({match[1]}){{name,username,media.limit(50){after}{{{MEDIA_FIELDS}}}}}"
        try:
            account = whole(await self._graph.asked(self._account, {"fields": fields}), Discovered).business_discovery
        except Refusal as refusal:
            if mark and refusal.why == "parameter":
                raise Stale from None
            raise
        told = each(account.media.data, Told, "posts")
        return Sheet(tuple(_post(one, page.page, _id(one)) for one in told), _following(account.media), account.name or account.username)


def _following(listing: Listing) -> str:
    """Business discovery gives the mark alone, without `next`, and it stands under the last page too: an empty one is the end."""
    return listing.paging.cursors.after if listing.data or listing.paging.next else ""


def _id(told: Told) -> str:
    """As in the address, so that what people upload is the same post."""
    code = _CODE.search(told.permalink)
    return f"ig:{code[1] if code else told.id}"


def _post(told: Told, page: Page, id: str) -> Post:
    picture = told.thumbnail_url or told.media_url
    return Post(
        id=id,
        kind="post",
        platform="instagram",
        page=page,
        by_page=True,
        text=told.caption,
        url=told.permalink,
        published_at=moment(told.timestamp),
        media=(Media(kind="video" if told.media_type == "VIDEO" else "photo", url=picture),) if picture else (),
        reach=Reach(reactions=told.like_count, comments=told.comments_count),
    )


def _comment(said: Said, page: Page, post: str) -> Post:
    return Post(
        id=f"ig:{said.id}",
        kind="comment",
        platform="instagram",
        page=page,
        parent=post,
        text=said.text,
        published_at=moment(said.timestamp),
        reach=Reach(reactions=said.like_count),
    )
