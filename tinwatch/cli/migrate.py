"""`tinwatch migrate`: from the embedded world to the servers, and back."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import sys
from dataclasses import replace

import click

from tinwatch import moving_broker, moving_index
from tinwatch.brokers import make_broker
from tinwatch.cli.output import table
from tinwatch.digest import Digest
from tinwatch.indexes import make_index
from tinwatch.settings import SettingError, Settings, load, sqlite_path


@click.command(epilog="Example: tinwatch migrate --from sqlite:///.tinwatch/broker.sqlite --to kafka://127.0.0.1:9092")
@click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    help="A broker's or an index's URL; may be given again. `env:NAME` keeps a password off the process list.",
)
@click.option("--to", "targets", multiple=True, required=True, help="Where they go, one for each --from.")
def migrate(sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
    """Copy a broker (topics, offsets, where the agents stopped) or an index (documents, alerts, claims …) into another of its kind.

    Stop the agents first. What was copied is skipped when the command runs again. Counts and hashes of both sides are compared at the end;
    exit code 1 when they differ.
    """
    if len(sources) != len(targets):
        raise click.UsageError("give one --to for each --from")
    settings = load()
    same = True
    for source, target in zip(map(_named, sources), map(_named, targets), strict=True):
        move = _index if _is_index(source, target) else _broker
        try:
            same &= asyncio.run(move(settings, source, target))
        except (moving_broker.Refusal, moving_index.Refusal) as reason:
            raise click.ClickException(str(reason)) from reason
    sys.exit(not same)


def _named(url: str) -> str:
    """The URL, or the value of the variable that `env:NAME` names."""
    name = url.removeprefix("env:")
    if name == url:
        return url
    if name not in os.environ:
        raise click.UsageError(f"{url}: there is no such variable")
    return os.environ[name]


def _is_index(source: str, target: str) -> bool:
    """Whether the pair are indexes; two SQLite files are told apart by what is in the first."""
    kinds = {url.partition("://")[0] for url in (source, target)}
    if "kafka" in kinds or kinds & {"http", "https"}:
        return "kafka" not in kinds
    path = sqlite_path(source)
    if not path.exists():
        raise SettingError(f"--from {source}: there is no such file")
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return not file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'slots'").fetchall()


async def _broker(settings: Settings, source: str, target: str) -> bool:
    one, other = make_broker(replace(settings, broker=source)), make_broker(replace(settings, broker=target))
    try:
        await one.ensure()
        for difference in await other.ensure():
            click.echo(difference, err=True)
        await moving_broker.copy(one, other, settings.app_id, _show)
        return _compared(await moving_broker.digests(one), await moving_broker.digests(other))
    finally:
        one.close()
        other.close()


async def _index(settings: Settings, source: str, target: str) -> bool:
    one, other = make_index(replace(settings, index=source)), make_index(replace(settings, index=target))
    await one.open()
    try:
        await other.open()
        await moving_index.copy(one, other, _show)
        return _compared(await moving_index.digests(one), await moving_index.digests(other))
    finally:
        await one.close()
        await other.close()


def _compared(source: dict[str, Digest], target: dict[str, Digest]) -> bool:
    rows = [(what, d.count, target[what].count, "same" if d == target[what] else "DIFFERENT") for what, d in source.items() if d.count]
    click.echo(table(("WHAT", "SOURCE", "TARGET", ""), rows))
    return source == target


def _show(what: str, done: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{what}: {done:,}" + " " * 20, err=True, nl=False)
