"""What the composition root asks of a broker beside what Faust does with it: create the river, tell the lag, read a topic."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from tinwatch.broker.log import Entry, Log, Record, TopicSpec
from tinwatch.settings import SettingError, Settings, hidden, private, sqlite_path
from topics.river import (
    ALERTS,
    ASSESSED,
    CASES,
    CITATIONS,
    DEAD_RETENTION,
    DECISIONS,
    ENTRIES,
    LOOKS,
    NOTICES,
    PATTERNS,
    POSTS,
    REMOVALS,
    RIVER,
    ROUNDS,
    SIGHTINGS,
    SIGNALS,
    TRACES,
    WATCHES,
)

CONSUMED = (
    *(WATCHES, POSTS, ROUNDS, REMOVALS, CITATIONS, LOOKS, ASSESSED, SIGNALS, DECISIONS, ALERTS),
    *(CASES, NOTICES, ENTRIES, SIGHTINGS, TRACES, PATTERNS),
)
"""Topics that agents read, in the order of the flow: when each of them in turn has no lag, twice, all that was sent has arrived. Twice
because cases flow back, once: into alerts, and into decisions where a post of theirs is gone."""


Place = tuple[str, int]
"""Topic and partition."""

FILLER = b"tinwatch-filler"
"""Key of a record that only keeps an offset's place (tinwatch/moving_broker.py); nobody reads one."""


class Broker(Protocol):
    async def ensure(self) -> list[str]:
        """Create what the river and its dead letters lack; returns what differs from the river, each difference as one sentence."""
        ...

    async def lag(self, group: str) -> dict[str, int]:
        """Records of each consumed topic that the group has not committed, in the order of the flow."""
        ...

    async def behind(self, group: str) -> dict[Place, tuple[int, int]]:
        """Of each consumed partition with records that the group has not committed: the offset of the first of them, and the end."""
        ...

    def records(self, topic: str) -> Iterator[Record]:
        """Every record of a topic, oldest first within a partition; fillers are left out."""
        ...

    async def trim(self, *, thorough: bool = False) -> int:
        """Apply retention where the broker does not do it by itself; how many records went. `thorough`: also what is compacted rarely."""
        ...

    async def ends(self) -> dict[tuple[str, int], int]:
        """The offset that the next record of each partition of the river gets."""
        ...

    async def append(self, records: Sequence[Record]) -> None:
        """Write records of one partition in order, each at its offset; they are durable when this returns."""
        ...

    async def commit(self, group: str, offsets: Mapping[tuple[str, int], int]) -> None:
        """Note where the group, which has no member running, reads next."""
        ...

    def close(self) -> None: ...


def lag_of(behind: Mapping[Place, tuple[int, int]]) -> dict[str, int]:
    """Records of each consumed topic, in the order of the flow."""
    lag = dict.fromkeys((topic.name for topic in CONSUMED), 0)
    for (topic, _), (offset, end) in behind.items():
        lag[topic] += end - offset
    return lag


class Embedded:
    """The broker in one SQLite file."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def ensure(self) -> list[str]:
        specs = [TopicSpec(t.name, t.partitions, t.retention, t.retention is None) for t in RIVER]
        return await asyncio.to_thread(self._log.ensure_topics, [*specs, *(TopicSpec(t.dead, 1, DEAD_RETENTION) for t in RIVER)])

    async def lag(self, group: str) -> dict[str, int]:
        return lag_of(await self.behind(group))

    async def behind(self, group: str) -> dict[Place, tuple[int, int]]:
        return await asyncio.to_thread(self._behind, group)

    def _behind(self, group: str) -> dict[Place, tuple[int, int]]:
        committed, starts = self._log.committed(group), self._log.start_offsets()
        consumed = {topic.name for topic in CONSUMED}
        found = {
            place: (max(committed.get(place, 0), starts[place]), end)
            for place, end in self._log.end_offsets().items()
            if place[0] in consumed
        }
        return {place: (offset, end) for place, (offset, end) in found.items() if offset < end}

    async def trim(self, *, thorough: bool = False) -> int:
        return await asyncio.to_thread(lambda: self._log.trim(time.time(), thorough=thorough))

    def records(self, topic: str) -> Iterator[Record]:
        return (record for record in self._log.records(topic) if record.key != FILLER)

    async def ends(self) -> dict[tuple[str, int], int]:
        names = {name for topic in RIVER for name in (topic.name, topic.dead)}
        return {place: end for place, end in (await asyncio.to_thread(self._log.end_offsets)).items() if place[0] in names}

    async def append(self, records: Sequence[Record]) -> None:
        entries = [Entry(r.topic, r.partition, r.key, r.value, r.headers, r.timestamp) for r in records]
        await asyncio.to_thread(self._log.append, entries)

    async def commit(self, group: str, offsets: Mapping[tuple[str, int], int]) -> None:
        await asyncio.to_thread(self._log.commit, group, offsets)

    def close(self) -> None:
        self._log.close()


def make_broker(settings: Settings) -> Broker:
    """The broker of `TINWATCH_BROKER`."""
    url = settings.broker_url
    if url.startswith("kafka://"):
        from tinwatch.kafka.address import address_of  # only where it is needed: the embedded broker starts without Kafka's client
        from tinwatch.kafka.broker import Kafka

        return Kafka(address_of(settings), tuple(topic.name for topic in CONSUMED))
    if not url.startswith("sqlite:///"):
        raise SettingError(f"TINWATCH_BROKER={hidden(url)}: expected sqlite:///path or kafka://host:port")
    path = sqlite_path(url)
    private(path.parent)
    return Embedded(Log(path))
