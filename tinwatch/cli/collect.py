"""`tinwatch collect`: the collectors alone, over the broker that the settings name; and what they are to fetch of the past."""

from __future__ import annotations

import asyncio
from datetime import datetime

import click
from msgspec.structs import replace

from collectors.clock import Clock
from tinwatch.brokers import make_broker
from tinwatch.cli.find import Moment
from tinwatch.cli.run import until_told
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings, load
from tinwatch.watchlists import write
from topics.records import decode
from topics.river import COURSES
from topics.watchlist import Backfill, Course


@click.command(epilog="Example: tinwatch collect --backfill fb:1002 --from 2026-10-01 --to 2026-11-01")
@click.option("--backfill", "page", metavar="PAGE", help="Have the collector that runs fetch posts of this page's past; or tell how far.")
@click.option("--from", "since", type=Moment(), help="Begin of the past that is wanted.")
@click.option("--to", "until", type=Moment(), help="Its end; by default now.")
def collect(page: str | None, since: datetime | None, until: datetime | None) -> None:
    """Ask the platforms what the pages of the watch-list say, inside each quota, until it is told to stop.

    Of several that run one is the scheduler; the others take over when it ends. With --backfill and --from the one that runs fetches a
    page's past, when nothing else is due, and goes on after a restart where it was; --backfill alone tells how far it has come.
    """
    if page is None:
        if since or until:
            raise click.UsageError("--from and --to are for --backfill PAGE")
        until_told(("collect",))
    elif since is None:
        click.echo(_told(load(), page))
    else:
        asyncio.run(_want(load(), page, since, until))
        click.echo(f"{page}: ordered; `tinwatch collect --backfill {page}` tells how far it has come")


async def _want(settings: Settings, page: str, since: datetime, until: datetime | None) -> None:
    now = Clock.read(settings.collect_clock).now()
    until = until or now
    if since >= until:
        raise click.UsageError(f"--from {since:%Y-%m-%d} is not before --to {until:%Y-%m-%d}")
    async with opened_index(settings) as index:
        watched = next((one.watched for one in await index.pages() if one.page.id == page), None)
        if watched is None or watched.gone:
            raise click.ClickException(f"{page} is not on the watch-list (`tinwatch watchlist list`)")
        await write(settings, index, [replace(watched, at=now, back=Backfill(since=since, until=until, asked=now))])


def _told(settings: Settings, page: str) -> str:
    """How far the past of this page has been fetched."""
    broker, back = make_broker(settings), None
    try:
        for record in broker.records(COURSES.name):
            if record.key == page.encode():
                back = decode(record.value, Course).back if record.value else None
    finally:
        broker.close()
    if back is None:
        return f"{page}: nothing of its past was ordered, or no collector has heard of it yet"
    state = f"stopped: {back.said}" if back.said else f"done {back.done:%Y-%m-%d %H:%M}" if back.done else "under way"
    reached = f", back to {back.reached:%Y-%m-%d %H:%M}" if back.reached else ""
    return f"{page}: {back.since:%Y-%m-%d} to {back.until:%Y-%m-%d}: {state}, {back.posts:,} posts{reached}"
