"""The whole embedded path (file → broker → agents → index) against a plain loop that calls the same functions."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from agents.assess import stamp
from agents.assessor import Assessor
from benchmarks import corpus
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
            path.append(asyncio.run(_path(Settings(home=Path(folder)))))
        with tempfile.TemporaryDirectory() as folder:
            plain.append(asyncio.run(_plain(Settings(home=Path(folder)))))
    through, limit = statistics.median(path), statistics.median(plain)
    return {"path posts/s": through, "plain loop posts/s": limit, "path ÷ plain loop": through / limit, "target ÷": through / 1000}


async def _path(settings: Settings) -> float:
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
        assessor, batch = Assessor(), []
        for line in read([str(corpus.file())]):
            assert line.post is not None
            done = stamp(decode(encode(line.post), Post), assessor, datetime.now(UTC))
            batch.append(decode(encode(done), Assessed))
            count += 1
            if len(batch) == 500:
                await _put(index, batch)
        await _put(index, batch)
        return count / (time.perf_counter() - start)


async def _put(index: Index, batch: list[Assessed]) -> None:
    refused = await index.put_documents(batch)
    assert not refused
    batch.clear()
