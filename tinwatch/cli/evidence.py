"""`tinwatch evidence`: what is kept of a case, and whether all of it is still as it was kept."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from tinwatch.cli.output import table
from tinwatch.evidence.cabinet import Cabinet
from tinwatch.evidence.checking import note, problems
from tinwatch.evidence.rounds import cabinet
from tinwatch.evidence.weekly import holders
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings, load
from topics.cases import Captured


@click.group()
def evidence() -> None:
    """Evidence kept of posts: list, check."""


@evidence.command("list", epilog="Example: tinwatch evidence list a-07e3b5c1d2f4a698")
@click.argument("case")
def listed(case: str) -> None:
    """What is kept of a case (the id of its alert): time, state, folder."""
    kept = cabinet(load()).kept(case)
    rows = ((f"{c.at:%Y-%m-%d %H:%M:%S}", c.state, c.method, "stamped" if c.timestamp else "", c.path, c.post) for c in kept)
    click.echo(table(("AT (UTC)", "STATE", "METHOD", "TIME-STAMP", "FOLDER", "POST"), rows))


@evidence.command(epilog="Example: tinwatch evidence check")
@click.option(
    "--ca", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificates (PEM) of the authority; else as set."
)
def check(ca: Path | None) -> None:
    """Read every byte of the evidence again and name what is not as it was kept, or not there although a case tells of it.

    A running worker does it every week and tells the desk; `tinwatch doctor` says when it was done last. Exit code 1 when something is
    wrong.
    """
    settings = load()
    kept, file = cabinet(settings), ca or (Path(settings.timestamp_ca).expanduser() if settings.timestamp_ca else None)
    found = list(problems(kept, file.read_bytes() if file else b"", asyncio.run(_known(settings, kept))))
    for problem in found:
        click.echo(problem)
    captures = sum(1 for folder in kept.cases() for one in folder.iterdir() if one.name.isdecimal())
    click.echo(f"{captures:,} captures of {len(kept.cases()):,} cases: " + (f"{len(found):,} problems" if found else "whole"))
    if kept.root.is_dir():
        note(kept, found)
    sys.exit(bool(found))


async def _known(settings: Settings, kept: Cabinet) -> dict[str, tuple[Captured, ...]]:
    """The captures that the cases tell of."""
    async with opened_index(settings) as index:
        return {case.id: case.captures for case in (await holders(kept, index)).values()}
