"""`tinwatch serve`, `worker`, `console` and `demo`: what runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import click
import faust

from search.port import Index
from tinwatch.app import AGENTS
from tinwatch.brokers import Broker
from tinwatch.demo import play, prepared
from tinwatch.indexes import opened_index
from tinwatch.running import Crashed, housekeeping, run_agents, stop_on_signals
from tinwatch.settings import Settings, load
from tinwatch.web import serving


@click.command(epilog="Example: tinwatch serve")
def serve() -> None:
    """Run everything in one process: the agents and the console."""
    settings = _loaded()
    _until_stopped(_with_console(settings, lambda *_: asyncio.Event().wait()))


@click.command(epilog="Example: tinwatch worker --only assess --only store")
@click.option("--only", multiple=True, type=click.Choice(AGENTS), help="Run only this agent; may be given again. All by default.")
def worker(only: tuple[str, ...]) -> None:
    """Run the agents without the console."""
    settings = _loaded()
    _until_stopped(run_agents(settings, only, housekeeping))


@click.command(epilog="Example: TINWATCH_PORT=8601 tinwatch console")
def console() -> None:
    """Run the console alone, over the index that the settings name."""
    _until_stopped(_console(_loaded()))


async def _console(settings: Settings) -> None:
    async with opened_index(settings) as index, serving(settings, index) as address:
        _greet(address)
        await stop_on_signals().wait()


@click.command(epilog="Example: tinwatch demo --speed 600")
@click.option("--speed", type=click.FloatRange(1), default=240.0, show_default=True, help="How many times faster than life.")
def demo(speed: float) -> None:
    """Play a Tuesday at a provincial desk, with invented pages, in accelerated time; its state is kept apart and made anew."""
    settings, password = prepared(_loaded())
    click.echo(f"Log in as `demo` with the password `{password}`. The day takes about {16 * 60 / speed:.0f} minutes; Ctrl-C ends it.")

    async def beside(app: faust.App, index: Index, broker: Broker) -> None:
        await play(app, settings, speed)
        click.echo("The day is over; the console stays open until Ctrl-C.")
        await asyncio.Event().wait()

    _until_stopped(_with_console(settings, beside))


async def _with_console(settings: Settings, work: Callable[[faust.App, Index, Broker], Awaitable[Any]]) -> None:
    async def beside(app: faust.App, index: Index, broker: Broker) -> None:
        async with serving(settings, index) as address:
            _greet(address)
            tasks = {asyncio.ensure_future(housekeeping(app, index, broker)), asyncio.ensure_future(work(app, index, broker))}
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()  # neither ever returns: what ended it must be heard, or the service would end as if all were well
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    await run_agents(settings, (), beside)


def _greet(address: str) -> None:
    click.echo(f"Console at {address}")


def _loaded() -> Settings:
    settings = load()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("mode.timers").setLevel(logging.ERROR)  # it warns whenever a busy machine delays a commit by a moment
    return settings


def _until_stopped(run: Any) -> None:
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(run)
    except Crashed as reason:
        raise click.ClickException(f"crashed, nothing is lost, start it again: {reason}") from reason
