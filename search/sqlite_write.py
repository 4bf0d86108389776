"""Putting records into the SQLite index: each call one transaction, all of it or nothing."""

# ruff: noqa: S608 -- every statement is put together from constants of this file; what users give is bound, never pasted in

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from search.sqlite_file import transaction
from search.sqlite_removals import forget
from search.sqlite_rows import AlertRow, DocumentRow, Shelf, sound

PURGED_AT_ONCE = 1000
"""Documents per transaction of a purge, so that a writer elsewhere waits for a moment only."""


class Writer:
    """The writing half of an index; belongs to one thread. It remembers the numbers of shelves and places, which never change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._shelves: dict[Shelf, int] = {}
        self._places: dict[str, int] = {}

    def put_documents(self, rows: Sequence[DocumentRow]) -> None:
        """Raises sqlite3.Error, and then nothing was written."""
        latest: dict[str, DocumentRow] = {}
        for row in rows:
            if row.id not in latest or row.collected_at >= latest[row.id].collected_at:
                latest[row.id] = row
        try:
            with transaction(self.connection, "IMMEDIATE"):
                self._put_documents(latest)
        except BaseException:
            self._shelves.clear()  # numbers given inside the failed transaction do not exist
            self._places.clear()
            raise

    def _put_documents(self, rows: dict[str, DocumentRow]) -> None:
        run = self.connection.execute
        known = {
            key: (doc, collected_at, shelf)
            for key, doc, collected_at, shelf in run(
                "SELECT id, doc, collected_at, shelf FROM documents WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(rows)),)
            )
        }
        changed: list[tuple[int, int, DocumentRow]] = []
        fresh: list[tuple[int, int, DocumentRow]] = []
        count: Counter[int] = Counter()
        (last,) = run("SELECT coalesce(max(doc), 0) FROM documents").fetchone()
        for row in rows.values():
            old = known.get(row.id)
            if old is not None and old[1] > row.collected_at:
                continue
            shelf = self._shelf(row.shelf)
            count[shelf] += 1
            if old is None:
                last += 1
                fresh.append((last, shelf, row))
            else:
                count[old[2]] -= 1
                changed.append((old[0], shelf, row))
        self._replace(changed)
        self._insert(fresh)
        places = [(doc, self._place(name)) for doc, _, row in changed + fresh for name in row.places]
        self.connection.executemany("INSERT INTO located (doc, place) VALUES (?, ?)", places)
        self._count(count)

    def _replace(self, changed: list[tuple[int, int, DocumentRow]]) -> None:
        """In ascending order, and words out before words in: FTS5 writes a new segment whenever the row numbers go back."""
        if not changed:
            return
        changed.sort(key=lambda item: item[0])
        many = self.connection.executemany
        numbers = [(doc,) for doc, _, _ in changed]
        many("DELETE FROM words WHERE rowid = ?", numbers)
        many("DELETE FROM located WHERE doc = ?", numbers)
        many(
            "UPDATE documents SET at = ?, shelf = ?, collected_at = ? WHERE doc = ?",
            [(row.at, shelf, row.collected_at, doc) for doc, shelf, row in changed],
        )
        many("UPDATE records SET record = ? WHERE doc = ?", [(row.record, doc) for doc, _, row in changed])
        many("INSERT INTO words (rowid, written, folded) VALUES (?, ?, ?)", [(doc, row.written, row.folded) for doc, _, row in changed])

    def _insert(self, fresh: list[tuple[int, int, DocumentRow]]) -> None:
        many = self.connection.executemany
        many(
            "INSERT INTO documents (doc, at, shelf, collected_at, id) VALUES (?, ?, ?, ?, ?)",
            [(doc, row.at, shelf, row.collected_at, row.id) for doc, shelf, row in fresh],
        )
        many("INSERT INTO records (doc, record) VALUES (?, ?)", [(doc, row.record) for doc, _, row in fresh])
        many("INSERT INTO words (rowid, written, folded) VALUES (?, ?, ?)", [(doc, row.written, row.folded) for doc, _, row in fresh])

    def put_alerts(self, rows: Sequence[AlertRow]) -> None:
        """Raises sqlite3.Error, and then nothing was written."""
        with transaction(self.connection, "IMMEDIATE"):
            for row in rows:
                written = self.connection.execute(
                    "INSERT INTO alerts (id, position, updated_at, band, state, held, codes, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at, band = excluded.band,"
                    " state = excluded.state, held = excluded.held, codes = excluded.codes, pages = excluded.pages"
                    " WHERE excluded.position >= position RETURNING alert",
                    (row.id, row.position, row.updated_at, row.band, row.state, row.held, row.codes, row.pages),
                ).fetchone()
                if written is not None:
                    self.connection.execute("INSERT OR REPLACE INTO alert_records (alert, record) VALUES (?, ?)", (written[0], row.record))

    def put_pages(self, rows: Sequence[tuple[str, int, bytes]]) -> None:
        """Raises sqlite3.Error, and then nothing was written."""
        with transaction(self.connection, "IMMEDIATE"):
            self.connection.executemany(
                "INSERT INTO pages (id, last_seen_at, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET last_seen_at = excluded.last_seen_at, record = excluded.record WHERE excluded.last_seen_at >= last_seen_at",
                rows,
            )

    def delete_documents(self, before: int, kind: str, keep: Sequence[str] = ()) -> int:
        """Number of documents removed whose time (microseconds since 1970) lies before `before`; of every kind when `kind` is empty."""
        where = "at < :before AND (:kind = '' OR s.kind = :kind) AND id NOT IN (SELECT value FROM json_each(:keep))"
        return self._remove(where, {"before": before, "kind": kind, "keep": json.dumps([sound(id) for id in keep])})

    def forget_documents(self, ids: Sequence[str]) -> int:
        """Number of documents removed, of these."""
        removed = self._remove("id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps([sound(id) for id in ids])})
        forget(self.connection, ids)
        return removed

    def _remove(self, where: str, values: dict[str, object]) -> int:
        removed = 0
        while True:
            with transaction(self.connection, "IMMEDIATE"):
                old = self.connection.execute(
                    f"SELECT doc, d.shelf FROM documents d JOIN shelves s ON s.shelf = d.shelf WHERE {where} LIMIT :most",
                    values | {"most": PURGED_AT_ONCE},
                ).fetchall()
                old.sort()  # as in _replace
                for table in ("words WHERE rowid", "located WHERE doc", "records WHERE doc", "documents WHERE doc"):
                    self.connection.executemany(f"DELETE FROM {table} = ?", [(doc,) for doc, _ in old])
                gone: Counter[int] = Counter()
                gone.subtract(shelf for _, shelf in old)
                self._count(gone)
            removed += len(old)
            if len(old) < PURGED_AT_ONCE:
                return removed

    def _count(self, changes: Counter[int]) -> None:
        changed = [(number, shelf) for shelf, number in changes.items() if number]
        self.connection.executemany("UPDATE shelves SET documents = documents + ? WHERE shelf = ?", changed)

    def _shelf(self, shelf: Shelf) -> int:
        number = self._shelves.get(shelf)
        if number is None:
            columns = "page = ? AND kind = ? AND stance = ? AND band = ? AND alerting = ? AND codes = ?"
            found = self.connection.execute(f"SELECT shelf FROM shelves WHERE {columns}", shelf).fetchone()
            number = (
                found[0]
                if found
                else self._number(
                    "INSERT INTO shelves (page, kind, stance, band, alerting, codes, documents) VALUES (?, ?, ?, ?, ?, ?, 0)", shelf
                )
            )
            self._shelves[shelf] = number
        return number

    def _place(self, name: str) -> int:
        number = self._places.get(name)
        if number is None:
            found = self.connection.execute("SELECT place FROM places WHERE name = ?", (name,)).fetchone()
            number = found[0] if found else self._number("INSERT INTO places (name) VALUES (?)", (name,))
            self._places[name] = number
        return number

    def _number(self, insert: str, values: tuple[object, ...]) -> int:
        number = self.connection.execute(insert, values).lastrowid
        assert number is not None
        return number
