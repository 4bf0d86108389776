"""Start the app, run something beside it, and leave the way that loses nothing."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import faust

from search.port import Index
from tinwatch.app import make_app
from tinwatch.brokers import Broker, Place, make_broker
from tinwatch.clock import ticking
from tinwatch.collecting import collecting
from tinwatch.covering import covering
from tinwatch.evidence.rounds import capturing
from tinwatch.evidence.stamping import stamping
from tinwatch.evidence.weekly import checking
from tinwatch.indexes import opened_index
from tinwatch.measuring import measuring
from tinwatch.notices.sending import delivering
from tinwatch.originals import looking
from tinwatch.purging import purging
from tinwatch.settings import SettingError, Settings
from tinwatch.stalls import Stalls
from topics.river import ALERTS


class Crashed(Exception):
    """An agent or the broker failed: the process must end with exit code 1 and be started again; nothing was acked that was not done."""


@asynccontextmanager
async def opened_broker(settings: Settings) -> AsyncIterator[Broker]:
    """The broker with the whole river in it."""
    broker = make_broker(settings)
    try:
        for difference in await broker.ensure():
            logging.getLogger(__name__).warning("%s", difference)
        yield broker
    finally:
        broker.close()


@asynccontextmanager
async def started(app: faust.App) -> AsyncIterator[faust.App]:
    """The app, started; stopped however the block is left."""
    app.finalize()
    try:
        await app.start()
        yield app
    finally:
        await app.stop()


@asynccontextmanager
async def watched(settings: Settings, app: faust.App) -> AsyncIterator[asyncio.Future[None]]:
    """A future that fails with Crashed when the agents' work stands still (tinwatch/stalls.py)."""
    loop = asyncio.get_running_loop()
    stalled: asyncio.Future[None] = loop.create_future()

    def give_up(reason: str) -> None:
        loop.call_soon_threadsafe(_fail, stalled, Crashed(reason))

    watch = Stalls(settings, app, give_up)
    if settings.stall > 0:
        watch.start()
    try:
        yield stalled
    finally:
        watch.close()
        stalled.cancel()


def _fail(future: asyncio.Future[None], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


async def run_agents(
    settings: Settings, only: tuple[str, ...], beside: Callable[[faust.App, Index, Broker], Awaitable[Any]] | None = None
) -> Any:
    """Run the agents until SIGTERM, Ctrl-C, a crash, or until `beside` returns; gives back what `beside` returned."""
    async with opened_index(settings) as index, opened_broker(settings) as broker:
        belong_together(await index.last_position(), await broker.ends())
        app = make_app(settings, index, only)
        await broker.lag(app.conf.id)  # a group that this user may not read as is heard of here; Faust would wait for it for ever
        stop = stop_on_signals()
        async with watched(settings, app) as stalled, started(app):
            waits: set[asyncio.Future[Any]] = {asyncio.ensure_future(stop.wait()), asyncio.ensure_future(_crash(app)), stalled}
            work = asyncio.ensure_future(beside(app, index, broker)) if beside else None
            done, pending = await asyncio.wait(waits | ({work} if work else set()), return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            for task in done - {work}:
                task.result()
            return work.result() if work and work in done else None


def belong_together(newest: int, ends: Mapping[Place, int]) -> None:
    """SettingError when the index has a position that the broker has not come to.

    Positions in alerts.v1 are the versions of alerts: on such a broker every new alert would look old.
    """
    end = ends.get((ALERTS.name, 0), 0)
    if newest >= end:
        raise SettingError(
            f"TINWATCH_BROKER, TINWATCH_INDEX: the index has alerts up to position {newest}, but the broker's {ALERTS.name} ends at {end}, "
            "so they do not belong together: move the old broker along with `tinwatch migrate`, or begin with a new index"
        )


async def housekeeping(settings: Settings, app: faust.App, index: Index, broker: Broker) -> None:
    """Apply the river's retention once an hour, look at due originals, keep the cases' time and evidence, send notices, collect."""
    beside = (
        looking(settings, app, broker),
        ticking(app),
        delivering(settings, app),
        capturing(settings, app, index),
        stamping(settings, app),
        checking(settings, app, index),
        purging(settings, app, index, broker),
        collecting(settings, app, index),
        covering(settings, app, index, broker),
        measuring(settings, app, broker),
    )
    await asyncio.gather(_trimming(broker), *beside)


async def _trimming(broker: Broker) -> None:
    while True:
        await broker.trim()
        await asyncio.sleep(3600)


async def _crash(app: faust.App) -> None:
    await app.wait_until_stopped()
    raise Crashed(str(app.crash_reason or "the app stopped by itself"))


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
