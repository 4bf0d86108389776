"""The limit to measure the worker against: its own agents, given their records by a plain aiokafka loop instead of Faust.

No rebalance, no recovery of tables, no order between acknowledgements: what it lacks is what a worker pays for. `python -m benchmarks.loop`
runs until SIGTERM, on the servers that the settings name.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from agents.flow import BATCH, WITHIN
from tinwatch.app import MAX_MESSAGE, make_app
from tinwatch.indexes import opened_index
from tinwatch.kafka.writing import COMPRESSION
from tinwatch.running import opened_broker, stop_on_signals
from tinwatch.settings import Settings, load
from topics.river import by_name

COMMIT = 0.25
"""Seconds between two commits, as a worker has it."""


class Message(NamedTuple):
    topic: str
    partition: int
    offset: int
    timestamp: float
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


class Event(NamedTuple):
    message: Message


class Given:
    """An agent's stream: batches come one at a time, and the giver hears when each is done."""

    def __init__(self) -> None:
        self._batches: asyncio.Queue[list[Event]] = asyncio.Queue()

    async def give(self, batch: list[Event]) -> None:
        """Returns when the agent has done the batch."""
        self._batches.put_nowait(batch)
        await self._batches.join()

    async def noack_take(self, most: int, within: float) -> AsyncIterator[list[Event]]:
        while True:
            yield await self._batches.get()
            self._batches.task_done()

    async def ack(self, event: Event) -> None:
        """Nothing: the giver commits what was done."""


class Table:
    def __init__(self, name: str) -> None:
        self.data: dict[bytes, bytes] = {}
        self.changelog_topic_name = name

    def on_recover(self, _: Callable[[], Awaitable[None]]) -> None:
        """It begins empty: there is nothing to recover."""


class Sender:
    """Takes what Faust's producer takes."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: dict[str, bytes] | None,
    ) -> Awaitable[Any]:
        return await self._producer.send(topic, value, key, partition, None, list((headers or {}).items()))


class Plain:
    """As much of faust.App as tinwatch/app.py asks of one."""

    def __init__(self, group: str, **_: Any) -> None:
        self.conf = SimpleNamespace(id=group)
        self.on_partitions_assigned = SimpleNamespace(connect=lambda _: None)
        self.producer: Any = None
        self._agents: dict[str, list[tuple[Any, Given]]] = defaultdict(list)
        self._tasks: list[Any] = []

    def topic(self, name: str, **_: Any) -> str:
        return name

    def Table(self, name: str, **_: Any) -> Table:  # noqa: N802 - Faust's name
        return Table(name)

    def task(self, work: Any) -> None:
        self._tasks.append(work)

    def agent(self, topic: str, **_: Any) -> Callable[[Any], None]:
        return lambda run: self._agents[topic].append((run, Given()))

    def started(self, settings: Settings, servers: list[str]) -> Iterator[Awaitable[Any]]:
        """Everything that runs until it is cancelled."""
        yield from (work() for work in self._tasks)
        for topic, agents in self._agents.items():
            yield from (run(given) for run, given in agents)
            yield _loop(settings, servers, topic, [given for _, given in agents])


async def _loop(settings: Settings, servers: list[str], topic: str, agents: list[Given]) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, group_id=settings.app_id, enable_auto_commit=False, auto_offset_reset="earliest")
    await consumer.start()
    consumer.assign([TopicPartition(topic, number) for number in range(by_name(topic).partitions)])
    try:
        due, done = time.monotonic() + COMMIT, False
        while True:
            found = await consumer.getmany(timeout_ms=int(WITHIN * 1000), max_records=BATCH)
            batch = [
                Event(Message(r.topic, r.partition, r.offset, r.timestamp / 1000, r.key, r.value, r.headers))
                for rs in found.values()
                for r in rs
            ]
            if batch:
                for agent in agents:
                    await agent.give(batch)
                done = True
            if done and time.monotonic() > due:
                await consumer.commit()
                due, done = time.monotonic() + COMMIT, False
    finally:
        await consumer.stop()


async def main(settings: Settings) -> None:
    servers = settings.broker_url.removeprefix("kafka://").split(",")
    async with opened_index(settings) as index, opened_broker(settings):
        with patch("faust.App", Plain):
            app: Any = make_app(settings, index)
        producer = AIOKafkaProducer(
            bootstrap_servers=servers,
            acks="all",
            enable_idempotence=True,
            linger_ms=2,
            compression_type=COMPRESSION,
            max_request_size=MAX_MESSAGE,
        )
        await producer.start()
        app.producer = Sender(producer)
        stop = asyncio.ensure_future(stop_on_signals().wait())
        work = [asyncio.ensure_future(one) for one in app.started(settings, servers)]
        done, _ = await asyncio.wait([stop, *work], return_when=asyncio.FIRST_COMPLETED)
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await producer.stop()
        for task in done:
            task.result()


if __name__ == "__main__":
    asyncio.run(main(load()))
