"""News sitemaps of the press: title, time and link of each article of the last days, also of papers that have no feed.

`ref` is the address of a news sitemap (sitemaps.org with Google's news tags) or of an index of sitemaps; an entry without a title, as in a
plain sitemap, tells nothing that could be read. Of an index only those sitemaps are fetched whose `lastmod` changed. robots.txt holds.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from msgspec import DecodeError, Struct, json

from collectors.asking import Answer, Ask
from collectors.connector import Allowance, Haul
from collectors.excerpts import mark_of, plain, stamp, web_address
from collectors.moments import moment
from collectors.polite import Polite
from collectors.refusal import Refusal
from enrichers.hosts import registrable
from topics.records import Article, Post
from topics.watchlist import Watched

LARGEST = 50_000_000
"""Bytes of one sitemap, unpacked (the limit of sitemaps.org)."""

MOST = 50_000
"""Entries of one sitemap (as above)."""

CHILDREN = 100
"""Sitemaps of one index that are read, those that changed last."""


class Known(Struct, omit_defaults=True):
    """`read`: sitemap of an index, by its mark → its `lastmod` when it was read. What the site said of `ref` itself."""

    read: dict[str, str] = {}
    etag: str = ""
    modified: str = ""


class Entry(NamedTuple):
    """`other`: names another sitemap, last changed at `when`; else an article published then."""

    url: str
    when: str
    title: str
    other: bool


def make(ask: Ask, secrets: Mapping[str, str]) -> Sitemaps:
    """Needs no secret."""
    return Sitemaps(ask)


class Sitemaps:
    allowance = Allowance(3600)
    credential = "sitemaps"
    again_at_once = 0

    def __init__(self, ask: Ask) -> None:
        self._polite = Polite(ask)

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        known = _known(cursor)
        asked = {"if-none-match": known.etag, "if-modified-since": known.modified}
        answer = await self._polite.get(page.ref, {name: value for name, value in asked.items() if value})
        if answer.status == 304:
            yield Haul(cursor=cursor)
            return
        found = await asyncio.to_thread(entries, answer)
        stamps = stamp(answer.headers, "etag"), stamp(answer.headers, "last-modified")
        children = [entry for entry in found if entry.other]
        if not children:
            yield Haul(_articles(found, page), cursor=_written(Known({}, *stamps)))
            return
        async for haul in self._children(page, known, children, stamps):
            yield haul

    async def _children(self, page: Watched, known: Known, children: Sequence[Entry], stamps: tuple[str, str]) -> AsyncIterator[Haul]:
        """One piece for each sitemap of the index that changed, the newest first; the index counts as read after the last."""
        own, refusal = _site(page.ref), None
        newest = sorted(children, key=lambda child: child.when, reverse=True)
        listed = {mark_of(page, child.url): child for child in newest if child.url and _site(child.url) == own}
        listed = dict(list(listed.items())[:CHILDREN])
        read = {mark: when for mark, when in known.read.items() if mark in listed}
        for mark, child in listed.items():
            if child.when and read.get(mark) == child.when:
                continue
            try:
                found = await asyncio.to_thread(entries, await self._polite.get(child.url))
            except Refusal as refused:  # the others may answer all the same
                refusal = Refusal("page", refused.said, refused.wait)
                continue
            read[mark] = child.when
            yield Haul(_articles(found, page), cursor=_written(Known(read)))
        if refusal is not None:
            raise refusal
        told = all(child.when for child in listed.values())
        yield Haul(cursor=_written(Known(read, *(stamps if told else ("", "")))))

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """Sitemaps carry none."""
        return
        yield

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        raise Refusal("parameter", "a sitemap cannot be asked for single entries")


def entries(answer: Answer) -> list[Entry]:
    """What the sitemap lists; Refusal `schema` when it is none."""
    from lxml import etree

    try:
        tree = etree.fromstring(
            _unpacked(answer.body), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError:
        raise Refusal("schema", "this is no XML") from None
    if etree.QName(tree).localname not in ("urlset", "sitemapindex"):
        raise Refusal("schema", "this is no sitemap")
    return [_entry(node, index=etree.QName(tree).localname == "sitemapindex") for node in tree.iterchildren(tag=etree.Element)][:MOST]


def _entry(node: Any, *, index: bool) -> Entry:
    said: dict[str, str] = {}
    for one in _nodes(node):
        said.setdefault(one.tag.rpartition("}")[2], " ".join((one.text or "").split()))
    when = said.get("publication_date", "") or said.get("lastmod", "")
    return Entry(web_address(said.get("loc", "")), when, "" if index else plain(said.get("title", "")), index)


def _nodes(node: Any) -> Iterator[Any]:
    """The entry's own parts and its news; not its pictures, which have addresses and titles of their own."""
    for child in node.iterchildren(tag="*"):
        name = child.tag.rpartition("}")[2]
        if name == "news":
            yield from child.iterchildren(tag="*")
        else:
            yield child


def _articles(found: Sequence[Entry], page: Watched) -> tuple[Post, ...]:
    return tuple(
        Post(
            id=f"sitemap:{mark_of(page, entry.url)}",
            kind="post",
            platform="sitemap",
            page=page.page,
            by_page=True,
            text="",
            url=entry.url,
            published_at=moment(entry.when),
            article=Article(title=entry.title, url=entry.url),
        )
        for entry in found
        if entry.url and entry.title and not entry.other
    )


def _unpacked(body: bytes) -> bytes:
    """Without gzip, where the file itself is packed, whatever its name."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        reader = zlib.decompressobj(wbits=31)
        text = reader.decompress(body, LARGEST)
    except zlib.error:
        raise Refusal("schema", "a packed sitemap that cannot be unpacked") from None
    if reader.unconsumed_tail:
        raise Refusal("schema", f"a sitemap of more than {LARGEST:,} bytes")
    return text


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    return registrable(host) or host


def _known(cursor: str) -> Known:
    try:
        return json.decode(cursor, type=Known) if cursor else Known()
    except DecodeError:
        return Known()


def _written(known: Known) -> str:
    return json.encode(known).decode()
