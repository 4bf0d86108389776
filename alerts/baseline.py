"""When a page usually publishes: one bit for each hour of the last weeks, and what follows from them.

Bits, not counts: joining the same news again changes nothing, and what matters for silence is in which hours anything came at all.
Weeks begin on Monday in Vietnam and are numbered from the one that holds 1 January 1970.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from topics.records import utc

HOURS = 168
WEEKS = 9
"""Weeks that are remembered."""

DECAY = 0.8
"""What a week counts beside the one after it."""

PRIOR = 0.5
"""Weeks' worth of the page's own average that each hour begins with."""

_MONDAY = 3 * 24 + 7
"""Hours from that Monday in Vietnam to 1970 in UTC: three days, and the zone."""

Hours = Mapping[int, bytes]
_NONE = bytes(HOURS // 8)


def number(moment: datetime) -> int:
    """The hour's number, counted from the first week's Monday."""
    return int(utc(moment).timestamp() // 3600) + _MONDAY


def start(hour: int) -> datetime:
    """When the hour of this number begins."""
    return datetime.fromtimestamp((hour - _MONDAY) * 3600, UTC)


def marked(moment: datetime) -> dict[int, bytes]:
    """The hour of one post."""
    week, hour = divmod(number(moment), HOURS)
    return {week: (1 << hour).to_bytes(HOURS // 8, "little")}


def merged(one: Hours, other: Hours) -> dict[int, bytes]:
    """All hours of both, of the newest WEEKS."""
    weeks = dict(one)
    for week, bits in other.items():
        known = weeks.get(week)
        weeks[week] = bits if known is None else (int.from_bytes(known) | int.from_bytes(bits)).to_bytes(HOURS // 8)
    return {week: weeks[week] for week in sorted(weeks)[-WEEKS:]}


def published(hours: Hours, hour: int) -> bool:
    """Whether anything came in the hour of this number."""
    week, bit = divmod(hour, HOURS)
    return bool(hours.get(week, _NONE)[bit // 8] >> bit % 8 & 1)


def numbers(hours: Hours) -> list[int]:
    """The numbers of all hours in which something came, in order."""
    return [week * HOURS + bit for week in sorted(hours) for bit in range(HOURS) if hours[week][bit // 8] >> bit % 8 & 1]


class Baseline:
    """What is to be expected of a page at `until`, from the hours before the one it falls into; `known`: the time over which it was heard.

    The silence that is to be judged teaches nothing: the last hour with a post is the last one that counts.
    """

    def __init__(self, hours: Hours, until: datetime) -> None:
        self._hours, self._end = hours, number(until)
        self._marks = [hour for hour in numbers(hours) if hour < self._end]
        self._chances: dict[int, float] = {}
        self.known = timedelta(hours=self._marks[-1] - self._marks[0]) if self._marks else timedelta()

    @property
    def marks(self) -> int:
        """Hours with a post."""
        return len(self._marks)

    @property
    def longest(self) -> timedelta:
        """The longest time it was ever quiet and then published again."""
        pairs = zip(self._marks, self._marks[1:], strict=False)
        return timedelta(hours=max((after - before for before, after in pairs), default=0))

    def chance(self, hour: int) -> float:
        """0–1: that something comes in this hour, from the same hour of the weeks before, older weeks weighing less."""
        slot = hour % HOURS
        if slot not in self._chances:
            self._chances[slot] = self._chance(slot) if self._marks else 0.0
        return self._chances[slot]

    def _chance(self, slot: int) -> float:
        first, last = self._marks[0], self._marks[-1]
        came, weeks = PRIOR * self.marks / (last + 1 - first), PRIOR
        newest = last - (last - slot) % HOURS
        for back, hour in enumerate(range(newest, first - 1, -HOURS)):
            came += DECAY**back * published(self._hours, hour)
            weeks += DECAY**back
        return came / weeks

    def quiet(self, since: datetime) -> float:
        """0–1: how likely it is that nothing came from the hour after `since` until now, were all as usual."""
        likely = 1.0
        for hour in range(number(since) + 1, self._end):
            likely *= 1.0 - self.chance(hour)
        return likely

    def day(self) -> tuple[float, int]:
        """Hours with a post within the last 24 whole ones: expected, and seen."""
        last = range(self._end - 24, self._end)
        return sum(self.chance(hour) for hour in last), sum(published(self._hours, hour) for hour in last)
