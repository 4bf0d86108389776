"""`tinwatch watchlist`: the pages that are watched, and how collecting them goes."""

from __future__ import annotations

import asyncio
import csv
import getpass
import io
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from alerts.health import Condition, called, conditions, coverage, entry, renamed
from alerts.listing import Difference, difference
from collectors.clock import Clock
from collectors.watchlists import HEAD, TIERS, Listed, columns, listed
from console.words import words_in
from tinwatch.cli.output import counted, table
from tinwatch.indexes import opened_index
from tinwatch.settings import load
from tinwatch.watchlists import write
from topics.records import encode
from topics.watchlist import PageHealth, Watched

SHAPE = click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)


@click.group()
def watchlist() -> None:
    """The pages that are watched, and how collecting them goes.

    Example: tinwatch watchlist import pages.csv
    """


@watchlist.command("import", epilog="Example: tinwatch watchlist import pages.csv --dry-run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Tell what would change, and every problem by its line; change nothing.")
def bring(file: str, dry_run: bool) -> None:
    """Bring in pages from CSV or JSON: platform, page_id or url, name, place, owner_kind, tier, tags, basis.

    A line that cannot be used is told on stderr with its number, the rest goes on and the exit code is 1. Pages that the list does not name
    stay as they are. A private person's profile is refused.
    """
    lines = list(counted(_read(file), "pages"))
    for line in lines:
        if line.problem or line.note:
            click.echo(f"tinwatch: {file}:{line.number}: {line.problem or line.note}", err=True)
    found, refused = [line.watched for line in lines if line.watched], sum(bool(line.problem) for line in lines)
    made = asyncio.run(_bring(found, dry_run))
    click.echo(
        f"{len(made.new)} new, {len(made.changed)} changed, {made.same} as they were, {refused} refused"
        + ("; nothing was changed (--dry-run)" if dry_run else "")
    )
    sys.exit(bool(refused))


def _read(file: str) -> list[Listed]:
    by, at = getpass.getuser(), Clock.read(load().collect_clock).now()
    if file == "-":
        return list(listed(sys.stdin.buffer, by, at))
    with Path(file).open("rb") as stream:
        return list(listed(stream, by, at))


async def _bring(found: Sequence[Watched], dry_run: bool) -> Difference:
    settings = load()
    async with opened_index(settings) as index:
        made = difference(await index.pages(), found)
        if not dry_run and (made.new or made.changed):
            await write(settings, index, [*made.new, *made.changed])
        return made


@watchlist.command("list", epilog="Example: tinwatch watchlist list --tier A")
@click.option("--tier", type=click.Choice(TIERS), help="Pages of this tier alone.")
@SHAPE
def show(tier: str | None, shape: str) -> None:
    """List the watch-list as it stands, by name."""
    found = [one for page in asyncio.run(_pages()) if (one := entry(page)) and tier in (None, one.tier)]
    found.sort(key=lambda one: (one.page.name.casefold(), one.page.id))
    if shape == "jsonl":
        sys.stdout.writelines(encode(one).decode() + "\n" for one in found)
        return
    rows = ((one.page.id, one.page.name, one.platform, one.tier, one.owner, one.place, ", ".join(one.tags)) for one in found)
    click.echo(table(("PAGE", "NAME", "PLATFORM", "TIER", "OWNER", "PLACE", "TAGS"), rows))


@watchlist.command(epilog="Example: tinwatch watchlist export > pages.csv")
@click.option("--format", "shape", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def export(shape: str) -> None:
    """Write the watch-list as `import` reads it."""
    found = [columns(one) for page in asyncio.run(_pages()) if (one := entry(page))]
    found.sort(key=lambda cells: (cells["platform"], cells["page_id"]))
    if shape == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    text = io.StringIO()
    sheet = csv.DictWriter(text, HEAD, lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(found)
    click.echo(text.getvalue(), nl=False)


@watchlist.command(epilog="Example: tinwatch watchlist remove fb:100200300")
@click.argument("ids", nargs=-1, required=True)
def remove(ids: tuple[str, ...]) -> None:
    """Take pages off the list: they are not collected any more; what was collected stays."""
    missing = asyncio.run(_remove(ids))
    for id in missing:
        click.echo(f"tinwatch: {id} is not on the watch-list", err=True)
    click.echo(f"{len(set(ids)) - len(missing)} taken off the watch-list")
    sys.exit(bool(missing))


async def _remove(ids: Sequence[str]) -> list[str]:
    settings = load()
    async with opened_index(settings) as index:
        known = {page.page.id: one for page in await index.pages() if (one := entry(page))}
        gone = [
            replace(known[id], gone=True, by=getpass.getuser(), at=Clock.read(settings.collect_clock).now())
            for id in dict.fromkeys(ids)
            if id in known
        ]
        if gone:
            await write(settings, index, gone)
    return [id for id in dict.fromkeys(ids) if id not in known]


@watchlist.command(epilog="Example: tinwatch watchlist health")
@SHAPE
def health(shape: str) -> None:
    """List the pages, the longest silent first, with what is wrong with collecting them and how to mend it.

    Exit code 1 when any page of the watch-list is not OK.
    """
    pages, now = asyncio.run(_pages()), Clock.read(load().collect_clock).now()
    found = conditions(pages, now)
    if shape == "jsonl":
        sys.stdout.writelines(msgspec.json.encode(_told(page, found.get(page.page.id), now)).decode() + "\n" for page in pages)
    else:
        click.echo(
            table(("PAGE", "NAME", "STATE", "CAUSE", "LAST POST", "LAST COMMENT", "COLLECTED"), (_row(page, found) for page in pages))
        )
        _sum(pages, found, now)
    sys.exit(any(one.state != "OK" for one in found.values()))


def _row(page: PageHealth, found: dict[str, Condition]) -> Sequence[object]:
    one = found.get(page.page.id)
    times = (page.last_post_at, page.last_comment_at, page.last_ok or page.last_seen_at)
    return (page.page.id, called(page), one.state if one else "-", one.cause if one else "", *map(_time, times))


def _sum(pages: Sequence[PageHealth], found: dict[str, Condition], now: datetime) -> None:
    """What the table comes to, and how to mend what it names."""
    words = words_in("en")
    for cause in sorted({one.cause for one in found.values() if one.cause}):
        number = sum(one.cause == cause for one in found.values())
        click.echo(f"{cause} ({number} pages): {words(f'health.cause.{cause}')}. {words(f'health.mend.{cause}')}")
    for page in pages:
        if names := renamed(page, now):
            click.echo(f"renamed: {page.page.id} was {names[0]!r}, is {names[1]!r}")
        if (one := found.get(page.page.id)) and one.doubled:
            click.echo(f"doubled: {page.page.id} has the address of {one.doubled}")
    made = coverage(pages, now)
    if made.watched:
        click.echo(words("health.coverage", collected=made.collected, watched=made.watched))


def _told(page: PageHealth, one: Condition | None, now: datetime) -> dict[str, Any]:
    """The page's record with its condition."""
    words, record = words_in("en"), msgspec.to_builtins(page)
    if one is None:
        return {**record, "state": ""}
    left = None if one.left is None else one.left / timedelta(days=1)
    return {
        **record, "state": one.state, "cause": one.cause, "since": one.since, "expected": round(one.expected, 2), "seen": one.seen,
        "doubled": one.doubled, "token_days": left, "quota": page.last.quota if page.last else None,
        "renamed": renamed(page, now),
        "mend": words(f"health.mend.{one.cause}") if one.cause else "",
    }  # fmt: skip


async def _pages() -> list[PageHealth]:
    async with opened_index(load()) as index:
        return list(await index.pages())


def _time(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "-"
