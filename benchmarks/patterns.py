"""Gather alone: posts a second, memory of its window, how fast it remembers; and what it adds to the whole embedded path."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from agents.assess import stamp
from agents.assessor import Assessor
from agents.trace import trace
from alerts.gathering import Gathering
from benchmarks import corpus
from collectors.lines import read
from tinwatch.app import AGENTS
from tinwatch.replay import Progress, pour
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from topics.patterns import Memory, Trace, Traces
from topics.records import decode, encode
from topics.river import PATTERNS, TRACES

ROUNDS = 3
BATCH = 500
DAYS = 13


def measure(posts: int = 200_000) -> dict[str, float]:
    real = _real()
    rate = statistics.median(_rate(Gathering(), _batches(real)) for _ in range(ROUNDS))
    before, gathering = _resident(), Gathering(posts)
    memories: list[bytes] = []
    full = _rate(gathering, _batches(made(posts)), memories)
    after = _resident()
    start, again = time.process_time(), Gathering(posts)
    for memory in memories:
        again.restore(decode(memory, Memory))
    recall = posts / (time.process_time() - start)
    assert len(again) == len(gathering) == posts
    fewer = tuple(agent for agent in AGENTS if agent != "gather")
    without, whole = zip(*((_path(fewer), _path(AGENTS)) for _ in range(ROUNDS)), strict=True)
    return {
        "gather posts/s (the corpus)": rate,
        f"gather posts/s (made, window of {posts:,})": full,
        "bytes a post in the window": (after - before - sum(map(len, memories))) / posts,
        "bytes a post in the changelog": sum(map(len, memories)) / posts,
        "remembered posts/s": recall,
        "path without gather posts/s": statistics.median(without),
        "path with gather posts/s": statistics.median(whole),
        "with ÷ without": statistics.median(w / o for w, o in zip(whole, without, strict=True)),
    }


def made(posts: int) -> Iterator[Trace]:
    """700 pages over 13 days: one in ten copies another, one in four has a link of some thousands, two in three are comments."""
    rng = random.Random(1)
    kept: list[bytes] = []
    for n in range(posts):
        signature = rng.randbytes(64) if not kept or n % 10 else bytearray(rng.choice(kept))
        if n % 10 == 0 and kept:
            for place in rng.sample(range(64), 10):
                signature[place] = rng.randrange(256)  # type: ignore[index]
        if n % 97 == 0:
            kept = [*kept[-200:], bytes(signature)]
        comment = n % 3 != 0
        site = f"trang{rng.randrange(300)}.example"
        links = () if n % 4 else (f"{site}/{rng.randrange(20)}",)
        at = 1_760_000_000 + n * DAYS * 86_400 // posts
        page = f"fb:{int(700 * rng.random() ** 2)}"
        yield Trace(f"fb:1002_{n}", page, at, comment, not comment, bytes(signature), links, (site,) if links else ())


def _real() -> list[Trace]:
    assessor, now = Assessor(), datetime.now(UTC)
    return [trace(stamp(post, assessor.assess(post), now)) for post in corpus.posts()]


def _batches(traces: Iterator[Trace] | list[Trace]) -> Iterator[Traces]:
    some: list[Trace] = []
    for one in traces:
        some.append(one)
        if len(some) == BATCH:
            yield Traces(traces=tuple(some), lanes={"0": max(t.at for t in some)})
            some = []
    if some:
        yield Traces(traces=tuple(some), lanes={"0": max(t.at for t in some)})


def _rate(gathering: Gathering, batches: Iterator[Traces], memories: list[bytes] | None = None) -> float:
    """Posts a second of one core, decoding and encoding included, making the posts not."""
    spent, posts = 0.0, 0
    for offset, batch in enumerate(batches):
        raw = encode(batch)
        start = time.process_time()
        step = gathering.take(offset, decode(raw, Traces))
        assert step is not None
        memory = encode(step.memory)
        spent += time.process_time() - start
        posts += len(batch.traces)
        if memories is not None:
            memories.append(memory)
    return posts / spent


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _path(agents: tuple[str, ...]) -> float:
    """Posts a second of processor time through the whole embedded path with these agents."""
    file = str(corpus.file())

    async def beside(app, index, broker) -> float:
        start = time.process_time()
        await pour(app, read([file]), Progress(settings, [file]))
        aside = () if "gather" in agents else (TRACES.name, PATTERNS.name)
        while any(n for topic, n in (await broker.lag(settings.app_id)).items() if topic not in aside):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        return (await index.counts())["documents"] / (time.process_time() - start)

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        return asyncio.run(run_agents(settings, agents, beside))


if __name__ == "__main__":
    print(measure(int(sys.argv[1])))
