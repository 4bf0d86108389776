"""The small SQLite file that holds users, their sessions, tokens and second factors, and failed logins."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
SCHEMA = """
CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, password TEXT NOT NULL, role TEXT NOT NULL, created REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  token BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, created REAL NOT NULL, seen REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS attempts (key BLOB NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS factors (
  name TEXT PRIMARY KEY REFERENCES users(name) ON DELETE CASCADE, secret TEXT NOT NULL, step INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS recovery (hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE) STRICT;
CREATE TABLE IF NOT EXISTS halves (token BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  secret TEXT NOT NULL, target TEXT NOT NULL, created REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tokens (id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  about TEXT NOT NULL, scopes TEXT NOT NULL, created REAL NOT NULL, expires REAL NOT NULL, used REAL) STRICT;
CREATE TABLE IF NOT EXISTS identities (issuer TEXT NOT NULL, subject TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE REFERENCES users(name) ON DELETE CASCADE, PRIMARY KEY (issuer, subject)) STRICT;
CREATE TABLE IF NOT EXISTS handshakes (state BLOB PRIMARY KEY, nonce TEXT NOT NULL, verifier TEXT NOT NULL, target TEXT NOT NULL,
  created REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS journal (id TEXT PRIMARY KEY, event BLOB NOT NULL, at REAL NOT NULL, taken REAL NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS attempts_by_key ON attempts (key, at);
"""


class Database:
    """One connection, shared by threads and safe to share between processes; each statement is a transaction of its own."""

    def __init__(self, path: str | Path) -> None:
        self.path = None if str(path) == ":memory:" else Path(path)
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite gives its side files the same permissions
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5)
        self._connection.executescript(f"{PRAGMAS}; {SCHEMA}")

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock, closing(self._connection.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def write(self, sql: str, *values: Any) -> int:
        """The number of rows changed."""
        with self._lock, closing(self._connection.execute(sql, values)) as cursor:
            return cursor.rowcount

    def scrub(self) -> None:
        """Nothing that was overwritten or removed stays in the file or beside it, unless somebody reads at this moment."""
        with self._lock:
            self._connection.executescript("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._lock:
            self._connection.close()
