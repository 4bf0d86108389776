"""`tinwatch clusters` and `tinwatch bursts`: what many posts make together."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import click
import msgspec

from search.port import Index, PatternQuery
from tinwatch.cli.find import FORMAT, Moment, shown_time
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.settings import load
from topics.patterns import Pattern, PatternKind

SAMPLE = 140
"""Characters of a post that stand for its cluster."""


@click.command(epilog="Example: tinwatch clusters --kind coordinated --since 7d")
@click.option("--kind", "kinds", type=click.Choice(["copies", "coordinated"]), multiple=True, help="Only these; both by default.")
@click.option("--page", "pages", multiple=True, help="Only clusters this page (its id) is in; may be given again.")
@click.option("--posts", "least", type=click.IntRange(2), default=2, show_default=True, help="Only clusters of at least so many posts.")
@click.option("--since", type=Moment(), help="Only clusters that grew since then.")
@FORMAT
def clusters(kinds: tuple[PatternKind, ...], pages: tuple[str, ...], least: int, since: datetime | None, shape: str) -> None:
    """List near-duplicate and coordinated groups, the last grown first.

    copies: posts and comments that say nearly the same. coordinated: pages that push the same things within seconds, again and again.
    Neither is an alert, and neither by itself an offence.
    """
    query = PatternQuery(kinds=kinds or ("copies", "coordinated"), pages=pages, least_posts=least, since=since, limit=500)
    asyncio.run(_list(query, shape, ("ID", "KIND", "SCORE", "POSTS", "PAGES", "FIRST", "LAST", "SAMPLE"), _cluster_row))


@click.command(epilog="Example: tinwatch bursts --since 24h")
@click.option("--page", "pages", multiple=True, help="Only bursts of this page (its id); may be given again.")
@click.option("--since", type=Moment(), help="Only bursts that went on since then.")
@FORMAT
def bursts(pages: tuple[str, ...], since: datetime | None, shape: str) -> None:
    """List when far more was posted in an hour than usual: by a page, under it, with a code, leading to a site; newest first."""
    query = PatternQuery(kinds=("burst",), pages=pages, since=since, limit=500)
    asyncio.run(_list(query, shape, ("ID", "ABOUT", "TIMES", "POSTS", "EXPECTED", "FIRST", "LAST", "STATE"), _burst_row))


async def _list(query: PatternQuery, shape: str, head: tuple[str, ...], row: Callable[[Pattern, str], tuple[object, ...]]) -> None:
    rows = []
    async with opened_index(load()) as index:
        while True:
            page = await index.patterns(query)
            samples = await samples_of(index, page.patterns)
            for pattern in page.patterns:
                if shape == "jsonl":
                    sys.stdout.write(msgspec.json.encode(_Listed.of(pattern, samples.get(pattern.id, ""))).decode() + "\n")
                else:
                    rows.append(row(pattern, samples.get(pattern.id, "")))
            if not page.cursor:
                break
            query = replace(query, cursor=page.cursor)
    if shape == "table":
        click.echo(table(head, rows))


class _Listed(Pattern, frozen=True, kw_only=True):
    """A pattern as it is printed: with the words of one of its posts."""

    sample: str

    @classmethod
    def of(cls, pattern: Pattern, sample: str) -> _Listed:
        return cls(**msgspec.structs.asdict(pattern), sample=sample)


async def samples_of(index: Index, patterns: tuple[Pattern, ...]) -> dict[str, str]:
    """Pattern id → how its first post begins that is still in the index: the text is kept in one place, and goes when it goes there."""
    firsts = {pattern.id: pattern.posts[:3] for pattern in patterns}
    documents = await index.documents(list(dict.fromkeys(post for posts in firsts.values() for post in posts)))
    texts = {d.post.id: " ".join((d.post.text or (d.post.article.title if d.post.article else "")).split()) for d in documents}
    found = {id: next((texts[post] for post in posts if texts.get(post)), "") for id, posts in firsts.items()}
    return {id: text if len(text) <= SAMPLE else text[: SAMPLE - 1] + "…" for id, text in found.items()}


def _cluster_row(p: Pattern, sample: str) -> tuple[object, ...]:
    return p.id, p.kind, p.score, p.post_count, len(p.pages), shown_time(p.first), shown_time(p.last), sample[:60]


def _burst_row(p: Pattern, sample: str) -> tuple[object, ...]:
    state = f"over since {shown_time(p.ended)}" if p.ended else "goes on"
    return p.id, p.about, p.score, p.post_count, p.expected, shown_time(p.first), shown_time(p.last), state
