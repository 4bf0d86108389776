"""`tinwatch purge`: what has been kept long enough goes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import click

from tinwatch import purging
from tinwatch.app import make_app
from tinwatch.cli.output import table
from tinwatch.deciding import sender
from tinwatch.indexes import opened_index
from tinwatch.running import opened_broker, started
from tinwatch.settings import load


@click.command(epilog="Example: tinwatch purge --dry-run")
@click.option("--dry-run", "dry", is_flag=True, help="Remove nothing, count only.")
def purge(dry: bool) -> None:
    """Remove what has been kept long enough (settings keep_…; docs/retention.md); a running worker does it once a day.

    Cases under a legal hold stay, with their posts and their evidence. May be interrupted and run again. The report is also kept in
    <home>/purges. Exit code 1 when cases wait for a worker to forget them.
    """
    report = asyncio.run(_purge(dry=dry))
    rows = [
        ("comments", report.comments), ("posts", report.posts), ("patterns", report.patterns), ("cases", report.cases),
        ("captures", report.captures), ("media", report.media), ("lines of the audit log", report.entries),
        *([] if dry else [("superseded records of the broker", report.superseded)]),
    ]  # fmt: skip
    click.echo(table(("WHAT", "WOULD GO" if dry else "GONE"), rows))
    for held in report.held:
        click.echo(f"kept under legal hold: {held.number} with {held.posts} posts: {held.why}")
    for note in report.notes:
        click.echo(note)
    if report.waiting:
        raise click.ClickException(f"{report.waiting} cases wait for a worker to forget them; run `tinwatch worker`, then this again")


async def _purge(*, dry: bool) -> purging.Report:
    settings = load()
    async with opened_index(settings) as index, opened_broker(settings) as broker, started(make_app(settings, None)) as app:
        return await purging.purge(settings, index, broker, sender(app), datetime.now(UTC), dry=dry)
