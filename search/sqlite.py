"""The index in one SQLite file, for a desk that runs on one machine: `SqliteIndex` keeps the promises of `search.port.Index`."""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from search import sqlite_alerts, sqlite_claims, sqlite_find, sqlite_patterns
from search.marks import Marker
from search.port import AlertPage, AlertQuery, PatternPage, PatternQuery, Placed, PlacedPattern, Query, Refused, Results, Unavailable
from search.sqlite_docket import SqliteDocket
from search.sqlite_file import BUSY_MS, connect, explained
from search.sqlite_removals import SqliteRemovals, forget_orphans, read_with
from search.sqlite_rows import Unfit, alert_row, document_row, micros, page_row, silence
from search.sqlite_schema import prepare
from search.sqlite_write import Writer
from search.stretch import STRETCH, Stretch
from search.words import Fold
from topics.claims import Known
from topics.records import Alert, Assessed, decode
from topics.watchlist import PageHealth

R = TypeVar("R")
Row = TypeVar("Row")


class SqliteIndex:
    """Writes run in one thread of their own, reads in `readers` others (WAL: neither waits for the other): no call blocks the event loop.

    Several processes may have the same file open. `fold` is what makes accents optional; it must stay the same for the life of the
    file, or the posts must be put in again. `busy_ms` is how long a write waits for another process. Every method raises Unavailable
    when the file is locked for longer, the disk is full or fails, or the index is not open; `open` raises Unusable (no retry helps).
    """

    def __init__(self, path: str | Path, fold: Fold, *, readers: int = 4, busy_ms: int = BUSY_MS) -> None:
        if str(path) in ("", ":memory:"):
            raise ValueError("the index needs a file: its readers and its writer are separate connections")
        self.path = Path(path)
        self._fold = fold
        self._marker = Marker(fold)
        self._busy_ms = busy_ms
        self._reader_count = readers
        self._writer: Writer | None = None
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._writing: ThreadPoolExecutor | None = None
        self._reading: ThreadPoolExecutor | None = None

    @property
    def docket(self) -> SqliteDocket:
        return SqliteDocket(self._put, self._read, self._write)

    @property
    def removals(self) -> SqliteRemovals:
        return SqliteRemovals(self._put, self._read)

    async def open(self) -> None:
        """Creates the file and its folder when missing; a second call does nothing."""
        if self._writing is not None:
            return
        self._writing = ThreadPoolExecutor(1, "index-writer")
        self._reading = ThreadPoolExecutor(self._reader_count, "index-reader")
        try:
            await asyncio.get_running_loop().run_in_executor(self._writing, self._connect)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Waits for the calls under way; the index may be opened again."""
        writing, reading = self._writing, self._reading
        self._writing = self._reading = None
        for pool in (writing, reading):
            if pool is not None:
                await asyncio.to_thread(pool.shutdown, wait=True)
        while not self._idle.empty():
            self._idle.get_nowait().close()
        if self._writer is not None:
            self._writer.connection.close()
            self._writer = None

    def _connect(self) -> None:
        with explained(self.path):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable(f"the folder of the index {self.path} cannot be made: {error}") from error
            connection = connect(self.path, writes=True, busy_ms=self._busy_ms)
            self._writer = Writer(connection)
            prepare(connection, str(self.path))
            for _ in range(self._reader_count):
                self._idle.put(connect(self.path, writes=False, busy_ms=self._busy_ms))

    async def put_documents(self, documents: Sequence[Assessed]) -> Sequence[Refused]:
        """One transaction; returns once it is on disk. Some 500 at a time are quickest."""
        return await self._put(
            documents, lambda document: document_row(document, self._fold), lambda document: document.post.id, Writer.put_documents
        )

    async def put_alerts(self, alerts: Sequence[Placed]) -> Sequence[Refused]:
        """One transaction; returns once it is on disk."""
        return await self._put(alerts, alert_row, lambda placed: placed.alert.id, Writer.put_alerts)

    async def put_pages(self, pages: Sequence[PageHealth]) -> Sequence[Refused]:
        """One transaction; returns once it is on disk."""
        return await self._put(pages, page_row, lambda page: page.page.id, Writer.put_pages)

    async def put_patterns(self, patterns: Sequence[PlacedPattern]) -> Sequence[Refused]:
        """One transaction; returns once it is on disk."""
        return await self._put(
            patterns, sqlite_patterns.pattern_row, lambda placed: placed.pattern.id, lambda w, rows: sqlite_patterns.put(w.connection, rows)
        )

    async def put_claims(self, claims: Sequence[Known]) -> Sequence[Refused]:
        """One transaction; returns once it is on disk."""
        return await self._put(
            claims, sqlite_claims.claim_row, lambda known: known.claim.id, lambda w, rows: sqlite_claims.put(w.connection, rows)
        )

    async def claims(self, ids: Sequence[str]) -> Sequence[Known]:
        """Those that exist, in the order asked for."""
        return await self._read(lambda connection: sqlite_claims.claims(connection, ids))

    async def claims_after(self, revision: int, limit: int = 1000) -> Sequence[Known]:
        """Claims that changed after `revision`, in order of revision."""
        return await self._read(lambda connection: sqlite_claims.claims_after(connection, revision, limit))

    async def last_claim(self) -> int:
        """The newest revision of any claim, -1 when there is none."""
        return await self._read(sqlite_claims.last_claim)

    async def delete_documents(self, before: datetime, kind: str = "", keep: Sequence[str] = ()) -> int:
        """Retention: removes the documents of this kind (of every kind when empty) with `at` before this moment, but for those to `keep`;
        their number."""
        removed = await self._write(lambda writer: writer.delete_documents(micros(before), kind, keep))
        await self._write(lambda writer: forget_orphans(writer.connection, micros(before)))
        return removed

    async def forget_documents(self, ids: Sequence[str]) -> int:
        """Removes these documents; the number of those that were there."""
        return await self._write(lambda writer: writer.forget_documents(ids))

    async def pages(self) -> Sequence[PageHealth]:
        """Every page ever heard of; the one not seen for longest comes first."""
        sql = "SELECT record FROM pages"
        return sorted(
            await self._read(lambda connection: [decode(record, PageHealth) for (record,) in connection.execute(sql)]), key=silence
        )

    async def document(self, id: str) -> Assessed | None:
        found = await self.documents([id])
        return found[0] if found else None

    async def documents(self, ids: Sequence[str]) -> Sequence[Assessed]:
        """Those that exist, in the order asked for."""

        def read(connection: sqlite3.Connection) -> list[Assessed]:
            rows = connection.execute(
                "SELECT id, record FROM documents d JOIN records r ON r.doc = d.doc WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            found = {key: decode(record, Assessed) for key, record in rows}
            return read_with(connection, [found[key] for key in ids if key in found])

        return await self._read(read)

    async def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of these documents are in the index."""
        sql = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        return await self._read(lambda connection: {key for (key,) in connection.execute(sql, (json.dumps(list(ids)),))})

    async def search(self, query: Query) -> Results:
        """Raises ValueError for a cursor of another query."""
        return await self._read(lambda connection: sqlite_find.search(connection, query, self._fold, self._marker))

    async def stretch(self, since: datetime | None = None, cursor: str = "", limit: int = STRETCH) -> Stretch:
        """Documents with `at` from `since` on, newest first."""
        return await self._read(lambda connection: sqlite_find.stretch(connection, since, cursor, limit))

    async def alert(self, id: str) -> Alert | None:
        return await self._read(lambda connection: sqlite_alerts.alert(connection, id))

    async def alerts(self, query: AlertQuery) -> AlertPage:
        """Raises ValueError for a cursor of another query."""
        return await self._read(lambda connection: sqlite_alerts.alerts(connection, query))

    async def alerts_after(self, position: int, limit: int = 200) -> Sequence[Placed]:
        """Alerts whose newest version lies after `position`, in order of position."""
        return await self._read(lambda connection: sqlite_alerts.alerts_after(connection, position, limit))

    async def last_position(self) -> int:
        """Position of the newest alert version, -1 when there is none."""
        return await self._read(sqlite_alerts.last_position)

    async def patterns(self, query: PatternQuery) -> PatternPage:
        """Raises ValueError for a cursor of another query."""
        return await self._read(lambda connection: sqlite_patterns.patterns(connection, query))

    async def patterns_after(self, position: int, limit: int = 200) -> Sequence[PlacedPattern]:
        """Patterns, those that are gone too, whose newest version lies after `position`, in order of position."""
        return await self._read(lambda connection: sqlite_patterns.patterns_after(connection, position, limit))

    async def delete_patterns(self, before: datetime, *, dry: bool = False) -> int:
        """Retention: removes the patterns whose `last` lies before this moment; their number, with `dry` only that."""
        return await self._write(lambda writer: sqlite_patterns.delete_before(writer.connection, micros(before), dry=dry))

    async def counts(self) -> dict[str, int]:
        """Number of `documents`, `alerts`, `pages`, `patterns` and `cases`."""
        sql = (
            "SELECT (SELECT coalesce(sum(documents), 0) FROM shelves),"
            " (SELECT count(*) FROM alerts), (SELECT count(*) FROM pages), (SELECT count(*) FROM patterns), (SELECT count(*) FROM cases)"
        )
        numbers = await self._read(lambda connection: connection.execute(sql).fetchone())
        return dict(zip(("documents", "alerts", "pages", "patterns", "cases"), numbers, strict=True))

    async def _put(
        self, records: Sequence[R], row: Callable[[R], Row], name: Callable[[R], str], write: Callable[[Writer, list[Row]], None]
    ) -> list[Refused]:
        """Writes what has a row and names what has none."""

        def put(writer: Writer) -> list[Refused]:
            rows: list[Row] = []
            refused: list[Refused] = []
            for record in records:
                try:
                    rows.append(row(record))
                except Unfit as unfit:
                    refused.append(Refused(name(record), str(unfit)))
            write(writer, rows)
            return refused

        return await self._write(put) if records else []

    async def _write(self, work: Callable[[Writer], R]) -> R:
        writer = self._writer
        if self._writing is None or writer is None:
            raise Unavailable(f"the index {self.path} is not open")

        def run() -> R:
            with explained(self.path):
                return work(writer)

        return await asyncio.get_running_loop().run_in_executor(self._writing, run)

    async def _read(self, work: Callable[[sqlite3.Connection], R]) -> R:
        if self._reading is None:
            raise Unavailable(f"the index {self.path} is not open")

        def run() -> R:
            with explained(self.path), self._reader() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._reading, run)

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        connection = self._idle.get()  # never waits: there are as many connections as threads
        try:
            yield connection
        finally:
            self._idle.put(connection)
