"""An operator's hands on the SQLite index: one file, whose tables change version when it is opened."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from search.operating import Told
from search.sqlite import SqliteIndex
from search.sqlite_file import connect, explained
from search.sqlite_schema import VERSION, version_of
from search.words import Fold

NAMED = 5
"""Lines of an integrity check that are told."""


class SqliteOperator:
    """Raises what search/sqlite.py raises."""

    def __init__(self, path: Path, fold: Fold) -> None:
        self._path, self._fold = path, fold

    async def setup(self, *, dry: bool = False) -> list[Told]:
        """Makes the file where it is missing, and its tables those of today's version."""
        before = await asyncio.to_thread(self._version)
        if not dry:
            index = SqliteIndex(self._path, self._fold)
            await index.open()
            await index.close()
        if before == VERSION:
            return [Told("tables", True, f"version {VERSION}, today's, in {self._path}")]
        came = "would be made" if dry else "made"
        return [Told("tables", True, f"version {VERSION} {came} in {self._path}" + (f" out of version {before}" if before else ""))]

    async def shape(self) -> list[Told]:
        """The version of the tables, and whether the file is whole: every page of it, every index, the words."""
        return await asyncio.to_thread(self._shape)

    def _version(self) -> int:
        """0 where there is no file or nothing in it."""
        if not self._path.exists():
            return 0
        with explained(self._path), closing(connect(self._path, writes=False)) as connection:
            return version_of(connection, str(self._path))

    def _shape(self) -> list[Told]:
        version = self._version()
        if version != VERSION:
            return [Told("tables", False, f"version {version}, today's is {VERSION}", "Run `tinwatch index setup`.")]
        with explained(self._path), closing(connect(self._path, writes=False)) as connection:
            broken = _broken(connection)
        told = [Told("tables", True, f"version {VERSION} in {self._path}")]
        if broken:
            mend = "Restore a backup, or delete the file and replay the posts."
            return [*told, Told("file", False, "; ".join(broken[:NAMED]), mend)]
        return [*told, Told("file", True, "whole")]


def _broken(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong."""
    lines = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(100)")]
    lines += [f"{row[0]}: a row refers to what is not there" for row in connection.execute("PRAGMA foreign_key_check")]
    return [line for line in lines if line != "ok"]
