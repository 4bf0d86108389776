"""A backup made while the desk works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from tinwatch.backup.copying import copy_database, copy_file, durable, files_of, one_moment
from tinwatch.backup.manifest import BROKER, HOME, INDEX, MANIFEST, Broken, File, Manifest, Reached, digest, halves, made_in, read
from tinwatch.backup.snapshots import Snapshots
from tinwatch.brokers import Broker, make_broker
from tinwatch.settings import FILE, Settings, private, sqlite_path

Show = Callable[[str], None]


async def make(settings: Settings, folder: Path, repository: str, show: Show = lambda what: None) -> Path:
    """A new backup below `folder`, whole or not there at all. Raises Broken, Unavailable, Unusable, BrokerError, OSError.

    `repository` is Elasticsearch's, where the index is there.
    """
    now = datetime.now(UTC)
    draft = _begun(settings, folder, now)
    snapshot = None
    try:
        reached = await _reached(settings)
        if settings.index_url.startswith("http"):
            snapshot = (repository, f"tinwatch-{now:%Y%m%dt%H%M%S%f}z")
            show(f"snapshot {snapshot[1]} in {repository}")
            await Snapshots(settings).take(*snapshot)
        elsewhere = _copied(settings, draft, show)
        made = Manifest(
            made_at=now,
            tinwatch=version("tinwatch"),
            group=settings.app_id,
            files=tuple(_told(draft, path) for path in sorted(draft.rglob("*")) if path.is_file()),
            reached=reached,
            embedded_broker=settings.broker_url.startswith("sqlite"),
            snapshot=snapshot,
            elsewhere=elsewhere,
        )
        return _finished(draft, made)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _begun(settings: Settings, folder: Path, now: datetime) -> Path:
    """The folder to copy into."""
    home = settings.home.absolute()
    if folder.absolute().is_relative_to(home):
        raise Broken(f"{folder} lies in {home}, which it is to be a backup of: choose another place, best on another disk")
    target = private(folder) / f"{now:%Y%m%dT%H%M%SZ}"
    if target.exists():
        raise Broken(f"{target} is there already")
    return private(target.with_suffix(".part"))


def _finished(draft: Path, made: Manifest) -> Path:
    """The backup under its name, durable."""
    (draft / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    durable(draft)
    target = draft.with_suffix("")
    draft.rename(target)
    durable(target.parent)
    return target


async def _reached(settings: Settings) -> tuple[Reached, ...]:
    """How far the agents are at least, in every partition that they read."""
    broker: Broker = make_broker(settings)
    try:
        await broker.ensure()
        ends = await broker.ends()  # first: who is not behind has come at least so far
        behind = await broker.behind(settings.app_id)
    finally:
        broker.close()
    places = {place: behind[place][0] if place in behind else end for place, end in ends.items()}
    return tuple(Reached(topic, partition, offset) for (topic, partition), offset in sorted(places.items()))


def _copied(settings: Settings, draft: Path, show: Show) -> tuple[str, ...]:
    """Copy all that is on this machine; what is not copied, though a setting or a link names it."""
    home = settings.home.absolute()
    found = files_of(home)
    broker = sqlite_path(settings.broker_url).absolute() if settings.broker_url.startswith("sqlite") else None
    index = sqlite_path(settings.index_url).absolute() if settings.index_url.startswith("sqlite") else None
    apart = {path: name for path, name in ((broker, BROKER), (index, INDEX)) if path and path.exists()}
    databases = {f"{HOME}/{path.relative_to(home)}": path for path in found if path.suffix == ".sqlite" and path not in apart}
    databases |= {name: path for path, name in apart.items()}
    with one_moment(broker, databases) as opened:
        for name, connection in opened.items():
            show(name)
            copy_database(connection, draft / name)
    linked = []
    for path in found:
        if path.suffix == ".sqlite" or path in apart:
            continue
        if path.is_symlink() and not path.is_file():
            linked.append(str(path))
            continue
        show(path.name)
        try:
            copy_file(path, draft / HOME / path.relative_to(home))
        except FileNotFoundError:  # removed while we were on the way: it is no longer kept
            continue
    return (*linked, *_named(settings))


def _named(settings: Settings) -> tuple[str, ...]:
    """Files and folders outside the home that settings name, and the file of the settings."""
    home = settings.home.absolute()
    said = {field.name: getattr(settings, field.name) for field in fields(settings)}
    paths = {name: Path(value).expanduser().absolute() for name, value in said.items() if isinstance(value, str) and value}
    there = [f"{name}: {path}" for name, path in paths.items() if "/" in said[name] and _is_there(path) and not path.is_relative_to(home)]
    return (*there, *([f"settings: {Path(FILE).absolute()}"] if Path(FILE).exists() else []))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long for a name: no path at all
        return False


def _told(root: Path, path: Path) -> File:
    return File(path.relative_to(root).as_posix(), path.stat().st_size, digest(path))


async def forget(settings: Settings, folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` whole backups, with their snapshots, and what a crash left of one; which went."""
    gone = made_in(folder)[:-keep]
    for backup in gone:
        if snapshot := read(backup).snapshot:
            await Snapshots(settings).drop(*snapshot)
        shutil.rmtree(backup)
    for half in halves(folder):
        shutil.rmtree(half)
    return gone
