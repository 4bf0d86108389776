"""What is known of one item that a site or page took from the press: the post itself and what somebody else found out about it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from topics.records import Post


class Lookup(Struct, frozen=True, kw_only=True):
    """One look at the original: HTTP status, 0 when nothing answered; `removed` when the page says that the article was taken down."""

    at: datetime
    status: int
    removed: bool = False


class Original(Struct, frozen=True, kw_only=True):
    """The article it was taken from, as far as fetched."""

    title: str = ""
    text: str = ""
    url: str = ""
    published_at: datetime | None = None
    lookups: tuple[Lookup, ...] = ()


class Quoted(Struct, frozen=True, kw_only=True):
    """One earlier item of the same site: the agency it names, and how many minutes after the original it stood there."""

    at: datetime
    press: str = ""
    delay: float | None = None


class Known(Struct, frozen=True, kw_only=True):
    """Everything checks may use; what is left out is UNKNOWN, never assumed.

    `domain`: the site's own; `footer`: the text at its foot; `licensee`: who runs it; `kind`: aggregator, social or fanpage;
    `home`: the text of its home page; `comments_open`: whether readers may comment; `quoted`: its items of the last 30 days.
    """

    post: Post
    kind: str = ""
    domain: str = ""
    licensee: str = ""
    footer: str | None = None
    home: str | None = None
    original: Original | None = None
    comments_open: bool | None = None
    quoted: tuple[Quoted, ...] = ()
