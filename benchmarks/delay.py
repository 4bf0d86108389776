"""Post → alert in the index while posts come steadily: a worker of its own on the embedded engines and on a real Kafka and Elasticsearch.

The corpus comes at DELAY_RATE posts a second (half of what the worker can, docs/performance.md) with two offers a second between; seconds
count from sending an offer to the index's giving its alert to who reads the feed.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

from benchmarks.engines import World, embedded_world, engines, world
from benchmarks.invented import code_of, mixed, offer
from benchmarks.river import WORKER
from benchmarks.running import Running
from search.port import Index
from tinwatch.app import make_app
from tinwatch.brokers import make_broker
from tinwatch.indexes import opened_index
from tinwatch.metrics import Metrics
from tinwatch.replay import Flow, drained
from tinwatch.running import started
from topics.records import Post
from topics.river import POSTS

RATES = {"embedded": int(os.environ.get("DELAY_RATE_EMBEDDED", "500")), "Kafka": int(os.environ.get("DELAY_RATE", "350"))}
SECONDS = int(os.environ.get("DELAY_SECONDS", "60"))
STEP = 0.02
OFFERS = 25
"""Steps between two offers."""

LONGEST = 30.0
"""Seconds after the last post in which an alert may still come."""


def measure() -> dict[str, float]:
    with engines() as servers:
        with embedded_world(servers.root) as here:
            found = _told("embedded", here)
        with world(servers) as here:
            return found | _told("Kafka", here)


def _told(name: str, here: World) -> dict[str, float]:
    sent, delays, took = asyncio.run(_measured(here, RATES[name]))
    p95 = statistics.quantiles(delays, n=20)[18]
    return {
        f"{name}: posts/s": sent / took, f"{name}: offers": len(_offers()), f"{name}: alerts": len(delays),
        f"{name}: post → alert median, s": statistics.median(delays), f"{name}: p95, s": p95, f"{name}: longest, s": max(delays),
    }  # fmt: skip


def _offers() -> list[Post]:
    return [offer(code_of(n), n) for n in range(int(SECONDS / STEP) // OFFERS)]


async def _measured(here: World, rate: int) -> tuple[int, list[float], float]:
    """Posts sent in all, the delays, and the seconds in which they were sent."""
    posts = mixed(int(rate * SECONDS) + 2000)
    async with opened_index(here.settings) as index, started(make_app(here.settings, None)) as app:
        broker = make_broker(here.settings)
        await broker.ensure()
        with ExitStack() as stack:
            stack.callback(broker.close)
            stack.callback(Running(here.settings.home, here.environ, *WORKER).stop)
            flow = Flow(app, Metrics())
            for sent in [await flow.send(POSTS, post.page.id, post) for post in posts[:2000]]:
                await sent
            await drained(broker, here.settings.app_id)  # patterns are read, models are warm
            offered: dict[str, float] = {}
            looking = asyncio.ensure_future(_seen(index, offered))
            start = time.perf_counter()
            await _steadily(flow, posts[2000:], rate, offered)
            took = time.perf_counter() - start
            return len(posts) - 2000, await looking, took


async def _steadily(flow: Flow, posts: Sequence[Post], rate: int, offered: dict[str, float]) -> None:
    """Send as many in each step as are due."""
    offers, start, done = iter(_offers()), time.perf_counter(), 0
    for step in range(1, int(SECONDS / STEP) + 1):
        due = min(len(posts), int(step * STEP * rate))
        for post in posts[done:due]:
            await flow.send(POSTS, post.page.id, post)
        done = due
        if step % OFFERS == 0 and (one := next(offers, None)) is not None:
            offered[one.id] = time.perf_counter()
            await (await flow.send(POSTS, one.page.id, one))
        await asyncio.sleep(max(0.0, start + step * STEP - time.perf_counter()))


async def _seen(index: Index, offered: dict[str, float]) -> list[float]:
    """Seconds from each offer's being sent to its alert; those that never come are missing."""
    position, seen = await index.last_position(), dict[str, float]()
    end, number = time.perf_counter() + SECONDS + LONGEST, len(_offers())
    while len(seen) < number and time.perf_counter() < end:
        for placed in await index.alerts_after(position):
            position, now = placed.position, time.perf_counter()
            for id in placed.alert.posts:
                if id in offered:
                    seen.setdefault(id, now - offered[id])
        await asyncio.sleep(0.01)
    return list(seen.values())
