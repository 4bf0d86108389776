"""The broker contract on a real Kafka, and what tinwatch asks of it beside what Faust does."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from broker_suite import BrokerSuite
from test_kafka_path import dried_up

from tinwatch.broker.errors import BrokerError
from tinwatch.broker.log import TopicSpec
from tinwatch.brokers import CONSUMED, make_broker
from tinwatch.kafka import driver, river
from tinwatch.kafka.broker import Kafka
from tinwatch.settings import Settings
from topics.river import POSTS, RIVER

pytestmark = [
    pytest.mark.live,
    # aiokafka leaves the sockets of a stopped client to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


PATIENCE = 30
"""Seconds within which what is wrong must be told; on an idle machine it takes one."""


class TestKafka(BrokerSuite):
    """The contract on `kafka://`."""

    @pytest.fixture
    def broker_url(self, kafka_url: str) -> str:
        driver.install()
        return kafka_url


@pytest.fixture
async def broker(kafka_url: str) -> AsyncIterator[Kafka]:
    broker = make_broker(Settings(broker=kafka_url))
    assert isinstance(broker, Kafka)
    yield broker
    broker.close()


async def send(url: str, topic: str, *values: bytes, partition: int = 0) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=url.removeprefix("kafka://"))
    await producer.start()
    try:
        for value in values:
            await producer.send_and_wait(topic, value, b"key", partition, headers=[("error", b"because")])
    finally:
        await producer.stop()


async def test_the_river_is_created_once_by_whoever_comes_first(broker: Kafka, kafka_url: str) -> None:
    others = [make_broker(Settings(broker=kafka_url)) for _ in range(3)]
    assert await asyncio.gather(*(each.ensure() for each in (broker, *others))) == [[], [], [], []]
    for each in others:
        each.close()
    admin = await broker._aside.call(broker._administrator())
    there = await broker._aside.call(river.partitions(admin, [name for t in RIVER for name in (t.name, t.dead)]))
    assert there == {t.name: t.partitions for t in RIVER} | {t.dead: 1 for t in RIVER}


async def test_what_exists_is_compared_and_left_alone(broker: Kafka) -> None:
    name = f"compare-{uuid.uuid4().hex[:6]}"
    first = [TopicSpec(name, 2, timedelta(days=1)), TopicSpec(f"{name}-kept", 1, None, compact=True)]
    other = [TopicSpec(name, 3, timedelta(days=2)), TopicSpec(f"{name}-kept", 1, None, compact=True)]
    admin = await broker._aside.call(broker._administrator())
    assert await broker._aside.call(river.ensure(admin, first)) == []
    said = f"topic {name} has 2 partitions (asked for 3), retention.ms=86400000 (asked for 172800000); `tinwatch topics alter` says "
    for _ in range(2):
        [found] = await broker._aside.call(river.ensure(admin, other))
        assert found.difference == said + "what can be done"


async def test_lag_counts_what_a_group_has_not_committed(broker: Kafka, kafka_url: str) -> None:
    await broker.ensure()
    before = (await broker.lag("nobody"))[POSTS.name]
    await send(kafka_url, POSTS.name, b"1", b"2", partition=3)
    await send(kafka_url, POSTS.name, b"3", partition=5)
    lag = await broker.lag("nobody")
    assert list(lag) == [topic.name for topic in CONSUMED]
    assert lag[POSTS.name] - before == 3


async def test_records_are_read_from_the_start_to_the_end_of_now(broker: Kafka, kafka_url: str) -> None:
    await dried_up(kafka_url)
    await broker.ensure()
    assert list(broker.records("signals.v1.dead")) == []
    await send(kafka_url, "signals.v1.dead", *(b"%d" % n for n in range(1200)))
    found = list(broker.records("signals.v1.dead"))
    assert [(record.offset, record.value) for record in found] == [(n, b"%d" % n) for n in range(1200)]
    assert found[0].headers == (("error", b"because"),)
    assert found[0].key == b"key"
    assert list(broker.records("never.made")) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("kafka://127.0.0.1:1", "TINWATCH_BROKER=kafka://127.0.0.1:1: 127.0.0.1:1 has nothing that listens"),
        ("kafka://nowhere.invalid", "nowhere.invalid:9092 is not a known host"),
        ("kafka://ann:geheim@{}", "does not take SCRAM-SHA-256 here: set TINWATCH_BROKER_MECHANISM"),
    ],
)
async def test_what_cannot_be_reached_is_named_within_seconds(kafka_url: str, url: str, said: str) -> None:
    broker = make_broker(Settings(broker=url.format(kafka_url.removeprefix("kafka://"))))
    with pytest.raises(BrokerError) as error:
        async with asyncio.timeout(PATIENCE):
            await broker.ensure()
    broker.close()
    assert said in str(error.value)
    assert "geheim" not in str(error.value)


async def test_tls_to_a_port_without_is_named(kafka_url: str, tmp_path: Path) -> None:
    broker = make_broker(Settings(broker=kafka_url, broker_tls=True))
    with pytest.raises(BrokerError, match="does not speak TLS with us"):
        await broker.ensure()
    broker.close()
