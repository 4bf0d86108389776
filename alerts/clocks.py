"""When what must have happened (domain.md §4.3): hours of work in Viet Nam, except for CRITICAL, which runs day and night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from alerts.holding import VIETNAM
from topics.records import Band

H = timedelta(hours=1)


@dataclass(frozen=True)
class Hours:
    """When the desk works: from `start` to `end` on these days of the week (Monday is 0), Viet Nam time."""

    start: time = time(7, 30)
    end: time = time(17, 0)
    days: frozenset[int] = frozenset(range(5))

    @property
    def day(self) -> timedelta:
        """Working time of one day."""
        return timedelta(hours=self.end.hour - self.start.hour, minutes=self.end.minute - self.start.minute)

    def after(self, at: datetime, span: timedelta) -> datetime:
        """The moment when so much working time has passed since `at`; times keep the zone of `at`."""
        local = at.astimezone(VIETNAM)
        while True:
            opens = datetime.combine(local.date(), self.start, VIETNAM)
            shuts = datetime.combine(local.date(), self.end, VIETNAM)
            if local.weekday() in self.days and local < shuts:
                begin = max(local, opens)
                if begin + span <= shuts:
                    return (begin + span).astimezone(at.tzinfo)
                span -= shuts - begin
            local = datetime.combine(local.date() + timedelta(days=1), self.start, VIETNAM)


@dataclass(frozen=True)
class Terms:
    """How long each step may take. Days of `acknowledge` and `finding` are working days."""

    hours: Hours = Hours()
    acknowledge: Mapping[Band, timedelta] = field(
        default_factory=lambda: {"CRITICAL": H / 4, "HIGH": H, "MEDIUM": 4 * H, "LOW": Hours().day}
    )
    finding: Mapping[Band, timedelta] = field(
        default_factory=lambda: {"CRITICAL": 2 * H, "HIGH": 8 * H, "MEDIUM": 2 * Hours().day, "LOW": 5 * Hours().day}
    )
    reply: timedelta = 48 * H
    chase: Mapping[str, timedelta] = field(default_factory=lambda: {"chase_48h": 48 * H, "chase_7d": 7 * 24 * H})
    correct: timedelta = 24 * H

    def acknowledged_by(self, at: datetime, band: Band) -> datetime:
        return self._within(at, self.acknowledge[band], band)

    def found_by(self, at: datetime, band: Band) -> datetime:
        return self._within(at, self.finding[band], band)

    def _within(self, at: datetime, span: timedelta, band: Band) -> datetime:
        return at + span if band == "CRITICAL" else self.hours.after(at, span)
