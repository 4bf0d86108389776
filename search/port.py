"""What the rest of the system asks of an index, whichever engine holds it. Engines: sqlite.py, elastic.py; one contract suite for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from topics.patterns import Pattern, PatternKind
from topics.records import Alert, Assessed, Band, PageHealth


@dataclass(frozen=True)
class Query:
    """`text` is free text: accents and case optional; words with accents must match with accents; "quoted words" match as a phrase (with
    accents as a whole as soon as one word has any); all words must occur. Text without any word, like "!!!", finds nothing.

    `since`/`until` bound `Assessed.at`, half-open. `cursor` is a `Results.cursor` of the same query. An empty tuple or string means "any".
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    place: str = ""
    kind: str = ""
    stance: str = ""
    bands: tuple[Band, ...] = ()
    alerting: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["newest", "relevance"] = "newest"
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True)
class Found:
    """One document that matched. `marks` are code-point spans of the query's words in `post.text`, for highlighting."""

    document: Assessed
    marks: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


@dataclass(frozen=True)
class Results:
    """`cursor` is empty on the last page. `total` counts all matches. `facets` maps facet → value → count over all matches
    (facets: code, page, kind, stance, band), each with its 50 most frequent values."""

    found: tuple[Found, ...]
    total: int
    cursor: str = ""
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class AlertQuery:
    """`held` False: only what the feed shows; True: only what was held back; None: both. Newest `updated_at` first; `cursor` as in Query.
    `reasons`: only what is held for one of these (`Alert.held`).

    `since`/`until` bound `updated_at`, half-open.
    """

    codes: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    states: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    held: bool | None = False
    reasons: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True)
class AlertPage:
    alerts: tuple[Alert, ...]
    total: int
    cursor: str = ""


@dataclass(frozen=True)
class Placed:
    """An alert at its position in the river (the offset in alerts.v1), which only grows: the live feed resumes from it."""

    position: int
    alert: Alert


@dataclass(frozen=True)
class PatternQuery:
    """Patterns of these kinds, on any of these pages, with at least so many posts; what turned out to be none is never found.

    `since`/`until` bound `last`, half-open. Newest `last` first; `cursor` as in Query.
    """

    kinds: tuple[PatternKind, ...] = ()
    pages: tuple[str, ...] = ()
    least_posts: int = 0
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True)
class PatternPage:
    patterns: tuple[Pattern, ...]
    total: int
    cursor: str = ""


@dataclass(frozen=True)
class PlacedPattern:
    """A pattern at its position in the river (the offset in patterns.v1)."""

    position: int
    pattern: Pattern


@dataclass(frozen=True)
class Refused:
    """A record the index will never take, and why; the caller sends it to the dead letters."""

    id: str
    reason: str


class Unavailable(Exception):
    """The index cannot be reached or is overloaded: the caller retries with back-off, nothing is lost."""


class Unusable(Exception):
    """This cannot serve as an index and no retry will help; the message says why and what to do."""


class Index(Protocol):
    """Writes are idempotent by id. An older version never overwrites a newer: documents compare `collected_at`, alerts and patterns their
    position; equal overwrites."""

    async def open(self) -> None:
        """Connect and create what is missing; idempotent."""
        ...

    async def close(self) -> None: ...

    async def put_documents(self, documents: Sequence[Assessed]) -> Sequence[Refused]:
        """Returns once the documents are durable and can be found."""
        ...

    async def put_alerts(self, alerts: Sequence[Placed]) -> Sequence[Refused]:
        """Returns once the alerts are durable and can be found."""
        ...

    async def put_pages(self, pages: Sequence[PageHealth]) -> Sequence[Refused]:
        """Pages' health, by page id; an older `last_seen_at` never overwrites a newer."""
        ...

    async def put_patterns(self, patterns: Sequence[PlacedPattern]) -> Sequence[Refused]:
        """Returns once the patterns are durable and can be found."""
        ...

    async def patterns(self, query: PatternQuery) -> PatternPage: ...

    async def patterns_after(self, position: int, limit: int = 200) -> Sequence[PlacedPattern]:
        """Patterns, those that are gone too, whose newest version lies after `position`, in order of position."""
        ...

    async def pages(self) -> Sequence[PageHealth]:
        """Every page ever heard of, the longest silent first."""
        ...

    async def document(self, id: str) -> Assessed | None: ...

    async def documents(self, ids: Sequence[str]) -> Sequence[Assessed]:
        """Those that exist, in the order asked for."""
        ...

    async def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of these documents are in the index."""
        ...

    async def search(self, query: Query) -> Results:
        """Raises ValueError with a readable message for a cursor that is not of this query."""
        ...

    async def alert(self, id: str) -> Alert | None: ...

    async def alerts(self, query: AlertQuery) -> AlertPage: ...

    async def alerts_after(self, position: int, limit: int = 200) -> Sequence[Placed]:
        """Alerts whose newest version lies after `position`, in order of position: each alert once, as it is now."""
        ...

    async def last_position(self) -> int:
        """Position of the newest alert version, -1 when there is none."""
        ...

    async def counts(self) -> dict[str, int]:
        """Number of `documents`, `alerts`, `pages` and `patterns`."""
        ...
