"""Assess alone: posts a second on one core, and against the peer of scanning, a loop of `re` over the same patterns."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

from agents.assessor import Assessor
from benchmarks import corpus
from enrichers.fold import canon
from topics.records import Post, decode, encode

ROUNDS = 3


def measure() -> dict[str, float]:
    posts = corpus.posts()
    lines = [encode(post) for post in posts]
    judge = Assessor()
    loops = [re.compile(rf"\b(?:{pattern})\b") for _, pattern in judge.patterns]
    some = posts[:: max(1, len(posts) // 500)]
    wire, pure, loop = [], [], []
    for _ in range(ROUNDS):  # interleaved, so that a noisy moment hits all three
        wire.append(_rate(lambda: [encode(judge.assess(decode(line, Post))) for line in lines], len(lines)))
        pure.append(_rate(lambda: [judge.assess(post) for post in posts], len(posts)))
        loop.append(_rate(lambda: [[p.search(text) for p in loops] for text in (canon(post.text) for post in some)], len(some)))
    rates = {"assess posts/s (decode, assess, encode)": wire, "assess posts/s (assess only)": pure, "a loop of re posts/s": loop}
    medians = {name: statistics.median(values) for name, values in rates.items()}
    whole, _, peer = medians.values()
    return {**medians, "patterns": len(loops), "assess ÷ a loop of re": whole / peer, "target ÷": whole / 3000}


def _rate(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    work()
    return count / (time.process_time() - start)
