"""A newspaper's page → title, lead, text and time of its article, or that it was taken down."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from enrichers.fold import canon
from topics.records import MAX_TEXT

HANOI = timezone(timedelta(hours=7))
"""Zone of a time that a Vietnamese paper writes without one."""

OLDEST = 1995
SHORT = 60
"""Words below which a page may be a notice; an article that reports on a removal has more."""

_META = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DATED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_NOTICE = re.compile(
    r"(?:bai viet|bai bao|trang|tin|noi dung|duong dan|lien ket)"
    r"(?: (?:nay|ban (?:dang |vua |can |muon )?(?:tim(?: kiem)?|yeu cau|truy cap|xem)|dang tim|yeu cau|hien))*"
    r" (?:khong (?:con )?(?:ton tai|kha dung)|(?:da )?(?:bi|duoc) (?:xoa|go|thu hoi)|da (?:xoa|go)(?: bo)?(?= |$))"
    r"|khong tim thay (?:trang|bai|noi dung|tin|duong dan)|page not found|404 not found|(?:loi|error) 404"
    r"|(?:article|page) (?:not found|has been removed|is no longer available)"
)
"""How papers say that an article is no longer there, over canon text."""


class Page(NamedTuple):
    """What a page holds; `removed` when all it says is that there is nothing any more."""

    title: str = ""
    lead: str = ""
    text: str = ""
    published_at: datetime | None = None
    removed: bool = False


def read(body: bytes, declared: str = "") -> Page:
    """Read the page; `declared` is the encoding its header names. Never raises on bad markup: what cannot be read is empty."""
    from lxml import etree, html  # half a second to load, and most processes fetch nothing
    from trafilatura import bare_extraction

    written = decoded(body, declared)
    try:
        tree = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", written))
        named = _line(tree.findtext(".//title") or "")
        headings = {text for node in tree.iter("h1") if (text := _line(node.text_content()))}
        published = _published(tree, written)
        found: Any = bare_extraction(tree, include_comments=False, with_metadata=True)
    except (etree.LxmlError, ValueError, RecursionError):  # nothing in it, no markup at all, or made to break readers
        return Page()
    headline, lead, text = (found.title or "", found.description or "", found.text or "") if found else ("", "", "")
    title = headings.pop() if len(headings) == 1 else _line(headline) or named
    text = text.strip().removeprefix(title).strip()
    removed = len(text.split()) < SHORT and _NOTICE.search(canon(f"{title} {named} {text}"[:10_000])) is not None
    return Page(title[:1000], _line(lead)[:2000], text[:MAX_TEXT], published, removed)


def decoded(body: bytes, declared: str = "") -> str:
    """The page's text: UTF-8 where it is that, whatever it says; else as declared; else by its looks."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    as_utf8 = body.decode("utf-8", "replace").removeprefix("\ufeff")
    if as_utf8.count("\ufffd") * 500 <= len(as_utf8):  # a few letters that somebody cut in two
        return as_utf8
    meta = _META.search(body[:4096])
    for name in (declared, meta[1].decode("ascii", "replace") if meta else ""):
        try:
            return unicodedata.normalize("NFC", body.decode(name))  # Windows-1258 writes tones apart
        except (LookupError, ValueError):  # unknown, no encoding of text, or not this one
            continue
    from charset_normalizer import from_bytes

    guessed = from_bytes(body[:200_000]).best()
    return unicodedata.normalize("NFC", body.decode(guessed.encoding, "replace")) if guessed else as_utf8


def _published(tree: Any, written: str) -> datetime | None:
    """The first moment that the page gives for it; a day alone is none."""
    given = [
        *tree.xpath("//meta[@property='article:published_time' or @name='pubdate' or @itemprop='datePublished']/@content"),
        *_DATED.findall(written),
        *tree.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime"),
    ]
    return next(filter(None, map(_moment, given)), None)


def _moment(text: str) -> datetime | None:
    text = text.strip()
    if len(text) < len("2026-03-02T07:30"):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=HANOI)) if moment.year >= OLDEST else None


def _line(text: str) -> str:
    return " ".join(text.split())
