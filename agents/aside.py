"""Reading beside the event loop: the posts of a batch in a thread, the freshest first, for a bounded time; what is not read goes on unread.

A reading takes milliseconds of a processor, a slow or stuck reader any time: neither may hold up the loop, and no post waits for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from queue import SimpleQueue

from agents.asked import Asked
from agents.assessor import Assessor
from agents.breaker import Breaker
from agents.flow import Meter
from agents.shadow import Shadow
from topics.records import Post, utc

MOST = 100
"""Posts of one batch that are read; with more the stalest of those that still wait go on unread."""

SLOW = 0.25
"""Seconds a reading may take on average before a batch that ran out of time counts as the reader's failure, not as a rush."""


class Batch:
    """The posts of one batch, some of them to be read. The thread takes from it while posts are still being added."""

    def __init__(self, assessor: Assessor, most: int, surplus: str, queue: SimpleQueue[Batch | None]) -> None:
        """`surplus`: what is said of posts beyond the `most` freshest; `queue` is where the thread takes batches from."""
        self.assessor, self._most, self._surplus, self._queue = assessor, most, surplus, queue
        self._posts: list[Asked] = []
        self._waiting: list[tuple[float, int]] = []
        self._read: dict[int, Asked] = {}
        self._taken, self._spent = 0, 0.0
        self._error: Exception | None = None
        self._change = threading.Condition()
        self._begun = self._complete = self._over = False
        self._finished = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody waits any more: the thread leaves what it has not begun."""
        with self._change:
            self._over = True
            self._change.notify()

    def add(self, asked: Asked) -> None:
        number = len(self._posts)
        self._posts.append(asked)
        if not asked.text:
            return
        with self._change:
            heapq.heappush(self._waiting, (-_freshness(asked.post), -number))
            if self._taken + len(self._waiting) > self._most:
                stalest = max(self._waiting)
                self._waiting.remove(stalest)
                heapq.heapify(self._waiting)
                self._posts[-stalest[1]] = self._posts[-stalest[1]].left(self._surplus)
            self._change.notify()
        if self._waiting and not self._begun:
            self._begun = True
            self._queue.put(self)

    async def finished(self, deadline: float) -> tuple[list[Asked], float]:
        """All posts in their order, after `deadline` seconds at most, and the seconds that the readings took; the rest is late."""
        with self._change:
            self._complete = True
            self._change.notify()
        if self._begun:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._finished.wait(), deadline)
        with self._change:
            self._over = True
        if self._error:
            raise self._error
        done = [self._read.get(number, asked) for number, asked in enumerate(self._posts)]
        return [one.left("late") if one.text and not one.read and not one.unread else one for one in done], self._spent

    def work(self) -> None:
        """In the thread: read until nothing is left and nothing comes any more, or until nobody waits."""
        try:
            while (number := self._next()) is not None:
                start = time.monotonic()
                read = self.assessor.read(self._posts[number])
                with self._change:
                    if not self._over:
                        self._read[number] = read
                        self._spent += time.monotonic() - start
        except Exception as error:  # a bug: who waits is told, and there it ends the process
            self._error = error
        with contextlib.suppress(RuntimeError):  # the loop may be gone
            self._loop.call_soon_threadsafe(self._finished.set)

    def _next(self) -> int | None:
        with self._change:
            while not (self._over or self._waiting or self._complete):
                self._change.wait()
            if self._over or not self._waiting:
                return None
            self._taken += 1
            return -heapq.heappop(self._waiting)[1]


class Aside:
    """One thread that reads, and a breaker that spares a failing reader."""

    def __init__(
        self, meter: Meter, deadline: float, trials: Sequence[Shadow] = (), most: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`deadline`: seconds that a batch waits for its readings once all its posts have been looked at; `trials`: who is on trial."""
        self._meter, self._deadline, self._trials, self._most, self._clock = meter, deadline, trials, most, clock
        self._reader: object = None
        self._breaker = Breaker()
        self._queue: SimpleQueue[Batch | None] = SimpleQueue()

    def begin(self, assessor: Assessor) -> Batch:
        """A batch to add posts to; `end` gives them back."""
        if assessor.reader is not self._reader:  # nothing is known against the new one, and the thread may be stuck in the old one
            self._queue.put(None)
            self._reader, self._breaker, self._queue = assessor.reader, Breaker(), SimpleQueue()
            threading.Thread(target=_work, args=(self._queue,), name="reader", daemon=True).start()
        most = self._breaker.allowed(self._clock(), self._most)
        return Batch(assessor, most, "full" if most == self._most else "resting", self._queue)

    async def end(self, batch: Batch) -> list[Asked]:
        """The posts of the batch, read as far as could be; counted by what became of them."""
        done, spent = await batch.finished(self._deadline)
        outcomes = Counter("read" if one.read else one.unread for one in done if one.text)
        for outcome, count in outcomes.items():
            self._meter.add("reader", count, label=outcome)
        read, failed = outcomes["read"], outcomes["failed"]
        slow = outcomes["late"] > 0 and spent >= SLOW * read
        if failed > read or slow:
            self._breaker.failed(self._clock(), max(1, failed))
        elif read:
            self._breaker.succeeded()
        for trial in self._trials:
            trial.compare(batch.assessor, done)
        return done


def _work(queue: SimpleQueue[Batch | None]) -> None:
    while (batch := queue.get()) is not None:
        batch.work()


def _freshness(post: Post) -> float:
    """When it was published, in seconds since 1970; of unknown age counts as new."""
    moment = post.published_at or post.collected_at
    return utc(moment).timestamp() if moment else float("inf")
