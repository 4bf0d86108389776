"""`tinwatch serve`, `worker`, `console` and `demo`: what runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import click
import faust

from search.port import Index
from tinwatch.app import AGENTS, SERVED, TOGETHER, make_app
from tinwatch.brokers import Broker
from tinwatch.demo import play, prepared
from tinwatch.gauged import gauged
from tinwatch.indexes import opened_index
from tinwatch.logs import set_up
from tinwatch.running import Crashed, housekeeping, opened_broker, run_agents, started, stop_on_signals
from tinwatch.scope import required
from tinwatch.settings import Settings, load
from tinwatch.web import serving


@click.command(epilog="Example: tinwatch serve")
def serve() -> None:
    """Run everything in one process: the agents and the console."""
    settings = _signed()
    _until_stopped(_with_console(settings, lambda *_: asyncio.Event().wait()))


@click.command(epilog="Example: tinwatch worker --only assess --only recheck")
@click.option("--only", multiple=True, type=click.Choice(AGENTS), help="Run only this agent; may be given again. All by default.")
def worker(only: tuple[str, ...]) -> None:
    """Run the agents without the console."""
    if only and TOGETHER & set(only) and not set(only) >= TOGETHER:
        names = ", ".join(sorted(TOGETHER))
        raise click.UsageError(f"--only: the agents {names} read the same topics and must run in one process: name all of them or none")
    until_told(only)


def until_told(only: tuple[str, ...]) -> None:
    """Run these agents (those of a worker when none is named) until SIGTERM or Ctrl-C."""
    settings = _signed()

    async def beside(app: faust.App, index: Index, broker: Broker) -> None:
        async with gauged(settings):
            await housekeeping(settings, app, index, broker)

    _until_stopped(run_agents(settings, only, beside))


@click.command(epilog="Example: TINWATCH_PORT=8601 tinwatch console")
def console() -> None:
    """Run the console alone, over the index that the settings name."""
    _until_stopped(_console(_signed()))


async def _console(settings: Settings) -> None:
    async with (
        opened_index(settings) as index,
        opened_broker(settings),
        started(make_app(settings, None)) as app,
        serving(settings, index, app) as address,
    ):
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

    _until_stopped(_with_console(settings, beside, AGENTS))  # nobody who asks platforms: its pages are invented


async def _with_console(
    settings: Settings, work: Callable[[faust.App, Index, Broker], Awaitable[Any]], agents: tuple[str, ...] = SERVED
) -> None:
    async def beside(app: faust.App, index: Index, broker: Broker) -> None:
        async with serving(settings, index, app) as address:
            _greet(address)
            tasks = {asyncio.ensure_future(housekeeping(settings, app, index, broker)), asyncio.ensure_future(work(app, index, broker))}
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()  # neither ever returns: what ended it must be heard, or the service would end as if all were well
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    await run_agents(settings, agents, beside)


def _greet(address: str) -> None:
    click.echo(f"Console at {address}")


def _signed() -> Settings:
    """The settings of a desk that says who it is."""
    settings = _loaded()
    required(settings)
    return settings


def _loaded() -> Settings:
    settings = load()
    set_up(settings)
    return settings


def _until_stopped(run: Any) -> None:
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(run)
    except Crashed as reason:
        raise click.ClickException(f"crashed, nothing is lost, start it again: {reason}") from reason
