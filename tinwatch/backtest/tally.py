"""What a backtest counts; the counts of two parts of the posts add up, in whichever order they come."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from datetime import datetime
from hashlib import blake2b
from typing import TypeVar

from msgspec import Struct, field

from detectors.checks.rules import VIETNAM
from enrichers.fold import squash
from topics.records import Post

SAMPLES = 20
"""Posts shown of each rule, no two with the same beginning."""

FAULTS = 100
"""Lines that cannot be read which are named; more are only counted."""


D = TypeVar("D", bound=Struct)


class Day(Struct):
    """`alerts` by the pack, `new` of them where nothing in force alerts; `live` by the version in force, `lost` of them by this one."""

    posts: int = 0
    alerts: int = 0
    new: int = 0
    live: int = 0
    lost: int = 0


class Reviewed(Struct):
    """Posts that the desk has decided about and that a pack alerts on."""

    confirmed: int = 0
    false_alarms: int = 0

    @property
    def precision(self) -> float | None:
        """None where nothing was reviewed."""
        return self.confirmed / both if (both := self.confirmed + self.false_alarms) else None


class Sample(Struct, order=True):
    """`draw` is as good as by lot and the same every time; `start` is the beginning that no other sample has."""

    draw: int
    start: str
    id: str
    day: str
    text: str


class Tally(Struct):
    """`seconds` are of processor time, without the rules and with them, for the posts that were `timed`."""

    days: dict[str, Day] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    reviewed: Reviewed = field(default_factory=Reviewed)
    reviewed_live: Reviewed = field(default_factory=Reviewed)
    judged: int = 0
    failed: int = 0
    faults: list[str] = field(default_factory=list)
    timed: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)
    stopped: bool = False

    @property
    def whole(self) -> Day:
        """All days together."""
        return together(Day, self.days.values())

    @property
    def costs(self) -> tuple[float, float] | None:
        """Milliseconds of processor time that a post takes without the rules, and that the rules add."""
        if not self.timed:
            return None
        without, armed = (seconds / self.timed * 1000 for seconds in self.seconds)
        return without, max(0.0, armed - without)

    def fail(self, fault: str) -> None:
        self.failed += 1
        if len(self.faults) < FAULTS:
            self.faults.append(fault)

    def alert(self, rule: str, day: str, post: Post) -> None:
        """Count an alert of a rule, and keep the post as a sample when its lot is drawn."""
        self.rules[rule] = self.rules.get(rule, 0) + 1
        start = squash(post.text)[:60]
        draw = int.from_bytes(blake2b(start.encode(), digest_size=8).digest())
        _keep(self.samples.setdefault(rule, []), [Sample(draw, start, post.id, day, " ".join(post.text.split())[:200])])

    def __iadd__(self, other: Tally) -> Tally:
        for name, day in other.days.items():
            mine = self.days.setdefault(name, Day())
            for what in Day.__struct_fields__:
                setattr(mine, what, getattr(mine, what) + getattr(day, what))
        for rule, count in other.rules.items():
            self.rules[rule] = self.rules.get(rule, 0) + count
            _keep(self.samples.setdefault(rule, []), other.samples[rule])
        for ours, theirs in ((self.reviewed, other.reviewed), (self.reviewed_live, other.reviewed_live)):
            ours.confirmed += theirs.confirmed
            ours.false_alarms += theirs.false_alarms
        self.judged += other.judged
        self.failed += other.failed
        self.faults += other.faults[: FAULTS - len(self.faults)]
        self.timed += other.timed
        self.seconds = (self.seconds[0] + other.seconds[0], self.seconds[1] + other.seconds[1])
        return self


def together(kind: type[D], days: Collection[D]) -> D:
    """What is counted by day, of all days."""
    return kind(*(sum(getattr(day, name) for day in days) for name in kind.__struct_fields__))


def day_of(at: datetime) -> str:
    """The day in Viet Nam."""
    return at.astimezone(VIETNAM).date().isoformat()


def _keep(kept: list[Sample], more: list[Sample]) -> None:
    """The samples with the lowest lots, of one beginning the one with the lowest id."""
    best: dict[str, Sample] = {}
    for one in (*kept, *more):
        if one.start not in best or one.id < best[one.start].id:
            best[one.start] = one
    kept[:] = heapq.nsmallest(SAMPLES, best.values())
