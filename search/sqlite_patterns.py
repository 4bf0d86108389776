"""Patterns in the SQLite index: put in, found."""

# ruff: noqa: S608 -- every statement is put together from constants of this file; what users give is bound, never pasted in

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from search.cursor import page_size, seal, unseal
from search.port import PatternPage, PatternQuery, PlacedPattern
from search.sqlite_file import transaction
from search.sqlite_rows import SEPARATOR, Unfit, encoded, joined, micros, sound
from topics.patterns import Pattern
from topics.records import decode


@dataclass(frozen=True)
class PatternRow:
    """Times in microseconds since 1970."""

    id: str
    position: int
    last: int
    kind: str
    gone: int
    posts: int
    pages: str
    record: bytes


def pattern_row(placed: PlacedPattern) -> PatternRow:
    """Raises Unfit."""
    pattern: Pattern = placed.pattern
    if not 0 <= placed.position < 2**63:
        raise Unfit(f"position {placed.position} is no offset")
    return PatternRow(
        id=pattern.id,
        position=placed.position,
        last=micros(pattern.last),
        kind=pattern.kind,
        gone=int(bool(pattern.gone)),
        posts=pattern.post_count,
        pages=joined(set(pattern.pages)),
        record=encoded(pattern),
    )


def put(connection: sqlite3.Connection, rows: Sequence[PatternRow]) -> None:
    """Raises sqlite3.Error, and then nothing was written."""
    with transaction(connection, "IMMEDIATE"):
        connection.executemany(
            "INSERT INTO patterns (id, position, last, kind, gone, posts, pages, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET position = excluded.position, last = excluded.last, kind = excluded.kind,"
            " gone = excluded.gone, posts = excluded.posts, pages = excluded.pages, record = excluded.record"
            " WHERE excluded.position >= position",
            [(row.id, row.position, row.last, row.kind, row.gone, row.posts, row.pages, row.record) for row in rows],
        )


def patterns(connection: sqlite3.Connection, query: PatternQuery) -> PatternPage:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    where, values = _where(query)
    limit = page_size(query.limit)
    with transaction(connection, "DEFERRED"):
        (total,) = connection.execute(f"SELECT count(*) FROM patterns p WHERE {where}", values).fetchone()
        if after is not None:
            where += " AND (p.last, p.pattern) < (:key, :tie)"
            values |= {"key": int(after[0]), "tie": after[1]}
        rows = connection.execute(
            f"SELECT record, last, pattern FROM patterns p WHERE {where} ORDER BY p.last DESC, p.pattern DESC LIMIT :limit",
            values | {"limit": limit + 1},
        ).fetchall()
    cursor = seal(query, (rows[limit - 1][1], rows[limit - 1][2])) if len(rows) > limit else ""
    return PatternPage(tuple(decode(row[0], Pattern) for row in rows[:limit]), total, cursor)


def patterns_after(connection: sqlite3.Connection, position: int, limit: int) -> list[PlacedPattern]:
    rows = connection.execute(
        "SELECT position, record FROM patterns WHERE position > ? ORDER BY position, pattern LIMIT ?",
        (min(position, 2**63 - 1), page_size(limit)),
    )
    return [PlacedPattern(place, decode(record, Pattern)) for place, record in rows]


def delete_before(connection: sqlite3.Connection, before: int, *, dry: bool) -> int:
    """`before` in microseconds since 1970."""
    if dry:
        return int(connection.execute("SELECT count(*) FROM patterns WHERE last < ?", (before,)).fetchone()[0])
    with transaction(connection, "IMMEDIATE"):
        return connection.execute("DELETE FROM patterns WHERE last < ?", (before,)).rowcount


def _where(query: PatternQuery) -> tuple[str, dict[str, str | int]]:
    where, values = ["NOT p.gone", "p.posts >= :least"], dict[str, str | int](least=query.least_posts)
    if query.kinds:
        where.append("p.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = json.dumps(query.kinds)
    if query.pages:
        where.append("EXISTS (SELECT 1 FROM json_each(:pages) WHERE instr(p.pages, value))")
        values["pages"] = json.dumps([f"{SEPARATOR}{sound(page)}{SEPARATOR}" for page in query.pages])
    for bound, sign, moment in (("since", ">=", query.since), ("until", "<", query.until)):
        if moment is not None:
            where.append(f"p.last {sign} :{bound}")
            values[bound] = micros(moment)
    return " AND ".join(where), values
