"""The time that collectors live by: the world's, or one that runs faster, so that a week of collecting can be played in minutes."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_WRITTEN = re.compile(r"(?P<start>[^@]+)@(?P<epoch>\d+(?:\.\d+)?)\*(?P<speed>\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Clock:
    """At `epoch` (seconds since 1970 of the real clock) it showed `start`; it runs `speed` times as fast as the real one."""

    start: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    epoch: float = 0.0
    speed: float = 1.0

    @classmethod
    def read(cls, text: str) -> Clock:
        """`2026-11-16T00:00:00+07:00@1790000000*600`; the world's clock for an empty text. ValueError for anything else."""
        if not text:
            return cls()
        match = _WRITTEN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not START@SECONDS*SPEED, such as 2026-11-16T00:00:00+07:00@1790000000*600")
        start, speed = datetime.fromisoformat(match["start"]), float(match["speed"])
        if start.tzinfo is None or speed <= 0:
            raise ValueError(f"{text!r}: START needs its zone, and SPEED is more than 0")
        return cls(start.astimezone(UTC), float(match["epoch"]), speed)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.time() - self.epoch) * self.speed)

    def real(self, span: timedelta) -> float:
        """Seconds that this span takes in the world."""
        return span.total_seconds() / self.speed
