"""Topics that somebody else made: what differs is told, what can be changed is changed without losing a record, the rest stays."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from desk import Desk, post
from test_kafka_path import dried_up

from tinwatch.servers.fleet import Fleet

pytestmark = [
    pytest.mark.live,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
DAY = 86_400_000


@pytest.fixture
def desk(tmp_path: Path, kafka_url: str) -> Iterator[Desk]:
    """A tinwatch on a Kafka without a river; the topics made here go again."""
    asyncio.run(dried_up(kafka_url))
    desk = Desk(tmp_path)
    desk.environ["TINWATCH_BROKER"] = kafka_url
    yield desk
    asyncio.run(dried_up(kafka_url))


def with_admin(desk: Desk, work):
    async def run():
        admin = AIOKafkaAdminClient(bootstrap_servers=servers(desk))
        await admin.start()
        try:
            return await work(admin)
        finally:
            await admin.close()

    return asyncio.run(run())


def servers(desk: Desk) -> str:
    return desk.environ["TINWATCH_BROKER"].removeprefix("kafka://")


def make(desk: Desk, name: str, partitions: int, **config: object) -> None:
    settings = {option.replace("_", "."): str(value) for option, value in config.items()}
    with_admin(desk, lambda admin: admin.create_topics([NewTopic(name, partitions, 1, topic_configs=settings)]))


def config(desk: Desk, name: str) -> dict[str, str]:
    """What is set for this topic itself."""
    [answer] = with_admin(desk, lambda admin: admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)]))
    return {entry[0]: entry[1] for entry in answer.resources[0][4] if entry[3] in (1, False)}


async def sent(desk: Desk, topic: str, count: int) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=servers(desk))
    await producer.start()
    for n in range(count):
        await producer.send_and_wait(topic, b"%d" % n)
    await producer.stop()


async def kept(desk: Desk, topic: str) -> int:
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=servers(desk), auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        ends, count = await consumer.end_offsets(consumer.assignment()), 0
        async with asyncio.timeout(90):
            while any([await consumer.position(place) < end for place, end in ends.items()]):
                count += sum(len(batch) for batch in (await consumer.getmany(timeout_ms=1000)).values())
        return count
    finally:
        await consumer.stop()


def test_what_differs_is_told_and_changed_as_far_as_nothing_is_lost(desk: Desk) -> None:
    make(desk, "posts.v1", 6, retention_ms=DAY, max_message_bytes=4_100_000, segment_bytes=1 << 20)
    make(desk, "signals.v1.dead", 1, retention_ms=90 * DAY)
    make(desk, "stories.v1", 1, cleanup_policy="compact", max_message_bytes=4_100_000)
    asyncio.run(sent(desk, "posts.v1", 5))
    told = desk.run("topics", "check", code=1).stdout.splitlines()
    assert [line.partition(";")[0] for line in told] == [
        f"topic posts.v1 has 6 partitions (asked for 12), retention.ms={DAY} (asked for {7 * DAY})",
        f"topic stories.v1 has max.compaction.lag.ms={2**63 - 1} (asked for {7 * DAY})",
        f"topic signals.v1.dead has retention.ms={90 * DAY} (asked for {30 * DAY}), max.message.bytes=1048588 (asked for 4100000)",
    ]
    done = desk.run("topics", "alter", code=1)
    assert done.stdout.splitlines() == [
        f"topic posts.v1: retention.ms was {DAY} and is now {7 * DAY}",
        f"topic stories.v1: max.compaction.lag.ms was {2**63 - 1} and is now {7 * DAY}",
        "topic signals.v1.dead: max.message.bytes was 1048588 and is now 4100000",
    ]
    assert "posts.v1: stays at 6 partitions (asked for 12): keys would move" in done.stderr
    assert "kafka-topics.sh --delete --topic posts.v1" in done.stderr
    assert f"signals.v1.dead: retention.ms stays {90 * DAY}: with {30 * DAY} Kafka deletes" in done.stderr
    assert config(desk, "posts.v1") | {"retention.ms": str(7 * DAY), "segment.bytes": str(1 << 20)} == config(desk, "posts.v1")
    assert asyncio.run(kept(desk, "posts.v1")) == 5
    assert "signals.v1.dead: retention.ms was" in desk.run("topics", "alter", "--delete-older", code=1).stdout
    assert config(desk, "signals.v1.dead")["retention.ms"] == str(30 * DAY)
    assert [line.split()[1] for line in desk.run("topics", "check", code=1).stdout.splitlines()] == ["posts.v1"]


def test_more_partitions_than_a_total_order_allows_are_refused_at_once(desk: Desk) -> None:
    make(desk, "alerts.v1", 3)
    said = desk.run("worker", code=1).stderr.splitlines()[-1]
    assert said.startswith("tinwatch: TINWATCH_BROKER=kafka://127.0.0.1:")
    assert "topic alerts.v1 has 3 partitions (asked for 1)" in said
    assert "the order of its records is lost" in said


def test_the_embedded_broker_is_compared_only(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.run("topics", "check").stdout == ""
    assert "is no Kafka" in desk.run("topics", "alter", code=2).stderr


def test_what_is_sent_lies_compressed_in_kafka(desk: Desk, fleet: Fleet) -> None:
    text = "Hôm nay trời đẹp, chợ quê đông vui. " * 60
    desk.run("replay", desk.write("posts.jsonl", [post(f"fb:{n}", text) for n in range(50)]))
    # Kafka renames the folders of deleted topics to posts.v1-0.<id>-delete and keeps them for a minute
    segments = [log for log in fleet.places.data.rglob("posts.v1-*/*.log") if not log.parent.name.endswith("-delete")]
    held = sum(segment.stat().st_size for segment in segments)
    assert 0 < held < 50 * len(text.encode()) / 5
