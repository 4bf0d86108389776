"""What many posts make together, and the traces of single posts it is seen from: no text, no person, only pages, times and fingerprints."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topics.records import SCHEMA

PatternKind = Literal["copies", "coordinated", "burst"]


class Trace(Struct, frozen=True, array_like=True):
    """One post as far as it matters beside others. `at` is in seconds since 1970, `signature` empty or 64 bytes (enrichers/copies.py)."""

    id: str
    page: str
    at: int
    comment: bool = False
    by_page: bool = False
    signature: bytes = b""
    links: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


class Traces(Struct, frozen=True, kw_only=True):
    """One batch of assess. `lanes` maps each partition of posts.v1 in the batch to its newest `at`: how far that part of the river is."""

    traces: tuple[Trace, ...]
    lanes: dict[str, int] = {}
    schema: int = SCHEMA


class Pattern(Struct, frozen=True, kw_only=True):
    """A signal to look at, never an alert by itself: copying and speaking at once are no offence (domain.md §3.6).

    copies: posts and comments that say nearly the same; `score` is how alike they are, 0–1. coordinated: pages that push the same things
    within seconds, again and again; `score` is the share of what they have in common that they pushed so, 0–1. burst: more posts in an hour
    than `about` (page:…, talk:…, code:…, site:…) ever explains; `score` is how many times the `expected` number at its peak.

    `posts` and `pages` list some 200, `post_count` counts all. `ended` is set once a burst is over. `gone` is the reason why this turned
    out to be no pattern after all; an index keeps it and does not list it. `version` grows with every change.
    """

    id: str
    kind: PatternKind
    first: datetime
    last: datetime
    score: float
    posts: tuple[str, ...] = ()
    post_count: int = 0
    pages: tuple[str, ...] = ()
    about: str = ""
    expected: float = 0.0
    ended: datetime | None = None
    gone: str = ""
    version: int = 1
    schema: int = SCHEMA


class Memory(Struct, frozen=True, kw_only=True):
    """One step of gather, enough to take it again without judging anew: what it took in, which copy group each trace went to (0: none but
    its own), which patterns changed, how far lanes and hour had come after it. Changelog of gather, keyed by the offset of the traces."""

    offset: int
    traces: tuple[Trace, ...] = ()
    labels: tuple[int, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    lanes: dict[str, tuple[int, int]] = {}
    hour: int = 0
    schema: int = SCHEMA
