"""`tinwatch index`: the search index as an operator sees it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any

import click

from enrichers.fold import canon
from search.operating import KINDS, Stopped, Told
from search.sqlite_operator import SqliteOperator
from tinwatch import moving_index
from tinwatch.cli.output import table
from tinwatch.indexes import index_address, opened_index
from tinwatch.settings import Settings, load, sqlite_path
from topics.records import Invalid

if TYPE_CHECKING:
    from search.elastic_operator import ElasticOperator

KIND = click.argument("kinds", nargs=-1, type=click.Choice(KINDS), metavar="[KIND…]")
"""Of Elasticsearch's indices; all without one."""

DRY = click.option("--dry-run", "dry", is_flag=True, help="Change nothing, say what would be done.")


@click.group()
def index() -> None:
    """Set up, verify and migrate the search index of TINWATCH_INDEX (docs/indices.md)."""


@index.command(epilog="Example: tinwatch index setup")
@DRY
@click.option("--shards", type=click.IntRange(1, 64), default=1, show_default=True, help="Of a new index of documents in Elasticsearch.")
def setup(dry: bool, shards: int) -> None:
    """Make what is missing: indices behind aliases, templates, a lifecycle where the server has one; in SQLite the file and its tables.

    What is there stays as it is; run it as often as you like. The desk needs no more than its own start; this is for an administrator whose
    workers may not make indices.
    """
    _end(asyncio.run(_setup(load(), dry=dry, shards=shards)))


@index.command(epilog="Example: tinwatch index verify")
@KIND
@click.option("--quick", is_flag=True, help="Count the records, do not read them.")
def verify(kinds: tuple[str, ...], quick: bool) -> None:
    """Look at aliases, mappings and counts, and read every record back; in SQLite at the tables and the whole file.

    The desk may go on meanwhile. Exit code 1 when something is wrong; what to do about it is said.
    """
    _end(asyncio.run(_verify(load(), kinds, records=not quick)))


@index.command(epilog="Example: tinwatch index migrate --dry-run")
@KIND
@DRY
@click.option("--again", is_flag=True, help="Also where the version is today's: after a change of folding, words or shards.")
@click.option("--keep", is_flag=True, help="Leave the old indices, closed to writes; the next migrate deletes them.")
@click.option("--shards", type=click.IntRange(1, 64), default=1, show_default=True, help="Of the new index of documents.")
def migrate(kinds: tuple[str, ...], dry: bool, again: bool, keep: bool, shards: int) -> None:
    """Bring the index to today's version while everybody reads and writes; in SQLite the tables, which any start does as well.

    In Elasticsearch every record goes into a new index, derived anew; then the alias goes over. Reads never wait, writes for about a
    second, which writers bridge by themselves. May be interrupted and run again: it goes on. First update every process, then run this.
    """
    _end(asyncio.run(_migrate(load(), kinds, dry=dry, again=again, keep=keep, shards=shards)))


async def _setup(settings: Settings, *, dry: bool, shards: int) -> list[Told]:
    if settings.index_url.startswith("http"):
        async with _elastic(settings, (), shards) as operator:
            return await operator.setup(dry=dry)
    return await _sqlite(settings).setup(dry=dry)


async def _verify(settings: Settings, kinds: Sequence[str], *, records: bool) -> list[Told]:
    if settings.index_url.startswith("http"):
        async with _elastic(settings, kinds) as operator:
            return await operator.verify(records=records, show=_show)
    _only_elastic(kinds)
    told = await _sqlite(settings).shape()
    return told + (await _read_back(settings) if records and all(one.well for one in told) else [])


async def _migrate(settings: Settings, kinds: Sequence[str], *, dry: bool, again: bool, keep: bool, shards: int) -> list[Told]:
    if settings.index_url.startswith("http"):
        async with _elastic(settings, kinds, shards) as operator:
            return await _unless_stopped(operator.migrate(dry=dry, anew=again, keep=keep, show=_show))
    _only_elastic(kinds)
    if again:
        raise click.UsageError("--again is for Elasticsearch: a SQLite index is derived anew by a replay into a new file")
    return await _sqlite(settings).setup(dry=dry)


async def _read_back(settings: Settings) -> list[Told]:
    """Every record of every kind through its codec."""
    async with opened_index(settings) as index:
        try:
            digests = await moving_index.digests(index)
        except Invalid as error:
            return [Told("records", False, f"one cannot be read: {error}", "Restore a backup, or replay the posts into a new index.")]
    return [Told(kind, True, f"{digest.count:,}, every one read back") for kind, digest in digests.items()]


async def _unless_stopped(work: Coroutine[Any, Any, list[Told]]) -> list[Told]:
    try:
        return await work
    except Stopped as stopped:
        raise click.ClickException(str(stopped)) from stopped


def _only_elastic(kinds: Sequence[str]) -> None:
    if kinds:
        raise click.UsageError("a SQLite index is one file: leave out the kinds")


def _elastic(settings: Settings, kinds: Sequence[str], shards: int = 1) -> ElasticOperator:
    from search.elastic_operator import ElasticOperator  # half a second that only those who use it should wait for

    return ElasticOperator(index_address(settings), canon, shards=shards, kinds=kinds or KINDS)


def _sqlite(settings: Settings) -> SqliteOperator:
    return SqliteOperator(sqlite_path(settings.index_url), canon)


def _end(told: Sequence[Told]) -> None:
    if sys.stderr.isatty():
        click.echo("\r" + " " * 60 + "\r", err=True, nl=False)
    click.echo(table(("", "WHAT", "SEEN"), (("ok" if one.well else "WRONG", one.what, one.seen) for one in told)))
    for what, mend in dict.fromkeys((one.what, one.mend) for one in told if not one.well):
        click.echo(f"\n{what}: {mend}")
    sys.exit(not all(one.well for one in told))


def _show(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{what}: {done:,} of {of:,}" + " " * 20, err=True, nl=False)
