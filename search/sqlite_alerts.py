"""Finding alerts in the SQLite index."""

# ruff: noqa: S608 -- every statement is put together from constants of this file; what users give is bound, never pasted in

from __future__ import annotations

import json
import sqlite3

from search.cursor import page_size, seal, unseal
from search.port import AlertPage, AlertQuery, Placed
from search.sqlite_file import transaction
from search.sqlite_rows import SEPARATOR, micros, sound
from topics.records import Alert, decode

_RECORDS = "alerts a JOIN alert_records r ON r.alert = a.alert"


def alert(connection: sqlite3.Connection, id: str) -> Alert | None:
    row = connection.execute(f"SELECT record FROM {_RECORDS} WHERE a.id = ?", (sound(id),)).fetchone()
    return None if row is None else decode(row[0], Alert)


def alerts(connection: sqlite3.Connection, query: AlertQuery) -> AlertPage:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    where, values = _where(query)
    limit = page_size(query.limit)
    with transaction(connection, "DEFERRED"):
        (total,) = connection.execute(f"SELECT count(*) FROM alerts a WHERE {where}", values).fetchone()
        if after is not None:
            where += " AND (a.updated_at, a.alert) < (:key, :tie)"
            values |= {"key": int(after[0]), "tie": after[1]}
        rows = connection.execute(
            f"SELECT record, a.updated_at, a.alert FROM {_RECORDS} WHERE {where} ORDER BY a.updated_at DESC, a.alert DESC LIMIT :limit",
            values | {"limit": limit + 1},
        ).fetchall()
    page = rows[:limit]
    cursor = seal(query, (page[-1][1], page[-1][2])) if len(rows) > limit else ""
    return AlertPage(tuple(decode(row[0], Alert) for row in page), total, cursor)


def alerts_after(connection: sqlite3.Connection, position: int, limit: int) -> list[Placed]:
    rows = connection.execute(
        f"SELECT position, record FROM {_RECORDS} WHERE position > ? ORDER BY position, a.alert LIMIT ?",
        (min(position, 2**63 - 1), page_size(limit)),
    )
    return [Placed(place, decode(record, Alert)) for place, record in rows]


def last_position(connection: sqlite3.Connection) -> int:
    (position,) = connection.execute("SELECT coalesce(max(position), -1) FROM alerts").fetchone()
    return int(position)


def _where(query: AlertQuery) -> tuple[str, dict[str, str | int]]:
    where, values = ["1"], dict[str, str | int]()
    for column, wanted in (("band", query.bands), ("state", query.states)):
        if wanted:
            where.append(f"a.{column} IN (SELECT value FROM json_each(:{column}))")
            values[column] = json.dumps(wanted)
    for column, wanted in (("codes", query.codes), ("pages", query.pages)):
        if wanted:
            where.append(f"EXISTS (SELECT 1 FROM json_each(:{column}) WHERE instr(a.{column}, value))")
            values[column] = json.dumps([f"{SEPARATOR}{one}{SEPARATOR}" for one in wanted])
    if query.held is not None:
        where.append("a.held = :held")
        values["held"] = int(query.held)
    if query.reasons:  # few are held, and of them the record tells why
        why = "(SELECT json_extract(CAST(record AS TEXT), '$.held') FROM alert_records WHERE alert = a.alert)"
        where.append(f"a.held = 1 AND {why} IN (SELECT value FROM json_each(:reasons))")
        values["reasons"] = json.dumps([sound(reason) for reason in query.reasons])
    for bound, sign, moment in (("since", ">=", query.since), ("until", "<", query.until)):
        if moment is not None:
            where.append(f"a.updated_at {sign} :{bound}")
            values[bound] = micros(moment)
    return " AND ".join(where), values
