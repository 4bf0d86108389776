"""A backtest of one pack over invented posts in a file: seconds for a million, and what twice the posts take, on all cores as at a desk."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import EXAMPLES, ROOT
from tinwatch.backtest.bench import Plan
from tinwatch.backtest.running import run
from tinwatch.backtest.sources import lines
from tinwatch.rules.reading import Source, read
from tinwatch.settings import Settings

POSTS = 100_000
ROUNDS = 3
MILLION = 1_000_000
TARGET = 60
"""Seconds for a million posts on two cores."""


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        once, twice = (_made(home / f"{times}.jsonl", times * POSTS) for times in (1, 2))
        source = read(ROOT / "examples/rules/ve-tet.yaml")
        assert isinstance(source, Source)
        plan = Plan(Settings(home=home), (source.pack,))
        taken = [(_taken(plan, once), _taken(plan, twice)) for _ in range(ROUNDS)]  # interleaved, so that a noisy moment hits both
    walls = [statistics.median(pair[which][0] for pair in taken) for which in (0, 1)]
    work = [statistics.median(pair[which][1] for pair in taken) for which in (0, 1)]
    more = (walls[1] - walls[0]) / POSTS
    million = walls[1] + more * (MILLION - 2 * POSTS)
    return {
        "posts": POSTS,
        "seconds": walls[0],
        "seconds of twice the posts": walls[1],
        "twice ÷ once": walls[1] / walls[0],
        "processor µs of a post": (work[1] - work[0]) / POSTS * 1e6,
        "seconds of a million, by these": million,
        "target ÷": TARGET / million,
    }


def _made(file: Path, count: int) -> str:
    """Posts of the example stream with another word in each, so that none is a copy."""
    posts = [json.loads(line) for line in EXAMPLES.read_bytes().splitlines()]
    words = sorted({word for post in posts for word in post["text"].split()})
    lot = random.Random(11)
    with file.open("w", encoding="utf-8") as out:
        for n in range(count):
            post = posts[n % len(posts)]
            said = post["text"].split(" ")
            said[lot.randrange(len(said))] = lot.choice(words)
            out.write(json.dumps(post | {"id": f"bench:{n}", "text": " ".join(said)}, ensure_ascii=False) + "\n")
    return str(file)


def _taken(plan: Plan, file: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time, its processes' too, from reading the first line."""
    start, before = time.perf_counter(), _worked()
    tally = asyncio.run(run(plan, lines(file)))
    assert not tally.failed
    return time.perf_counter() - start, _worked() - before


def _worked() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
