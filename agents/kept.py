"""What a changelog says of each thing it keeps: the record that knows most, which need not be the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator


class Kept:
    """A worker that was paused in the middle of a batch, and whose work others took over meanwhile, still writes what it had in hand when
    it goes on. Such a record knows less than those before it: it is passed over, and `late` names its key until the right one is written
    again.
    """

    def __init__(self, far: Callable[[bytes], tuple[int, ...]]) -> None:
        """`far` tells how much a record knows: what grows with every change."""
        self._far = far
        self._values: dict[str, bytes] = {}
        self._reached: dict[str, tuple[int, ...]] = {}
        self.late: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        return self._values[key]

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str, value: bytes | None) -> None:
        """The next record of the changelog; None forgets the thing."""
        reached = () if value is None else self._far(value)
        if value is not None and reached < self._reached.get(key, ()):
            self.late.add(key)
            return
        self.late.discard(key)
        if value is None:
            self._values.pop(key, None)
            self._reached.pop(key, None)
        else:
            self._values[key], self._reached[key] = value, reached

    def values(self) -> Iterator[tuple[str, bytes]]:
        """Key and record, those that changed last at the end."""
        for key in sorted(self._values, key=self._reached.__getitem__):
            yield key, self._values[key]
