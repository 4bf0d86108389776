"""The log's tables, and how a connection to them is opened."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tinwatch.broker.errors import BrokerError, translated

VERSION = 1
BUSY_TIMEOUT = 30.0
"""Seconds a writer waits for another process's transaction; those take milliseconds."""

OFFSET_BITS = 40
OFFSET_MASK = (1 << OFFSET_BITS) - 1

# A record's id is its partition's number and its offset in one integer: SQLite's own row order is the order of the log, a read is one range
# of the table, and there is no second index to write.
TABLES = """
CREATE TABLE IF NOT EXISTS topics (
    name TEXT PRIMARY KEY, first_slot INTEGER NOT NULL UNIQUE, partitions INTEGER NOT NULL, retention REAL, compact INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slots (
    id INTEGER PRIMARY KEY, start INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0, compacted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, key BLOB, value BLOB, headers BLOB);
CREATE TABLE IF NOT EXISTS commits (
    "group" TEXT NOT NULL, slot INTEGER NOT NULL, "offset" INTEGER NOT NULL, PRIMARY KEY ("group", slot)
) WITHOUT ROWID;
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode; the tables are created when they are missing.

    Raises BrokerError when the file is not a log of this version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        _prepare(db)
    except sqlite3.Error as error:
        db.close()
        raise translated(error, str(path)) from error
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    _use_wal(db)
    db.execute("PRAGMA synchronous = FULL")  # measured: see log.py
    db.execute("PRAGMA journal_size_limit = 67108864")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise BrokerError(f"the log has format {version}, and this tinwatch knows formats up to {VERSION}: use the newer one")
    if version < VERSION:
        db.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")


def _use_wal(db: sqlite3.Connection) -> None:
    # Two processes that open a new log at once may meet here, and for this one switch SQLite does not honour the busy time-out.
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
