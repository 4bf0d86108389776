"""One group's place in the log: what it subscribes to, where it reads, what it has committed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from faust.exceptions import ConsumerNotStarted, ImproperlyConfigured, ProducerSendError
from faust.types import TP
from mode import Service

from tinwatch.broker.assignment import assign
from tinwatch.broker.delivery import Delivery
from tinwatch.broker.errors import BrokerError
from tinwatch.broker.log import TopicSpec
from tinwatch.broker.owner import Owner

TRIM_EVERY = 60.0
"""Seconds between two applications of retention."""


class Consumer(Delivery):
    """Consumes its agents' topics for one group; no other process does."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.app.client_only:
            raise ImproperlyConfigured("the embedded broker has no client-only mode")
        self._owner: Owner | None = None
        self._rebalance_lock = asyncio.Lock()
        self._assigned: set[TP] = set()
        self._subscribed: set[str] = set()
        self._generation = 0

    # Start and stop

    async def on_start(self) -> None:
        """Open the log and take our agents' topics; AlreadyOwned when another process of the group has one of them."""
        self.transport.acquire()
        try:
            topics = {topic for agent in self.app.agents.values() for topic in agent.get_topic_names()}
            self._owner = Owner(self._broker.path, self.app.conf.id, topics)
        except BaseException:
            self.transport.release()
            raise
        await super().on_start()

    async def on_stop(self) -> None:
        """Commit what is acknowledged, then give our topics and the log back."""
        if self._owner is None:
            return
        try:
            await super().on_stop()
        finally:
            self._owner.release()
            self._owner = None
            self.transport.release()

    @Service.timer(TRIM_EVERY)  # type: ignore[untyped-decorator, unused-ignore]
    async def _trim(self) -> None:
        # Not in the writing thread: a long compaction would keep senders waiting, while its single transactions do not.
        try:
            await asyncio.to_thread(self._broker.trim, time.time())
        except BrokerError as error:
            self.log.warning("nothing was deleted from the embedded broker's log: %s", error)

    # Subscription

    async def subscribe(self, topics: Iterable[str]) -> None:
        """Consume these topics; those that are missing are created as their agents declare them."""
        self._subscribed = set(topics)
        if missing := [topic for topic in self._subscribed if self._broker.partitions(topic) is None]:
            await self.transport.written(
                self._broker.ensure_topics, [TopicSpec(topic, self._declared_partitions(topic)) for topic in missing]
            )
        # Faust waits in the rebalance for this call to return, so it cannot be part of it.
        self.add_future(self._rebalance())

    def _declared_partitions(self, topic: str) -> int:
        for channel in self.app.topics:
            if topic in channel.topics and channel.partitions:
                return int(channel.partitions)
        return int(self.app.conf.topic_partitions)

    async def _rebalance(self) -> None:
        async with self._rebalance_lock:
            self.app.on_rebalance_start()
            await self.on_partitions_revoked(set(self._assigned))
            self._position.clear()
            self._assigned = assign(self.app, self._broker, self._subscribed)
            self._generation += 1
            self.app.consumer_generation_id = self._generation
            await self._introduce()
            await self.on_partitions_assigned(set(self._assigned), self._generation)

    async def _introduce(self) -> None:
        # From now on retention waits for this group; a changelog is read from the start each time, and no group holds it back.
        known = self._broker.committed(self.app.conf.id)
        new = {tp for tp in self._assigned if tp not in known and self.app.topics.acks_enabled_for(tp.topic)}
        if new:
            await self.transport.written(self._broker.commit, self.app.conf.id, self._initial(new))

    def _initial(self, tps: Iterable[TP]) -> dict[TP, int]:
        latest = self.app.conf.consumer_auto_offset_reset == "latest"
        offsets = self._broker.end_offsets() if latest else self._broker.start_offsets()
        return {tp: offsets[tp] for tp in tps}

    def assignment(self) -> set[TP]:
        """The partitions that this process consumes."""
        if self._owner is None:
            raise ConsumerNotStarted("the consumer is not started")
        return set(self._assigned)

    # Offsets

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Go back to what is committed."""
        known = self._broker.committed(self.app.conf.id)
        committed = {tp: known[tp] for tp in self._assigned if tp in known}
        # What is never committed, such as a changelog that was just read, stays where it is.
        fresh = self._assigned - committed.keys() - self._position.keys()
        for tp, offset in (self._initial(fresh) | committed).items():
            await self._seek(tp, offset)
        return committed

    async def _seek(self, partition: TP, offset: int) -> None:
        self._position[partition] = offset
        self._delivered[partition].clear()
        self.transport.news.set()

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        """Go to these offsets; the next fetch is from there."""
        for tp, offset in partitions.items():
            await self.seek(tp, offset)

    async def position(self, tp: TP) -> int | None:
        """The offset to be fetched next."""
        return self._position.get(tp)

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        """The first offset that is still there, for each partition."""
        starts = self._broker.start_offsets()
        return {tp: starts[tp] for tp in partitions}

    async def highwaters(self, *partitions: TP) -> Mapping[TP, int]:
        """The offset that the next record will get, for each partition."""
        ends = self._broker.end_offsets()
        return {tp: ends[tp] for tp in partitions}

    def highwater(self, tp: TP) -> int:
        """The offset that the next record will get, as of the last fetch."""
        return self._ends.get(tp, 0)

    def topic_partitions(self, topic: str) -> int | None:
        """How many partitions the topic has."""
        return self._broker.partitions(topic)

    def key_partition(self, topic: str, key: bytes | None, partition: int | None = None) -> int | None:
        """The partition that a record with this key goes to."""
        return self.app.producer.key_partition(topic, key).partition if partition is None else partition

    async def create_topic(self, topic: str, partitions: int, replication: int, **options: Any) -> None:
        """Create the topic unless it exists."""
        await self.app.producer.create_topic(topic, partitions, replication, **options)

    # Commit

    async def _commit_tps(self, tps: Iterable[TP], start_new_transaction: bool) -> bool:
        try:
            return bool(await super()._commit_tps(tps, start_new_transaction))
        except (ProducerSendError, BrokerError) as error:
            self.log.exception("offsets could not be committed, stopping: %s", error)
            await self.crash(error)
            return False

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        if (lost := self.app.producer.lost) is not None:
            raise ProducerSendError(f"what these offsets caused was not written: {lost}") from lost
        await self.transport.written(self._broker.commit, self.app.conf.id, dict(offsets))
        return True
