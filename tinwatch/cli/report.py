"""`tinwatch report`: what the desk tells of its work."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import click

from channels.eml import File
from channels.reports.report import KINDS, MEDIA
from tinwatch.cli.case import written_out
from tinwatch.cli.find import Moment
from tinwatch.indexes import opened_index
from tinwatch.settings import SettingError, load

SPANS = {"daily": timedelta(days=1), "bulletin": timedelta(days=7), "transparency": timedelta(days=30)}


@click.command(epilog="Example: tinwatch report bulletin --from 2026-11-16 --to 2026-11-23 --format pdf")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--from", "since", type=Moment(), help="Begin; by default a day, a week or 30 days before the end.")
@click.option("--to", "until", type=Moment(), help="End, not included; now by default.")
@click.option("--format", "form", type=click.Choice(list(MEDIA)), default="md", show_default=True)
@click.option("--accuracy", is_flag=True, help="With how often each reporter was upheld: for administrators, not to publish.")
@click.option("-o", "--out", default="", help="File to write, - for standard output; docx and pdf go into a file by default.")
def report(kind: str, since: datetime | None, until: datetime | None, form: str, accuracy: bool, out: str) -> None:
    """Write the daily brief, the weekly bulletin or the transparency table, without names of private persons.

    Templates: a file of the report's name (bulletin.md) in the folder `reports` takes the place of the one that ships.
    """
    from channels.sheet.written import Unusable
    from tinwatch.reporting import reported

    until = until or datetime.now(UTC)
    since = since or until - SPANS[kind]
    if since >= until:
        raise click.UsageError("--from must be before --to")
    if accuracy and kind != "transparency":
        raise click.UsageError("--accuracy goes with transparency only")
    settings = load()

    async def make() -> File:
        async with opened_index(settings) as index:
            return await reported(settings, index, kind, form, since, until, inside=accuracy)

    try:
        file = asyncio.run(make())
    except Unusable as error:
        raise SettingError(f"{settings.reports_folder}: {error}") from error
    written_out(file, out or ("-" if form in ("md", "html") else file.name))
