"""Cases and the audit log in the SQLite index."""

# ruff: noqa: S608 -- every statement is put together from constants of this file; what users give is bound, never pasted in

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from search.cursor import page_size, seal, unseal
from search.docket import CasePage, CaseQuery
from search.refused import Refused
from search.sqlite_file import transaction
from search.sqlite_rows import SEPARATOR, encoded, joined, micros, sound
from topics.cases import Case, Entry
from topics.records import decode

FAR = 2**62
"""Sorts after every time."""


class SqliteDocket:
    """`put`, `read` and `write` are those of the index: writing in its one thread, reading in the others."""

    def __init__(
        self, put: Callable[..., Awaitable[Any]], read: Callable[..., Awaitable[Any]], write: Callable[..., Awaitable[Any]]
    ) -> None:
        self._put, self._read, self._write = put, read, write

    async def put_cases(self, cases: Sequence[Case]) -> Sequence[Refused]:
        return await self._put(cases, _row, lambda case: case.id, lambda writer, rows: _put_cases(writer.connection, rows))  # type: ignore[no-any-return]

    async def case(self, id: str) -> Case | None:
        found = await self.cases_of([id])
        return found[0] if found else None

    async def cases_of(self, ids: Sequence[str]) -> Sequence[Case]:
        def read(connection: sqlite3.Connection) -> list[Case]:
            sql = "SELECT id, record FROM cases WHERE id IN (SELECT value FROM json_each(?))"
            found = {id: decode(record, Case) for id, record in connection.execute(sql, (json.dumps([sound(id) for id in ids]),))}
            return [found[id] for id in ids if id in found]

        return await self._read(read)  # type: ignore[no-any-return]

    async def cases(self, query: CaseQuery) -> CasePage:
        return await self._read(lambda connection: _cases(connection, query))  # type: ignore[no-any-return]

    async def delete_cases(self, ids: Sequence[str]) -> int:
        return await self._write(lambda writer: _delete(writer.connection, ids))  # type: ignore[no-any-return]

    async def put_entries(self, entries: Sequence[Entry]) -> Sequence[Refused]:
        return await self._put(  # type: ignore[no-any-return]
            entries, lambda entry: (entry.seq, sound(entry.case), encoded(entry)), lambda entry: str(entry.seq), _put_entries
        )

    async def delete_entries(self, through: int) -> int:
        def delete(writer: Any) -> int:
            with transaction(writer.connection, "IMMEDIATE"):
                return int(writer.connection.execute("DELETE FROM entries WHERE seq <= ?", (min(through, 2**63 - 1),)).rowcount)

        return await self._write(delete)  # type: ignore[no-any-return]

    async def entries(self, after: int = 0, limit: int = 1000, case: str = "") -> Sequence[Entry]:
        sql = "SELECT record FROM entries WHERE seq > :after AND (:case = '' OR \"case\" = :case) ORDER BY seq LIMIT :limit"
        values = {"after": min(after, 2**63 - 1), "case": sound(case), "limit": page_size(limit)}
        return await self._read(lambda c: [decode(record, Entry) for (record,) in c.execute(sql, values)])  # type: ignore[no-any-return]


def _row(case: Case) -> dict[str, Any]:
    """The columns of a case. Raises Unfit."""
    waiting = [micros(at) for name, at in case.due.items() if name not in case.late]
    return {
        "id": case.id,
        "far": case.far,
        "updated_at": micros(case.updated_at),
        "due": min(waiting, default=FAR),
        "ended_at": micros(case.ended_at) if case.ended_at else FAR,
        "state": case.state,
        "band": case.band,
        "codes": joined(set(case.alert.codes)),
        "posts": joined(set(case.posts)),
        "assignee": sound(case.assignee),
        "number": sound(case.number),
        "merged_into": sound(case.merged_into),
        "late": int(bool(case.late)),
        "held": int(bool(case.held)),
        "muted_until": micros(case.mute.until) if case.mute else 0,
        "record": encoded(case),
    }


def _put_cases(connection: sqlite3.Connection, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    with transaction(connection, "IMMEDIATE"):
        connection.executemany(
            f"INSERT INTO cases ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
            f" ON CONFLICT (id) DO UPDATE SET {sets} WHERE excluded.far >= far",
            rows,
        )


def _put_entries(writer: Any, rows: Sequence[tuple[int, str, bytes]]) -> None:
    with transaction(writer.connection, "IMMEDIATE"):
        writer.connection.executemany('INSERT OR IGNORE INTO entries (seq, "case", record) VALUES (?, ?, ?)', rows)


def _delete(connection: sqlite3.Connection, ids: Sequence[str]) -> int:
    wanted = (json.dumps([sound(id) for id in ids]),)
    inside = "(SELECT value FROM json_each(?))"
    with transaction(connection, "IMMEDIATE"):
        connection.execute(f"DELETE FROM alert_records WHERE alert IN (SELECT alert FROM alerts WHERE id IN {inside})", wanted)
        connection.execute(f"DELETE FROM alerts WHERE id IN {inside}", wanted)
        return connection.execute(f"DELETE FROM cases WHERE id IN {inside}", wanted).rowcount


def _cases(connection: sqlite3.Connection, query: CaseQuery) -> CasePage:
    after = unseal(query)
    where, values = _where(query)
    limit = page_size(query.limit)
    by_due = query.order == "due"
    key, sign, order = ("due", ">", "due, rowid") if by_due else ("updated_at", "<", "updated_at DESC, rowid DESC")
    with transaction(connection, "DEFERRED"):
        (total,) = connection.execute(f"SELECT count(*) FROM cases WHERE {where}", values).fetchone()
        if after is not None:
            where += f" AND ({key}, rowid) {sign} (:key, :tie)"
            values |= {"key": int(after[0]), "tie": after[1]}
        rows = connection.execute(
            f"SELECT record, {key}, rowid FROM cases WHERE {where} ORDER BY {order} LIMIT :limit", values | {"limit": limit + 1}
        ).fetchall()
    cursor = seal(query, (rows[limit - 1][1], rows[limit - 1][2])) if len(rows) > limit else ""
    return CasePage(tuple(decode(row[0], Case) for row in rows[:limit]), total, cursor)


def _where(query: CaseQuery) -> tuple[str, dict[str, Any]]:
    where, values = ["1"], dict[str, Any]()
    for column, wanted in (("state", query.states), ("band", query.bands), ("number", query.numbers)):
        if wanted:
            where.append(f"{column} IN (SELECT value FROM json_each(:{column}))")
            values[column] = json.dumps([sound(one) for one in wanted])
    for column, wanted in (("codes", query.codes), ("posts", query.posts)):
        if wanted:
            where.append(f"EXISTS (SELECT 1 FROM json_each(:{column}) WHERE instr({column}, value))")
            values[column] = json.dumps([f"{SEPARATOR}{sound(one)}{SEPARATOR}" for one in wanted])
    for column, one in (("assignee", query.assignee), ("merged_into", query.merged_into)):
        if one:
            where.append(f"{column} = :{column}")
            values[column] = sound(one)
    for column, flag in (("late", query.late), ("held", query.held)):
        if flag is not None:
            where.append(f"{column} = :{column}")
            values[column] = int(flag)
    bounds = (
        ("updated_at", ">=", "since", query.since),
        ("updated_at", "<", "until", query.until),
        ("ended_at", "<", "ended", query.ended_before),
        ("muted_until", ">", "muted", query.muted_at),
    )
    for column, sign, name, moment in bounds:
        if moment is not None:
            where.append(f"{column} {sign} :{name}")
            values[name] = micros(moment)
    if query.order == "due":
        where.append(f"due < {FAR}")
    return " AND ".join(where), values
