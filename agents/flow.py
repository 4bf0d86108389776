"""How every agent reads and writes the river, so that nothing is lost whatever dies (docs/decisions/0002, docs/delivery.md).

Raw topics: an undecodable message must never raise inside Faust, it would end the agent silently. Batches are acked in order only after all
they caused is durable. One slot, no restart inside the process: a bug crashes it and its supervisor starts it again from the last commit.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, TypeVar

import faust
import mode
from msgspec import Struct

from topics.edge import without_author
from topics.records import Invalid, decode, encode
from topics.river import POSTS, Topic

log = logging.getLogger(__name__)
R = TypeVar("R", bound=Struct)

BATCH = 500
WITHIN = 0.02
"""Seconds to wait for a batch to fill: three hops of it stay far below what a monitor notices."""

ARRIVED = "arrived"
"""Header that carries when the broker took the post (seconds since 1970) along to its alert, so that the delay can be told."""

BREATH = 25_000
"""Bytes of posts between two chances for other tasks (the console's requests) to run: some twenty milliseconds of work."""


class Meter(Protocol):
    """Where agents report what they did; the list of metrics is tinwatch/metrics.py."""

    def add(self, name: str, amount: float = 1, label: str | tuple[str, ...] = "") -> None: ...

    def observe(self, name: str, seconds: float, label: str | tuple[str, ...] = "") -> None: ...

    def set(self, name: str, value: float, label: str | tuple[str, ...] = "") -> None: ...


class Trail(Protocol):
    """Who follows what led to what; tinwatch/tracing.py is one."""

    def batch(self, agent: str, messages: Sequence[Any]) -> AbstractContextManager[object]:
        """Around the work of an agent on a batch."""
        ...

    def headers(self) -> dict[str, bytes]:
        """What a record that is sent now carries along."""
        ...


Handler = Callable[[Sequence[Any]], Awaitable[None]]


class Flow:
    """The river as the agents of one app see it."""

    def __init__(self, app: faust.App, meter: Meter, trail: Trail | None = None) -> None:
        self.app = app
        self.meter = meter
        self._trail = trail
        self.waits: dict[str, str] = {}
        """What an agent waits for that is away, by the agent's batch: such a standstill is known and passes by itself."""
        self.busy: set[str] = set()
        """Agents that have a batch in hand."""

    def agent(self, topic: Topic, name: str, handle: Handler) -> None:
        """Run `handle` on batches of `topic`'s messages, each with key, value, headers, topic, partition, offset, timestamp."""
        source = self.app.topic(topic.name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

        async def run(stream: Any) -> None:
            async for events in stream.noack_take(BATCH, within=WITHIN):
                self.busy.add(name)
                began = time.perf_counter()
                messages = [event.message for event in events]
                with self._trail.batch(name, messages) if self._trail else nullcontext():
                    await handle(messages)
                self.meter.observe("batch", time.perf_counter() - began, label=name)
                self.meter.add("handled", len(events), label=name)
                for event in events:
                    await stream.ack(event)
                self.busy.discard(name)

        run.__name__ = name
        self.app.agent(source, name=name, concurrency=1, supervisor_strategy=mode.CrashingSupervisor)(run)

    def table(self, changelog: Topic, heard: Callable[[Any], Awaitable[None]] | None = None) -> Any:
        """A table of bytes whose changelog is this topic of the river, with as many partitions as the topic that feeds it.

        `heard` is told of each event that is read from the changelog.
        """
        raw = faust.Schema(key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
        # As Faust makes its own changelog topics: never acked, tombstones allowed, room for recovery in big steps.
        special = {"acks": False, "allow_empty": True, "maxsize": 131_072, "compacting": True, "deleting": False}
        topic = self.app.topic(changelog.name, partitions=changelog.partitions, schema=raw, **special)
        kinds = {"key_type": bytes, "value_type": bytes}  # said twice: recovery does not look at the schema
        return self.app.Table(
            changelog.name, partitions=changelog.partitions, changelog_topic=topic, schema=raw, on_changelog_event=heard, **kinds
        )

    async def send(self, topic: Topic, key: str, record: Struct, arrived: float | None = None) -> Awaitable[Any]:
        """Queue a record; the result is to be awaited before anything that caused it is acked."""
        headers = {} if arrived is None else {ARRIVED: f"{arrived:.3f}".encode()}
        if self._trail:
            headers |= self._trail.headers()
        sent: Awaitable[Any] = await self.app.producer.send(topic.name, key.encode(), encode(record), None, None, headers or None)
        return sent

    async def after(self, sent: Sequence[Awaitable[Any]]) -> None:
        """What is sent from here on is durable only if all of `sent` is.

        The embedded broker writes in the order in which it is sent, and nothing behind what it could not write: there only a failure that
        is known already is raised. Kafka promises that for no two partitions: there we wait.
        """
        if not getattr(self.app.producer, "keeps_order", False):
            await settled(sent)
        for one in sent:
            if isinstance(one, asyncio.Future) and one.done():
                one.result()

    async def bury(self, message: Any, reason: str, cause: str = "unreadable") -> Awaitable[Any]:
        """Queue a message that cannot be used for the dead letters, with the reason and where it stood; `cause` is one word of it.

        The log has no more than that: what an index says of a record may quote it. `tinwatch dead list` has the reason.
        """
        log.warning("dead letter from %s/%s@%s: %s", message.topic, message.partition, message.offset, cause)
        log.debug("dead letter from %s/%s@%s: %s", message.topic, message.partition, message.offset, reason)
        self.meter.add("dead", label=(message.topic, cause))
        source = {"source-topic": message.topic, "source-partition": str(message.partition), "source-offset": str(message.offset)}
        headers = {name: value.encode() for name, value in {"error": reason[:1000], **source}.items()}
        kept = without_author(message.value or b"") if message.topic == POSTS.name else message.value
        sent: Awaitable[Any] = await self.app.producer.send(f"{message.topic}.dead", message.key, kept, None, None, headers)
        return sent


async def remember(flow: Flow, table: Any, id: str, value: bytes | None, partition: int | None = None) -> Awaitable[Any]:
    """Queue a change of a table (None deletes) to its changelog, to the partition that its key gives unless another is named.

    Written here and awaited before the ack: Faust itself only queues changes of a table, and a crash could then lose one that was acked.
    """
    key = id.encode()
    if value is None:
        table.data.pop(key, None)
    else:
        table.data[key] = value
    sent: Awaitable[Any] = await flow.app.producer.send(table.changelog_topic_name, key, value, partition, None, None)
    return sent


async def settled(sent: Sequence[Awaitable[Any]]) -> None:
    """Wait until everything queued is durable; a failure escapes and crashes the process before anything is acked.

    Being cancelled in here leaves what was queued on its way: gather would cancel it, and nobody could tell any more whether it was sent.
    """
    if sent:
        done, _ = await asyncio.wait([asyncio.ensure_future(one) for one in sent])
        for one in done:
            one.result()


async def decoded(flow: Flow, messages: Sequence[Any], kind: type[R]) -> tuple[list[tuple[Any, R]], list[Awaitable[Any]]]:
    """The messages that can be read, each with its record, and the burials of those that cannot."""
    good: list[tuple[Any, R]] = []
    buried: list[Awaitable[Any]] = []
    for message in messages:
        try:
            good.append((message, decode(message.value or b"", kind)))
        except Invalid as reason:
            buried.append(await flow.bury(message, str(reason)))
    return good, buried
