"""The way back from a backup, into a home and servers that hold nothing yet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from search.port import Index
from tinwatch.backup.copying import PASSING, copy_file, durable
from tinwatch.backup.manifest import BROKER, HOME, INDEX, Broken, Manifest, problems, read
from tinwatch.backup.snapshots import Snapshots
from tinwatch.brokers import Broker, make_broker
from tinwatch.indexes import opened_index
from tinwatch.settings import SettingError, Settings, sqlite_path
from topics.records import decode
from topics.river import ALERTS, ASSESSED, CASES, ENTRIES, PAGES, PATTERNS, REMOVALS
from topics.watchlist import PageHealth

FEEDING = frozenset(topic.name for topic in (ASSESSED, ALERTS, PATTERNS, CASES, ENTRIES, REMOVALS))
"""Topics whose records the agent store writes into the index."""


def checked(backup: Path) -> Manifest:
    """The manifest of a backup of which every byte is as it was written; Broken names what is not."""
    manifest = read(backup)
    if found := list(problems(backup, manifest)):
        raise Broken(f"{backup}: {'; '.join(found[:5])}" + (f" and {len(found) - 5} more" if len(found) > 5 else ""))
    return manifest


async def restore(settings: Settings, backup: Path) -> Manifest:
    """All of it back. Raises Broken, SettingError, Unavailable, Unusable.

    Where broker and index were both embedded, their copies are of one moment. Elsewhere the index is the older one: the group goes back
    to where it was before the index was copied, as far as it feeds the index, and does that again; nothing is changed by writing it twice.
    """
    manifest = checked(backup)
    targets = _targets(settings, backup, manifest)
    _fits(settings, manifest, targets.values())
    if manifest.snapshot:
        await Snapshots(settings).need_room()
    _lay_back(targets)
    if manifest.snapshot:
        await Snapshots(settings).bring_back(*manifest.snapshot)
    if not manifest.embedded_broker or manifest.snapshot:
        await _step_back(settings, manifest)
    return manifest


def _fits(settings: Settings, manifest: Manifest, targets: Iterable[Path]) -> None:
    """Raises SettingError where the settings are of another world, or something would be overwritten."""
    if manifest.embedded_broker != settings.broker_url.startswith("sqlite"):
        raise SettingError(f"TINWATCH_BROKER: the backup is of {'an embedded broker' if manifest.embedded_broker else 'a desk on Kafka'}")
    if bool(manifest.snapshot) != settings.index_url.startswith("http"):
        raise SettingError(f"TINWATCH_INDEX: the backup is of {'an Elasticsearch' if manifest.snapshot else 'an embedded index'}")
    if settings.app_id != manifest.group:
        raise SettingError(f"TINWATCH_APP_ID: the backup is of the group {manifest.group}")
    beside = [
        path.with_name(path.name + end) for path in targets for end in ("", *PASSING)
    ]  # an old -wal would be taken for the new file's
    there = [path for path in beside if path.exists() or path.is_symlink()]
    if there:
        raise SettingError(f"TINWATCH_HOME: {there[0]} is there; move what is left of the old desk away first")


def _targets(settings: Settings, backup: Path, manifest: Manifest) -> dict[Path, Path]:
    """Source → target: each file where it was in the home, or where the settings have it now."""
    home = settings.home.absolute()
    apart = {BROKER: settings.broker_url, INDEX: settings.index_url}
    return {
        backup / file.path: sqlite_path(apart[file.path]).absolute() if file.path in apart else home / Path(file.path).relative_to(HOME)
        for file in manifest.files
    }


def _lay_back(targets: dict[Path, Path]) -> None:
    """All or none."""
    made: list[Path] = []
    try:
        for source, target in targets.items():
            copy_file(source, target)
            made.append(target)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    for folder in {path.parent for path in made}:
        durable(folder)


async def _step_back(settings: Settings, manifest: Manifest) -> None:
    """Let the agents write into the index again what they wrote since; pages that were heard of since are put there at once."""
    broker = make_broker(settings)
    try:
        await broker.ensure()
        ends, behind = await broker.ends(), await broker.behind(settings.app_id)
        wanted = {(one.topic, one.partition): one.offset for one in manifest.reached if one.topic in FEEDING}
        for place, offset in wanted.items():
            if offset > ends.get(place, 0):
                raise SettingError(
                    f"TINWATCH_BROKER: {place[0]} ends at {ends.get(place, 0)}, before {offset}, where it was read: not the same broker"
                )
        now = {place: behind[place][0] if place in behind else ends[place] for place in wanted}
        await broker.commit(settings.app_id, {place: min(offset, now[place]) for place, offset in wanted.items()})
        async with opened_index(settings) as index:
            await _pages(index, broker)
    finally:
        broker.close()


async def _pages(index: Index, broker: Broker) -> None:
    """The agent watch writes a page when it changes; its memory is ahead of the index, so it would say nothing."""
    newest = {record.key: record.value for record in broker.records(PAGES.name)}
    await index.put_pages([decode(value, PageHealth) for value in newest.values() if value])
