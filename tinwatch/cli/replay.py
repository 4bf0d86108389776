"""`tinwatch replay`: files of posts → the broker, and on demand through to the index."""

from __future__ import annotations

import asyncio
import sys
import time

import click
import faust

from collectors.lines import read
from search.port import Index
from tinwatch.app import make_app
from tinwatch.brokers import Broker
from tinwatch.cli.output import counted, table
from tinwatch.replay import Progress, Tally, drained, pour, tally
from tinwatch.running import Crashed, opened_broker, run_agents, started
from tinwatch.settings import Settings, load


class Speed(click.ParamType):
    """`max`, or how many times faster than the posts were published."""

    name = "max|N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        if value == "max" or value is None:
            return None
        try:
            factor = float(str(value))
        except ValueError:
            factor = 0.0
        return factor if factor > 0 else self.fail(f"{value!r} is neither max nor a number above 0", param, ctx)


@click.command(epilog="Example: tinwatch replay posts.jsonl.gz --wait")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--speed", type=Speed(), default="max", show_default=True, help="max, or N times as fast as the posts were published.")
@click.option("--wait", is_flag=True, help="Run the agents too, until nothing is left, and prove that every line arrived.")
@click.option("--from-start", is_flag=True, help="Send everything again, though an earlier run was interrupted half-way.")
def replay(files: tuple[str, ...], speed: float | None, wait: bool, from_start: bool) -> None:
    """Send posts (JSON Lines, plain or .gz, `-` for standard input) to the broker. An interrupted replay goes on where it stopped.

    With --wait: exit code 0 only when read = indexed + dead.
    """
    settings = load()
    progress = Progress(settings, files)
    if from_start:
        progress.finish()
    if progress.lines():
        click.echo(f"going on after line {progress.lines():,} (--from-start sends all again)", err=True)
    try:
        sys.exit(asyncio.run(_replay(settings, files, progress, speed, wait)))
    except Crashed as reason:
        raise click.ClickException(f"crashed, nothing is lost, start it again: {reason}") from reason


async def _replay(settings: Settings, files: tuple[str, ...], progress: Progress, speed: float | None, wait: bool) -> int:
    start = time.monotonic()

    async def beside(app: faust.App, index: Index, broker: Broker) -> tuple[Tally, int]:
        await pour(app, counted(read(files), "sent"), progress, speed)
        await drained(broker, settings.app_id, _show)
        progress.finish()
        return await tally(files, index, broker), (await index.counts())["alerts"]

    if not wait:
        return await _send_only(settings, files, progress, speed)
    if "-" in files:
        raise click.UsageError("--wait reads the files twice, which standard input does not allow")
    result = await run_agents(settings, (), beside)
    if result is None:
        click.echo("stopped; run the same command again to go on", err=True)
        return 1
    done, alerts = result
    row = (done.read, done.read - done.dead, done.indexed, done.dead, alerts, f"{time.monotonic() - start:.1f}")
    click.echo(table(("READ", "ASSESSED", "INDEXED", "DEAD", "ALERTS", "SECONDS"), [row]))
    return int(done.lost != 0)


async def _send_only(settings: Settings, files: tuple[str, ...], progress: Progress, speed: float | None) -> int:
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await pour(app, counted(read(files), "sent"), progress, speed)
    progress.finish()
    return 0


def _show(lag: dict[str, int]) -> None:
    if sys.stderr.isatty():
        click.echo("\rwaiting for " + ", ".join(f"{n:,} {topic}" for topic, n in lag.items() if n) + " " * 20, err=True, nl=False)
