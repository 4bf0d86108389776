"""What is known of one item that a site or page took from the press: the post itself and what somebody else found out about it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from topics.records import Post, Text


class Lookup(Struct, frozen=True, kw_only=True):
    """One look at the original: HTTP status, 0 when nothing answered; `removed` when the page says that the article was taken down.

    `refused`: it was not asked, because robots.txt or our own guard forbids it.
    """

    at: datetime
    status: int
    removed: bool = False
    refused: bool = False


class Original(Struct, frozen=True, kw_only=True):
    """The article it was taken from, as far as fetched."""

    title: Text = ""
    text: Text = ""
    url: Text = ""
    published_at: datetime | None = None
    lookups: Annotated[tuple[Lookup, ...], Meta(max_length=1000)] = ()


class Quoted(Struct, frozen=True, kw_only=True):
    """One earlier item of the same site: the agency it names, and how many minutes after the original it stood there."""

    at: datetime
    press: str = ""
    delay: float | None = None


class Extra(Struct, frozen=True, kw_only=True):
    """What checks may use beside the post; what is left out is UNKNOWN, never assumed.

    `site`: aggregator, social or fanpage; `domain`: its own; `footer`: the text at its foot; `licensee`: who runs it; `home`: the text of
    its home page; `comments_open`: whether readers may comment; `quoted`: its items of the last 30 days. `seen_at`: when the item itself
    was last seen standing; where that is not given, it stands as long as somebody looks.
    """

    site: Literal["", "aggregator", "social", "fanpage"] = ""
    domain: str = ""
    licensee: str = ""
    footer: Text | None = None
    home: Text | None = None
    original: Original | None = None
    comments_open: bool | None = None
    seen_at: datetime | None = None
    quoted: Annotated[tuple[Quoted, ...], Meta(max_length=10_000)] = ()


class Known(NamedTuple):
    """A post and what else is known."""

    post: Post
    extra: Extra = Extra()
