"""`tinwatch backtest`: what a rule would have alerted on, before it goes live."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import click

from agents.assessor import Assessor
from collectors.lines import read
from detectors.checks.rules import VIETNAM
from enrichers.fold import squash
from search.port import Query
from tinwatch.assessors import make_assessor
from tinwatch.cli.find import Moment
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.rules.check import Checker, files_in
from tinwatch.rules.proof import alerting
from tinwatch.settings import Settings, load
from topics.records import Post, utc

SAMPLES = 10
"""Posts shown of each rule, no two with the same beginning."""


@dataclass
class Tally:
    """What the rules of the pack did, day by day."""

    posts: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    samples: dict[str, dict[str, str]] = field(default_factory=dict)
    failed: int = 0
    seconds: dict[Assessor, float] = field(default_factory=dict)
    """Of processor time, without the rules and with them."""

    def add(self, day: str, post: Post, ours: set[str], theirs: set[str]) -> None:
        """`ours`: the rules that would alert; `theirs`: the detectors that do anyway."""
        self.posts[day] += 1
        self.alerts[day] += bool(ours)
        self.new[day] += bool(ours and not theirs)
        for rule in ours:
            shown = self.samples.setdefault(rule, {})
            if len(shown) < SAMPLES:
                shown.setdefault(squash(post.text)[:60], f"{post.id}  {day}  {' '.join(post.text.split())[:110]}")


@click.command(epilog="Example: tinwatch backtest --rule my-pack.yaml --since 30d")
@click.option("--rule", "pack", required=True, type=click.Path(exists=True, path_type=Path), help="Rule pack, or folder of them.")
@click.option("--since", type=Moment(), default="30d", show_default=True, help="Not older than this; of the index only.")
@click.option(
    "--input", "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), help="Posts (JSON Lines) in place of the index."
)
def backtest(pack: Path, since: datetime, file: str | None) -> None:
    """Count the posts a rule pack would have alerted on, day by day (Vietnamese time), with samples and what a post costs.

    Reads the index, or a file of posts; writes nothing. NEW are posts on which no detector alerts. Exit code 1 when the pack is refused or
    a line of the file cannot be read.
    """
    settings = load()
    checker = Checker(make_assessor(settings))
    good, bad = checker.check_all(files_in([pack]))
    for problem in bad:
        click.echo(problem, err=True)
    if bad:
        sys.exit(1)
    tally = asyncio.run(_tally(_lines(file) if file else _documents(settings, since), checker.assessor, checker.armed(good)))
    _show(tally)
    sys.exit(bool(tally.failed))


async def _tally(posts: AsyncIterator[tuple[str, Post | None]], bare: Assessor, armed: Assessor) -> Tally:
    tally = Tally()
    async for day, post in posts:
        if post is None:
            tally.failed += 1
            continue
        said = {}
        for one in (bare, armed) if sum(tally.posts.values()) % 2 else (armed, bare):  # whoever comes second finds the memory warm
            start = time.process_time()
            said[one] = alerting(one.assess(post))
            tally.seconds[one] = tally.seconds.get(one, 0.0) + time.process_time() - start
        theirs, ours = said[bare], {name for name in said[armed] if "/" in name}
        tally.add(day, post, ours, theirs)
    return tally


async def _documents(settings: Settings, since: datetime) -> AsyncIterator[tuple[str, Post | None]]:
    query = Query(since=since, limit=500)
    async with opened_index(settings) as index:
        while True:
            results = await index.search(query)
            for found in results.found:
                yield _day(found.document.at), found.document.post
            if not results.cursor:
                return
            query = replace(query, cursor=results.cursor)


async def _lines(file: str) -> AsyncIterator[tuple[str, Post | None]]:
    for line in read((file,)):
        if line.post is None:
            click.echo(f"{line.file}:{line.number}: {line.error}", err=True)
            yield "", None
        else:
            at = line.post.published_at or line.post.collected_at
            yield _day(utc(at)) if at else "undated", line.post


def _day(at: datetime) -> str:
    return at.astimezone(VIETNAM).date().isoformat()


def _show(tally: Tally) -> None:
    days = sorted(tally.posts)
    rows = [(day, tally.posts[day], tally.alerts[day], tally.new[day]) for day in days]
    total = sum(tally.posts.values())
    click.echo(table(("DAY", "POSTS", "ALERTS", "NEW"), [*rows, ("all", total, sum(tally.alerts.values()), sum(tally.new.values()))]))
    if total:
        without, more = sorted(seconds / total * 1000 for seconds in tally.seconds.values())
        click.echo(f"\n{more - without:.3f} ms of processor time more for each post, on {without:.3f} ms for the detectors")
    for rule, shown in sorted(tally.samples.items()):
        click.echo(f"\n{rule}\n" + "\n".join(f"  {line}" for line in shown.values()))
