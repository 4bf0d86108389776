"""`tinwatch dead`: what could not be used, why, and back into the river once it is mended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from agents.flow import settled
from tinwatch.app import make_app
from tinwatch.broker.log import Record
from tinwatch.brokers import Broker
from tinwatch.cli.output import table
from tinwatch.running import opened_broker, started
from tinwatch.settings import load
from topics.river import ALERTS, RIVER

ID = click.argument("ids", nargs=-1)


@click.group()
def dead() -> None:
    """List, show and requeue dead letters: records that could not be used, each with its reason and where it stood."""


@dead.command("list", epilog="Example: tinwatch dead list")
def list_() -> None:
    """List the dead letters, oldest first."""
    asyncio.run(_list())


async def _list() -> None:
    async with opened_broker(load()) as broker:
        rows = [(_id(r), _time(r), _source(r), _header(r, "error")[:90]) for r in _letters(broker)]
    click.echo(table(("ID", "SINCE", "SOURCE", "REASON"), rows))


@dead.command(epilog="Example: tinwatch dead show posts.v1.dead/0@17")
@ID
def show(ids: tuple[str, ...]) -> None:
    """Show dead letters as they arrived."""
    asyncio.run(_show(ids))


async def _show(ids: tuple[str, ...]) -> None:
    async with opened_broker(load()) as broker:
        for record in _chosen(broker, ids):
            click.echo(f"{_id(record)}\nsource  {_source(record)}\nsince   {_time(record)}\nreason  {_header(record, 'error')}")
            click.echo((record.value or b"").decode("utf-8", "backslashreplace") + "\n")


@dead.command(epilog="Example: tinwatch dead requeue --all")
@ID
@click.option("--all", "every", is_flag=True, help="All that have a place to go back to.")
def requeue(ids: tuple[str, ...], every: bool) -> None:
    """Send dead letters once more to the topic they came from; what is still wrong with them comes back here.

    A line of a file that was no post is not kept here: mend the file and replay it.
    """
    if bool(ids) == every:
        raise click.UsageError("name dead letters, or give --all")
    sys.exit(asyncio.run(_requeue(ids)))


async def _requeue(ids: tuple[str, ...]) -> int:
    settings = load()
    async with opened_broker(settings) as broker, started(make_app(settings, None)) as app:
        sent, stuck = [], []
        for record in _chosen(broker, ids):
            topic = _header(record, "source-topic")
            if (
                topic and topic != ALERTS.name
            ):  # an alert sent again would stand over newer versions of itself; its next change brings it anyway
                sent.append(await app.producer.send(topic, record.key, record.value, None, None, None))
            else:
                stuck.append(record)
        await settled(sent)
    click.echo(f"{len(sent)} sent back")
    for record in stuck:
        click.echo(f"{_id(record)}: mend {_source(record)} and replay the file", err=True)
    return int(bool(stuck and ids))


def _letters(broker: Broker) -> Iterator[Record]:
    for topic in RIVER:
        yield from broker.records(topic.dead)


def _chosen(broker: Broker, ids: tuple[str, ...]) -> list[Record]:
    """The letters with these ids, all when none is given; UsageError for an id that does not exist."""
    chosen = [record for record in _letters(broker) if not ids or _id(record) in ids]
    unknown = set(ids) - {_id(record) for record in chosen}
    if unknown:
        raise click.UsageError(f"no dead letter {', '.join(sorted(unknown))} (tinwatch dead list)")
    return chosen


def _id(record: Record) -> str:
    return f"{record.topic}/{record.partition}@{record.offset}"


def _header(record: Record, name: str) -> str:
    return next(((value or b"").decode("utf-8", "replace") for key, value in record.headers if key == name), "")


def _source(record: Record) -> str:
    if _header(record, "source-file"):
        return f"{_header(record, 'source-file')}:{_header(record, 'source-line')}"
    return f"{_header(record, 'source-topic')}/{_header(record, 'source-partition')}@{_header(record, 'source-offset')}"


def _time(record: Record) -> str:
    return datetime.fromtimestamp(record.timestamp / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
