"""Kafka as the composition root sees it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import BrokerResponseError, GroupAuthorizationFailedError, KafkaError

from tinwatch.broker.errors import BrokerError
from tinwatch.broker.log import Record
from tinwatch.brokers import FILLER, Place, lag_of
from tinwatch.kafka import altering, pace, river, writing
from tinwatch.kafka.address import Address
from tinwatch.kafka.aside import Aside
from tinwatch.kafka.reach import Unwelcome, reach

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds that a question waits while Kafka is being restarted."""

REQUEST = 10_000
"""Milliseconds for one request."""

EMPTY = 20
"""Reads in a row, a quarter of a second each, that may bring nothing before a topic counts as read."""


class Kafka:
    """The broker of `kafka://`; connects with the first question."""

    def __init__(self, address: Address, consumed: tuple[str, ...]) -> None:
        pace.install()
        self._address = address
        self._consumed = consumed
        self._aside = Aside()
        self._admin: AIOKafkaAdminClient | None = None
        self._consumer: AIOKafkaConsumer | None = None

    async def ensure(self) -> list[str]:
        """Create what is missing; how what exists differs from the river."""
        return await self._aside.call(self._plainly(self._ensure()))

    async def lag(self, group: str) -> dict[str, int]:
        """Records of each consumed topic that the group has not committed, in the order of the flow."""
        return lag_of(await self.behind(group))

    async def behind(self, group: str) -> dict[Place, tuple[int, int]]:
        """Of each consumed partition with records that the group has not committed: the offset of the first of them, and the end."""
        return await self._aside.call(self._plainly(self._patiently(lambda: self._behind(group))))

    def records(self, topic: str) -> Iterator[Record]:
        """Every record that the topic has now, oldest first within a partition."""
        consumer, ends = self._aside.run(self._plainly(self._patiently(lambda: self._from_start(topic))))
        try:
            while ends and (batch := self._aside.run(self._plainly(_read(consumer, ends)))):
                yield from (record for record in batch if record.key != FILLER)
        finally:
            self._aside.run(consumer.stop())

    async def ends(self) -> dict[tuple[str, int], int]:
        """The offset that the next record of each partition of the river gets."""
        return await self._aside.call(self._plainly(self._patiently(self._ends)))

    async def append(self, records: Sequence[Record]) -> None:
        """Write records of one partition in order, each at its offset."""
        await self._aside.call(self._plainly(writing.append(self._options, records)))

    async def commit(self, group: str, offsets: Mapping[tuple[str, int], int]) -> None:
        """Note where the group, which has no member running, reads next."""
        await self._aside.call(self._plainly(writing.commit(self._options, group, offsets)))

    async def trim(self, *, thorough: bool = False) -> int:
        """Kafka applies retention by itself."""
        return 0

    def close(self) -> None:
        self._aside.run(self._disconnect())
        self._aside.close()

    async def alter(self, delete_older: bool) -> tuple[list[str], list[str]]:
        """Give topics that differ the options of the river; what was changed and what was not, each as one sentence."""
        return await self._aside.call(self._plainly(self._alter(delete_older)))

    async def _ensure(self) -> list[str]:
        await reach(self._address)
        return [found.difference for found in await river.ensure(await self._administrator())]

    async def _alter(self, delete_older: bool) -> tuple[list[str], list[str]]:
        await reach(self._address)
        admin = await self._administrator()
        return await altering.alter(admin, await river.ensure(admin), delete_older)

    async def _ends(self) -> dict[tuple[str, int], int]:
        names = [spec.name for spec in river.SPECS]
        return await writing.ends(await self._reader(), await river.partitions(await self._administrator(), names))

    async def _behind(self, group: str) -> dict[Place, tuple[int, int]]:
        admin, consumer = await self._administrator(), await self._reader()
        counts = await river.partitions(admin, self._consumed)
        places = [TopicPartition(topic, n) for topic in self._consumed for n in range(counts.get(topic, 0))]
        # In this order: what was committed now has caused all that the ends, asked for later, include.
        committed = await admin.list_consumer_group_offsets(group, partitions=places)
        starts, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
        firsts = {place: max(committed[place].offset if place in committed else -1, starts[place]) for place in places}
        return {(place.topic, place.partition): (firsts[place], ends[place]) for place in places if firsts[place] < ends[place]}

    async def _from_start(self, topic: str) -> tuple[AIOKafkaConsumer, dict[TopicPartition, int]]:
        """A consumer at the beginning of the topic, and where each partition that holds anything ends."""
        consumer = AIOKafkaConsumer(**self._options, enable_auto_commit=False, auto_offset_reset="earliest")
        await consumer.start()
        try:
            counts = await river.partitions(await self._administrator(), [topic])
            places = [TopicPartition(topic, n) for n in range(counts.get(topic, 0))]
            starts, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
            consumer.assign(places)
            for place in places:
                consumer.seek(place, starts[place])
        except BaseException:
            await consumer.stop()
            raise
        return consumer, {place: end for place, end in ends.items() if end > starts[place]}

    async def _administrator(self) -> AIOKafkaAdminClient:
        if self._admin is None:
            admin = AIOKafkaAdminClient(**self._options)
            await admin.start()
            self._admin = admin
        return self._admin

    async def _reader(self) -> AIOKafkaConsumer:
        """Asks for offsets only; belongs to no group."""
        if self._consumer is None:
            consumer = AIOKafkaConsumer(**self._options, enable_auto_commit=False)
            await consumer.start()
            self._consumer = consumer
        return self._consumer

    async def _disconnect(self) -> None:
        admin, consumer, self._admin, self._consumer = self._admin, self._consumer, None, None
        if admin is not None:
            await admin.close()
        if consumer is not None:
            await consumer.stop()

    @property
    def _options(self) -> dict[str, Any]:
        return {"bootstrap_servers": self._address.servers, "request_timeout_ms": REQUEST, **self._address.login}

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask again while Kafka is away: the agents wait for it as well."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return await ask()
            except (KafkaError, OSError, TimeoutError) as error:
                away = not isinstance(error, BrokerResponseError) or error.retriable
                if not away or time.monotonic() > deadline:
                    raise
                await self._disconnect()
                await asyncio.sleep(0.5)

    async def _plainly(self, work: Coroutine[Any, Any, T]) -> T:
        """Kafka's errors as ours, naming the setting."""
        try:
            return await work
        except BrokerError as error:
            named = str(error).startswith("TINWATCH_")
            raise (error if named else type(error)(f"{self._address}: {error}")) from None
        except GroupAuthorizationFailedError:
            raise Unwelcome(f"{self._address}: this user may not read as this group: it needs Read on it, or set TINWATCH_APP_ID") from None
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerError(f"{self._address}: {type(error).__name__}: {error}") from error


async def _read(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> list[Record]:
    """The next records; none when every partition is read up to its end."""
    for _ in range(EMPTY):
        if all([await consumer.position(place) >= end for place, end in ends.items()]):
            break
        batches = await consumer.getmany(timeout_ms=250)
        # What was appended since the ends were asked for is left out: a topic that grows would never end.
        found = [_record(message) for place, batch in batches.items() for message in batch if message.offset < ends.get(place, 0)]
        if found:
            return found
    return []


def _record(message: Any) -> Record:
    return Record(message.topic, message.partition, message.offset, message.timestamp, message.key, message.value, tuple(message.headers))
