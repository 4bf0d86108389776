"""What is kept of an article that a feed, a sitemap or a listing tells of: plain words, an excerpt, a link; and a name for it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from topics.watchlist import Watched

LONGEST = 600
"""Code points of an excerpt: what the press puts under a title, not its article."""

TITLE = 1_000
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[a-zA-Z/!][^>]*>", re.DOTALL | re.IGNORECASE)


def plain(markup: str, most: int = TITLE) -> str:
    """Its words on one line, without markup, at most so many code points."""
    text = html.unescape(_TAG.sub(" ", markup[: most * 50]))
    return " ".join(text.split())[:most]


def excerpt(markup: str) -> str:
    """The beginning of it, cut between words."""
    text = plain(markup, LONGEST * 4)
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rpartition(" ")[0] + "…"


def web_address(text: str) -> str:
    """The address if it is one of the web, without a password and of a sensible length; else nothing."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and len(text) <= 4_000 else ""


def mark_of(page: Watched, name: str) -> str:
    """A short name for what this page calls `name`: always the same, whatever its length and letters."""
    return blake2b(f"{page.page.id}\0{name}".encode("utf-8", "replace"), digest_size=15).hexdigest()


def stamp(headers: Mapping[str, str], name: str) -> str:
    """What a site may be asked with again (ETag, Last-Modified); nothing that no header can carry."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 200 else ""
