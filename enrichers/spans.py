"""Stretches of a text that are already spoken for, so that whoever comes later keeps off them."""

from __future__ import annotations

from bisect import bisect_left


class Taken:
    """Half-open stretches without overlap; asking and adding stay fast when there are tens of thousands."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Claim a stretch; False when any of it is taken already."""
        if not self._starts or start >= self._ends[-1]:
            at = len(self._starts)
        else:
            at = bisect_left(self._starts, end)
            if at and self._ends[at - 1] > start:
                return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
