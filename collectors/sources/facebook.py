"""Facebook's Graph API: what a page published and the comments under it. 200 questions an hour and token (domain.md §6.1).

`ref` is the page's id. `token` is a system user's with Page Public Content Access, or the page's own; `app_secret`, where it is given,
proves with each question that it is ours. Who commented is not asked for. Deletions show where a post is asked for again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import Raw

from collectors.asking import Ask
from collectors.connector import Allowance, Haul
from collectors.facebook_shapes import COMMENT_FIELDS, FIELDS, Said, Told, comment_of, post_id, post_of
from collectors.graph_lists import Graph, Listing, Under, oldest_first
from collectors.listing import Sheet, newest_first
from collectors.refusal import Refusal
from collectors.shapes import each
from topics.records import Post
from topics.watchlist import Watched

SITE = "https://graph.facebook.com/v26.0"
SILENT = 5
"""Comments that a post must count before an empty list of them is taken for what it is: a token that may not read any."""


def make(ask: Ask, secrets: Mapping[str, str]) -> Pages:
    """`token`, and `app_secret` where the app asks for proof; `api` is where it is asked."""
    if not secrets.get("token", ""):
        raise Refusal("token", "TINWATCH_FACEBOOK_TOKEN is not set")
    return Pages(Graph(ask, secrets.get("api", "") or SITE, secrets["token"], secrets.get("app_secret", "")))


class Pages:
    allowance = Allowance(200, share=0.95)
    credential = "token"
    again_at_once = 50

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def ends(self) -> datetime | None:
        return await self._graph.ends()

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        """The list is ranked, not strictly by time: a page of it is the last that is read when most of it was there before."""

        async def turn(mark: str) -> Sheet:
            listing = await self._graph.marked(f"{page.ref}/published_posts", {"fields": FIELDS, "limit": "50"}, mark, Listing)
            told = [one for one in each(listing.data, Told, "posts") if one.is_published]
            name = next((one.by.name for one in told if one.by and one.by.id == page.ref), "")
            return Sheet(tuple(post_of(one, page.page) for one in told), listing.following, name)

        async for haul in newest_first(turn, cursor, ranked=True):
            yield haul

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        def read(listing: Listing) -> tuple[Post, ...]:
            said = each(listing.data, Said, "comments")
            return tuple(comment_of(one, page.page, post) for one in said if not one.is_hidden)

        given = {"fields": COMMENT_FIELDS, "filter": "stream", "order": "chronological", "limit": "100", "summary": "total_count"}
        async for haul in oldest_first(self._graph, Under(post, f"{post.removeprefix('fb:')}/comments", given, read, _told), cursor):
            yield haul

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        """One that is gone fails the question for all: then each half is asked for, down to the one."""
        ids = [post.removeprefix("fb:") for post in posts]
        try:
            answer = await self._graph.asked("", {"ids": ",".join(ids), "fields": FIELDS})
        except Refusal as refusal:
            if refusal.why not in ("gone", "parameter"):
                raise
            if len(posts) == 1:
                return Haul(gone=tuple(posts))
            middle = len(posts) // 2
            one, other = await self.again(page, posts[:middle]), await self.again(page, posts[middle:])
            return Haul(one.posts + other.posts, gone=one.gone + other.gone)
        try:
            raws = msgspec.json.decode(answer.body, type=dict[str, Raw])
        except msgspec.DecodeError:
            raise Refusal("schema", "posts by their ids are no object") from None
        told = each(raws.values(), Told, "posts")
        there = {post_id(id) for id in raws}
        return Haul(tuple(post_of(one, page.page) for one in told), gone=tuple(post for post in posts if post not in there))


def _told(listing: Listing) -> None:
    if not listing.data and listing.summary.total_count >= SILENT:
        raise Refusal("permission", "comments are counted and none is told: the token is a person's, or lacks pages_read_user_content")
