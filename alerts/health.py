"""How collecting a page goes, and what is to be done about it: from what is known of it and the time. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from alerts.baseline import Baseline
from alerts.watch import patience
from topics.records import utc
from topics.watchlist import PageHealth, Watched

State = Literal["OK", "LATE", "SILENT", "BLOCKED", "GONE"]
STATES: tuple[State, ...] = get_args(State)

Cause = Literal[
    "", "app", "user", "page", "rate", "token", "permission", "parameter", "blocked", "transient", "gone", "schema",
    "never", "late", "quiet", "empty",
]  # fmt: skip
"""Why a page is not OK: what its platform said (topics/watchlist.py: Why), or `never` visited, visited too `late`, `quiet` against its
habit, `empty` from the beginning. Each has its words and its mend in the console's words."""

DAY = timedelta(days=1)

UNLIKELY = 1e-5
"""A silence that comes less often than this, by the hours in which the page publishes, is none of its habit …"""

BEYOND = 1.5
"""… if it is also this much longer than the longest one it broke by itself."""

LEARNING = timedelta(days=14)
"""Before that nobody can say what a page's habit is; and a page of which nothing came for so long gives nothing."""

LATELY = timedelta(days=30)
"""For how long another name is news."""

FEWEST = 10
"""Hours with a post that a habit is told from."""

ENDING = (timedelta(days=14), timedelta(days=3), timedelta())
"""What a credential has left when the desk is told of it: first, again, and when it has ended."""


@dataclass(frozen=True)
class Condition:
    """`since`: when it began. `expected`, `seen`: hours with a post within the day before the last visit. `doubled`: another entry for the
    same page. `left`: what its credential has left."""

    state: State
    cause: Cause = ""
    since: datetime | None = None
    expected: float = 0.0
    seen: int = 0
    doubled: str = ""
    left: timedelta | None = None


@dataclass(frozen=True)
class Coverage:
    """Watched pages, and those of them that were collected within the last day; how many are in which state."""

    watched: int
    collected: int
    states: dict[str, int]


def entry(page: PageHealth) -> Watched | None:
    """What the watch-list says of it; None for a page that is not on it."""
    return page.watched if page.watched and not page.watched.gone else None


def called(page: PageHealth) -> str:
    """What it is called now: by its platform, else by the desk, else by its posts."""
    if page.names and page.last:
        return page.names[-1].name
    return (page.watched.page.name if page.watched else "") or page.page.name


def renamed(page: PageHealth, now: datetime) -> tuple[str, str] | None:
    """What it was called before and is called now, where that changed within LATELY; None for a page that is not on the list."""
    if entry(page) is None or len(page.names) < 2 or now - utc(page.names[-1].at) > LATELY:
        return None
    return page.names[-2].name, page.names[-1].name


def condition(page: PageHealth, now: datetime) -> Condition | None:
    """How it stands with a page of the watch-list; None for one that is not on it."""
    watched = entry(page)
    if watched is None:
        return None
    last = page.last
    left = utc(last.token_until) - now if last and last.token_until else None
    if last and not last.ok and last.why and last.why != "transient":
        return Condition("GONE" if last.why == "gone" else "BLOCKED", last.why, page.failing_since or last.at, left=left)
    known = page.last_ok or watched.at
    allowed = patience(last.every, last.tier) if last else patience(0, watched.tier)
    if known and now - utc(known) > allowed:
        cause: Cause = "never" if last is None else "transient" if not last.ok else "late"
        return Condition("LATE", cause, utc(known) + allowed, left=left)
    return _heard(page, left)


def _heard(page: PageHealth, left: timedelta | None) -> Condition:
    """Of a page whose visits go well: whether what they bring is what it usually publishes."""
    if page.last_ok is None:
        return Condition("OK", left=left)
    until = utc(page.last_ok)
    baseline = Baseline(page.hours, until)
    expected, seen = baseline.day()
    if page.last_post_at is None:
        begun = page.watched.at if page.watched else None
        if begun and until - utc(begun) > LEARNING:
            return Condition("SILENT", "empty", begun, left=left)
    elif _unusual(baseline, until, utc(page.last_post_at)):
        return Condition("SILENT", "quiet", page.last_post_at, expected, seen, left=left)
    return Condition("OK", "", None, expected, seen, left=left)


def _unusual(baseline: Baseline, until: datetime, last_post: datetime) -> bool:
    """Whether a silence is none of the page's habit; what is no habit yet cannot be broken."""
    if baseline.known <= LEARNING or baseline.marks < FEWEST or until - last_post <= BEYOND * baseline.longest:
        return False
    return baseline.quiet(last_post) < UNLIKELY


def conditions(pages: Iterable[PageHealth], now: datetime) -> dict[str, Condition]:
    """Page id → how it stands with it, for the watch-list's pages."""
    pages = [page for page in pages if entry(page)]
    same = _same(pages)
    found: dict[str, Condition] = {}
    for page in pages:
        one = condition(page, now)
        assert one is not None
        twin = next((id for id in same[_place(page)] if id != page.page.id), "")
        found[page.page.id] = Condition(one.state, one.cause, one.since, one.expected, one.seen, twin, one.left)
    return found


def coverage(pages: Iterable[PageHealth], now: datetime) -> Coverage:
    """How much of the watch-list was collected."""
    listed = [page for page in pages if entry(page)]
    collected = sum(page.last_ok is not None and now - utc(page.last_ok) <= DAY for page in listed)
    states = Counter(one.state for one in conditions(listed, now).values())
    return Coverage(len(listed), collected, {state: states[state] for state in STATES})


def _place(page: PageHealth) -> tuple[str, str]:
    """Where the page is: two entries with the same are one page."""
    watched = page.watched
    assert watched is not None
    address = watched.url.casefold().partition("://")[2].partition("#")[0].rstrip("/").removeprefix("www.").removeprefix("m.")
    return watched.platform, address or watched.ref.casefold()


def _same(pages: Sequence[PageHealth]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for page in pages:
        found.setdefault(_place(page), []).append(page.page.id)
    return found
