"""Where the posts of a backtest come from: the desk's index, or a file."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Generator
from datetime import datetime
from itertools import islice
from typing import IO

from collectors.lines import opened
from search.port import Index, Query
from search.stretch import STRETCH
from tinwatch.backtest.bench import Part

BYTES = 4 << 20
"""About so much of a file is one part at most: a line may have two megabytes."""


async def documents(index: Index, since: datetime | None) -> AsyncIterator[Part]:
    """The posts of the index from `since` on, newest first; the next stretch is read while the last one is judged."""
    coming = asyncio.ensure_future(index.stretch(since))
    try:
        while True:
            stretch = await coming
            if stretch.cursor:
                coming = asyncio.ensure_future(index.stretch(since, stretch.cursor))
            if stretch.records:
                yield Part(stretch.records)
            if not stretch.cursor:
                return
    finally:
        coming.cancel()


async def counted(index: Index, since: datetime | None) -> int:
    """How many posts those are."""
    return (await index.search(Query(since=since, limit=1))).total


async def lines(file: str) -> AsyncIterator[Part]:
    """The lines of a file of posts (`-`: standard input); OSError as from open()."""
    parts = _parts(file)
    try:
        while (part := await asyncio.to_thread(next, parts, None)) is not None:
            yield part
    finally:
        parts.close()


def _parts(file: str) -> Generator[Part]:
    first, fault = 1, ""
    with opened(file) as stream:
        while not fault:
            raws: list[bytes] = []
            try:
                _fill(raws, stream)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                fault = f"{file}:{first + len(raws)}: the rest of the file cannot be unpacked: {error}"
            if not raws and not fault:
                return
            yield Part(raws, file, first, fault)
            first += len(raws)


def _fill(raws: list[bytes], stream: IO[bytes]) -> None:
    size = 0
    for raw in islice(stream, STRETCH):
        raws.append(raw)
        size += len(raw)
        if size > BYTES:
            return
