"""Assess alone, everything on as it ships: posts a second on one core, against the rules alone and against the peer of scanning, a loop of
`re` over the same patterns."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from agents.assessor import Assessor
from benchmarks import corpus
from enrichers.fold import canon
from tinwatch.assessors import make_assessor
from tinwatch.reading.ahead import TOGETHER
from tinwatch.settings import Settings
from topics.records import Post, decode, encode

ROUNDS = 3
TARGET = 2000
"""Posts a second of one core, everything on."""


def measure() -> dict[str, float]:
    posts = corpus.posts()
    lines = [encode(post) for post in posts]
    judge, rules = shipped_assessor(), Assessor()
    loops = [re.compile(rf"\b(?:{pattern})\b") for _, pattern in judge.patterns]
    some = posts[:: max(1, len(posts) // 500)]
    wire, pure, loop = [], [], []
    for _ in range(ROUNDS):  # interleaved, so that a noisy moment hits all three
        wire.append(_rate(lambda: assessed(judge, lines), len(lines)))
        pure.append(_rate(lambda: assessed(rules, lines), len(lines)))
        loop.append(_rate(lambda: [[p.search(text) for p in loops] for text in (canon(post.text) for post in some)], len(some)))
    rates = {"assess posts/s (decode, assess, encode)": wire, "the same, rules alone posts/s": pure, "a loop of re posts/s": loop}
    medians = {name: statistics.median(values) for name, values in rates.items()}
    whole, alone, peer = medians.values()
    ratios = {"assess ÷ rules alone": whole / alone, "assess ÷ a loop of re": whole / peer, "target ÷": whole / TARGET}
    return {**medians, "patterns": len(loops), **ratios}


def assessed(judge: Assessor, lines: Sequence[bytes]) -> list[bytes]:
    """Lines to lines, as many posts at once as the command looks at."""
    parts = (lines[start : start + TOGETHER] for start in range(0, len(lines), TOGETHER))
    asked = (one for part in parts for one in judge.look_over([decode(line, Post) for line in part]))
    return [encode(judge.in_thread(judge.read(one), None)[0]) for one in asked]


def shipped_assessor() -> Assessor:
    """The assessor as a fresh home has it: models, lists and registers that ship."""
    with tempfile.TemporaryDirectory() as home:
        return make_assessor(Settings(home=Path(home)))


def _rate(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    work()
    return count / (time.process_time() - start)
