"""One reader of new alerts per process, fanned out to every open feed: nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from console import measures
from console.filters import tally
from search.port import AlertQuery, Index, Unavailable
from topics.cases import Case
from topics.records import Alert, Assessed

log = logging.getLogger(__name__)

BATCH = 200
QUEUE = 500
"""Events that may wait for one browser. One that lags further is cut off; it comes back and reads the rest from the index."""

_LONGEST_WAIT_S = 5.0
_CHECK_EVERY_S = 5.0
_REST_S = 2.0
_TALLY_S = 1.0


@dataclass(frozen=True)
class News:
    """An alert as it is now, with its first post and its case if they are in the index already. `rendered` keeps its card, by language,
    for all feeds."""

    position: int
    alert: Alert
    document: Assessed | None
    case: Case | None = None
    rendered: dict[str, str] = field(default_factory=dict, compare=False)


async def first_posts(index: Index, alerts: Sequence[Alert]) -> dict[str, Assessed]:
    """Alert id → its first post, as far as the index has it."""
    wanted = {a.id: a.posts[0] for a in alerts if a.posts}
    found = {d.post.id: d for d in await index.documents(list(dict.fromkeys(wanted.values())))} if wanted else {}
    return {id: found[post] for id, post in wanted.items() if post in found}


class Follower:
    """One open feed's end of the line. `lagging` is final: the stream must end and the browser resume."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[News | None] = asyncio.Queue(QUEUE)
        self.lagging = False

    def offer(self, news: News) -> None:
        try:
            self._queue.put_nowait(news)
        except asyncio.QueueFull:
            if not self.lagging:
                measures.DROPPED.inc()
            self.lagging = True

    def wake(self) -> None:
        if not self._queue.full():
            self._queue.put_nowait(None)

    async def next(self, within_s: float) -> News | None:
        """The next event, or nothing after that many seconds."""
        try:
            async with asyncio.timeout(within_s):
                return await self._queue.get()
        except TimeoutError:
            return None


class Live:
    """`run` is the one reader; `follow` opens a line to it. The reader rests while nobody follows."""

    def __init__(self, index: Index, *, poll_s: float) -> None:
        self.index = index
        self.closing = False
        self.head: int | None = None
        self._poll_s = poll_s
        self._followers: set[Follower] = set()
        self._wanted = asyncio.Event()
        self._tallies: dict[AlertQuery, tuple[float, int]] = {}

    @property
    def followers(self) -> int:
        return len(self._followers)

    @contextmanager
    def follow(self) -> Iterator[Follower]:
        """From here on every alert reaches the follower; read what came before from the index after this, not before."""
        follower = Follower()
        self._followers.add(follower)
        self._wanted.set()
        measures.STREAMS.inc()
        try:
            yield follower
        finally:
            self._followers.discard(follower)
            measures.STREAMS.dec()

    def close(self) -> None:
        """Ends every stream, so that a server can stop; browsers come back by themselves."""
        self.closing = True
        for follower in self._followers:
            follower.wake()

    async def run(self) -> None:
        """Runs until cancelled. An index that does not answer is asked again, ever more slowly."""
        wait, checked = self._poll_s, 0.0
        clock = asyncio.get_running_loop().time
        while True:
            try:
                if self.head is None or not self._followers:
                    await self._rest()
                busy = await self._step()
                if not busy and clock() - checked > _CHECK_EVERY_S:
                    checked = clock()
                    await self._notice_new_river()
                wait = 0.0 if busy else self._poll_s
            except Exception as error:  # the feed must outlive whatever the index does
                measures.POLL_FAILURES.inc()
                wait = min(max(wait, self._poll_s) * 2, _LONGEST_WAIT_S)
                trace = None if isinstance(error, Unavailable) else error
                log.warning("live feed cannot read the index, next try in %.1f s: %s", wait, error, exc_info=trace)
            await asyncio.sleep(wait)

    async def news(self, after: int) -> Sequence[News]:
        """The next batch of alerts after this position, each with its first post; empty when there is no more."""
        placed = await self.index.alerts_after(after, BATCH)
        first = await first_posts(self.index, [p.alert for p in placed])
        cases = {case.id: case for case in await self.index.docket.cases_of([p.alert.id for p in placed])} if placed else {}
        return [News(p.position, p.alert, first.get(p.alert.id), cases.get(p.alert.id)) for p in placed]

    async def total(self, query: AlertQuery) -> int:
        """How many alerts the query has, at most a second old: many feeds ask the same."""
        now = asyncio.get_running_loop().time()
        query = tally(query)
        known = self._tallies.get(query)
        if known is None or now - known[0] > _TALLY_S:
            if len(self._tallies) > 500:
                self._tallies.clear()
            known = self._tallies[query] = (now, (await self.index.alerts(query)).total)
        return known[1]

    async def _rest(self) -> None:
        """While nobody follows, only keep up with the position; a follower ends the pause at once."""
        while self.head is None or not self._followers:
            self._wanted.clear()
            last = await self.index.last_position()
            # One who followed during that call may have read less than `last` from the index: then we go on from the older position.
            if self.head is None or not self._followers:
                self.head = last
            if not self._followers:
                with suppress(TimeoutError):  # not wait_for: in Python 3.11 it may swallow the cancellation that stops us
                    async with asyncio.timeout(_REST_S):
                        await self._wanted.wait()

    async def _step(self) -> bool:
        assert self.head is not None
        batch = await self.news(self.head)
        for news in batch:
            for follower in self._followers:
                follower.offer(news)
        if batch:
            self.head = batch[-1].position
        return len(batch) >= BATCH

    async def _notice_new_river(self) -> None:
        """A demo started afresh, or a restored backup, has lower positions than we have seen."""
        last = await self.index.last_position()
        if self.head is not None and last < self.head:
            log.warning("positions went back from %d to %d: the index was replaced; open feeds start again", self.head, last)
            self.head = last
            for follower in self._followers:
                follower.lagging = True
                follower.wake()
