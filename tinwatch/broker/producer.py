"""From the agents to the log: sends that meet are written in one transaction.

While one transaction is on its way to the disk the next batch gathers, so a lone record is written at once and a flood in large batches,
without a linger time to tune.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import Any

from faust.exceptions import ProducerSendError
from faust.transport import base
from faust.types import TP, RecordMetadata
from mode.utils.times import want_seconds

from tinwatch.broker.errors import UnknownTopic
from tinwatch.broker.log import Entry, TopicSpec, check
from tinwatch.broker.partitioner import Partitioner

BATCH_RECORDS = 1_000
BATCH_BYTES = 4 << 20
"""A transaction takes no more than this, so that other processes get their turn."""

QUEUE_BYTES = 32 << 20
"""Senders wait while more than this is on its way to the disk."""


Pending = asyncio.Future[RecordMetadata]


class Producer(base.Producer):  # type: ignore[misc, unused-ignore]
    """Appends to the log; a future resolves when its record is on the disk."""

    keeps_order = True
    """What is sent later, to whichever topic, is never there without what was sent before (agents/flow.py: after)."""

    def __post_init__(self) -> None:
        self._partitioner = Partitioner(self.partitioner)
        self._queue: deque[tuple[Entry, Pending]] = deque()
        self._queued_bytes = 0
        self._accepted = self._settled = 0
        self._progress = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None
        self._unawaited: set[Pending] = set()
        self.lost: BaseException | None = None
        """Why a message that nobody waits for was not written; the offsets that caused it must not be committed any more."""

    async def on_start(self) -> None:
        """Open the log."""
        self.transport.acquire()
        await super().on_start()

    async def on_stop(self) -> None:
        """Write what is queued, then let go of the log."""
        try:
            await self.flush()
            await super().on_stop()
        finally:
            self.transport.release()

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: Any,
        *,
        transactional_id: str | None = None,
    ) -> Awaitable[RecordMetadata]:
        """Queue one record; `timestamp` is in seconds. The future that comes back fails with a BrokerError when it was not written."""
        pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
        entry = Entry(topic, self._partition(topic, key, partition), key, value, tuple(pairs), int((timestamp or time.time()) * 1000))
        check(entry)  # here, where only its own sender hears of it, not the whole batch
        size = _size(entry)
        if size > self.max_request_size:
            raise ProducerSendError(f"a record of {size} bytes for {topic} exceeds producer_max_request_size {self.max_request_size}")
        future = asyncio.get_running_loop().create_future()
        self._queue.append((entry, future))
        self._queued_bytes += size
        self._accepted += 1
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        while self._queued_bytes > QUEUE_BYTES:
            await self._some_progress()
        return future

    async def send_and_wait(self, *arguments: Any, **named: Any) -> RecordMetadata:
        """Send one record and wait until it is on the disk."""
        return await (await self.send(*arguments, **named))

    def send_soon(self, fut: Any) -> None:
        """Queue a message whose sender cannot wait for it, such as a table's change; `lost` tells if it was not written."""
        self._unawaited.add(fut)
        fut.add_done_callback(self._on_unawaited)
        super().send_soon(fut)

    def _on_unawaited(self, future: Pending) -> None:
        self._unawaited.discard(future)
        if not future.cancelled() and (error := future.exception()) is not None:
            self.lost = error

    async def flush(self) -> None:
        """Wait until everything sent so far is on the disk, or has failed; what is sent meanwhile is not waited for."""
        if self._unawaited:
            await asyncio.wait(set(self._unawaited), timeout=self.request_timeout)
        target = self._accepted
        while self._settled < target:
            await self._some_progress()

    async def _some_progress(self) -> None:
        self._progress.clear()
        await self._progress.wait()

    async def _write(self) -> None:
        try:
            while self._queue:
                batch = self._next_batch()
                if (error := await self._write_batch(batch)) is not None:
                    # Behind it waits what its senders took for its consequence. Whoever sends from now on can know that it failed.
                    batch += self._queue
                    self._queue.clear()
                    _fail(batch, error)
                self._settled += len(batch)
                self._queued_bytes -= sum(_size(entry) for entry, _ in batch)
                self._progress.set()
        finally:
            self._writing = None

    def _next_batch(self) -> list[tuple[Entry, Pending]]:
        batch: list[tuple[Entry, Pending]] = []
        size = 0
        while self._queue and len(batch) < BATCH_RECORDS and size < BATCH_BYTES:
            batch.append(self._queue.popleft())
            size += _size(batch[-1][0])
        return batch

    async def _write_batch(self, batch: list[tuple[Entry, Pending]]) -> Exception | None:
        """Why it was not written, if it was not."""
        try:
            offsets = await self.transport.written(self.transport.log.append, [entry for entry, _ in batch])
        except Exception as error:  # whatever it is, those who wait for these records are to hear of it
            return error
        self.transport.news.set()
        for (entry, future), offset in zip(batch, offsets, strict=True):
            if not future.done():
                place = TP(entry.topic, entry.partition)
                future.set_result(RecordMetadata(entry.topic, entry.partition, place, offset, entry.timestamp, 0))
        return None

    def key_partition(self, topic: str, key: bytes | None) -> TP:
        """The partition that a record with this key goes to; UnknownTopic when there is no such topic."""
        return TP(topic, self._partition(topic, key, None))

    def _partition(self, topic: str, key: bytes | None, wanted: int | None) -> int:
        count = self.transport.log.partitions(topic)
        if count is None or (wanted is not None and not 0 <= wanted < count):
            asked = f"topic {topic}" if wanted is None else f"partition {wanted} of topic {topic}"
            raise UnknownTopic(f"no {asked} in {self.transport.path}: create topics before they are used")
        return self._partitioner(key, count) if wanted is None else wanted

    async def create_topic(
        self,
        topic: str,
        partitions: int,
        replication: int,
        *,
        config: Mapping[str, Any] | None = None,
        timeout: Any = 30.0,  # noqa: ASYNC109 - Faust's signature
        retention: Any = None,
        compacting: bool | None = None,
        deleting: bool | None = None,
        ensure_created: bool = False,
    ) -> None:
        """Create the topic unless it exists; one that exists keeps its partitions and retention."""
        if not self.app.conf.topic_allow_declare:
            self.log.warning("topic %s was not created: topic_allow_declare is off", topic)
            return
        if self.transport.log.partitions(topic) is None:
            # As on Kafka, a topic that is compacted, and not deleted from as well, has no use for its retention time.
            kept = timedelta(seconds=want_seconds(retention)) if retention and (deleting or not compacting) else None
            await self.transport.written(self.transport.log.ensure_topics, [TopicSpec(topic, partitions, kept, bool(compacting))])

    def supports_headers(self) -> bool:
        """The log keeps headers."""
        return True


def _fail(batch: list[tuple[Entry, Pending]], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)


def _size(entry: Entry) -> int:
    return len(entry.key or b"") + len(entry.value or b"")
