"""`tinwatch watchlist`: the pages that are watched."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

import click

from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.settings import load
from topics.records import PageHealth, encode


@click.group()
def watchlist() -> None:
    """The pages that are watched, and when each was last heard of."""


@watchlist.command(epilog="Example: tinwatch watchlist health")
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def health(shape: str) -> None:
    """List the pages, the longest silent first."""
    pages = asyncio.run(_pages())
    if shape == "jsonl":
        sys.stdout.writelines(encode(page).decode() + "\n" for page in pages)
    else:
        rows = ((p.page.id, p.page.name, _time(p.last_post_at), _time(p.last_comment_at), _time(p.last_seen_at)) for p in pages)
        click.echo(table(("PAGE", "NAME", "LAST POST", "LAST COMMENT", "COLLECTED"), rows))


async def _pages() -> list[PageHealth]:
    async with opened_index(load()) as index:
        return list(await index.pages())


def _time(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "-"
