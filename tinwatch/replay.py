"""Files of posts → the broker, resumable; and the proof afterwards that every one of them arrived."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import faust
import msgspec

from agents.flow import Flow, settled
from collectors.lines import Line, read
from search.port import Index
from tinwatch.brokers import Broker
from tinwatch.metrics import Metrics
from tinwatch.settings import Settings, private
from topics.records import Invalid, Post, decode, utc
from topics.river import ASSESSED, POSTS

log = logging.getLogger(__name__)
STEP = 500
"""Lines between two notes of the progress; after a kill -9 at most so many are sent again, which the index does not notice."""


class Progress:
    """How many lines of these files this broker has, kept in a file under `home` until all are sent."""

    def __init__(self, settings: Settings, files: Sequence[str]) -> None:
        facts = [(str(Path(f).absolute()), os.stat(f).st_size, os.stat(f).st_mtime_ns) for f in files if f != "-"]
        name = hashlib.sha256(json.dumps([settings.broker_url, *facts]).encode()).hexdigest()[:16]
        self._path = None if "-" in files else settings.home / "replays" / f"{name}.json"

    def lines(self) -> int:
        """Lines sent by an earlier run that did not finish."""
        if self._path is None or not self._path.exists():
            return 0
        try:
            return int(json.loads(self._path.read_text())["lines"])
        except ValueError:  # the power went while it was written: send all again, the index takes each post once
            return 0

    def note(self, lines: int) -> None:
        if self._path is not None:
            private(self._path.parent.parent)
            self._path.parent.mkdir(exist_ok=True)
            draft = self._path.with_suffix(".draft")
            draft.write_text(json.dumps({"lines": lines}))
            draft.replace(self._path)

    def finish(self) -> None:
        if self._path is not None:
            self._path.unlink(missing_ok=True)


class Pace:
    """Waits so that posts flow `factor` times as fast as they were published; never when there is no factor."""

    def __init__(self, factor: float | None) -> None:
        self._factor = factor
        self._start: tuple[float, datetime] | None = None

    async def wait(self, post: Post) -> None:
        if self._factor is None or post.published_at is None:
            return
        moment = utc(post.collected_at or post.published_at)
        if self._start is None:
            self._start = (time.monotonic(), moment)
        due = self._start[0] + (moment - self._start[1]).total_seconds() / self._factor
        if due > time.monotonic():
            await asyncio.sleep(due - time.monotonic())


async def pour(app: faust.App, lines: Iterable[Line], progress: Progress, pace: float | None = None) -> None:
    """Send every line not sent before; the broker has them all when this returns."""
    flow, waiter, last = Flow(app, Metrics()), Pace(pace), progress.lines()
    sent: list[Awaitable[Any]] = []
    try:
        for number, line in enumerate(lines, 1):
            if number <= last:
                continue
            if line.post is not None:
                await waiter.wait(line.post)
                sent.append(await flow.send(POSTS, line.post.page.id, line.post))
            else:
                sent.append(await _bury(app, line))
            last = number
            if len(sent) >= STEP or pace is not None:
                await settled(sent)
                sent.clear()
                progress.note(last)
    finally:  # when told to stop as well: what was sent is noted, so that nothing is sent twice
        await settled(sent)
        progress.note(last)


async def _bury(app: faust.App, line: Line) -> Awaitable[Any]:
    """A line that is no post leaves its place and reason: what it holds may name an author, and the file still has it."""
    headers = {"error": line.error[:1000].encode(), "source-file": line.file.encode(), "source-line": str(line.number).encode()}
    place = msgspec.json.encode({"file": line.file, "line": line.number, "error": line.error[:1000]})
    sent: Awaitable[Any] = await app.producer.send(POSTS.dead, None, place, 0, None, headers)
    return sent


async def drained(broker: Broker, group: str, show: Callable[[dict[str, int]], None] = lambda _: None) -> None:
    """Returns when the agents have nothing left to do: twice in a row nothing was behind (tinwatch/brokers.py says why)."""
    quiet = 0
    while quiet < 2:
        lag = await broker.lag(group)
        quiet = 0 if any(lag.values()) else quiet + 1
        if not quiet:
            show(lag)
            await asyncio.sleep(0.05)


@dataclass(frozen=True)
class Tally:
    """What became of the lines: `read` = `indexed` + `dead` when nothing was lost."""

    read: int
    indexed: int
    dead: int

    @property
    def lost(self) -> int:
        return self.read - self.indexed - self.dead


async def tally(files: Sequence[str], index: Index, broker: Broker) -> Tally:
    """Look every line up where it must have ended: in the index, or among the dead letters."""
    buried = _buried(broker)
    lines, indexed, dead = 0, 0, 0
    for chunk in _chunks(read(files), STEP):
        there = await index.existing([line.post.id for line in chunk if line.post is not None])
        for line in chunk:
            stored = line.post is not None and line.post.id in there
            lines, indexed = lines + 1, indexed + stored
            dead += not stored and (line.post.id if line.post is not None else (line.file, str(line.number))) in buried
    return Tally(lines, indexed, dead)


def _buried(broker: Broker) -> set[str | tuple[str, str]]:
    """The post ids, and the places of lines that were no posts, among the dead letters."""
    found: set[str | tuple[str, str]] = set()
    for topic in (POSTS, ASSESSED):
        for record in broker.records(topic.dead):
            headers = {name: value or b"" for name, value in record.headers}
            if "source-file" in headers:
                found.add((headers["source-file"].decode(), headers["source-line"].decode()))
                continue
            try:
                letter = decode(record.value or b"", _Identified)
                found.add(letter.id or letter.post.id)
            except Invalid:
                log.debug("a dead letter without id at %s@%s", topic.dead, record.offset)
    return found


class _Named(msgspec.Struct, frozen=True):
    id: str = ""


class _Identified(msgspec.Struct, frozen=True):
    """The id of a post, or of the post inside an assessed record."""

    id: str = ""
    post: _Named = _Named()


def _chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    lines = iter(lines)
    while chunk := list(itertools.islice(lines, size)):
        yield chunk
