"""A desk as an index knows it: writers, somebody who deletes, readers and the live feed, at work all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from index_records import HOUR, NOON, alert, doc, fold

from search.elastic import ElasticIndex
from search.port import Placed, Query, Unavailable

T = TypeVar("T")

BASE, UNWRITTEN = 600, 200
"""Documents there before, and from which number on nobody writes them again."""


PACE = 0.03
"""Seconds between two requests of one process, so that a slow machine has time for the copying too."""


async def patiently(put: Callable[[], Awaitable[T]]) -> T:
    """As the agents do: what cannot be written now is written later."""
    while True:
        try:
            return await put()
        except Unavailable:
            await asyncio.sleep(0.1)


class IndexDesk:
    """Writers, a deleter and readers, each its own process as far as the index can tell; what they were told stands in `newest`."""

    def __init__(self, url: str, prefix: str) -> None:
        self.indices = [ElasticIndex(url, fold, prefix=prefix) for _ in range(4)]
        self.newest: dict[str, int] = {}
        self.gone: set[str] = set()
        self.placed = -1
        self.seen: list[int] = []
        self.reads = 0
        self.on = self.reading = True

    async def write(self) -> None:
        index, n = self.indices[0], 0
        while self.on:
            ids = [f"new-{n}-{m}" for m in range(5)] + [f"old-{(n * 7 + m) % UNWRITTEN}" for m in range(5)]
            n += 1
            made = [doc(id, f"lần {n}", collected_at=NOON + n * HOUR) for id in ids]
            assert await patiently(lambda made=made: index.put_documents(made)) == []
            self.newest |= dict.fromkeys(ids, n)
            await asyncio.sleep(PACE)

    async def alarm(self) -> None:
        while self.on:
            placed = Placed(self.placed + 1, alert(f"a{self.placed + 1}"))
            assert await patiently(lambda placed=placed: self.indices[1].put_alerts([placed])) == []
            self.placed += 1
            await asyncio.sleep(PACE)

    async def delete(self) -> None:
        """What nobody writes any more: a request to forget."""
        for n in range(UNWRITTEN + 2, BASE, 4):
            if not self.on:
                return
            await patiently(lambda n=n: self.indices[2].forget_documents([f"old-{n}"]))
            self.gone.add(f"old-{n}")
            await asyncio.sleep(PACE)

    async def read(self) -> None:
        index, position = self.indices[3], -1
        while self.reading or position < self.placed:
            for placed in await index.alerts_after(position):
                self.seen.append(placed.position)
                position = placed.position
            assert {found.post.id for found in await index.documents(["old-200", "old-201"])} == {"old-200", "old-201"}
            assert (await index.search(Query(text="kẹo lạc"))).total > BASE - UNWRITTEN - 2 - len(self.gone)
            self.reads += 1
            await asyncio.sleep(PACE)


async def until(true: Callable[[], bool], *tasks: asyncio.Task[None]) -> None:
    while not true():
        for task in tasks:
            if task.done():
                task.result()
        await asyncio.sleep(0.02)
