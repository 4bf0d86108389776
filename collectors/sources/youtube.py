"""YouTube Data API v3: a channel's uploads, and the comments and replies under them. One unit a question, 10,000 a day and project.

`ref` is the channel's id (UC…), its handle (@…) or the address with either; `key` an API key, with no account behind it. Names, pictures
and ids of those who comment are not taken over, save that a comment of the channel's own is marked as the page's.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Raw, Struct

from collectors.asking import Ask
from collectors.connector import Allowance, Haul
from collectors.listing import Sheet, newest_first
from collectors.refusal import Refusal
from collectors.shapes import each, whole
from collectors.youtube_errors import Disabled, refused
from topics.records import Count, Media, Post, Reach
from topics.watchlist import Watched

SITE = "https://www.googleapis.com/youtube/v3"
_CHANNEL = re.compile(r"(?:https?://(?:www\.|m\.)?youtube\.com/)?(?:channel/)?(UC[\w-]{22}|@[^\s/?#]{3,60})(?:/videos)?/?")
S = TypeVar("S", bound=Struct)


class Listing(Struct, frozen=True, rename="camel"):
    items: tuple[Raw, ...] = ()
    next_page_token: str = ""


class Resource(Struct, frozen=True, rename="camel"):
    video_id: str = ""


class Upload(Struct, frozen=True, rename="camel"):
    content_details: Resource


class Named(Struct, frozen=True):
    id: str


class Picture(Struct, frozen=True):
    url: str = ""


class Told(Struct, frozen=True, rename="camel"):
    title: str
    published_at: datetime
    description: str = ""
    channel_title: str = ""
    thumbnails: dict[str, Picture] = {}


class Counts(Struct, frozen=True, rename="camel"):
    view_count: str = ""
    like_count: str = ""
    comment_count: str = ""


class Video(Struct, frozen=True):
    id: str
    snippet: Told
    statistics: Counts = Counts()


class Holder(Struct, frozen=True):
    value: str = ""


class Words(Struct, frozen=True, rename="camel"):
    """`author_channel_id` is compared with the channel's own id, and goes no further."""

    published_at: datetime
    text_display: str = ""
    text_original: str = ""
    like_count: Count = 0
    author_channel_id: Holder = Holder()


class Comment(Struct, frozen=True):
    id: str
    snippet: Words


class Top(Struct, frozen=True, rename="camel"):
    top_level_comment: Comment
    total_reply_count: int = 0


class Inline(Struct, frozen=True):
    comments: tuple[Raw, ...] = ()


class Thread(Struct, frozen=True):
    id: str
    snippet: Top
    replies: Inline = Inline()


def make(ask: Ask, secrets: Mapping[str, str]) -> Channels:
    """`key`; `api` is where it is asked."""
    if not secrets.get("key", ""):
        raise Refusal("token", "TINWATCH_YOUTUBE_KEY is not set")
    return Channels(ask, secrets["key"], secrets.get("api", "") or SITE)


class Channels:
    allowance = Allowance(10_000, timedelta(days=1))
    credential = "key"
    again_at_once = 50

    def __init__(self, ask: Ask, key: str, site: str) -> None:
        self._ask, self._key, self._site = ask, key, site
        self._ids: dict[str, str] = {}
        """Handle → id of the channel."""

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        channel = await self._channel(page.ref)

        async def turn(mark: str) -> Sheet:
            given = {"part": "contentDetails", "playlistId": f"UU{channel[2:]}", "maxResults": "50", "pageToken": mark}
            try:
                listing = await self._read("playlistItems", given, Listing)
            except Refusal as refusal:
                if refusal.why == "gone" and not mark and await self._exists(channel):
                    return Sheet(())  # nothing uploaded yet: such a channel has no list
                raise
            ids = [upload.content_details.video_id for upload in each(listing.items, Upload, "uploads")]
            videos = await self._videos([id for id in ids if id])
            return Sheet(tuple(_post(video, page) for video in videos), listing.next_page_token, _name(videos))

        async for haul in newest_first(turn, cursor):
            yield haul

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """All threads with all replies, each time: an old thread's new reply shows nowhere else."""
        channel, video = await self._channel(page.ref), post.removeprefix("yt:")

        async def turn(mark: str) -> Sheet:
            given = {"part": "snippet,replies", "videoId": video, "maxResults": "100", "order": "time", "pageToken": mark}
            listing = await self._read("commentThreads", given, Listing)
            said: list[Comment] = []
            for thread in each(listing.items, Thread, "threads"):
                said.append(thread.snippet.top_level_comment)
                said += await self._replies(thread)
            return Sheet(tuple(_comment(one, page, post, channel) for one in said), listing.next_page_token)

        try:
            async for haul in newest_first(turn, cursor, entire=True):
                yield haul
        except Disabled:
            yield Haul(whole=True)
        except Refusal as refusal:
            if refusal.why != "gone":
                raise
            yield Haul(gone=(post,))

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        videos = await self._videos([post.removeprefix("yt:") for post in posts])
        found = tuple(_post(video, page) for video in videos)
        return Haul(found, gone=tuple(post for post in posts if post not in {one.id for one in found}), name=_name(videos))

    async def _replies(self, thread: Thread) -> list[Comment]:
        """Those that came along, or all where these are not all."""
        raws = list(thread.replies.comments)
        if thread.snippet.total_reply_count <= len(raws):
            return each(raws, Comment, "replies")
        raws, mark = [], ""
        while True:
            given = {"part": "snippet", "parentId": thread.id, "maxResults": "100", "pageToken": mark}
            listing = await self._read("comments", given, Listing)
            raws += listing.items
            if not listing.next_page_token or listing.next_page_token == mark:
                return each(raws, Comment, "replies")
            mark = listing.next_page_token

    async def _videos(self, ids: Sequence[str]) -> list[Video]:
        if not ids:
            return []
        listing = await self._read("videos", {"part": "snippet,statistics", "id": ",".join(ids), "maxResults": "50"}, Listing)
        return each(listing.items, Video, "videos")

    async def _channel(self, ref: str) -> str:
        match = _CHANNEL.fullmatch(ref.strip())
        if not match:
            raise Refusal("parameter", "is neither a channel's id nor its handle")
        if not match[1].startswith("@"):
            return match[1]
        if match[1] not in self._ids:
            listing = await self._read("channels", {"part": "id", "forHandle": match[1]}, Listing)
            found = each(listing.items, Named, "channels")
            if not found:
                raise Refusal("gone", "no channel has this handle")
            self._ids[match[1]] = found[0].id
        return self._ids[match[1]]

    async def _exists(self, channel: str) -> bool:
        return bool((await self._read("channels", {"part": "id", "id": channel}, Listing)).items)

    async def _read(self, what: str, given: Mapping[str, str], kind: type[S]) -> S:
        params = {name: value for name, value in given.items() if value} | ({"textFormat": "plainText"} if "omment" in what else {})
        answer = await self._ask.get(f"{self._site}/{what}", params, {"x-goog-api-key": self._key})
        if answer.status != 200:
            raise refused(answer)
        return whole(answer, kind)


def _post(video: Video, page: Watched) -> Post:
    told, counts = video.snippet, video.statistics
    picture = next((told.thumbnails[size].url for size in ("high", "medium", "default") if size in told.thumbnails), "")
    return Post(
        id=f"yt:{video.id}",
        kind="post",
        platform="youtube",
        page=page.page,
        by_page=True,
        text=f"{told.title}\n\n{told.description}".strip(),
        url=f"https://www.youtube.com/watch?v={video.id}",
        published_at=told.published_at,
        media=(Media(kind="video", url=picture),),
        reach=Reach(reactions=_number(counts.like_count), comments=_number(counts.comment_count), views=_number(counts.view_count)),
    )


def _comment(comment: Comment, page: Watched, post: str, channel: str) -> Post:
    said = comment.snippet
    return Post(
        id=f"yt:{comment.id}",
        kind="comment",
        platform="youtube",
        page=page.page,
        parent=post,
        by_page=said.author_channel_id.value == channel,
        text=said.text_original or said.text_display,
        url=f"https://www.youtube.com/watch?v={post.removeprefix('yt:')}&lc={comment.id}",
        published_at=said.published_at,
        reach=Reach(reactions=said.like_count),
    )


def _name(videos: Sequence[Video]) -> str:
    return videos[0].snippet.channel_title if videos else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None
