"""`tinwatch backtest`: what a rule would have alerted on, before it goes live."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from search.port import Index
from tinwatch.assessors import make_assessor
from tinwatch.backtest.bench import Plan
from tinwatch.backtest.planning import planned
from tinwatch.backtest.reviewed import reviewed
from tinwatch.backtest.running import run
from tinwatch.backtest.sources import counted, documents, lines
from tinwatch.backtest.tally import Reviewed, Tally
from tinwatch.cli.find import Moment
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.rules.check import Checker, files_in
from tinwatch.rules.reading import Source
from tinwatch.settings import Settings, load


@click.command(epilog="Example: tinwatch backtest --rule my-pack.yaml --since 30d")
@click.option("--rule", "pack", required=True, type=click.Path(exists=True, path_type=Path), help="Rule pack, or folder of them.")
@click.option("--since", type=Moment(), default="30d", show_default=True, help="Not older than this; of the index only.")
@click.option(
    "--input", "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), help="Posts (JSON Lines) in place of the index."
)
@click.option("--processes", type=click.IntRange(1, 64), help="Processes that judge; one for each core when none is named.")
def backtest(pack: Path, since: datetime, file: str | None, processes: int | None) -> None:
    """Count the posts a rule pack would have alerted on, day by day (Vietnamese time), with samples and what a post costs.

    Reads the index, or a file of posts; writes nothing. NEW are posts on which nothing in force alerts, LIVE those on which the pack of the
    same name in force does, LOST those of them on which this one would not. Ctrl-C ends it and shows what was counted. Exit code 1 when
    the pack is refused or a line of the file cannot be read, 130 when it was ended.
    """
    settings = load()
    checker = Checker(make_assessor(settings))
    good, bad = checker.check_all(files_in([pack]))
    for problem in bad:
        click.echo(problem, err=True)
    if bad:
        sys.exit(1)
    tally, again = asyncio.run(_tallied(settings, checker, good, file, since, processes or 0))
    for fault in tally.faults:
        click.echo(fault, err=True)
    if tally.failed > len(tally.faults):
        click.echo(f"… and {tally.failed - len(tally.faults):,} more lines that cannot be read", err=True)
    _show(tally, again)
    sys.exit(130 if tally.stopped else bool(tally.failed))


async def _tallied(
    settings: Settings, checker: Checker, good: list[Source], file: str | None, since: datetime, processes: int
) -> tuple[Tally, bool]:
    """What was counted, and whether a pack of the same name is in force."""
    if file:
        plan = planned(settings, checker, good, {})
        return await run(plan, lines(file), _progress(0), processes), bool(plan.before)
    async with opened_index(settings) as index:
        plan = planned(settings, checker, good, await reviewed(index))
        return await _from(index, plan, since, processes), bool(plan.before)


async def _from(index: Index, plan: Plan, since: datetime, processes: int) -> Tally:
    return await run(plan, documents(index, since), _progress(await counted(index, since)), processes)


def _progress(total: int) -> Callable[[Tally], None]:
    """A running count on stderr when that is a terminal."""
    said = [0.0]

    def show(tally: Tally) -> None:
        if sys.stderr.isatty() and time.monotonic() - said[0] > 0.2:
            said[0] = time.monotonic()
            click.echo(f"\r{tally.whole.posts:,}{f' of {total:,}' if total else ''} posts", nl=False, err=True)

    return show


def _show(tally: Tally, again: bool) -> None:
    whole = tally.whole
    if tally.stopped:
        click.echo(f"\nended after {whole.posts:,} posts; what follows is of these\n", err=True)
    rows = [(name, day.posts, day.alerts, day.new, day.live, day.lost) for name, day in sorted(tally.days.items())]
    rows.append(("all", whole.posts, whole.alerts, whole.new, whole.live, whole.lost))
    columns = 6 if again else 4
    click.echo(table(("DAY", "POSTS", "ALERTS", "NEW", "LIVE", "LOST")[:columns], [row[:columns] for row in rows]))
    if tally.costs:
        without, more = tally.costs
        click.echo(f"\n{more:.3f} ms of processor time more for each post, on {without:.3f} ms for the detectors ({tally.timed:,} timed)")
    click.echo(f"Reviewed by the desk: {_precision(tally.reviewed)}")
    if again:
        click.echo(f"  the version in force: {_precision(tally.reviewed_live)}")
    for rule, samples in sorted(tally.samples.items()):
        click.echo(f"\n{rule}  {tally.rules[rule]:,}")
        click.echo("\n".join(f"  {one.id}  {one.day}  {one.text[:110]}" for one in sorted(samples, key=lambda one: (one.day, one.id))))


def _precision(found: Reviewed) -> str:
    if found.precision is None:
        return "none of these alerts"
    both = found.confirmed + found.false_alarms
    return f"{found.confirmed:,} of {both:,} alerts confirmed ({found.precision:.0%}), {found.false_alarms:,} false alarms"
