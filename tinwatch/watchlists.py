"""What the desk writes down about its pages, on its way into the river."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO

import faust

from agents.flow import Flow, settled
from alerts.watch import watching
from collectors.clock import Clock
from collectors.watchlists import Listed, columns, entry, listed
from search.port import Index
from tinwatch.app import make_app
from tinwatch.metrics import Metrics
from tinwatch.running import opened_broker, started
from tinwatch.settings import Settings
from topics.river import WATCHES
from topics.watchlist import Watched

Write = Callable[[Sequence[Watched]], Awaitable[None]]
"""Returns once the river has them."""


def writer(app: faust.App) -> Write:
    """By this started app."""
    flow = Flow(app, Metrics())

    async def write(entries: Sequence[Watched]) -> None:
        await settled([await flow.send(WATCHES, one.page.id, one) for one in entries])

    return write


async def write(settings: Settings, index: Index, entries: Sequence[Watched]) -> None:
    """Send them, and let them be seen at once: the agents write the same when they come to it."""
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await writer(app)(entries)
    await shown(index, entries)


async def shown(index: Index, entries: Sequence[Watched]) -> None:
    """Let entries that the river has be seen before the agents come to them."""
    known = {page.page.id: page for page in await index.pages()}
    await index.put_pages([watching(known.get(one.page.id), one) for one in entries])


class Listing:
    """The watch-list as the console works on it (console/watching.py)."""

    def __init__(self, settings: Settings, index: Index, write: Write) -> None:
        self._clock, self._index, self._write = Clock.read(settings.collect_clock), index, write

    def now(self) -> datetime:
        return self._clock.now()

    def read(self, text: str, by: str) -> Sequence[Listed]:
        return list(listed(BytesIO(text.encode()), by, self.now()))

    def entry(self, cells: Mapping[str, str], by: str) -> Listed:
        return entry(1, cells, by, self.now())

    def cells(self, watched: Watched) -> dict[str, str]:
        return columns(watched)

    async def write(self, entries: Sequence[Watched]) -> None:
        await self._write(entries)
        await shown(self._index, entries)
