"""`tinwatch backup` and `tinwatch restore`."""

from __future__ import annotations

import asyncio
import getpass
import sqlite3
import sys
from pathlib import Path

import click

from console.journal import Journal
from console.users import Users, fold_name
from tinwatch.backup import making, restoring
from tinwatch.backup.manifest import Broken, Manifest, newest, read
from tinwatch.settings import Settings, load, private

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))


@click.command(epilog="Example: tinwatch backup /srv/backups/tinwatch --keep 14")
@FOLDER
@click.option("--keep", type=click.IntRange(1), help="Then remove all but so many of the newest backups in DIR. All stay by default.")
@click.option(
    "--repository", default="tinwatch", show_default=True, help="Elasticsearch's repository for snapshots, where the index is there."
)
def backup(folder: Path, keep: int | None, repository: str) -> None:
    """Back up the desk into a new folder below DIR, while it works.

    Copied are the embedded broker and index as of one moment, users, evidence and all else in TINWATCH_HOME; of an Elasticsearch a
    snapshot is taken. A Kafka is not copied: docs/deploying.md. Whoever has the backup has all that the desk has: keep it as closed as
    the home, and no longer than what is in it may be kept (docs/retention.md).
    """
    settings = load()
    try:
        made = asyncio.run(making.make(settings, folder, repository, _show))
        gone = asyncio.run(making.forget(settings, folder, keep)) if keep else []
    except (Broken, OSError, sqlite3.Error) as error:
        raise click.ClickException(str(error)) from error
    _told("", made, read(made))
    for old in gone:
        click.echo(f"removed {old}")


@click.command(epilog="Example: tinwatch restore /srv/backups/tinwatch --check")
@FOLDER
@click.option("--check", is_flag=True, help="Only look whether every byte is as it was written.")
def restore(folder: Path, check: bool) -> None:
    """Restore a backup, or the newest one in DIR, into a TINWATCH_HOME (and an Elasticsearch) that holds nothing yet.

    Nothing is overwritten. Every file is checked before anything is written. Start the agents afterwards: they go on where they stood. The
    audit log gets a line. Exit code 1 when the backup is not as it was made.
    """
    settings = load()
    try:
        chosen = newest(folder)
        manifest = restoring.checked(chosen) if check else asyncio.run(restoring.restore(settings, chosen))
    except (Broken, OSError, sqlite3.Error) as error:
        raise click.ClickException(str(error)) from error
    _told("whole: " if check else "restored ", chosen, manifest)
    if not check:
        _written_down(settings, manifest)


def _written_down(settings: Settings, manifest: Manifest) -> None:
    """A line for the audit log, which the console sends when it runs: the desk went back to an earlier moment."""
    private(settings.home)
    users = Users(settings.users_file)
    name = getpass.getuser()
    Journal(users).add("restored", fold_name(name), by=f"cli:{name}", about=f"backup of {manifest.made_at:%Y-%m-%dT%H:%M:%SZ}")
    users.close()


def _told(what: str, folder: Path, manifest: Manifest) -> None:
    click.echo(
        f"{what}{folder}: {len(manifest.files):,} files, {manifest.bytes / 1e6:,.1f} MB, made {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC"
    )
    if manifest.snapshot:
        click.echo(f"with snapshot {manifest.snapshot[1]} in Elasticsearch's repository {manifest.snapshot[0]}")
    if not manifest.embedded_broker:
        click.echo("without Kafka, which keeps its own copies")
    for one in manifest.elsewhere:
        click.echo(f"not in the backup: {one}", err=True)


def _show(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{what[:70]:<72}", err=True, nl=False)
