"""On real servers: a worker that stands still ends and is started again without a loss; one that waits for Elasticsearch does not end."""

from __future__ import annotations

import asyncio
import json
import subprocess
import uuid
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from desk import PROGRAM, Desk, post
from elastic_wire import Wire
from elasticsearch import Elasticsearch
from test_kafka_path import dried_up, indexed, until

from tinwatch.brokers import make_broker
from tinwatch.settings import Settings

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
STALL = 6


@pytest.fixture
def desk(tmp_path: Path, kafka_url: str) -> Desk:
    """A tinwatch on a Kafka without a river, impatient with itself."""
    asyncio.run(dried_up(kafka_url))
    desk = Desk(tmp_path)
    desk.environ |= {"TINWATCH_BROKER": kafka_url, "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}", "TINWATCH_STALL": str(STALL)}
    return desk


def servers(desk: Desk) -> str:
    return desk.environ["TINWATCH_BROKER"].removeprefix("kafka://")


async def lost(desk: Desk, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers(desk))
    await admin.start()
    await admin.delete_topics([topic])
    await admin.close()


async def sent(desk: Desk, ids: range) -> None:
    """Posts of one page, past tinwatch, which would make a missing topic anew."""
    producer = AIOKafkaProducer(bootstrap_servers=servers(desk))
    await producer.start()
    for n in ids:
        await producer.send_and_wait("posts.v1", json.dumps(post(f"fb:{n}", "Chào buổi sáng")).encode(), b"fb:p")
    await producer.stop()


def begun(desk: Desk) -> tuple[subprocess.Popen, Path]:
    said = desk.home / f"worker-{uuid.uuid4().hex[:6]}.log"
    with said.open("w") as log:
        return subprocess.Popen([*PROGRAM, "worker"], env=desk.environ, stdout=log, stderr=log, cwd=desk.home), said


def test_a_worker_whose_sends_never_return_says_where_it_stands_and_ends(desk: Desk) -> None:
    """A topic that somebody deletes: whoever sends to it waits for ever (aiokafka), and nothing else notices."""
    desk.run("replay", desk.write("few.jsonl", [post(f"fb:{n}", "Chào buổi sáng") for n in range(20)]))
    group = desk.environ["TINWATCH_APP_ID"]
    broker = make_broker(Settings(broker=desk.environ["TINWATCH_BROKER"], app_id=group))
    worker, said = begun(desk)
    try:
        until(lambda: indexed(desk) == 20)
        until(lambda: not any(asyncio.run(broker.lag(group)).values()))  # what was done is committed
        asyncio.run(lost(desk, "assessed.v1"))
        asyncio.run(sent(desk, range(20, 40)))
        assert worker.wait(STALL + 150) == 1, said.read_text()[-3000:]
    finally:
        worker.kill()
        worker.wait()
        broker.close()
    told = said.read_text()
    assert f"stalled: nothing done for {STALL} s though records wait: posts.v1/" in told
    assert " at offset 20 of " in told
    desk.run("replay", desk.write("empty.jsonl", []), "--wait")
    assert indexed(desk) == 40


async def arrived(url: str, prefix: str, documents: int) -> None:
    with Elasticsearch(url) as client:
        async with asyncio.timeout(150):
            while client.options(ignore_status=404).count(index=f"{prefix}-documents").get("count") != documents:  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.3)


async def test_waiting_for_elasticsearch_is_no_standstill(desk: Desk, elasticsearch_url: str) -> None:
    prefix = f"s{uuid.uuid4().hex[:8]}"
    async with Wire(elasticsearch_url) as wire:
        desk.environ["TINWATCH_INDEX"] = f"http://127.0.0.1:{wire.port}?prefix={prefix}"
        await asyncio.to_thread(desk.run, "replay", desk.write("few.jsonl", [post("fb:0", "Chào buổi sáng")]), "--wait")
        worker, said = await asyncio.to_thread(begun, desk)
        try:
            await sent(desk, range(1, 2))
            await arrived(elasticsearch_url, prefix, 2)
            await wire.cut()
            await sent(desk, range(2, 20))
            async with asyncio.timeout(150):
                while "waiting for the index for " not in said.read_text():  # noqa: ASYNC110 - another process writes it
                    await asyncio.sleep(0.2)
            await asyncio.sleep(STALL)
            assert worker.poll() is None, said.read_text()[-3000:]
            await wire.mend()
            await arrived(elasticsearch_url, prefix, 20)
            worker.terminate()
            assert await asyncio.to_thread(worker.wait, 90) == 0
        finally:
            worker.kill()
            worker.wait()
            with Elasticsearch(elasticsearch_url) as client:
                client.indices.delete(index=",".join(client.indices.get(index=f"{prefix}-*")))
    assert "stalled" not in said.read_text()
