"""`tinwatch alerts` and `tinwatch search`: what the index holds."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from alerts.holding import REASONS
from enrichers.gazetteer import province_called
from search.port import AlertQuery, Found, Query
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.settings import load
from topics.records import Alert, encode

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
FORMAT = click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)


class Moment(click.ParamType):
    """A date, a time (RFC 3339) or a span back from now such as 90m, 24h, 7d, 2w."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        if value[:-1].isdecimal() and value[-1] in UNITS:
            try:
                return datetime.now(UTC) - timedelta(**{UNITS[value[-1]]: int(value[:-1])})
            except OverflowError:
                self.fail(f"{value!r} lies before the calendar begins", param, ctx)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is neither a date, a time nor a span such as 24h or 7d", param, ctx)
        return moment if moment.tzinfo else moment.astimezone()


@click.command(epilog="Example: tinwatch alerts --since 24h")
@click.option("--since", type=Moment(), help="Only alerts that changed since then.")
@click.option("--held/--not-held", default=None, help="Only what is kept out of the feed, or only what is in it; both by default.")
@click.option(
    "--reason", "reasons", multiple=True, type=click.Choice(REASONS), help="Only what is held for this reason; may be given again."
)
@FORMAT
def alerts(since: datetime | None, held: bool | None, reasons: tuple[str, ...], shape: str) -> None:
    """List alerts, the last changed first; with what was held back, how many for which reason."""
    asyncio.run(_alerts(AlertQuery(since=since, held=held, reasons=reasons, limit=500), shape))


async def _alerts(query: AlertQuery, shape: str) -> None:
    rows, held = [], Counter[str]()
    async with opened_index(load()) as index:
        while True:
            page = await index.alerts(query)
            held.update(alert.held for alert in page.alerts if alert.held)
            if shape == "jsonl":
                sys.stdout.writelines(encode(alert).decode() + "\n" for alert in page.alerts)
            rows += [_alert_row(alert) for alert in page.alerts] if shape == "table" else []
            if not page.cursor:
                break
            query = replace(query, cursor=page.cursor)
    if shape == "table":
        click.echo(table(("ID", "BAND", "SCORE", "CODES", "POSTS", "PAGES", "UPDATED", "HELD", "HEADLINE"), rows))
        if held:
            click.echo("\nheld back: " + ", ".join(f"{n:,} {reason}" for reason, n in held.most_common()))


def _alert_row(a: Alert) -> tuple[object, ...]:
    size = a.post_count, len(a.pages)
    return a.id, a.shown_band, a.score, ",".join(a.codes), *size, shown_time(a.updated_at), a.held or "-", a.headline[:80]


@click.command(epilog="Example: tinwatch search 'vay tiền' --code LOAN --from 7d")
@click.argument("query", default="")
@click.option("--code", multiple=True, help="Only documents with this signal; may be given again.")
@click.option("--page", multiple=True, help="Only this page (its id); may be given again.")
@click.option("--place", default="", help="Only documents of this place: part of its name, today's or old, or its code.")
@click.option("--from", "since", type=Moment(), help="Not older than this.")
@click.option("--to", "until", type=Moment(), help="Older than this.")
@click.option("--order", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@FORMAT
def search(query: str, code: tuple[str, ...], page: tuple[str, ...], place: str, shape: str, limit: int, **rest: Any) -> None:
    """Find documents: accents and case optional, "quoted words" as a phrase, all words must occur."""
    asked = Query(text=query, codes=code, pages=page, place=province_called(place), limit=min(limit, 500), **rest)
    asyncio.run(_search(asked, limit, shape))


async def _search(query: Query, limit: int, shape: str) -> None:
    rows = []
    async for found in _found(query, limit):
        if shape == "jsonl":
            sys.stdout.write(encode(found.document).decode() + "\n")
        else:
            rows.append(_document_row(found))
    if shape == "table":
        click.echo(table(("ID", "KIND", "AT", "PAGE", "CODES", "TEXT"), rows))


async def _found(query: Query, limit: int) -> AsyncIterator[Found]:
    async with opened_index(load()) as index:
        while limit > 0:
            results = await index.search(query)
            for found in results.found[:limit]:
                yield found
            limit -= len(results.found)
            if not results.cursor:
                return
            query = replace(query, cursor=results.cursor)


def _document_row(found: Found) -> tuple[object, ...]:
    post, codes = found.document.post, {s.code for s in found.document.assessment.signals}
    text = " ".join((post.text or (post.article.title if post.article else "")).split())
    return post.id, post.kind, shown_time(found.document.at), post.page.name or post.page.id, ",".join(sorted(codes)) or "-", text[:90]


def shown_time(moment: datetime) -> str:
    """In the time zone of whoever reads it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
