"""The tables of the SQLite index, and how a file of an older version becomes one of today."""

from __future__ import annotations

import sqlite3

from search.port import Unusable
from search.sqlite_file import transaction

VERSION = 6
"""PRAGMA user_version of a file this code writes."""

APPLICATION = 0x54494E57
"""PRAGMA application_id: “TINW”. Keeps the index from moving into a database that is something else."""

PATTERNS = """
CREATE TABLE patterns (
  pattern INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  last INTEGER NOT NULL,
  kind TEXT NOT NULL, gone INTEGER NOT NULL, posts INTEGER NOT NULL, pages TEXT NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX patterns_last ON patterns (last);
CREATE INDEX patterns_position ON patterns (position);
"""

CLAIMS = """
CREATE TABLE claims (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX claims_revision ON claims (revision);
"""

CASES = """
CREATE TABLE cases (
  "case" INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  far INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, due INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  state TEXT NOT NULL, band TEXT NOT NULL, codes TEXT NOT NULL, posts TEXT NOT NULL,
  assignee TEXT NOT NULL, number TEXT NOT NULL, merged_into TEXT NOT NULL, late INTEGER NOT NULL, held INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX cases_updated_at ON cases (updated_at);
CREATE INDEX cases_due ON cases (due);
CREATE TABLE entries (seq INTEGER PRIMARY KEY, "case" TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX entries_case ON entries ("case", seq);
"""

REMOVALS = "CREATE TABLE removals (id TEXT PRIMARY KEY, at INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;"

MUTES = """
ALTER TABLE cases ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_muted_until ON cases (muted_until) WHERE muted_until > 0;
"""

TABLES = """
-- A shelf is one combination of what is filtered and counted. A few thousand shelves hold any number of documents, so that facets
-- over all matches cost one integer per match, and no match at all when only shelves are asked for.
CREATE TABLE shelves (
  shelf INTEGER PRIMARY KEY,
  page TEXT NOT NULL, kind TEXT NOT NULL, stance TEXT NOT NULL, band TEXT NOT NULL,
  alerting INTEGER NOT NULL,
  codes TEXT NOT NULL, -- sorted, each between U+001F
  documents INTEGER NOT NULL,
  UNIQUE (page, kind, stance, band, alerting, codes)
);
CREATE TABLE documents (
  doc INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, -- microseconds since 1970, as all times here
  shelf INTEGER NOT NULL REFERENCES shelves,
  collected_at INTEGER NOT NULL,
  id TEXT NOT NULL
);
CREATE UNIQUE INDEX documents_id ON documents (id);
CREATE INDEX documents_at ON documents (at, shelf); -- the covering index of every search without words
CREATE INDEX documents_shelf ON documents (shelf, at);
CREATE TABLE records (doc INTEGER PRIMARY KEY, record BLOB NOT NULL); -- apart, so that what is filtered lies dense
CREATE TABLE places (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); -- folded
CREATE TABLE located (doc INTEGER NOT NULL, place INTEGER NOT NULL REFERENCES places, PRIMARY KEY (doc, place)) WITHOUT ROWID;
CREATE INDEX located_place ON located (place, doc);
-- FTS5 keeps its own copy of the text: only then does a change take exactly those words out that once went in, whatever
-- has become of the folding since. The two columns never disagree about a word: written words differ only by their accents.
CREATE VIRTUAL TABLE words USING fts5 (written, folded, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE alerts (
  alert INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  band TEXT NOT NULL, state TEXT NOT NULL, held INTEGER NOT NULL,
  codes TEXT NOT NULL, pages TEXT NOT NULL
);
CREATE INDEX alerts_updated_at ON alerts (updated_at);
CREATE INDEX alerts_position ON alerts (position);
CREATE TABLE alert_records (alert INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE pages (id TEXT PRIMARY KEY, last_seen_at INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
"""

MIGRATIONS: dict[int, str] = {1: PATTERNS, 2: CLAIMS, 3: CASES, 4: REMOVALS, 5: MUTES}
"""Version → the statements that make the next version of it."""


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Create or migrate the tables in one transaction; raises Unusable for a file of a newer version or of another program."""
    with transaction(connection, "DEFERRED"):  # one moment of the file: another process may be making the tables
        if version_of(connection, path) == VERSION:
            return
    with transaction(connection, "IMMEDIATE"):
        version = version_of(connection, path)  # the other process may have been faster
        fresh = [TABLES, PATTERNS, CLAIMS, CASES, REMOVALS, MUTES]
        steps = fresh if version == 0 else [MIGRATIONS[older] for older in range(version, VERSION)]
        for statement in _statements("".join(steps)):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection, path: str) -> int:
    """0 for an empty file; raises Unusable for one of a newer version or of another program."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != APPLICATION and (tables or version):
        raise Unusable(f"{path} is a database of another program: choose another file for the index")
    if version > VERSION:
        raise Unusable(f"{path} was written by a newer tinwatch (index version {version}, this one reads up to {VERSION}): update tinwatch")
    return version


def _statements(script: str) -> list[str]:
    """executescript would commit our transaction first, so the script goes in one statement at a time."""
    statements, pending = [], ""
    for piece in script.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):  # false inside a string, a comment or a trigger
            statements.append(pending)
            pending = ""
    return statements
