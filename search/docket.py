"""What the rest of the system asks of an index about cases and the audit log; the other half of search/port.py.

Engines: sqlite_docket.py, elastic_docket.py; one contract suite for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from search.refused import Refused
from topics.cases import Case, Entry, State
from topics.records import Band


@dataclass(frozen=True)
class CaseQuery:
    """An empty tuple or string means "any". `late`: whether something is overdue that was told. `held`: whether under a legal hold.
    `muted_at`: only cases whose mute has not ended at that moment.

    `since`/`until` bound `updated_at`, `ended_before` the end, half-open. Newest `updated_at` first; with order "due" what is due soonest
    comes first and what waits for nothing is left out. `cursor` is a `CasePage.cursor` of the same query.
    """

    states: tuple[State, ...] = ()
    bands: tuple[Band, ...] = ()
    codes: tuple[str, ...] = ()
    assignee: str = ""
    numbers: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    merged_into: str = ""
    late: bool | None = None
    held: bool | None = None
    muted_at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    ended_before: datetime | None = None
    order: Literal["newest", "due"] = "newest"
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True)
class CasePage:
    """`cursor` is empty on the last page. `total` counts all matches."""

    cases: tuple[Case, ...]
    total: int
    cursor: str = ""


class Docket(Protocol):
    """Writes are idempotent. A case that knows less (`Case.far`) never overwrites one that knows more, equal overwrites; a line of the
    audit log never changes."""

    async def put_cases(self, cases: Sequence[Case]) -> Sequence[Refused]:
        """Returns once the cases are durable and can be found."""
        ...

    async def case(self, id: str) -> Case | None: ...

    async def cases_of(self, ids: Sequence[str]) -> Sequence[Case]:
        """Those that exist, in the order asked for."""
        ...

    async def cases(self, query: CaseQuery) -> CasePage:
        """Raises ValueError with a readable message for a cursor that is not of this query."""
        ...

    async def delete_cases(self, ids: Sequence[str]) -> int:
        """Retention: removes these cases and the alerts they began with; the number of cases that were there."""
        ...

    async def put_entries(self, entries: Sequence[Entry]) -> Sequence[Refused]:
        """Lines of the audit log by their number; one that is there stays as it is."""
        ...

    async def delete_entries(self, through: int) -> int:
        """Retention: removes the lines of the audit log up to this number; how many there were."""
        ...

    async def entries(self, after: int = 0, limit: int = 1000, case: str = "") -> Sequence[Entry]:
        """Lines of the audit log after this number, in order; of one case only, if one is named."""
        ...
