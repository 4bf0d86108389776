"""What every broker under tinwatch has to do; `BrokerSuite` runs unchanged on `sqlite://` and on Kafka.

A test class derives from it and gives the fixture `broker_url`. Everything goes through Faust apps, in this process or in a worker process
that is killed, stopped and started again; each test has topics and groups of its own.
"""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import faust
import pytest
from broker_worker import make_app, pipeline, place, raw_topic
from mode import CrashingSupervisor

PATIENCE = 100.0
"""Seconds until something that should happen counts as not happening; a rebalance on Kafka takes several."""


async def until(condition: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Wait for `condition`; TimeoutError names it when it does not come."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - what it looks at happens in Faust, in another process, in a file
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(app: faust.App) -> AsyncIterator[faust.App]:
    """The app, from when its tables are recovered and its partitions assigned until it has stopped gracefully."""
    try:
        await app.start()
        await until(lambda: app.tables.recovery.completed.is_set() and not app.rebalancing)
        yield app
    finally:
        await app.stop()


@asynccontextmanager
async def sender(url: str, run: str, *topics: str, partitions: int = 4) -> AsyncIterator[faust.App]:
    """An app that only sends; the topics exist when it is there."""
    app = make_app(url, f"{run}-sender")
    app.producer_only = True
    async with app:
        for topic in topics:
            await raw_topic(app, topic, partitions).maybe_declare()
        yield app


@asynccontextmanager
async def collected(url: str, run: str, topic: str, partitions: int = 4) -> AsyncIterator[list[Any]]:
    """Everything in the topic from its beginning, as events, in the order of arrival; the list grows."""
    app, events = make_app(url, f"{run}-collector-{uuid.uuid4().hex[:6]}"), []

    @app.agent(raw_topic(app, topic, partitions), supervisor_strategy=CrashingSupervisor)
    async def collect(stream: Any) -> None:
        async for batch in stream.noack_take(500, within=0.02):
            events.extend(batch)
            for event in batch:
                await stream.ack(event)

    async with running(app):
        yield events


@contextmanager
def worker(url: str, run: str, **options: Any) -> Iterator[subprocess.Popen]:
    """The pipeline as a process of its own; killed at the end if it still runs."""
    script = Path(__file__).with_name("broker_worker.py")
    arguments = [f"{name}={value}" for name, value in options.items()]
    process = subprocess.Popen([sys.executable, str(script), url, run, *arguments])
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


async def ended(process: subprocess.Popen) -> int:
    """The exit status."""
    await until(lambda: process.poll() is not None)
    return process.returncode


async def fill(app: faust.App, topic: str, numbers: range, keys: int = 20) -> None:
    """Send these numbers, each with the key that its remainder names."""
    futures = [await app.producer.send(topic, b"key-%d" % (n % keys), b"%d" % n, None, None, None) for n in numbers]
    await asyncio.gather(*futures)


def first_seen(events: list[Any]) -> dict[bytes, list[int]]:
    """Each key's numbers in the order in which they came first; a redelivered record came before."""
    order: dict[bytes, dict[int, None]] = defaultdict(dict)
    for event in events:
        order[event.key].setdefault(int(event.value))
    return {key: list(numbers) for key, numbers in order.items()}


def expected(numbers: range, keys: int = 20) -> dict[bytes, list[int]]:
    """What `fill` sent, by key."""
    return {b"key-%d" % k: [n for n in numbers if n % keys == k] for k in range(keys)}


class BrokerSuite:
    """The contract; see the module."""

    @pytest.fixture
    def run(self) -> str:
        """A name that no other test's topics and groups have."""
        return f"t{uuid.uuid4().hex[:8]}"

    async def test_keys_headers_and_tombstones_round_trip(self, broker_url: str, run: str) -> None:
        topic = f"{run}-in"
        async with sender(broker_url, run, topic) as app, collected(broker_url, run, topic) as events:
            await place(app, topic, b"a\x00b", "đồng".encode(), headers={"source": b"x\xff"}, timestamp=1700000000.5)
            await place(app, topic, b"gone", None)
            await place(app, topic, None, b"no key", partition=3)
            await until(lambda: len(events) == 3)
        by_key = {event.message.key: event for event in events}
        assert by_key[b"a\x00b"].value == "đồng".encode()
        assert by_key[b"a\x00b"].headers == {"source": b"x\xff"}
        assert by_key[b"a\x00b"].message.timestamp == 1700000000.5
        assert by_key[b"gone"].message.value is None
        assert (by_key[None].message.value, by_key[None].message.partition) == (b"no key", 3)

    async def test_keys_go_where_kafka_puts_them(self, broker_url: str, run: str) -> None:
        # murmur2 of the Java client, by its own test vectors: 21 → -973932308, foobar → -790332482, a-little-bit-long-string → -985981536
        expected = {b"21": (-973932308 & 0x7FFFFFFF) % 12, b"foobar": (-790332482 & 0x7FFFFFFF) % 12}
        expected[b"a-little-bit-long-string"] = (-985981536 & 0x7FFFFFFF) % 12
        async with sender(broker_url, run, f"{run}-in", partitions=12) as app:
            assert {key: (await place(app, f"{run}-in", key, b"")).partition for key in expected} == expected

    async def test_a_topic_that_exists_keeps_its_partitions(self, broker_url: str, run: str) -> None:
        async with sender(broker_url, run, f"{run}-in", partitions=3) as app:
            await raw_topic(app, f"{run}-in", 7).maybe_declare()
            keys = [b"%d" % n for n in range(40)]
            assert {(await place(app, f"{run}-in", key, b"")).partition for key in keys} == {0, 1, 2}

    async def test_order_within_a_key_holds_across_agents(self, broker_url: str, run: str) -> None:
        app = make_app(broker_url, f"{run}-chain")
        names = [f"{run}-{n}" for n in range(3)]
        topics = [raw_topic(app, name) for name in names]
        for source, sink in zip(topics, names[1:], strict=False):
            app.agent(source, name=f"to-{sink}", supervisor_strategy=CrashingSupervisor)(_forwarding(app, sink))
        async with sender(broker_url, run, *names) as client, collected(broker_url, run, names[-1]) as events, running(app):
            await fill(client, names[0], range(2000))
            await until(lambda: len(events) >= 2000)
        assert first_seen(events) == expected(range(2000))
        assert len(events) == 2000

    async def test_only_what_was_acked_in_order_is_committed(self, broker_url: str, run: str) -> None:
        topic = f"{run}-in"
        async with sender(broker_url, run, topic, partitions=1) as client:
            await fill(client, topic, range(20))
        seen = await self._consume(broker_url, run, topic, acked={*range(10), 12, 13})
        assert seen == list(range(20))
        assert await self._consume(broker_url, run, topic, acked=set(range(20))) == list(range(10, 20))

    async def _consume(self, url: str, run: str, topic: str, acked: set[int]) -> list[int]:
        # What is not acked would hold up a graceful stop for ever.
        app, seen = make_app(url, f"{run}-group", stream_wait_empty=False), []

        @app.agent(raw_topic(app, topic, 1), supervisor_strategy=CrashingSupervisor)
        async def read(stream: Any) -> None:
            async for event in stream.noack().events():
                seen.append(int(event.value))
                if seen[-1] in acked:
                    await stream.ack(event)

        async with running(app):
            await until(lambda: 19 in seen)
        return seen

    async def test_a_stop_does_not_wait_for_ever(self, broker_url: str, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tinwatch.acked.PATIENCE", 1.0)
        topic, seen = f"{run}-in", list[int]()
        async with sender(broker_url, run, topic, partitions=1) as client:
            await fill(client, topic, range(20))
        app = make_app(broker_url, f"{run}-group")

        @app.agent(raw_topic(app, topic, 1), supervisor_strategy=CrashingSupervisor)
        async def stuck(stream: Any) -> None:
            async for events in stream.noack_take(20, within=0.05):
                seen.extend(int(event.value) for event in events)
                await asyncio.Event().wait()  # as when the index is away

        async with asyncio.timeout(PATIENCE), running(app):
            await until(lambda: seen)
        assert await self._consume(broker_url, run, topic, acked=set(range(20))) == list(range(20))

    async def test_a_crash_in_the_middle_of_a_batch_loses_nothing(self, broker_url: str, run: str) -> None:
        async with sender(broker_url, run, f"{run}-in", f"{run}-out") as client, collected(broker_url, run, f"{run}-out") as events:
            await fill(client, f"{run}-in", range(1000))
            with worker(broker_url, run, crash_at=333) as process:
                assert await ended(process) == 1
            assert 333 not in {int(event.value) for event in events}
            with worker(broker_url, run):
                await until(lambda: len({event.value for event in events}) == 1000)
        assert first_seen(events) == expected(range(1000))

    async def test_a_graceful_stop_redoes_nothing(self, broker_url: str, run: str) -> None:
        async with sender(broker_url, run, f"{run}-in", f"{run}-out") as client, collected(broker_url, run, f"{run}-out") as events:
            await fill(client, f"{run}-in", range(600))
            with worker(broker_url, run, slow=1) as process:
                await until(lambda: events)
                process.send_signal(signal.SIGTERM)
                assert await ended(process) == 0
            assert 0 < len(events) < 600
            with worker(broker_url, run):
                await until(lambda: len(events) >= 600)
        assert Counter(int(event.value) for event in events) == Counter(range(600))

    async def test_nothing_is_lost_by_kill_9_and_the_table_stays_exact(self, broker_url: str, run: str) -> None:
        rng = random.Random(run)
        total = 2000
        async with sender(broker_url, run, f"{run}-in", f"{run}-out") as client, collected(broker_url, run, f"{run}-out") as events:
            await fill(client, f"{run}-in", range(total))
            for share in (0.15, 0.4, 0.65):
                with worker(broker_url, run, slow=0.01) as process:
                    await until(lambda share=share: len({event.value for event in events}) >= share * total)
                    await asyncio.sleep(rng.uniform(0, 0.1))  # so that the kill falls anywhere: between send, ack, commit and changelog
                    process.kill()
            with worker(broker_url, run) as process:
                await until(lambda: len({event.value for event in events}) == total)
                process.send_signal(signal.SIGTERM)
                assert await ended(process) == 0
        assert first_seen(events) == expected(range(total))
        app = pipeline(broker_url, run)
        async with running(app):
            assert {key: count for key, (count, _) in app.counts.items()} == {b"key-%d" % n: total // 20 for n in range(20)}

    async def test_windows_and_timers_fire(self, broker_url: str, run: str) -> None:
        app, topic = make_app(broker_url, f"{run}-windows", table_cleanup_interval=0.1), f"{run}-in"
        closed, ticks = [], []
        options = {"partitions": 1, "default": int, "on_window_close": lambda key, _: closed.append(key[0])}
        counts = app.Table(f"{run}-counts", **options).tumbling(timedelta(seconds=1), expires=timedelta(seconds=0.1)).relative_to_stream()

        @app.agent(raw_topic(app, topic, 1), supervisor_strategy=CrashingSupervisor)
        async def count(stream: Any) -> None:
            async for event in stream.noack().events():
                counts[event.key.decode()] += 1
                await stream.ack(event)

        app.timer(0.05)(_ticking(ticks))
        async with sender(broker_url, run, topic, partitions=1) as client, running(app):
            # The window of the first record closes when a later one moves the stream's time on.
            await place(client, topic, b"early", b"1", timestamp=1700000000.0)
            await place(client, topic, b"late", b"1", timestamp=1700000060.0)
            await until(lambda: "early" in closed and len(ticks) > 1)

    async def test_a_poison_message_goes_to_the_dead_letters_and_the_rest_goes_on(self, broker_url: str, run: str) -> None:
        async with sender(broker_url, run, f"{run}-in", f"{run}-out") as client:
            await raw_topic(client, f"{run}-in.dead", 1).maybe_declare()
            await fill(client, f"{run}-in", range(20))
            sent = await place(client, f"{run}-in", b"key-1", b"\xff not a number")
            await fill(client, f"{run}-in", range(20, 40))
            async with (
                collected(broker_url, run, f"{run}-out") as events,
                collected(broker_url, run, f"{run}-in.dead", 1) as dead,
                running(pipeline(broker_url, run)),
            ):
                await until(lambda: len(events) == 40 and dead)
        assert first_seen(events) == expected(range(40))
        assert [event.value for event in dead] == [b"\xff not a number"]
        assert dead[0].headers["source"] == f"{run}-in/{sent.partition}/{sent.offset}".encode()


def _forwarding(app: faust.App, sink: str) -> Any:
    async def forward(stream: Any) -> None:
        async for events in stream.noack_take(100, within=0.02):
            await asyncio.gather(*[await app.producer.send(sink, event.key, event.value, None, None, None) for event in events])
            for event in events:
                await stream.ack(event)

    return forward


def _ticking(ticks: list[int]) -> Any:
    async def tick() -> None:
        ticks.append(1)

    return tick
