"""What a backup holds, as its `manifest.json` tells: written last, so that a backup which has one is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

MANIFEST = "manifest.json"
HOME = "home"
"""Folder with what lay in TINWATCH_HOME."""

BROKER, INDEX = "broker.sqlite", "index.sqlite"
"""The embedded broker and index, wherever they lay."""

FORMAT = 1


class Broken(Exception):
    """It is no backup, or not as it was made; the message says where."""


class File(msgspec.Struct, frozen=True):
    """`path` below the backup; `size` in bytes."""

    path: str
    size: int
    sha256: str


class Reached(msgspec.Struct, frozen=True):
    """How far the agents had come in a partition before the index was copied: what lies behind it, the copy has."""

    topic: str
    partition: int
    offset: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`snapshot`: name and repository of Elasticsearch's own, where the index is there. `elsewhere`: settings that name files which are not
    in the backup."""

    made_at: datetime
    tinwatch: str
    group: str
    files: tuple[File, ...]
    reached: tuple[Reached, ...]
    embedded_broker: bool
    snapshot: tuple[str, str] | None = None
    elsewhere: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files)


def read(backup: Path) -> Manifest:
    """Raises Broken."""
    try:
        found = msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise Broken(f"{backup} is no backup: it has no {MANIFEST}") from None
    except msgspec.MsgspecError as error:
        raise Broken(f"{backup / MANIFEST}: {error}") from None
    for file in found.files:
        parts = Path(file.path).parts
        if ".." in parts or Path(file.path).is_absolute() or (file.path not in (BROKER, INDEX) and parts[:1] != (HOME,)):
            raise Broken(f"{backup / MANIFEST}: names {file.path}, which no backup has")
    if found.format > FORMAT:
        raise Broken(f"{backup} was made by a newer tinwatch ({found.tinwatch}): restore it with that one")
    return found


def problems(backup: Path, manifest: Manifest) -> Iterator[str]:
    """What of the backup is not as it was made."""
    for file in manifest.files:
        path = backup / file.path
        if path.is_symlink() or not path.is_file():
            yield f"{file.path} is missing"
        elif digest(path) != file.sha256:
            yield f"{file.path} is not what was written"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest(folder: Path) -> Path:
    """The folder itself when it is a backup, else the newest whole one in it. Raises Broken."""
    if (folder / MANIFEST).exists():
        return folder
    found = made_in(folder)
    if not found:
        raise Broken(f"{folder} is no backup and holds none that is whole")
    return found[-1]


def made_in(folder: Path) -> list[Path]:
    """The whole backups in a folder, oldest first."""
    return sorted(path.parent for path in folder.glob(f"*Z/{MANIFEST}"))


def halves(folder: Path) -> list[Path]:
    """Backups that a crash left half made."""
    return sorted(folder.glob("*Z.part"))
