"""The desk's known pictures: a small database in the home folder, read anew by running workers once it has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from enrichers.pictures import KnownPictures, Picture
from tinwatch.settings import Settings, private

_TABLE = "CREATE TABLE IF NOT EXISTS pictures (phash TEXT PRIMARY KEY, seen TEXT NOT NULL, source TEXT NOT NULL, cuts TEXT NOT NULL)"


def picture_file(settings: Settings) -> Path:
    return settings.home / "pictures.sqlite"


def add(file: Path, pictures: Iterable[Picture]) -> int:
    """Keep these; of two with one fingerprint the earlier day stands. How many were new or became earlier."""
    private(file.parent)
    with closing(sqlite3.connect(file, timeout=30)) as connection, connection:
        connection.execute(_TABLE)
        before = connection.total_changes
        connection.executemany(
            "INSERT INTO pictures VALUES (?, ?, ?, ?) ON CONFLICT (phash) DO UPDATE SET seen = excluded.seen, source = excluded.source"
            " WHERE excluded.seen < seen",
            [(one.prints[0], one.seen.isoformat(), one.source, " ".join(one.prints[1:])) for one in pictures],
        )
        return connection.total_changes - before


def kept(file: Path) -> list[Picture]:
    """All of them; none where there is no file yet."""
    if not file.is_file():
        return []
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
        rows = connection.execute("SELECT phash, seen, source, cuts FROM pictures ORDER BY phash").fetchall()
    return [Picture(date.fromisoformat(seen), source, (phash, *cuts.split())) for phash, seen, source, cuts in rows]


class Known:
    """The known pictures of now: `current()` looks whether the file has changed, and reads it again then."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: object = None
        self._pictures = KnownPictures()

    def current(self) -> KnownPictures:
        stamp = _changed(self._file)
        if stamp != self._stamp:
            self._pictures, self._stamp = KnownPictures(kept(self._file)), stamp
        return self._pictures


def _changed(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
