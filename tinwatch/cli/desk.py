"""`tinwatch model harvest`: the desk's decisions as rows to train a model that stays at the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from agents.assessor import Assessor
from agents.lists import blocklist
from tinwatch.app import make_app
from tinwatch.asked import Register
from tinwatch.assessors import make_assessor
from tinwatch.cli.output import table
from tinwatch.deciding import sender
from tinwatch.indexes import opened_index
from tinwatch.models import BUNDLED
from tinwatch.running import opened_broker, started
from tinwatch.settings import Settings, load
from topics.cases import Event

if TYPE_CHECKING:
    from tinwatch.learning.desk.rows import Row

CLOSED = (
    "learning from the desk is off: rows of reviewed posts are personal data put to another use, which the desk must have decided on. "
    "Who answers for that says so with TINWATCH_LEARN_FROM_DESK=yes (docs/detection.md, Learning from the desk)"
)

ROWS = click.option(
    "--desk",
    "rows",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Rows of the desk to learn from too (model harvest).",
)


def taken(file: Path, names: Sequence[str], out: Path | None) -> list[Row]:
    """The rows of a harvest that may train these models into this folder; UsageError with the reason."""
    from tinwatch.learning.desk.rows import LICENCE, NoHarvest, read

    if not load().learn_from_desk:
        raise click.UsageError(CLOSED)
    if tuple(names) != ("alert",):
        raise click.UsageError("rows of the desk train the alert model alone: tinwatch model train alert --desk …")
    if out is None or out.resolve().is_relative_to(BUNDLED.resolve()):
        raise click.UsageError(
            f"a model that learned from the desk is never one that ships (licence: {LICENCE}): name a folder of the desk's own with --out"
        )
    try:
        return read(file, datetime.now(UTC))
    except (NoHarvest, OSError) as error:
        raise click.UsageError(str(error)) from error


def harvested(file: str) -> bool:
    """Whether rows of the desk lie there."""
    from tinwatch.learning.desk import rows

    return rows.harvested(file)


def compare(one: str, other: str, file: Path, served: Callable[[str], tuple[Assessor, Mapping[str, object]]]) -> None:
    """Champion and challenger on the desk's decisions that neither has learned from; promotion is left to a person."""
    from tinwatch.learning.desk.judging import told, verdict
    from tinwatch.learning.desk.rows import NoHarvest, read
    from tinwatch.learning.desk.trial import tried

    try:
        rows = read(file, datetime.now(UTC))
    except (NoHarvest, OSError) as error:
        raise click.UsageError(str(error)) from error
    judged, known = tried(rows, served(one), served(other))
    click.echo(f"{known} of {len(rows)} rows left out: one of the two learned from them or from a near-copy")
    click.echo(told(judged, one, other))
    click.echo("Only cases that were alerted on are decided: what both miss, and what the challenger alone would raise, is not known here.")
    if verdict(judged).beats and Path(other).is_file():
        click.echo(_promotion(load().model, Path(other).resolve()))


def _promotion(current: str, file: Path) -> str:
    """What a person does to put it in force; nothing here does."""
    if Path(current).is_symlink():
        return f"To put it in force, a person says: ln -sfn {file} {Path(current).absolute()}  and starts the workers anew."
    return f"To put it in force, a person sets TINWATCH_MODEL={file} and starts the workers anew."


@click.command(epilog="Example: tinwatch model harvest --to desk.jsonl")
@click.option(
    "--to", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File of the rows; their manifest lies beside it."
)
def harvest(file: Path) -> None:
    """Write what the desk confirmed or dismissed as false alarms as training rows that name nobody (setting learn_from_desk)."""
    settings = load()
    if not settings.learn_from_desk:
        raise click.UsageError(CLOSED)
    asyncio.run(_harvest(settings, file))


async def _harvest(settings: Settings, file: Path) -> None:
    from tinwatch.learning.desk.harvest import Harvester
    from tinwatch.learning.desk.rows import write

    asked = frozenset(one.post for one in Register(settings.home).all().values() if one.kind in ("delete", "restrict"))
    async with opened_index(settings) as index:
        found = await Harvester(index, make_assessor(settings), blocklist(settings.shelf, settings.blocklists), asked).harvest()
    async with opened_broker(settings), started(make_app(settings, None)) as app:  # in the audit log before there is a file
        await sender(app)(Event(id=uuid4().hex, case="", deed="access", at=datetime.now(UTC), reason=f"harvest {len(found.rows)} rows"))
    manifest = write(file, found.rows, found.cases, found.left_out, datetime.now(UTC))
    told = [(name, count, "row") for name, count in manifest.rows.items()]
    told += [(name, count, "left out") for name, count in manifest.left_out.items() if count]
    click.echo(table(("WHAT", "CASES", ""), told))
    click.echo(f"{file}: {len(found.rows):,} rows of {found.cases:,} cases; {manifest.licence}")
