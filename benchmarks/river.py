"""The whole path on a real Kafka and Elasticsearch: one worker, a plain loop with the same agents, two workers, in turn.

Each is started, made warm, and stopped (SIGSTOP) while the posts are put into posts.v1; time and processor time count from when it goes on
until nothing is uncommitted. BENCH_POSTS and BENCH_ROUNDS make it smaller or larger, BENCH_PROFILE names a file for py-spy's stacks.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import product

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from benchmarks import corpus
from benchmarks.engines import Engines, World, engines, world
from benchmarks.invented import kilobytes, mixed
from benchmarks.running import Running, cpu
from tinwatch.brokers import Broker, make_broker
from tinwatch.kafka.writing import COMPRESSION
from topics.records import Post, encode
from topics.river import POSTS

NUMBER = int(os.environ.get("BENCH_POSTS", "12000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
WARM = 1_000
STEP = 0.1
"""Seconds between two questions what is uncommitted."""

SPREAD = ("posts/s", "CPU µs/post")
"""Figures that are told with their least and most beside the median."""

WORKER, LOOP = ("tinwatch", "worker"), ("benchmarks.loop",)
WAYS = {"one worker": [WORKER], "plain loop": [LOOP], "two workers": [WORKER, WORKER]}
READERS = {"": "", ", no reader": "none"}
"""What a run is called by, and its TINWATCH_READER: a reading costs as much as ten posts of a kilobyte."""

Figures = dict[str, float]


def measure() -> dict[str, float]:
    kinds = {"1 KB": kilobytes(NUMBER + WARM)}
    if corpus.PAGES_DEV.exists():
        kinds["corpus"] = mixed(NUMBER + WARM)
    found: dict[str, dict[str, list[Figures]]] = defaultdict(lambda: defaultdict(list))
    with engines() as servers:
        for number in range(ROUNDS):  # in turn, so that a noisy moment hits all of them
            for (kind, posts), (reader, setting), (way, modules) in product(kinds.items(), READERS.items(), WAYS.items()):
                if setting and len(modules) > 1:
                    continue
                profiled = f"{kind}{reader}" if way == "one worker" and number == 0 else ""
                run = once(servers, posts, modules, setting, profiled)
                print(f"{kind}{reader}, {way}: {run['posts/s']:,.0f} posts/s, {run['CPU µs/post']:,.0f} µs/post", flush=True)
                found[f"{kind}{reader}"][way].append(run)
    return {name: value for what, ways in found.items() for name, value in _told(what, ways).items()}


def _told(what: str, ways: Mapping[str, Sequence[Figures]]) -> Figures:
    told = {}
    for way, runs in ways.items():
        for figure in runs[0]:
            values = [run[figure] for run in runs]
            told[f"{what}, {way}: {figure}"] = statistics.median(values)
            if figure in SPREAD:
                told |= {f"{what}, {way}: {figure}, least": min(values), f"{what}, {way}: {figure}, most": max(values)}
    one, loop = ([run["CPU µs/post"] for run in ways[way]] for way in ("one worker", "plain loop"))
    told[f"{what}: CPU of one worker ÷ plain loop"] = statistics.median(a / b for a, b in zip(one, loop, strict=True))
    if "two workers" not in ways:
        return told
    # As if each had a core: the one that has more to do decides when both are done.
    longer = [run["CPU µs/post of the busiest"] for run in ways["two workers"]]
    told[f"{what}: two workers × one, by CPU"] = statistics.median(a / b for a, b in zip(one, longer, strict=True))
    return told


def once(servers: Engines, posts: Sequence[Post], modules: Sequence[tuple[str, ...]], reader: str = "", profiled: str = "") -> Figures:
    """One run of these processes together over all but the first posts, which make them warm."""
    with ExitStack() as stack:
        here = stack.enter_context(world(servers))
        running = [Running(here.settings.home, {**here.environ, "TINWATCH_READER": reader}, *module) for module in modules]
        for process in running:
            stack.callback(process.stop)
        broker = make_broker(here.settings)
        stack.callback(broker.close)
        asyncio.run(broker.ensure())
        if modules[0] is WORKER:
            _joined(here, running)
        asyncio.run(pour(here, posts[:WARM]))
        drained(here, broker, running)
        for process in running:
            process.hit(signal.SIGSTOP)
        asyncio.run(pour(here, posts[WARM:]))
        return _gone_on(here, servers, broker, running, len(posts) - WARM, profiled)


def _gone_on(here: World, servers: Engines, broker: Broker, running: Sequence[Running], number: int, profiled: str) -> Figures:
    before, servers_before = [process.cpu for process in running], {name: cpu(pid) for name, pid in servers.pids.items()}
    start = time.perf_counter()
    for process in running:
        process.hit(signal.SIGCONT)
    with ExitStack() as stack:
        if profiled:
            stack.callback(_profile(running[0], profiled))
        drained(here, broker, running)
    seconds = time.perf_counter() - start
    spent = [(process.cpu - was) / number * 1e6 for process, was in zip(running, before, strict=True)]
    figures = {"posts/s": number / seconds, "CPU µs/post": sum(spent), "CPU µs/post of the busiest": max(spent)}
    figures |= {"posts per CPU second": 1e6 / sum(spent), "MB of one": max(process.memory for process in running)}
    return figures | {f"CPU µs/post of {name}": (cpu(servers.pids[name]) - was) / number * 1e6 for name, was in servers_before.items()}


def _profile(process: Running, name: str) -> Callable[[], object]:
    """Begin to look at a process with py-spy, when BENCH_PROFILE names a folder and py-spy is installed; gives what ends it."""
    folder, spy = os.environ.get("BENCH_PROFILE", ""), shutil.which("py-spy")
    if not folder or not spy:
        return lambda: None
    file = f"{folder}/{name.replace(' ', '-').replace(',', '')}.txt"
    command = [spy, "record", "--pid", str(process.pid), "--format", "raw", "--output", file, "--rate", "100", "--nonblocking"]
    spying = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end() -> None:
        spying.send_signal(signal.SIGINT)
        spying.wait(30)

    return end


async def pour(here: World, posts: Sequence[Post]) -> None:
    """Put the posts into posts.v1, in their order; there when it returns."""
    producer = AIOKafkaProducer(
        bootstrap_servers=here.settings.broker_url.removeprefix("kafka://").split(","),
        acks="all",
        linger_ms=5,
        compression_type=COMPRESSION,
    )
    await producer.start()
    try:
        for future in [await producer.send(POSTS.name, encode(post), post.page.id.encode()) for post in posts]:
            await future
    finally:
        await producer.stop()


def drained(here: World, broker: Broker, running: Sequence[Running]) -> None:
    """Returns when the group has nothing uncommitted, twice in a row (tinwatch/brokers.py says why)."""
    quiet = 0
    while quiet < 2:
        for process in running:
            process.alive()
        quiet = 0 if any(asyncio.run(broker.lag(here.settings.app_id)).values()) else quiet + 1
        time.sleep(STEP)


def _joined(here: World, running: Sequence[Running]) -> None:
    """Returns when as many members as run share the work."""
    while asyncio.run(_members(here)) != len(running):
        for process in running:
            process.alive()
        time.sleep(STEP)


async def _members(here: World) -> int:
    admin = AIOKafkaAdminClient(bootstrap_servers=here.settings.broker_url.removeprefix("kafka://").split(","))
    await admin.start()
    try:
        try:
            [answer] = await admin.describe_consumer_groups([here.settings.app_id])
        except GroupCoordinatorNotAvailableError:  # Kafka is still making the place where groups are kept
            return 0
        [group] = answer.to_object()["groups"]
        return len(group["members"]) if group["state"] == "Stable" else 0
    finally:
        await admin.close()
