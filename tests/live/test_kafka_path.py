"""The whole path on a real Kafka: what comes out is what comes out of the embedded broker, whatever dies on the way."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from desk import PROGRAM, Desk
from faults import _asked, _members
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from test_faults import STORIES, assert_once, outcome, stream
from test_patterns import told, world

from tinwatch.brokers import make_broker
from tinwatch.measuring import behind
from tinwatch.metrics import Metrics
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.servers.ports import free_ports
from tinwatch.settings import Settings
from topics.records import Page, Post, encode
from topics.river import RIVER

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
POSTS = 2000
BAD = ['{"id":"fb:broken","kind":"post","page"', '{"kind":"post","page":{"id":"p"},"text":"no id"}']


@pytest.fixture
def desk(tmp_path: Path, kafka_url: str) -> Desk:
    """A tinwatch on Kafka, whose river does not exist yet."""
    asyncio.run(dried_up(kafka_url))
    desk = Desk(tmp_path)
    desk.environ |= {"TINWATCH_BROKER": kafka_url, "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}", "TINWATCH_MEMBER": "one"}
    return desk


async def dried_up(url: str) -> None:
    """Delete every topic of the river, and wait until Kafka has forgotten them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=url.removeprefix("kafka://").split(","))
    await admin.start()
    try:
        river = {name for topic in RIVER for name in (topic.name, topic.dead)}
        there = river & set(await admin.list_topics())
        if there:
            await admin.delete_topics(sorted(there))
        async with asyncio.timeout(90):
            while river & set(await admin.list_topics()):  # noqa: ASYNC110 - it happens in Kafka
                await asyncio.sleep(0.1)
    finally:
        await admin.close()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple]:
    """A stream of posts, and what the embedded broker and index make of it."""
    desk = Desk(tmp_path_factory.mktemp("quiet"))
    file = desk.write("stream.jsonl", [*BAD, *stream(POSTS)])
    desk.run("replay", file, "--wait")
    return file, compared(desk)


def compared(desk: Desk) -> tuple:
    """Everything in documents and alerts but the order in which posts of different pages came."""
    documents, alerts = outcome(desk)
    letters = [line.split()[-1] for line in desk.run("dead", "list").stdout.splitlines()[1:]]
    facts = {id: (sorted(a["posts"]), a["codes"], a["band"], a["opened_at"], a["updated_at"]) for id, a in alerts.items()}
    return documents, facts, sorted(letters)


def indexed(desk: Desk) -> int:
    """Documents in the index, also while a worker writes to it."""
    file = desk.home / "index.sqlite"
    if not file.exists():
        return 0
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10) as index:
        try:
            return int(index.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # not created yet
            return 0


def until(condition: Callable[[], object], patience: float = 150) -> float:
    """Seconds until `condition` held."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < patience
        time.sleep(0.02)
    return time.monotonic() - start


@contextmanager
def worker(desk: Desk, **settings: str) -> Iterator[subprocess.Popen]:
    """A worker; one that still runs at the end must stop cleanly."""
    said = desk.home / f"worker-{settings.get('TINWATCH_MEMBER', 'one')}.log"  # a pipe that nobody reads would stop it once it is full
    with said.open("a") as log:
        process = subprocess.Popen([*PROGRAM, "worker"], env={**desk.environ, **settings}, stdout=log, stderr=log, cwd=desk.home)
    try:
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        assert process.wait(90) in (0, -signal.SIGKILL), said.read_text()[-3000:]
    finally:
        process.kill()
        process.wait()


async def put(url: str, many: dict[int, int]) -> None:
    """So many posts into each partition of posts.v1."""
    producer = AIOKafkaProducer(bootstrap_servers=url.removeprefix("kafka://").split(","))
    await producer.start()
    try:
        for partition, n in ((partition, n) for partition, count in many.items() for n in range(count)):
            value = encode(
                Post(id=f"fb:{partition}-{n}", kind="post", platform="facebook", page=Page(id=f"fb:{partition}"), text="chợ đông")
            )
            await producer.send_and_wait("posts.v1", value, key=b"fb:%d" % partition, partition=partition)
    finally:
        await producer.stop()


def lags(metrics: str, *, waiting: bool = True) -> dict[tuple[str, str], float]:
    """What metrics say of every partition, or only of those in which records are `waiting`."""
    told = [each for family in text_string_to_metric_families(metrics) for each in family.samples if each.name == "tinwatch_lag_records"]
    return {(each.labels["topic"], each.labels["partition"]): each.value for each in told if each.value or not waiting}


def drained(desk: Desk) -> None:
    """Run what is left to its end."""
    desk.run("replay", desk.write("empty.jsonl", []), "--wait")


def test_kafka_gives_what_the_embedded_broker_gives(desk: Desk, quiet: tuple) -> None:
    file, expected = quiet
    summary = desk.run("replay", file, "--wait").stdout.splitlines()[-1].split()
    assert summary[:5] == [f"{POSTS + 2:,}", f"{POSTS:,}", f"{POSTS:,}", "2", str(len(STORIES))]
    assert compared(desk) == expected
    desk.run("replay", file, "--wait")  # everything once more
    assert compared(desk)[:2] == expected[:2]


def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(desk: Desk, quiet: tuple) -> None:
    file, expected = quiet
    desk.environ["TINWATCH_HOME"] += "/not/there/yet"
    desk.run("replay", file)
    desk.environ["TINWATCH_HOME"] = str(desk.home)
    for share in (0.0, 0.3, 0.6):
        with worker(desk) as process:
            until(lambda share=share: indexed(desk) > share * POSTS)
            process.kill()
    drained(desk)
    assert compared(desk) == expected
    assert_once(desk)


def test_the_lag_of_each_partition_is_what_was_sent_while_nobody_worked(desk: Desk, kafka_url: str) -> None:
    broker = make_broker(Settings(broker=kafka_url))

    def told() -> dict[tuple[str, str], float]:
        asyncio.run(behind(desk.environ["TINWATCH_APP_ID"], broker, Metrics()))
        return lags(generate_latest().decode())

    asyncio.run(broker.ensure())
    asyncio.run(put(kafka_url, {3: 5, 7: 1}))
    assert told() == {("posts.v1", "3"): 5, ("posts.v1", "7"): 1}
    [port] = free_ports(1)
    with worker(desk, TINWATCH_METRICS_PORT=str(port), TINWATCH_METRICS_TOKEN="ein-langes-geheimnis"):
        until(lambda: indexed(desk) == 6)  # asks no Kafka while the worker begins
        until(lambda: told() == {})
        address, login = f"http://127.0.0.1:{port}/metrics", {"Authorization": "Bearer ein-langes-geheimnis"}
        # a worker tells it too, of partitions where nothing waits as well
        until(lambda: ("posts.v1", "3") in lags(httpx.get(address, headers=login, timeout=60).text, waiting=False))
    asyncio.run(put(kafka_url, {3: 7, 5: 2, 11: 1}))
    assert told() == {("posts.v1", "3"): 7, ("posts.v1", "5"): 2, ("posts.v1", "11"): 1}
    broker.close()


def test_two_workers_share_the_work_and_one_takes_over_what_the_other_had(desk: Desk, quiet: tuple) -> None:
    file, expected = quiet
    with worker(desk) as first, worker(desk, TINWATCH_MEMBER="two"):
        sending = desk.start("replay", file)
        until(lambda: indexed(desk) > 500)
        first.kill()
        sending.communicate(timeout=150)
        until(lambda: indexed(desk) == POSTS)
    drained(desk)
    assert compared(desk) == expected
    assert_once(desk)


def test_two_workers_given_six_days_at_once_find_the_patterns_of_one(
    desk: Desk, kafka_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Partition by partition: the days of one may come before another's first post."""
    one, group = Desk(tmp_path_factory.mktemp("one")), desk.environ["TINWATCH_APP_ID"]
    file = one.write("world.jsonl", world())
    one.run("replay", file, "--wait")
    expected = told(one)
    assert [about for about, _ in expected["bursts"]] == ["page:fb:30"]
    with worker(desk) as first, worker(desk, TINWATCH_MEMBER="two") as second:
        until(lambda: len(asyncio.run(_asked(kafka_url, lambda admin: _members(admin, group, True)))) == 2)
        for process in (first, second):
            process.send_signal(signal.SIGSTOP)
        desk.run("replay", file)
        for process in (first, second):
            process.send_signal(signal.SIGCONT)
        until(lambda: indexed(desk) == len(world()))
    drained(desk)
    assert told(desk) == expected
    assert compared(desk) == compared(one)


def test_a_worker_waits_for_a_broker_that_is_away(desk: Desk, quiet: tuple, fleet: Fleet) -> None:
    """One that is stopped; one that is killed: test_faults_live.py."""
    file, expected = quiet
    with worker(desk) as process:
        sending = desk.start("replay", file, "--speed", "100000")  # slow enough to be still sending when the broker goes
        until(lambda: indexed(desk) > 100)
        fleet.process("kafka-1").stop()
        time.sleep(1)
        fleet.up(Wanted(elasticsearch=False))
        _, err = sending.communicate(timeout=150)
        assert sending.returncode == 0, err
        until(lambda: indexed(desk) == POSTS)
        assert process.poll() is None, "the worker did not live through it"
    drained(desk)
    assert compared(desk) == expected
    assert_once(desk)


def test_a_broker_that_is_not_there_ends_a_command_within_seconds_and_without_a_traceback(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.environ["TINWATCH_BROKER"] = "kafka://ann:geheim@127.0.0.1:1"
    for command in (("worker",), ("dead", "list"), ("replay", desk.write("empty.jsonl", []))):
        start = time.monotonic()
        said = desk.run(*command, code=1).stderr
        assert time.monotonic() - start < 60
        assert said.splitlines()[-1] == "tinwatch: TINWATCH_BROKER=kafka://127.0.0.1:1: 127.0.0.1:1 has nothing that listens"
        assert "geheim" not in said
