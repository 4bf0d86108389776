"""A scene for the fault tests: the real engines, workers under a supervisor, a stream being poured in, and a watch on the index."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError
from desk import Desk
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import scan
from faults_watch import Supervised, Watch, until
from test_faults import STORIES, stream

from search.elastic_setup import KINDS, first_index
from tinwatch.brokers import make_broker
from tinwatch.settings import Settings
from topics.records import Post, decode
from topics.river import POSTS, RIVER

T = TypeVar("T")

FIGURES = os.environ.get("TINWATCH_FAULT_FIGURES", "")
"""A file to which each test adds its figures as one line of JSON."""


class Scene:
    """One tinwatch on real engines, with `count` records to come."""

    def __init__(self, home: Path, broker: str, index: str, count: int) -> None:
        self.prefix = f"f{uuid.uuid4().hex[:8]}"
        self.url, self.count, self.poison = index, count, 0
        self.desk = Desk(home)
        self.settings = Settings(home=home, broker=broker, index=f"{index}?prefix={self.prefix}", app_id=self.prefix)
        names = {"TINWATCH_BROKER": broker, "TINWATCH_INDEX": self.settings.index, "TINWATCH_APP_ID": self.prefix}
        self.desk.environ |= names
        self.file = self.desk.write("stream.jsonl", stream(count))
        self.broker = make_broker(self.settings)
        asyncio.run(self.broker.ensure())
        self.workers: list[Supervised] = []
        self.feeder: Supervised | None = None
        self.watch = Watch(index, f"{self.prefix}-documents")
        self.recoveries: list[float] = []

    # What runs

    def worker(self, member: str = "one", only: tuple[str, ...] = ()) -> Supervised:
        worker = Supervised(self.desk, "worker", *(word for name in only for word in ("--only", name)), TINWATCH_MEMBER=member)
        self.workers.append(worker)
        return worker

    def feed(self, rate: float) -> None:
        """Pour the stream in, `rate` records a second, until it is over or `finish` hurries it."""
        self.rate = rate
        self.feeder = Supervised(self.desk, "replay", self.file, "--speed", str(rate), once=True)

    def busy(self, documents: int = 50) -> None:
        """Returns when the stream flows into the index."""
        goal = self.watch.count + documents
        until(lambda: self.watch.count >= goal)

    def recovered(self, since: float) -> float:
        """Wait for the next new document; seconds from `since`, the fault's end."""
        base = self.watch.fresh()
        assert base < self.count, "the stream was over before the fault"
        until(lambda: self.watch.count > base, 150, tell=self.stand)
        # The count may have been higher before: Elasticsearch shows what it has not confirmed yet, and a kill -9 takes that back.
        took = next(at for at, count in self.watch.grew if at > since and count > base) - since
        self.recoveries.append(took)
        return took

    def longest_wait(self, start: float, end: float) -> float:
        """The longest that a post sent between two moments (seconds since 1970) waited to be found: what somebody sees of a fault."""
        sent: dict[str, dict[str, float]] = {}
        for record in self.broker.records(POSTS.name):
            post = decode(record.value or b"", Post)
            sent.setdefault(post.page.id, {}).setdefault(post.id, record.timestamp / 1000)
        return self.watch.longest_wait({page: list(posts.values()) for page, posts in sent.items()}, start, end)

    def finish(self) -> None:
        """Pour the rest in at once, and wait until the workers, left alone, have done all of it."""
        if self.feeder is not None:
            self.feeder.end()
            assert self.feeder.ends[-1] in (0, -signal.SIGKILL), self.feeder.said()
        if self.feeder is None or self.feeder.ends[-1]:
            self.desk.run("replay", self.file)
        until(lambda: self.watch.count >= self.count, 240, tell=self.stand)
        until(lambda: not any(self.lag().values()), 60, 0.3, tell=self.stand)

    def stand(self) -> str:
        """How things stand, for whoever reads why a test failed."""
        lag = {topic: records for topic, records in self.lag().items() if records}
        processes = [*self.workers, *([self.feeder] if self.feeder else [])]
        said = "\n".join(f"{process.errors.name}, ended {process.ends}:\n{process.said()}" for process in processes)
        members = self.members(stable=False)
        return f"{self.watch.count} documents of {self.count}, sent {dict(self.ends())}, lag {lag}, members {members}\n{said}"

    def lag(self) -> dict[str, int]:
        return asyncio.run(self.broker.lag(self.prefix))

    def members(self, *, stable: bool = True) -> set[str]:
        """Kafka's names for the workers that the group has; one that comes again gets a new one. Nobody while they share the work anew,
        unless it need not be `stable`."""
        return asyncio.run(_asked(self.settings.broker, lambda admin: _members(admin, self.prefix, stable)))

    def joined(self, count: int) -> None:
        """Returns when so many workers have shared the work."""
        until(lambda: len(self.members()) == count, step=0.3)

    def in_sync(self, replicas: int) -> None:
        """Returns when every partition of the river has so many replicas that are up to date."""
        until(lambda: asyncio.run(_asked(self.settings.broker, _least_in_sync)) == replicas, step=0.3)

    def ends(self) -> Counter[str]:
        """How many records each topic was ever given."""
        total = Counter[str]()
        for (topic, _), end in asyncio.run(self.broker.ends()).items():
            total[topic] += end
        return total

    # What came of it

    def outcome(self) -> tuple[list, dict]:
        with Elasticsearch(self.url) as client:
            client.indices.refresh(index=f"{self.prefix}-*")
            records = {
                kind: [hit["_source"]["record"] for hit in scan(client, index=f"{self.prefix}-{kind}")] for kind in ("documents", "alerts")
            }
        return summed_up(records["documents"], records["alerts"])

    def check(self, expected: tuple[list, dict], name: str, times: int, **more: object) -> None:
        """Nothing lost, nothing twice, everyone stops cleanly; states the figures."""
        for worker in self.workers:
            if worker._keeper.is_alive():
                status = worker.stop()
                assert status == 0, worker.said()
        documents, alerts = self.outcome()
        ids = Counter(id for id, _ in documents)
        lost = [id for id, _ in expected[0] if id not in ids]
        twice = [id for id, n in ids.items() if n > 1]
        listed = Counter(post for facts in alerts.values() for post in facts[0])
        figures = {
            "fault": name,
            "times": times,
            "records": self.count,
            "rate": getattr(self, "rate", 0),
            "lost": len(lost),
            "double": len(twice),
            "alerts_lost": len(expected[1].keys() - alerts.keys()),
            "alerts_double": len(alerts.keys() - expected[1].keys()) + sum(n > 1 for n in listed.values()),
            "longest": round(max(self.recoveries, default=0.0), 1),
            "restarts": [worker.ends for worker in self.workers],
            **more,
        }
        print(json.dumps(figures))
        if FIGURES:
            with Path(FIGURES).open("a", encoding="utf-8") as file:
                file.write(json.dumps(figures) + "\n")
        assert not lost, lost[:20]
        assert not twice, twice[:20]
        assert documents == expected[0]
        assert alerts == expected[1]
        assert len(alerts) == len(STORIES)
        dead = {topic: end for topic, end in self.ends().items() if end and topic.endswith(".dead")}
        assert sum(dead.values()) == self.poison, dead

    def send(self, *records: tuple[str, int | None, bytes | None, bytes | None]) -> None:
        """Put raw records (topic, partition, key, value) into the river."""
        asyncio.run(_send(self.settings.broker.removeprefix("kafka://"), records))

    def close(self) -> None:
        for process in (*self.workers, *([self.feeder] if self.feeder else [])):
            process.end()
        self.watch.close()
        self.broker.close()
        with Elasticsearch(self.url) as client, suppress(ApiError, TransportError):
            client.indices.delete(index=",".join(first_index(self.prefix, kind) for kind in KINDS), ignore_unavailable=True)


async def _send(servers: str, records: tuple) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=servers.split(","))
    await producer.start()
    try:
        for topic, partition, key, value in records:
            await producer.send_and_wait(topic, value, key=key, partition=partition)
    finally:
        await producer.stop()


async def _asked(broker: str, question: Callable[[AIOKafkaAdminClient], Awaitable[T]]) -> T:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.removeprefix("kafka://").split(","))
    await admin.start()
    try:
        return await question(admin)
    finally:
        await admin.close()


async def _members(admin: AIOKafkaAdminClient, group: str, stable: bool) -> set[str]:
    try:
        [answer] = await admin.describe_consumer_groups([group])
    except GroupCoordinatorNotAvailableError:  # Kafka is still making the place where groups are kept
        return set()
    [found] = answer.to_object()["groups"]
    return {member["member_id"] for member in found["members"]} if found["state"] == "Stable" or not stable else set()


async def _least_in_sync(admin: AIOKafkaAdminClient) -> int:
    topics = await admin.describe_topics([topic.name for topic in RIVER])
    return min(len(partition["isr"]) for topic in topics for partition in topic["partitions"])


def summed_up(documents: list[dict], alerts: list[dict]) -> tuple[list, dict]:
    """What two runs must have in common: all but the order in which posts of different pages came."""
    found = sorted((d["post"]["id"], tuple(d["assessment"].get("alert_codes", ()))) for d in documents)
    facts = {a["id"]: (sorted(a["posts"]), a["post_count"], a["codes"], a["band"], a["opened_at"], a["updated_at"]) for a in alerts}
    return found, facts


_quiet: dict[int, tuple[list, dict]] = {}


def quiet(count: int, home: Path) -> tuple[list, dict]:
    """What the embedded broker and index make of the same stream when nothing happens."""
    if count not in _quiet:
        desk = Desk(home)
        desk.run("replay", desk.write("stream.jsonl", stream(count)), "--wait")
        _quiet[count] = summed_up(desk.jsonl("search", "--limit", "1000000"), desk.jsonl("alerts"))
        assert len(_quiet[count][0]) == count
    return _quiet[count]


@contextmanager
def scene(home: Path, broker: str, index: str, count: int) -> Iterator[Scene]:
    made = Scene(home, broker, index, count)
    try:
        yield made
    finally:
        made.close()
