"""RSS and Atom feeds of the press: title, excerpt and link of each entry, never the whole text (domain.md §6.2).

A feed holds its newest entries only and tells neither edits nor removals apart from their being gone, so nothing is concluded from that.
`ref` is the feed's address. Asked with ETag and Last-Modified; robots.txt holds; addresses of the open internet only.
"""

from __future__ import annotations

import asyncio
import io
from calendar import timegm
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser
from msgspec import DecodeError, Struct, json

from collectors.asking import Answer, Ask
from collectors.connector import Allowance, Haul
from collectors.excerpts import excerpt, mark_of, plain, stamp, web_address
from collectors.moments import moment
from collectors.polite import Polite
from collectors.refusal import Refusal
from topics.records import Article, Post
from topics.watchlist import Watched

LARGEST = 5_000_000
"""Bytes of one feed; those of the Vietnamese press have a tenth of it."""

MOST = 500
"""Entries read of one feed."""


class Known(Struct, omit_defaults=True):
    """What the site gave along, so that it may answer that nothing changed."""

    etag: str = ""
    modified: str = ""


def make(ask: Ask, secrets: Mapping[str, str]) -> Feeds:
    """Needs no secret."""
    return Feeds(ask)


class Feeds:
    allowance = Allowance(3600)
    credential = "feeds"
    again_at_once = 0

    def __init__(self, ask: Ask) -> None:
        self._polite = Polite(ask)

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        known = _known(cursor)
        asked = {
            "if-none-match": known.etag,
            "if-modified-since": known.modified,
            "accept": "application/atom+xml, application/rss+xml, */*;q=0.5",
        }
        answer = await self._polite.get(page.ref, {name: value for name, value in asked.items() if value})
        if answer.status == 304:
            yield Haul(cursor=cursor)
            return
        posts = await asyncio.to_thread(entries, answer, page)
        yield Haul(posts, cursor=json.encode(Known(stamp(answer.headers, "etag"), stamp(answer.headers, "last-modified"))).decode())

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """Feeds carry none."""
        return
        yield

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        raise Refusal("parameter", "a feed cannot be asked for single entries")


def entries(answer: Answer, page: Watched) -> tuple[Post, ...]:
    """What the feed holds now, in its order; Refusal `schema` when it is none."""
    if len(answer.body) > LARGEST:
        raise Refusal("schema", f"a feed of more than {LARGEST:,} bytes")
    kind = answer.headers.get("content-type", "")
    # Bytes in a file object: a string would be taken for an address or a path.
    feed = feedparser.parse(io.BytesIO(answer.body), response_headers={"content-type": kind, "content-location": answer.url})
    if not feed.version and not feed.entries:
        raise Refusal("schema", "this is no feed")
    return tuple(filter(None, (_post(entry, page) for entry in feed.entries[:MOST])))


def _post(entry: Any, page: Watched) -> Post | None:
    url = web_address(entry.get("link", ""))
    title = plain(entry.get("title", ""))
    lead = excerpt(entry.get("summary", ""))
    name = entry.get("id") or url
    if not name or not (title or lead):
        return None
    return Post(
        id=f"rss:{mark_of(page, name)}",
        kind="post",
        platform="rss",
        page=page.page,
        by_page=True,
        text="",
        url=url,
        published_at=_published(entry),
        article=Article(title=title, lead=lead, url=url),
    )


def _published(entry: Any) -> datetime | None:
    for name in ("published", "updated"):
        if written := entry.get(name):
            found = moment(str(written))
            parsed = entry.get(f"{name}_parsed")
            if found is None and parsed and ":" in str(written):  # forms of time that only feedparser knows
                found = datetime.fromtimestamp(timegm(parsed), UTC)
            if found is not None:
                return found
    return None


def _known(cursor: str) -> Known:
    try:
        return json.decode(cursor, type=Known) if cursor else Known()
    except DecodeError:
        return Known()
