"""What each step of assessing costs: microseconds of processor time a post, without the steps inside it that are listed too."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import agents.assessor
from agents.assessor import Assessor
from agents.headlines import Headlines
from agents.learned import Learned
from agents.look import Look
from benchmarks import corpus
from benchmarks.assess import assessed, shipped_assessor
from enrichers.scan import Scanner
from tinwatch.reading.ahead import TOGETHER
from topics.records import Post, decode, encode

STEPS: dict[str, tuple[object, str]] = {
    "fold and offsets": (Assessor, "_scan"),
    "scan for cues": (Scanner, "scan"),
    "entities": (agents.assessor, "entities"),
    "addresses": (agents.assessor, "site_cues"),
    "look: negation, quotation": (Look, "__init__"),
    "detectors and stance": (Assessor, "_judged"),
    "linear model": (Learned, "opinions"),
    "headline model": (Headlines, "signals"),
    "places": (agents.assessor, "located"),
    "decision": (agents.assessor, "decide"),
    "checks": (agents.assessor, "shown"),
}
"""Each step with the function that does it."""


def measure() -> dict[str, float]:
    """Watching costs something itself: the sum is a little more than the post really takes, which stands last."""
    lines = [encode(post) for post in corpus.posts()]
    judge = shipped_assessor()
    plain = _plain(judge, lines)
    with _watched() as spent:
        start = time.thread_time_ns()
        posts = [decode(line, Post) for line in lines]
        read = time.thread_time_ns()
        parts = (posts[start : start + TOGETHER] for start in range(0, len(posts), TOGETHER))
        done = [judge.in_thread(asked, None)[0] for part in parts for asked in judge.look_over(part)]
        assessed = time.thread_time_ns()
        for one in done:
            encode(one)
        written = time.thread_time_ns()
    steps = {"decode": read - start, **spent, "the rest": assessed - read - sum(spent.values()), "encode": written - assessed}
    costs = {f"{name} µs/post": value / len(lines) / 1000 for name, value in steps.items()}
    return {**costs, "all, unwatched µs/post": plain / len(lines) / 1000}


def _plain(judge: Assessor, lines: list[bytes]) -> int:
    start = time.thread_time_ns()
    assessed(judge, lines)
    return time.thread_time_ns() - start


@contextmanager
def _watched() -> Iterator[Counter[str]]:
    """Nanoseconds that each step spends by itself while the context lasts."""
    spent: Counter[str] = Counter(dict.fromkeys(STEPS, 0))
    inside: list[int] = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.thread_time_ns()
            inside.append(0)
            try:
                return function(*args, **options)
            finally:
                took = time.thread_time_ns() - start
                spent[name] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    with ExitStack() as stack:
        for name, (home, attribute) in STEPS.items():
            stack.enter_context(patch.object(home, attribute, timed(name, getattr(home, attribute))))
        yield spent
