"""How far the river has come, and the life of a burst: onset, growth, recovery."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta

from msgspec.structs import replace

from alerts.bursts import HOURS, Bursts, Verdict
from alerts.clusters import heighten, hours_of, moment, open_burst
from topics.patterns import Pattern, Trace

QUIET = 200
"""Batches after which a lane that was not heard of holds nobody up."""

LATE = 6
"""Hours back for which posts that come late may still make a burst; older ones are only counted."""

CALM = 3
"""A burst is over when so many hours have begun since it last was one: two of them whole, for what comes late."""

LONGEST = 48
"""Hours after which a burst is no burst any more but the new usual."""

Lanes = dict[str, tuple[int, int]]


def series_of(trace: Trace) -> Iterator[str]:
    """What the post counts for."""
    yield f"{'talk' if trace.comment else 'page'}:{trace.page}"
    for code in trace.codes:
        yield f"code:{code}"
    for site in trace.sites:
        yield f"site:{site}"


class Bursting:
    def __init__(self) -> None:
        self._counts = Bursts()
        self._lanes: Lanes = {}
        self._hour = 0

    @property
    def reached(self) -> tuple[Lanes, int]:
        """For each lane its newest time and the offset it was last heard at; the hour that all who are heard have reached."""
        return dict(self._lanes), self._hour

    def count(self, traces: Iterable[Trace]) -> None:
        for trace in traces:
            if trace.at // 3600 >= self._hour - HOURS:
                for series in series_of(trace):
                    self._counts.count(series, trace.at // 3600)

    def discount(self, traces: Iterable[Trace]) -> None:
        """These posts leave the window."""
        for trace in traces:
            for series in series_of(trace):
                self._counts.count(series, trace.at // 3600, -1)

    def restore(self, lanes: Lanes, hour: int) -> None:
        self._lanes, self._hour = dict(lanes), hour
        self._counts.forget(hour - HOURS)

    def advance(self, offset: int, lanes: Mapping[str, int]) -> range:
        """Move on; the hours that everybody has reached since.

        Where days are poured in at once, one lane's may all come before the first of another: with a lane never heard of before, everybody
        goes back to where it is, and all that is known is looked at again. Nothing is told twice: a burst is known by series and hour.
        """
        new = [at // 3600 for lane, at in lanes.items() if lane not in self._lanes]
        for lane, at in lanes.items():
            self._lanes[lane] = (max(at, self._lanes.get(lane, (0, 0))[0]), offset)
        before = self._hour
        if self._lanes:
            self._hour = max(before, min(at for at, heard in self._lanes.values() if offset - heard < QUIET) // 3600)
        self._hour = min(self._hour, *new) if before and new else self._hour
        self._counts.forget(self._hour - HOURS)
        first = before + 1 if before and not new else self._hour - HOURS if before else self._hour
        return range(max(first, self._hour - HOURS), self._hour + 1)

    def look(self, hours: Iterable[int], bursts: Iterable[Pattern]) -> list[Pattern]:
        """The bursts that are new or changed, when posts were counted in these hours; `bursts` are those that are known."""
        known = {burst.id: burst for burst in bursts}
        changed: dict[str, Pattern] = {}
        for hour in sorted(hour for hour in hours if hour <= self._hour):
            aside = _aside(known.values())
            judged = self._counts.judged(hour, aside)
            for series, verdict in judged.items():
                burst = _of(known.values(), series, hour)
                grown = self._grown(burst, hour, verdict) if burst else open_burst(series, hour, verdict)
                known[grown.id] = changed[grown.id] = grown
            for burst in [b for b in known.values() if b.ended is None and b.about not in judged and _near(b, hour)]:
                if self._counts.goes_on(burst.about, hour, aside[burst.about]):
                    verdict = self._counts.usual(burst.about, hour, aside[burst.about])
                    known[burst.id] = changed[burst.id] = self._grown(burst, hour, verdict)
        for burst in known.values():
            if burst.ended is None and (self._hour - hours_of(burst)[-1] >= CALM or len(hours_of(burst)) >= LONGEST):
                changed[burst.id] = replace(burst, ended=burst.last + timedelta(hours=1))
        return list(changed.values())

    def _grown(self, burst: Pattern, hour: int, verdict: Verdict) -> Pattern:
        last = max(burst.last, moment(3600 * hour))
        posts = sum(self._counts.at(burst.about, h) for h in hours_of(replace(burst, last=last)))
        return heighten(burst, hour, verdict, posts)

    def late(self, traces: Iterable[Trace]) -> set[int]:
        """The hours of these posts that may still be looked at."""
        return {hour for trace in traces if (hour := trace.at // 3600) >= self._hour - LATE}


def _aside(bursts: Collection[Pattern]) -> dict[str, set[int]]:
    """Series → hours of its bursts, but for those that became the usual."""
    aside: dict[str, set[int]] = {}
    for burst in bursts:
        hours = aside.setdefault(burst.about, set())
        if len(hours_of(burst)) < LONGEST:
            hours.update(hours_of(burst))
    return aside


def _near(burst: Pattern, hour: int) -> bool:
    """Whether this hour belongs to the burst or comes right after it."""
    return hours_of(burst)[0] <= hour < hours_of(burst)[-1] + CALM


def _of(bursts: Iterable[Pattern], series: str, hour: int) -> Pattern | None:
    return next((b for b in bursts if b.about == series and _near(b, hour) and (b.ended is None or hour in hours_of(b))), None)
