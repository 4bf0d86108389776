"""Who is told of what, by which channel and when: the desk's table, and its quiet hours. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.holding import VIETNAM
from topics.cases import Notice
from topics.letters import Letter
from topics.records import Place

DAY = 24 * 60


@dataclass(frozen=True)
class Route:
    """What matches goes to these recipients of a channel; an empty set matches everything."""

    channel: str
    to: tuple[str, ...]
    tellings: frozenset[str] = frozenset()
    bands: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    def takes(self, notice: Notice, offices: Sequence[str]) -> bool:
        return (
            (not self.tellings or notice.telling in self.tellings)
            and (not self.bands or notice.band in self.bands)
            and (not self.codes or not self.codes.isdisjoint(notice.codes))
            and (not self.offices or not self.offices.isdisjoint(offices))
        )


@dataclass(frozen=True)
class Timetable:
    """When what may go out. Minutes after midnight in Vietnam; `quiet` is (begin, end), over midnight where the end is not after it."""

    quiet: tuple[int, int] | None = None
    digests: tuple[int, ...] = ()
    digested: frozenset[str] = frozenset({"MEDIUM", "LOW"})

    def slot(self, notice: Notice, at: datetime) -> datetime | None:
        """When it goes out together with others; None for at once by itself. CRITICAL waits for nothing."""
        if notice.band == "CRITICAL":
            return None
        slot = self._next(at, self.digests) if self.digests and notice.band in self.digested else at
        if self.quiet and self._is_quiet(slot):
            return self._next(slot, (self.quiet[1],))
        return None if slot == at else slot

    def _is_quiet(self, at: datetime) -> bool:
        assert self.quiet
        begin, end = self.quiet
        return (_minute(at) - begin) % DAY < (end - begin) % DAY

    @staticmethod
    def _next(at: datetime, times: Sequence[int]) -> datetime:
        wait = min((time - _minute(at) - 1) % DAY + 1 for time in times)
        return at.replace(second=0, microsecond=0) + timedelta(minutes=wait)


@dataclass(frozen=True)
class Routes:
    """`people`: user of the desk → channel → address. A notice for one user goes there; if the table does not know them, where a notice
    for the whole desk goes. `offices` names the offices that answer for places."""

    routes: tuple[Route, ...] = ()
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    timetable: Timetable = field(default_factory=Timetable)
    offices: Callable[[Sequence[Place]], Sequence[str]] = lambda places: ()

    def letters(self, notice: Notice, at: datetime) -> Iterator[Letter]:
        """A letter for each recipient, once."""
        slot = self.timetable.slot(notice, at)
        for channel, to in dict.fromkeys(self.recipients(notice)):
            id = hashlib.blake2b("\0".join((notice.id, channel, to)).encode(), digest_size=16).hexdigest()
            yield Letter(id=id, notice=notice, channel=channel, to=to, since=slot or at, due=slot or at, slot=slot)

    def recipients(self, notice: Notice) -> Iterator[tuple[str, str]]:
        """Channel and address of everybody who is told."""
        if notice.to and self.people.get(notice.to):
            yield from self.people[notice.to].items()
            return
        offices = self.offices(notice.places)
        for route in self.routes:
            if route.takes(notice, offices):
                yield from ((route.channel, to) for to in route.to)


def _minute(at: datetime) -> int:
    local = at.astimezone(VIETNAM)
    return local.hour * 60 + local.minute
