"""Connections to the index file, and what SQLite's errors mean to a caller."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.port import Unavailable, Unusable

BUSY_MS = 10_000
"""How long one process waits for another's write transaction before it says Unavailable."""

_HOPELESS = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_PERM,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into Unavailable (worth a retry) or Unusable (not); a mistake in our own SQL stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _PASSING:
            raise Unavailable(f"the index {path} cannot be used now: {error}") from error
        if code in _HOPELESS:
            raise Unusable(f"the index {path} is damaged ({error}): restore a backup, or delete it and replay the posts") from error
        raise


def connect(path: Path, *, writes: bool, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A connection in autocommit mode; transactions are begun by hand. A reader's connection cannot change anything.

    synchronous is FULL, one fsync per transaction: the caller acknowledges the records to the broker as soon as a put returns, so with
    NORMAL a power cut could lose what no one would send again. A kill -9 loses nothing with either.
    """
    connection = sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
        if writes:
            connection.execute("PRAGMA page_size = 8192")  # a sixth less space for long posts than 4096; takes effect in a new file only
            _into_wal(connection, busy_ms)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what is purged is overwritten, not left in free pages
            connection.execute("PRAGMA journal_size_limit = 67108864")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        else:
            connection.execute("PRAGMA query_only = 1")
    except BaseException:
        connection.close()
        raise
    return connection


def _into_wal(connection: sqlite3.Connection, busy_ms: int) -> None:
    """SQLite does not wait when several processes switch a new file over at the same moment, so we do."""
    deadline = time.monotonic() + busy_ms / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


@contextmanager
def transaction(connection: sqlite3.Connection, mode: str) -> Iterator[None]:
    """`mode` IMMEDIATE for writing (waits for the lock at once, where waiting is safe), DEFERRED for several reads of one moment."""
    connection.execute(f"BEGIN {mode}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
