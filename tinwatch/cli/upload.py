"""`tinwatch upload`: files that people bring → the broker."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from collectors.lines import Line
from collectors.uploads.addresses import located
from collectors.uploads.making import Given
from tinwatch.app import make_app
from tinwatch.cli.output import counted, table
from tinwatch.indexes import opened_index
from tinwatch.replay import Progress, pour
from tinwatch.running import opened_broker, started
from tinwatch.settings import Settings, load
from tinwatch.uploading import Reading, all_good, owners, picture_reader
from topics.records import Page


class Zone(click.ParamType):
    """The name of a zone, such as Asia/Ho_Chi_Minh."""

    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError):
            return self.fail(f"{value!r} is no zone such as Asia/Ho_Chi_Minh or UTC", param, ctx)


@click.command(epilog="Example: tinwatch upload export.csv capture.wacz --dry-run")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what is in them; nothing is sent.")
@click.option("--page", "pages", multiple=True, help="Id of a page you vouch for, such as fb:1002 or tt:handle; may be given again.")
@click.option("--page-name", default="", help="How the page is called, with one --page.")
@click.option("--url", default="", help="Address of the post that a screenshot shows.")
@click.option("--zone", type=Zone(), help="Zone of times that name none, such as Asia/Ho_Chi_Minh.")
def upload(files: tuple[Path, ...], dry_run: bool, pages: tuple[str, ...], page_name: str, url: str, zone: ZoneInfo | None) -> None:
    """Send the posts of files to the broker: our CSV and JSON Lines, Zeeschuimer, CrowdTangle, Content Library, 4CAT, WACZ, screenshots.

    The format is told by what is in a file (docs/uploads.md). What is no post is named on stderr by file and line; exit code 1 then.
    """
    if any(not page.partition(":")[2] for page in pages):
        raise click.UsageError("--page: an id begins with its platform, such as fb:1002 or tt:handle")
    if url and located(url) is None:
        raise click.UsageError("--url: is no address such as https://www.facebook.com/1002/posts/9008")
    named = [Page(id=page, name=page_name if len(pages) == 1 else "") for page in pages]
    readings = [(file, Reading(str(file))) for file in files]
    asyncio.run(_upload(load(), readings, named, Given(zone=zone, page=named[0] if len(named) == 1 else None, url=url), dry_run))
    rows = [(one.file, one.format, one.posts, one.problems) for _, one in readings]
    click.echo(table(("FILE", "FORMAT", "POSTS", "PROBLEMS"), rows))
    sys.exit(any(one.problems or one.refused for _, one in readings))


async def _upload(settings: Settings, readings: list[tuple[Path, Reading]], named: list[Page], given: Given, dry_run: bool) -> None:
    async with opened_index(settings) as index:
        known = await owners(index, named)
    given = Given(known, given.at, given.zone, given.page, given.url, picture_reader())
    lines = counted(all_good(readings, given, _complain), "read")
    if dry_run:
        for _ in lines:
            pass
        return
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await pour(app, lines, Progress(settings, ("-",)))


def _complain(line: Line) -> None:
    told = {"file": line.file} | ({"line": line.number} if line.number else {}) | {"error": line.error}
    click.echo(json.dumps(told, ensure_ascii=False), err=True)
