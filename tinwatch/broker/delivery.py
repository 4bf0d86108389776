"""From the log to the agents, and what may be committed of it.

Three parts differ from stock Faust on purpose. A batch is handed over under one `wait_first`, where Faust starts four tasks per message.
An offset is committed only when everything delivered before it is acknowledged, whatever order the acknowledgements come in. And an agent
whose buffer is full holds up its own partitions only, which go on as soon as there is room; Faust waits for it, or sleeps for a second.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from faust.transport import consumer as stock
from faust.types import TP, ConsumerMessage

from tinwatch.acked import InOrder
from tinwatch.broker.log import Log, Record

POLL = 0.05
"""Seconds between looks for records that another process appended; a look takes microseconds."""

FETCH_RECORDS = 1_000
FETCH_BYTES = 8 << 20
YIELD_EVERY = 100
"""Messages delivered before other tasks get their turn, as in stock Faust."""

CREATE_TIME = 0
"""Kafka's name for a timestamp that the sender chose."""


class Delivery(InOrder, stock.Consumer):  # type: ignore[misc, unused-ignore]
    """The part of the consumer that runs once per message."""

    _n_acked: int

    def __post_init__(self) -> None:
        self._position: dict[TP, int] = {}
        self._ends: Mapping[tuple[str, int], int] = {}
        self._delivered: dict[TP, deque[int]] = defaultdict(deque)

    @property
    def _broker(self) -> Log:
        log: Log = self.transport.log
        return log

    # Fetch

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> dict[TP, list[Record]]:  # noqa: ASYNC109 - Faust's signature
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while self.flow_active and loop.time() < deadline:
            self.transport.news.clear()
            if found := self._fetch(self._get_active_partitions()):
                return found
            with suppress(TimeoutError):
                await asyncio.wait_for(self.transport.news.wait(), POLL)
        return {}

    def _fetch(self, active: set[TP]) -> dict[TP, list[Record]]:
        # On the event loop, not in a thread: a thousand records take 2 ms, while a thread would wait for the interpreter lock once per row.
        if self._broker.changed():
            self._ends = self._broker.end_offsets()
        # A partition without a position has yet to be sought to where it was left.
        ready = [tp for tp in active if self._position.get(tp, sys.maxsize) < self._ends.get(tp, 0)]
        share = max(min(FETCH_RECORDS, self.app.conf.stream_buffer_maxsize) // max(len(ready), 1), 1)
        return {tp: found for tp in ready if (found := self._fetch_from(tp, share, FETCH_BYTES // len(ready)))}

    def _fetch_from(self, tp: TP, limit: int, max_bytes: int) -> list[Record]:
        found = self._broker.read(tp.topic, tp.partition, self._position[tp], limit, max_bytes)
        # Nothing before the end: what was there has been compacted away.
        self._position[tp] = found[-1].offset + 1 if found else self._ends[tp]
        return found

    def on_buffer_drop(self, tp: TP) -> None:
        """A full buffer has room again."""
        super().on_buffer_drop(tp)
        self.transport.news.set()

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """Fetch from these partitions again."""
        super().resume_partitions(tps)
        self.transport.news.set()

    def _new_topicpartition(self, topic: str, partition: int) -> TP:
        return TP(topic, partition)

    # Deliver

    async def _drain_messages(self, fetcher: Any) -> None:
        try:
            while not (self._stopped.is_set() or fetcher._stopped.is_set()):  # noqa: SLF001 - the loop that Faust's Fetcher runs
                if not self.flow_active:
                    await self.wait(self.can_resume_flow)
                    continue
                if records := await self._getmany(None, 1.0):
                    # A full agent blocks the delivery; a rebalance or a stop must not wait for it.
                    await self.wait_first(self._deliver(records), self.suspend_flow.wait())
        except asyncio.CancelledError:
            if not self.app.should_stop:
                raise
        except Exception:
            self.log.exception("delivery from the embedded broker failed")
            raise

    async def _deliver(self, records: Mapping[TP, list[Record]]) -> None:
        generation = self.app.consumer_generation_id
        active, read, held = self._get_active_partitions(), self._read_offset, set()
        for tp in records:
            self.app.monitor.track_tp_end_offset(tp, self._ends[tp])
        for count, (tp, record) in enumerate(self.scheduler.iterate(records), 1):
            if not self.flow_active or generation != self.app.consumer_generation_id:
                break  # a seek to what is committed follows
            if (seen := read[tp]) is not None and record.offset < seen:
                continue
            if tp in held:
                continue
            if tp not in active:
                # Its agent's buffer is full. The rest of this partition is read again when there is room: to wait here, as Faust does,
                # would hold up every other agent, and to go on with it once it is active again would leave out what came in between.
                held.add(tp)
                self._position[tp] = record.offset
                continue
            if self.app.topics.acks_enabled_for(tp.topic):
                self._delivered[tp].append(record.offset)
            await self.callback(self._to_message(tp, record, generation))
            read[tp] = record.offset
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)
                await self._commit_when_many()

    async def _commit_when_many(self) -> None:
        if self._commit_every is not None and self._n_acked >= self._commit_every:
            self._n_acked = 0
            await self.commit()

    def _to_message(self, tp: TP, record: Record, generation: int | None = None) -> ConsumerMessage:
        _, _, offset, stamp, key, value, headers = record
        return ConsumerMessage(
            tp.topic,
            tp.partition,
            offset,
            stamp / 1000.0,
            CREATE_TIME,
            headers,
            key,
            value,
            None,
            tp=tp,
            generation_id=generation,  # without it every stream skips the event silently
        )
