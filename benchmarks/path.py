"""The whole embedded path (file → broker → agents → index) against a plain loop that calls the same functions."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from agents.assess import stamp
from agents.threads import Threads
from benchmarks import corpus
from benchmarks.assess import shipped_assessor
from collectors.lines import read
from search.port import Index
from tinwatch.indexes import opened_index
from tinwatch.metrics import COUNTERS
from tinwatch.replay import Progress, drained, pour
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from topics.records import Assessed, Post, decode, encode

ROUNDS = 3


def measure() -> dict[str, float]:
    path, plain = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            path.append(asyncio.run(embedded(Settings(home=Path(folder)))))
        with tempfile.TemporaryDirectory() as folder:
            plain.append(asyncio.run(_plain(Settings(home=Path(folder)))))
    through, limit = statistics.median(path), statistics.median(plain)
    return {"path posts/s": through, "plain loop posts/s": limit, "path ÷ plain loop": through / limit, "target ÷": through / 1000}


async def embedded(settings: Settings) -> float:
    """Posts a second from the first byte of the file to the last document in the index."""
    file = str(corpus.file())
    before = COUNTERS["stored"].labels("documents")._value.get()  # noqa: SLF001 (prometheus_client has no other way to read one)

    async def beside(app, index, broker) -> float:
        start = time.perf_counter()
        await pour(app, read([file]), Progress(settings, [file]))
        await drained(broker, settings.app_id)
        return time.perf_counter() - start

    seconds = await run_agents(settings, (), beside)
    return (COUNTERS["stored"].labels("documents")._value.get() - before) / seconds  # noqa: SLF001


async def _plain(settings: Settings) -> float:
    """The same work without broker and agents: decode, assess, encode, decode, put in batches of 500."""
    async with opened_index(settings) as index:
        start, count = time.perf_counter(), 0
        assessor, threads, lines = shipped_assessor(), Threads(), read([str(corpus.file())])
        while posts := [decode(encode(line.post), Post) for line in islice(lines, 500)]:
            asked = assessor.look_over(posts)
            done = [stamp(one.post, threads.step(assessor, assessor.read(one))[0], datetime.now(UTC)) for one in asked]
            await _put(index, [decode(encode(one), Assessed) for one in done])
            count += len(posts)
        return count / (time.perf_counter() - start)


async def _put(index: Index, batch: list[Assessed]) -> None:
    refused = await index.put_documents(batch)
    assert not refused
