"""Which partition a key belongs to: Kafka's default, so that both brokers agree."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import count

from aiokafka.partitioner import murmur2

hashed: Callable[[bytes], int] = lru_cache(maxsize=65_536)(murmur2)  # pure Python, and the same keys come again and again


class Partitioner:
    """Spreads records without a key evenly; `chosen` replaces all of this where the app has its own `producer_partitioner`."""

    def __init__(self, chosen: Callable[..., int] | None = None) -> None:
        self._chosen = chosen
        self._turn = count()

    def __call__(self, key: bytes | None, partitions: int) -> int:
        """A partition from 0 to `partitions` - 1."""
        if self._chosen is not None:
            every = list(range(partitions))
            return self._chosen(key, every, every)
        if key is None:
            return next(self._turn) % partitions
        return (hashed(key) & 0x7FFFFFFF) % partitions
