"""A breaker for something that may fail: after some failures in a row it rests, then one try decides. No clock of its own."""

from __future__ import annotations

FAILURES = 3
REST, LONGEST = 10.0, 300.0
"""Seconds of the first rest; each that follows without a success between is twice as long, at most so long."""


class Breaker:
    def __init__(self) -> None:
        self._failures = 0
        self._rest = 0.0
        self._until = 0.0

    def allowed(self, now: float, wanted: int) -> int:
        """How many of the tries wanted may be made: all, none while it rests, one after a rest. `now` in seconds of any steady clock."""
        if not self._rest:
            return wanted
        return 0 if now < self._until else min(1, wanted)

    def succeeded(self) -> None:
        self._failures, self._rest = 0, 0.0

    def failed(self, now: float, times: int = 1) -> None:
        self._failures += times
        if self._failures >= FAILURES or self._rest:
            self._rest = min(LONGEST, self._rest * 2 or REST)
            self._until = now + self._rest
