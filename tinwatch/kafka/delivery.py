"""From Kafka to the agents, and what may be committed of it, without the records that Faust 0.15 loses here.

Faust starts reading again before it has gone back to what is committed, and then empties the agents' queues: what was delivered in
between is gone. It takes the hole for a gap left by compaction and commits past it. So here no record of a source topic is read before
the seek is over, no read is under way while it lasts, and an offset is committed only when everything delivered before it is acknowledged.

As on the embedded broker, a batch is handed over under one `wait_first`, where Faust starts four tasks per message, and an agent whose
buffer is full holds up its own partitions only.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as stock
from faust.types import TP

from tinwatch.acked import InOrder

READ = 0.25
"""Seconds that one read may wait for records; a rebalance waits for it to end."""

MOST_COMMITS = 5
"""Commits before partitions are given away; while one is under way more may be acknowledged."""

YIELD_EVERY = 100
"""Messages delivered before other tasks get their turn, as in stock Faust."""


class Delivery(InOrder, stock.Consumer):  # type: ignore[misc, unused-ignore]
    """Faust's consumer for Kafka with a delivery of its own."""

    def __post_init__(self) -> None:
        self._reading = asyncio.Lock()
        self._era = 0
        """How often we went back to what is committed: what was read in an earlier era is read again."""
        self._sought = False
        self._open = False
        """Whether source topics may be read, not only changelogs."""
        self._delivered: dict[TP, deque[int]] = defaultdict(deque)

    # Rebalance

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit what is acknowledged, wait for what is in work, and forget what was delivered of these partitions."""
        for _ in range(MOST_COMMITS):
            if not any(self._acked.values()):
                break
            await self.commit()
        # Faust forgets here what is acknowledged and not committed: it would be done again. No await lies between this and the last look.
        await super().on_partitions_revoked(revoked)
        for tp in revoked:
            self._delivered.pop(tp, None)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Read changelogs only, until the tables are recovered and the sources sought."""
        self._sought = self._open = False
        await super().on_partitions_assigned(assigned, generation_id)

    async def perform_seek(self) -> None:
        """Go back to what is committed, while nothing is being read."""
        async with self._reading:
            self._era += 1
            await super().perform_seek()
            self._delivered.clear()
            self._sought = True

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Also a partition of which nothing is committed yet must be read again from where it was begun."""
        committed: Mapping[TP, int] = await super().seek_to_committed()
        sources = {tp for tp in self.assignment() if self.app.topics.acks_enabled_for(tp.topic)}
        begun = [tp for tp in sources if not committed.get(tp) and tp in self._delivered]
        if begun and self.app.conf.consumer_auto_offset_reset == "earliest":
            with suppress(IllegalStateError):  # one went to another worker in this moment: another seek follows
                await self._thread.seek_to_beginning(*map(stock.ensure_aiokafka_TP, begun))
        return committed

    def resume_flow(self) -> None:
        """Faust calls this when recovery starts, and again after the seek."""
        super().resume_flow()
        self._open = self._sought

    # Read

    async def _drain_messages(self, fetcher: Any) -> None:
        try:
            while not (self._stopped.is_set() or fetcher._stopped.is_set()):  # noqa: SLF001 - the loop that Faust's Fetcher runs
                if not self.flow_active:
                    await self.wait(self.can_resume_flow)
                    continue
                async with self._reading:
                    era, records = self._era, await self._read()
                if records:
                    # A full agent blocks the delivery; a rebalance or a stop must not wait for it.
                    await self.wait_first(self._deliver(records, era), self.suspend_flow.wait())
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.app.should_stop:
                raise
        except Exception:
            self.log.exception("delivery from Kafka failed")
            raise

    async def _read(self) -> Mapping[TP, Sequence[Any]]:
        readable = {tp for tp in self._get_active_partitions() if self._open or self._is_changelog_tp(tp)}
        if readable:
            try:
                records: Mapping[TP, Sequence[Any]] = await self._getmany(readable, READ)
            except IllegalStateError:  # a partition went to another worker in this moment
                return {}
            return records
        await self.sleep(READ / 10)
        return {}

    # Deliver

    async def _deliver(self, records: Mapping[TP, Sequence[Any]], era: int) -> None:
        generation = self.app.consumer_generation_id
        active, held = self._get_active_partitions(), dict[TP, int]()
        for tp in records:
            self._delivered.setdefault(tp, deque())
            self.app.monitor.track_tp_end_offset(tp, self.highwater(tp))
        for count, (tp, record) in enumerate(self.scheduler.iterate(records), 1):
            if not self.flow_active or era != self._era or generation != self.app.consumer_generation_id:
                return  # a seek to what is committed follows, or was
            if tp in held:
                continue
            if tp not in active:
                # Its agent's buffer is full: the rest of this partition is read again when there is room. To wait here, as Faust does,
                # would hold up every other agent.
                held[tp] = record.offset
                continue
            if self.app.topics.acks_enabled_for(tp.topic):
                self._delivered[tp].append(record.offset)
            await self.callback(self._to_message(tp, record))
            self._read_offset[tp] = record.offset
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)
        if held:
            await self._put_back(held, era)

    async def _put_back(self, held: Mapping[TP, int], era: int) -> None:
        async with self._reading:
            if era == self._era:
                await self._thread.call_thread(self._reposition, held)

    async def _reposition(self, held: Mapping[TP, int]) -> None:
        """Runs in the consumer's own thread."""
        for tp, offset in held.items():
            with suppress(IllegalStateError):  # it went to another worker in this moment
                self._thread.seek(tp, offset)
