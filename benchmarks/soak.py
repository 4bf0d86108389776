"""A worker for a long time: simulated weeks at full speed, through restarts, with its memory, files and log looked at all the while.

`make soak` runs a million posts; SOAK_POSTS makes it fewer. Each start is one life; memory is judged in every life after the first tenth of
all posts, when the windows are full. Exit status 1 when memory moves by more than 5 % of its median, files grow, or a post is missing.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from elasticsearch import Elasticsearch

from benchmarks.engines import World, engines, world
from benchmarks.invented import WORDS, code_of, offer
from benchmarks.river import WORKER, pour
from benchmarks.running import Running
from tinwatch.brokers import Broker, make_broker
from topics.records import Page, Post
from topics.river import POSTS

NUMBER = int(os.environ.get("SOAK_POSTS", "1000000"))
LIVES = 4
"""The worker is stopped twice and killed once between them."""

WARM = NUMBER // 10
APART = timedelta(seconds=12)
"""Between two posts in simulated time: a million are twenty weeks, and the fortnight that the windows hold is a tenth of that."""

STEP = 2_000
AHEAD = 10_000
"""Posts that wait at most: the worker is never without."""

PAGES, OFFERS = 700, 500
MOST_MOVED, MOST_FILES = 0.05, 16


class Sample(NamedTuple):
    """`done` posts in all, `lived` of them by this process; memory in MB."""

    life: int
    done: int
    lived: int
    memory: float
    files: int
    log: int


def flowing() -> Iterator[Post]:
    """Three comments to a post, each text different; one in five hundred is an offer."""
    rng, start = random.Random(5), datetime.now(UTC) - APART * NUMBER
    for n in range(NUMBER):
        at = start + APART * n
        if n % OFFERS == 0:
            yield offer(code_of(n), n, at)
            continue
        page = Page(id=f"fb:soak{n // 4 % PAGES}", name="Trang")
        kind, parent = ("comment", f"fb:{n - n % 4}") if n % 4 else ("post", None)
        text = " ".join(rng.choices(WORDS, k=rng.randrange(6, 30)))
        yield Post(id=f"fb:{n}", kind=kind, page=page, parent=parent, text=text, published_at=at, collected_at=at)


def main() -> int:
    start, samples = time.time(), list[Sample]()
    with engines() as servers, world(servers) as here:
        broker = make_broker(here.settings)
        asyncio.run(broker.ensure())
        posts = flowing()
        for life in range(LIVES):
            _live(here, broker, posts, life, samples)
        broker.close()
        stored = _stored(here)
    seconds = time.time() - start
    found = judged(samples) | {"posts": NUMBER, "documents": stored, "seconds": seconds, "posts/s": NUMBER / seconds, "lives": LIVES}
    Path("bench-soak.json").write_text(json.dumps({"found": found, "samples": samples}, indent=1))
    for what, value in found.items():
        print(f"{what:<42}{value:>14,.2f}")
    return int(found["memory moved by"] > MOST_MOVED or found["files grown by"] > MOST_FILES or stored < NUMBER)


def judged(samples: Sequence[Sample]) -> dict[str, float]:
    """What the samples of warm processes say together."""
    warm = [sample for sample in samples if sample.lived >= WARM]
    memory, files = [sample.memory for sample in warm], [sample.files for sample in warm]
    middle = statistics.median(memory)
    return {
        "memory, median MB": middle, "memory, least MB": min(memory), "memory, most MB": max(memory),
        "memory moved by": max(abs(one - middle) for one in memory) / middle,
        "files, most": max(files), "files grown by": max(files) - files[0],
        "log, bytes a post": sum(max((s.log for s in samples if s.life == life), default=0) for life in range(LIVES)) / NUMBER,
    }  # fmt: skip


def _live(here: World, broker: Broker, posts: Iterator[Post], life: int, samples: list[Sample]) -> None:
    """One life of the worker; the last one lasts until everything is done."""
    running = Running(here.settings.home, here.environ, *WORKER)
    until, last = NUMBER * (life + 1) // LIVES, life == LIVES - 1
    sent, begun = _sent(broker), -1
    try:
        while True:
            behind = sum(asyncio.run(broker.lag(here.settings.app_id)).values())
            done = max(0, sent - behind)
            begun = done if begun < 0 else begun
            samples.append(Sample(life, done, done - begun, running.memory, running.files, running.said.stat().st_size))
            if done >= until and not (last and behind):
                break
            if sent < min(NUMBER, until + AHEAD) and behind < AHEAD:
                some = list(islice(posts, STEP))
                asyncio.run(pour(here, some))
                sent += len(some)
            else:
                time.sleep(0.5)
        if life % 2:
            running.hit(signal.SIGKILL)
    finally:
        running.stop()
    print(f"life {life + 1}: {samples[-1].done:,} posts done, {samples[-1].memory:.0f} MB, {samples[-1].files} files", flush=True)


def _sent(broker: Broker) -> int:
    return sum(end for (topic, _), end in asyncio.run(broker.ends()).items() if topic == POSTS.name)


def _stored(here: World) -> int:
    url, _, prefix = here.settings.index.partition("?prefix=")
    with Elasticsearch(url) as client:
        client.indices.refresh(index=f"{prefix}-documents")
        return int(client.count(index=f"{prefix}-documents")["count"])


if __name__ == "__main__":
    sys.exit(main())
