"""SQLite files copied while others write to them, and folders, each file durable when it is told of."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from channels.sealing import CHAIN
from tinwatch.backup.manifest import Broken
from tinwatch.settings import private

BUSY = 30.0
"""Seconds to wait for another's write transaction; those take milliseconds."""

PIECE = 1 << 20

LEFT_OUT = frozenset({"faust", "servers", "demo", "embeddings"})
"""In a home: made anew by itself, or another installation's."""

PASSING = ("-wal", "-shm", "-journal", ".lock", ".draft", ".part")
"""Ends of names of what is no file of its own, or half of one."""


@contextmanager
def one_moment(broker: Path | None, files: Mapping[str, Path]) -> Iterator[dict[str, sqlite3.Connection]]:
    """A connection to each file, all of which see the same moment of the broker while the block lasts.

    For the milliseconds in which they begin to read, nobody can append to the broker or commit. What was committed is in the index by
    then, and what the index has is in the broker: agents write in that order (docs/delivery.md). The copies are what a power cut would
    leave.
    """
    opened: dict[str, sqlite3.Connection] = {}
    gate = _opened(broker) if broker else None
    try:
        if gate:
            gate.execute("BEGIN IMMEDIATE")
        for name, path in files.items():
            opened[name] = _opened(path)
            opened[name].execute("BEGIN")
            opened[name].execute("SELECT count(*) FROM sqlite_schema").fetchone()  # only a read begins the transaction
        if gate:
            gate.execute("ROLLBACK")
        yield opened
    finally:
        for connection in (*opened.values(), *([gate] if gate else [])):
            connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY, isolation_level=None)


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """What the connection sees, into a new file, which is looked at once. Raises Broken when it cannot be read."""
    private(target.parent)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    try:
        with closing(sqlite3.connect(target)) as copy:
            [(said,), *_] = copy.execute("PRAGMA quick_check")
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise Broken(f"{target.name} is damaged: {said}")
    _synced(target)


def files_of(home: Path) -> list[Path]:
    """What of a home is kept, in an order in which copies mend themselves: of evidence the logs come before the captures that they name,
    the cases' logs before that of all, as a crash would leave them (tinwatch/evidence/cabinet.py)."""
    return sorted(_walked(home, home), key=lambda path: (path.name != CHAIN, -len(path.parts), path))


def _walked(folder: Path, home: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.endswith(PASSING) or (folder == home and path.name in LEFT_OUT):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walked(path, home)
        else:
            yield path


def copy_file(source: Path, target: Path) -> None:
    """Bytes into a new file for this user only, all or none; FileNotFoundError when the source was removed meanwhile."""
    with source.open("rb") as read:
        private(target.parent)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            try:
                shutil.copyfileobj(read, written, PIECE)
                written.flush()
                os.fsync(written.fileno())
            except BaseException:
                target.unlink()
                raise


def durable(folder: Path) -> None:
    """The names in a folder and all below it survive a power cut."""
    for place in (folder, *(one for one in folder.rglob("*") if one.is_dir() and not one.is_symlink())):
        _synced(place)


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
