"""`tinwatch doctor`: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import click

from agents.assessor import Assessor
from console.users import Users
from search.port import Unavailable, Unusable
from tinwatch.assessors import make_assessor
from tinwatch.broker.errors import BrokerError
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.rules.check import Checker, files_in
from tinwatch.running import opened_broker
from tinwatch.settings import Settings, hidden, load, private
from topics.records import Page, Post
from topics.river import RIVER

ROOM = 1 << 30
"""Free bytes below which a desk should act: a day of 700 pages takes a tenth of it."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not well."""

    what: str
    well: bool
    seen: str
    mend: str = ""


@click.command(epilog="Example: tinwatch doctor")
def doctor() -> None:
    """Look at home, disk, broker, index, users, detectors and dead letters, and say what to do where something is wrong.

    Exit code 1 when something is.
    """
    findings = asyncio.run(_all(load()))
    click.echo(table(("", "WHAT", "SEEN"), (("ok" if f.well else "WRONG", f.what, f.seen) for f in findings)))
    for finding in findings:
        if not finding.well:
            click.echo(f"\n{finding.what}: {finding.mend}")
    sys.exit(not all(f.well for f in findings))


async def _all(settings: Settings) -> list[Finding]:
    found = [_home(settings)]
    if found[0].well:
        found += [_disk(settings), *[f async for f in _broker(settings)], *[f async for f in _index(settings)], _users(settings)]
    return [*found, _detectors(), _rules(settings)]


def _home(settings: Settings) -> Finding:
    home = settings.home.absolute()
    try:
        private(home)
        well = os.access(home, os.W_OK)
    except OSError as error:
        return Finding("home", False, f"{home}: {error.strerror}", "Point TINWATCH_HOME to a folder that this user may write.")
    return Finding("home", well, str(home), "Point TINWATCH_HOME to a folder that this user may write.")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free
    return Finding("disk", free > ROOM, f"{free / 1e9:.1f} GB free", "Make room: when the disk is full, posts wait at their source.")


async def _broker(settings: Settings) -> AsyncIterator[Finding]:
    try:
        async with opened_broker(settings) as broker:
            lag = await broker.lag(settings.app_id)
            letters = sum(1 for topic in RIVER for _ in broker.records(topic.dead))
    except BrokerError as error:
        yield Finding(
            "broker",
            False,
            str(error),
            "Set TINWATCH_BROKER to a tinwatch log; without the damaged one begin with a new index too, and replay.",
        )
        return
    behind = ", ".join(f"{n:,} in {topic}" for topic, n in lag.items() if n)
    yield Finding("broker", True, hidden(settings.broker_url))
    yield Finding("lag", not behind, behind or "none", "Start the agents (`tinwatch serve` or `tinwatch worker`) or wait for them.")
    yield Finding(
        "dead letters", not letters, str(letters), "`tinwatch dead list` gives their reasons, `tinwatch dead requeue` tries again."
    )


async def _index(settings: Settings) -> AsyncIterator[Finding]:
    try:
        async with opened_index(settings) as index:
            counts = await index.counts()
    except (Unavailable, Unusable, OSError) as error:
        yield Finding(
            "index", False, str(error), "Set TINWATCH_INDEX to a tinwatch index of this version; it can be filled anew by a replay."
        )
        return
    yield Finding("index", True, ", ".join(f"{n:,} {what}" for what, n in counts.items()))


def _users(settings: Settings) -> Finding:
    users = Users(settings.users_file)
    names = [user.name for user in users.list()]
    users.close()
    return Finding("users", bool(names), f"{len(names)}", "Nobody can log in yet: `tinwatch user add NAME --role analyst`.")


def _detectors() -> Finding:
    """Whether an offer that nobody can miss is seen: the compiled patterns are there and work on this machine."""
    text = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo 0900 000 012"
    seen = Assessor().assess(Post(id="doctor", kind="post", page=Page(id="doctor"), text=text)).alert_codes
    return Finding(
        "detectors", "LOAN" in seen, ", ".join(seen) or "blind", "Install again (`make setup`): the pattern engine gives wrong results."
    )


def _rules(settings: Settings) -> Finding:
    """Whether every pack in the folder of rules would be taken as it stands."""
    folder = settings.rules_folder
    good, bad = Checker(make_assessor(settings)).check_all(files_in([folder] if folder.is_dir() else []))
    seen = f"{sum(len(source.pack.rules) for source in good)} in {len(good)} packs"
    refused = f", {len({problem.file for problem in bad})} packs refused: {bad[0]}" if bad else ""
    return Finding("rules", not bad, seen + refused, "Workers go on with the last good version they saw; `tinwatch rules check` lists all.")
