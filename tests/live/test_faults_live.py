"""Whatever dies under a tinwatch on Kafka and Elasticsearch, nothing is lost, nothing stands twice, and nobody has to do anything.

Each fault at a small size; at full size with `make fault`, whose figures stand in docs/faults.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import post
from elasticsearch import Elasticsearch
from faults import Scene, quiet, scene
from faults_watch import until
from test_kafka_path import dried_up

from tinwatch.app import AGENTS
from tinwatch.brokers import CONSUMED
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.settings import Settings
from topics.river import ALERTS, ASSESSED, CASES, POSTS

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SLOW = [pytest.mark.slow, pytest.mark.timeout(3600)]
Stage = Callable[..., tuple[Scene, tuple]]

SMALL, SLOWLY = 2400, 18
"""Records of a small run and how many a second: two minutes of them, so that the stream outlasts the faults on the busiest machine too.
The rest is poured in at once when they are over."""


def sizes(name: str, small: tuple, full: tuple) -> pytest.MarkDecorator:
    """Run the test at the small size, and behind `make fault` at the full one."""
    return pytest.mark.parametrize(name, [pytest.param(*small, id="small"), pytest.param(*full, id="full", marks=SLOW)])


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory, kafka_url: str, elasticsearch_url: str) -> Iterator[Stage]:
    """Makes a scene on a Kafka without a river, with what a quiet run of its stream gives."""
    made = []

    def make(count: int, broker: str = kafka_url) -> tuple[Scene, tuple]:
        expected = quiet(count, tmp_path_factory.mktemp("quiet"))
        asyncio.run(dried_up(broker))
        made.append(scene(tmp_path_factory.mktemp("scene"), broker, elasticsearch_url, count))
        return made[-1].__enter__(), expected

    yield make
    for one in made:
        one.__exit__(None, None, None)


@pytest.fixture
def three(elasticsearch_url: str) -> Iterator[Fleet]:
    """Three brokers of their own; asks for Elasticsearch so that it is skipped where there is no Java."""
    with tempfile.TemporaryDirectory(prefix="tinwatch-live-") as home:
        Path(home).chmod(0o755)
        fleet = Fleet(Settings(home=Path(home), cache=Path(os.environ.get("TINWATCH_CACHE", Settings.cache))))
        fleet.up(Wanted(elasticsearch=False, brokers=3))
        yield fleet
        fleet.down(wipe=True)


@sizes("times, count, rate", (2, SMALL, SLOWLY), (50, 24_000, 55))
def test_kill_9_of_a_worker(stage: Stage, times: int, count: int, rate: float) -> None:
    scene, expected = stage(count)
    worker = scene.worker()
    scene.feed(rate)
    rng = random.Random(5)
    for _ in range(times):
        scene.busy(rng.randrange(5, 100))
        worker.hit(signal.SIGKILL)
        scene.recovered(time.monotonic())
    scene.finish()
    scene.check(expected, "kill -9 of a worker", times)


@pytest.mark.parametrize(
    ("ways", "count", "rate"),
    [
        pytest.param((("kill", 5),), SMALL, SLOWLY, id="small"),
        pytest.param((("kill", 0),) * 5, 20_000, 75, id="full", marks=SLOW),
        pytest.param((("stop", 300),), 36_000, 100, id="five-minutes", marks=SLOW),
    ],
)
def test_elasticsearch_killed_and_away(stage: Stage, fleet: Fleet, ways: tuple, count: int, rate: float) -> None:
    scene, expected = stage(count)
    worker = scene.worker()
    scene.feed(rate)
    server = fleet.process("elasticsearch")
    for how, away in ways:
        scene.busy()
        server.kill() if how == "kill" else server.stop()
        time.sleep(away)
        fleet.up(Wanted(kafka=False))
        scene.recovered(time.monotonic())
    scene.finish()
    assert worker.ends == [], "the worker did not live through it"
    scene.check(expected, "Elasticsearch: " + ", ".join(f"{how} +{away} s" for how, away in ways), len(ways))


@sizes("seconds, count, rate", (4, SMALL, SLOWLY), (60, 12_000, 100))
def test_elasticsearch_takes_no_writes_for_a_while(stage: Stage, seconds: float, count: int, rate: float) -> None:
    scene, expected = stage(count)
    worker = scene.worker()
    scene.feed(rate)
    scene.busy()
    with Elasticsearch(scene.url) as client:
        for index in ("documents", "alerts", "pages"):
            client.indices.put_settings(index=f"{scene.prefix}-{index}", settings={"index.blocks.read_only_allow_delete": True})
        time.sleep(seconds)
        client.indices.put_settings(index=f"{scene.prefix}-*", settings={"index.blocks.read_only_allow_delete": None})
    scene.recovered(time.monotonic())
    scene.finish()
    assert worker.ends == [], "the worker did not live through it"
    scene.check(expected, f"Elasticsearch read-only for {seconds} s", 1)


@sizes("ways, count, rate", (("kill", "stop"), SMALL, SLOWLY), (("kill", "stop") * 5, 15_000, 75))
def test_the_broker_killed_and_stopped(stage: Stage, fleet: Fleet, ways: tuple, count: int, rate: float) -> None:
    scene, expected = stage(count)
    worker = scene.worker()
    scene.feed(rate)
    broker = fleet.process("kafka-1")
    for how in ways:
        scene.busy()
        broker.kill() if how == "kill" else broker.stop()
        time.sleep(1)
        fleet.up(Wanted(elasticsearch=False))
        scene.recovered(time.monotonic())
    scene.finish()
    assert worker.ends == [], "the worker did not live through it"
    scene.check(expected, "the broker: " + ", ".join(ways), len(ways))


@sizes("times, count, rate", (1, SMALL, SLOWLY), (5, 12_000, 80))
def test_kill_9_of_one_of_three_brokers(stage: Stage, three: Fleet, times: int, count: int, rate: float) -> None:
    scene, expected = stage(count, three.ports.broker_url)
    worker = scene.worker()
    scene.feed(rate)
    for number in range(times):
        scene.busy()
        three.process(f"kafka-{number % 3 + 1}").kill()
        scene.recovered(time.monotonic())
        three.up(Wanted(elasticsearch=False, brokers=3))
        scene.in_sync(3)
    scene.finish()
    assert worker.ends == [], "the worker did not live through it"
    scene.check(expected, "kill -9 of one of three brokers", times)


@sizes("times, seconds, count, rate", (1, 11, SMALL, SLOWLY), (5, 20, 20_000, 100))
def test_a_worker_paused_beyond_its_session(stage: Stage, times: int, seconds: float, count: int, rate: float) -> None:
    scene, expected = stage(count)
    paused, _ = scene.worker(), scene.worker("two")
    scene.joined(2)
    scene.feed(rate)
    waits = []
    for _ in range(times):
        scene.busy()
        start = time.time()
        paused.hit(signal.SIGSTOP)
        time.sleep(seconds)
        paused.hit(signal.SIGCONT)
        scene.recovered(time.monotonic())
        scene.joined(2)
        scene.busy()
        waits.append((start, time.time()))
    scene.finish()
    wait = max(scene.longest_wait(*span) for span in waits)
    scene.check(expected, f"SIGSTOP of one of two workers for {seconds} s", times, longest_wait=round(wait, 1))


@sizes("seconds, count, rate", (6, SMALL, SLOWLY), (60, 12_000, 100))
def test_two_workers_with_the_same_member(stage: Stage, seconds: float, count: int, rate: float) -> None:
    scene, expected = stage(count)
    scene.worker()
    scene.feed(rate)
    scene.busy()
    before, start, other = scene.members(), time.time(), scene.worker()
    until(lambda: scene.members() - before)
    time.sleep(seconds)
    end = time.time()
    assert other.stop() == 0, other.said()
    scene.recovered(time.monotonic())  # whoever is left goes on
    scene.finish()
    wait = scene.longest_wait(start, end)
    scene.check(expected, f"two workers with one member id for {seconds} s", 1, longest_wait=round(wait, 1))


READERS = dict.fromkeys((topic.name for topic in CONSUMED), 1) | {ALERTS.name: 2, CASES.name: 2}
"""How many agents read each topic: each puts away for itself what it cannot use."""


def poison() -> list[tuple]:
    """What no agent can use, in every topic that one reads, and a post that the index refuses or nobody can read."""
    bad = (b"\xff\xfe", b'{"id":"fb:broken","kind":"post","page"', b'{"kind":"post"}', b"[]", b"", None)
    large = json.dumps(post("fb:huge", "x", page="fb:p1") | {"page": {"id": "fb:p1", "name": "x" * 40_000}})
    return [(topic, 0, b"fb:p1", value) for topic in READERS for value in bad] + [("posts.v1", 0, b"fb:p1", large.encode())]


@sizes("count, rate", (SMALL, 300), (12_000, 300))
def test_poison_in_the_middle_of_a_batch(stage: Stage, count: int, rate: float) -> None:
    scene, expected = stage(count)
    scene.feed(rate)
    until(lambda: scene.ends()[POSTS.name] > rate)
    scene.send(*poison())
    scene.poison = sum(READERS[topic] for topic, *_ in poison())
    until(lambda: scene.ends()[POSTS.name] > 2 * rate)
    worker = scene.worker()
    scene.finish()
    assert worker.ends == [], "the worker did not live through it"
    scene.check(expected, "poison", scene.poison)


@sizes("times, seconds, count, rate", (2, 3, SMALL, SLOWLY), (12, 5, 12_000, 100))
def test_a_rebalance_every_few_seconds(stage: Stage, times: int, seconds: float, count: int, rate: float) -> None:
    scene, expected = stage(count)
    scene.worker()
    scene.feed(rate)
    scene.busy()
    start, other = time.time(), None
    for _ in range(times):
        if other is None:
            other = scene.worker("two")
            scene.joined(2)
        else:
            assert other.stop() == 0, other.said()
            other = None
        time.sleep(seconds)
    end = time.time()
    scene.finish()
    wait = scene.longest_wait(start, end)
    scene.check(expected, f"a rebalance every {seconds} s", times, longest_wait=round(wait, 1))


@sizes("times, count, rate, most", (1, SMALL, SLOWLY, 20), (5, 15_000, 100, 5))
def test_a_rolling_restart_of_two_workers(stage: Stage, times: int, count: int, rate: float, most: float) -> None:
    """Who stops leaves the group, so that no post waits longer than `most` seconds, on a machine that does something else too."""
    scene, expected = stage(count)
    workers = [scene.worker(name) for name in ("one", "two")]
    scene.joined(2)
    scene.feed(rate)
    scene.busy()
    start, moment = time.time(), time.monotonic()
    for _ in range(times):
        for worker in workers:
            before = scene.members()
            worker.restart()
            assert worker.ends[-1] == 0, worker.said()
            assert len(before & scene.members(stable=False)) == 1, "it stopped without handing its work over"
            until(lambda before=before: len(now := scene.members()) == 2 and now != before, step=0.3)
            scene.busy()
    end, last = time.time(), time.monotonic()
    scene.finish()
    wait, gap = scene.longest_wait(start, end), scene.watch.longest_gap(moment, last)
    scene.check(expected, "rolling restart", times, longest_wait=round(wait, 1), longest_gap=round(gap, 1))
    assert wait < most


def test_agents_apart_make_what_one_process_makes(stage: Stage) -> None:
    scene, expected = stage(SMALL)
    # Both have one name: a machine may run two workers with different agents.
    apart = [scene.worker(only=("assess",)), scene.worker(only=tuple(set(AGENTS) - {"assess"}))]
    scene.joined(2)
    scene.feed(SLOWLY)
    scene.busy(100)
    whole = scene.worker("two")  # takes a share of everything
    scene.joined(3)
    scene.busy(100)
    assert whole.stop() == 0, whole.said()
    scene.finish()
    ends = scene.ends()
    assert ends[ASSESSED.name] == ends[POSTS.name], "something was assessed twice"
    assert [worker.ends for worker in apart] == [[], []], "\n".join(worker.said() for worker in apart)
    scene.check(expected, "agents apart", 1)
