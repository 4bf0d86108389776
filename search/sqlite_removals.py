"""Posts that are no longer shown, in the SQLite index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from search.cursor import page_size
from search.refused import Refused
from search.removals import all_noted
from search.sqlite_file import transaction
from search.sqlite_rows import encoded, micros, sound
from topics.records import Assessed, decode
from topics.watchlist import Removal

_ORPHANS = "DELETE FROM removals WHERE at < ? AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = removals.id)"


class SqliteRemovals:
    """`put` and `read` are those of the index: writing in its one thread, reading in the others."""

    def __init__(self, put: Callable[..., Awaitable[Any]], read: Callable[..., Awaitable[Any]]) -> None:
        self._put, self._read = put, read

    async def put(self, removals: Sequence[Removal]) -> Sequence[Refused]:
        return await self._put(removals, _row, lambda removal: removal.id, lambda writer, rows: _put(writer.connection, rows))  # type: ignore[no-any-return]

    async def of(self, ids: Sequence[str]) -> Sequence[Removal]:
        return await self._read(lambda connection: _of(connection, ids))  # type: ignore[no-any-return]

    async def after(self, id: str = "", limit: int = 1000) -> Sequence[Removal]:
        sql = "SELECT record FROM removals WHERE id > ? ORDER BY id LIMIT ?"
        return await self._read(  # type: ignore[no-any-return]
            lambda connection: [decode(record, Removal) for (record,) in connection.execute(sql, (sound(id), page_size(limit)))]
        )


def read_with(connection: sqlite3.Connection, documents: Sequence[Assessed]) -> list[Assessed]:
    """The documents, each with the moment it was found gone."""
    return all_noted(documents, _of(connection, [document.post.id for document in documents]))


def forget(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """With the documents of these ids."""
    with transaction(connection, "IMMEDIATE"):
        connection.executemany("DELETE FROM removals WHERE id = ?", [(sound(id),) for id in ids])


def forget_orphans(connection: sqlite3.Connection, before: int) -> None:
    """Those before this moment (microseconds since 1970) whose documents are not there, or never were."""
    with transaction(connection, "IMMEDIATE"):
        connection.execute(_ORPHANS, (before,))


def _row(removal: Removal) -> tuple[str, int, bytes]:
    """Raises Unfit."""
    return sound(removal.id), micros(removal.at), encoded(removal)


def _put(connection: sqlite3.Connection, rows: Sequence[tuple[str, int, bytes]]) -> None:
    with transaction(connection, "IMMEDIATE"):
        connection.executemany(
            "INSERT INTO removals (id, at, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET at = excluded.at, record = excluded.record WHERE excluded.at >= at",
            rows,
        )


def _of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Removal]:
    sql = "SELECT id, record FROM removals WHERE id IN (SELECT value FROM json_each(?))"
    found = {id: decode(record, Removal) for id, record in connection.execute(sql, (json.dumps([sound(id) for id in ids]),))}
    return [found[sound(id)] for id in ids if sound(id) in found]
