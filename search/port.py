"""What the rest of the system asks of an index, whichever engine holds it. Engines: sqlite.py, elastic.py; one contract suite for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from search.docket import Docket
from search.refused import Refused as Refused
from search.removals import Removals
from search.stretch import STRETCH, Stretch
from topics.claims import Known
from topics.patterns import Pattern, PatternKind
from topics.records import Alert, Assessed, Band
from topics.watchlist import PageHealth


@dataclass(frozen=True)
class Query:
    """`text` is free text: accents and case optional; words with accents must match with accents; "quoted words" match as a phrase (with
    accents as a whole as soon as one word has any); all words must occur. Text without any word, like "!!!", finds nothing. `place` is part
    of the name of a unit, of its province or of what it was called before, accents and case optional, or a commune's code (five digits).

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


class Unavailable(Exception):
    """The index cannot be reached or is overloaded: the caller retries with back-off, nothing is lost."""


class Unusable(Exception):
    """This cannot serve as an index and no retry will help; the message says why and what to do."""


class Index(Protocol):
    """Writes are idempotent by id. An older version never overwrites a newer: documents compare `collected_at`, alerts and patterns their
    position, claims their revision; equal overwrites."""

    @property
    def docket(self) -> Docket:
        """The cases and the audit log."""
        ...

    @property
    def removals(self) -> Removals:
        """Posts that are no longer shown; every document is read with what is known of it here (`Assessed.removed_at`)."""
        ...

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
        """Pages' health, by page id; of two records the one that is further stays."""
        ...

    async def put_patterns(self, patterns: Sequence[PlacedPattern]) -> Sequence[Refused]:
        """Returns once the patterns are durable and can be found."""
        ...

    async def put_claims(self, claims: Sequence[Known]) -> Sequence[Refused]:
        """Known claims by their id, an older revision never over a newer; returns once they are durable and can be found."""
        ...

    async def claims(self, ids: Sequence[str]) -> Sequence[Known]:
        """Those that exist, whatever their state, in the order asked for."""
        ...

    async def claims_after(self, revision: int, limit: int = 1000) -> Sequence[Known]:
        """Claims that changed after `revision`, those that are gone too, in order of revision."""
        ...

    async def last_claim(self) -> int:
        """The newest revision of any claim, -1 when there is none."""
        ...

    async def patterns(self, query: PatternQuery) -> PatternPage: ...

    async def delete_patterns(self, before: datetime, *, dry: bool = False) -> int:
        """Retention: removes the patterns, those that are gone too, whose `last` lies before this moment; their number, with `dry` only
        that."""
        ...

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

    async def delete_documents(self, before: datetime, kind: str = "", keep: Sequence[str] = ()) -> int:
        """Retention: removes the documents of this kind (of every kind when empty) with `at` before this moment, but for those to `keep`;
        their number."""
        ...

    async def forget_documents(self, ids: Sequence[str]) -> int:
        """Removes these documents; the number of those that were there."""
        ...

    async def search(self, query: Query) -> Results:
        """Raises ValueError with a readable message for a cursor that is not of this query."""
        ...

    async def stretch(self, since: datetime | None = None, cursor: str = "", limit: int = STRETCH) -> Stretch:
        """Documents with `at` from `since` on, newest first, `removed_at` not told; all of them take time in proportion to their number.
        Raises ValueError for what is no cursor."""
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
        """Number of `documents`, `alerts`, `pages`, `patterns` and `cases`."""
        ...
