"""Known claims in the SQLite index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from search.cursor import page_size
from search.sqlite_file import transaction
from search.sqlite_rows import Unfit, encoded
from topics.claims import Known
from topics.records import decode

Row = tuple[str, int, bytes]


def claim_row(known: Known) -> Row:
    """Claim id, revision, record. Raises Unfit."""
    if not 0 <= known.revision < 2**63:
        raise Unfit(f"revision {known.revision} is no moment")
    return known.claim.id, known.revision, encoded(known)


def put(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Raises sqlite3.Error, and then nothing was written."""
    with transaction(connection, "IMMEDIATE"):
        connection.executemany(
            "INSERT INTO claims (id, revision, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET revision = excluded.revision, record = excluded.record WHERE excluded.revision >= revision",
            rows,
        )


def claims(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Known]:
    """Those that exist, in the order asked for."""
    sql = "SELECT id, record FROM claims WHERE id IN (SELECT value FROM json_each(?))"
    found = {id: decode(record, Known) for id, record in connection.execute(sql, (json.dumps(list(ids)),))}
    return [found[id] for id in ids if id in found]


def claims_after(connection: sqlite3.Connection, revision: int, limit: int) -> list[Known]:
    sql = "SELECT record FROM claims WHERE revision > ? ORDER BY revision, id LIMIT ?"
    return [decode(record, Known) for (record,) in connection.execute(sql, (min(revision, 2**63 - 1), page_size(limit)))]


def last_claim(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(revision), -1) FROM claims").fetchone()[0])
