"""What travels about press originals: which post cites one, what a look at it found, what is known of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topics.records import SCHEMA, Assessed, Check, Id, Text

Outcome = Literal["found", "same", "gone", "unreachable", "refused"]


class Look(Struct, frozen=True, kw_only=True):
    """One look at an address: what was there at that moment.

    found: it was read (what could be read of it); same: not changed since the look that gave `etag` or `modified`; gone: 404, 410,
    sent to the front page, or a page that says it was taken down (`removed`); unreachable: no answer that tells, so it is looked at again
    and never counted as gone; refused: robots.txt or our own guard forbids it. `why` says more in words. `sha256` is of the body.
    `copy`: the id of the post whose own address this was, where that and no original was looked at.
    """

    url: Text
    at: datetime
    outcome: Outcome
    status: int = 0
    removed: bool = False
    why: str = ""
    final: Text = ""
    title: Text = ""
    lead: Text = ""
    text: Text = ""
    published_at: datetime | None = None
    sha256: str = ""
    etag: str = ""
    modified: str = ""
    copy: str = ""
    schema: int = SCHEMA


class Citation(Struct, frozen=True, kw_only=True):
    """A post that may have been taken from the press article at `url`; `id` is that address in one spelling."""

    id: Id
    url: Text
    document: Assessed
    schema: int = SCHEMA


class Copy(Struct, frozen=True, kw_only=True):
    """A post that cites an original, first collected at `since`, last seen standing at `seen_at`.

    `taken`: whether it was taken from the original, None until the two were compared; `likeness` is then its check A3, of the text
    with this `digest`. `tried`: whether the original was looked at since it was cited. `delay`: minutes behind the original.
    """

    post: Id
    page: Id
    since: datetime
    at: datetime
    seen_at: datetime
    url: Text = ""
    digest: str = ""
    tried: bool = False
    taken: bool | None = None
    likeness: Check | None = None
    delay: float | None = None


class Cited(Struct, frozen=True, kw_only=True):
    """What is known of one original: the looks at it, oldest first and without its words, and the posts that cite it."""

    id: Id
    url: Text
    published_at: datetime | None = None
    looks: tuple[Look, ...] = ()
    copies: tuple[Copy, ...] = ()
    schema: int = SCHEMA
