"""Finding documents in the SQLite index: one query as the few statements that answer it from one moment of the file."""

# ruff: noqa: S608 -- every statement is put together from constants of this file; what users give is bound, never pasted in

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from search.cursor import Key, page_size, seal, unseal
from search.marks import Marker
from search.port import Found, Query, Results
from search.sqlite_file import transaction
from search.sqlite_removals import read_with
from search.sqlite_rows import NEVER, SEPARATOR, micros, place_asked, sound
from search.stretch import Stretch, place, placed
from search.words import Fold, Term, terms
from topics.records import Assessed, decode

FACET_VALUES = 50
"""Values listed per facet."""

Parameters = dict[str, str | int | float | None]


@dataclass
class Plan:
    """The parts of the SQL. `shelves` are conditions on the shelf alone; `documents` are those that need a look at every match."""

    terms: tuple[Term, ...] | None
    shelves: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    values: Parameters = field(default_factory=dict)

    @property
    def impossible(self) -> bool:
        """Text was given but holds no word."""
        return self.terms == ()

    @property
    def source(self) -> str:
        """FROM and WHERE over every match. The left table of CROSS JOIN is SQLite's outer loop: the words lead, documents are looked up."""
        where = list(self.documents)
        if self.terms:
            where.insert(0, "words MATCH :words")
        if self.shelves:
            where.append(f"d.shelf IN (SELECT shelf FROM shelves s WHERE {' AND '.join(self.shelves)})")
        tables = "words CROSS JOIN documents d ON d.doc = words.rowid" if self.terms else "documents d"
        return f"FROM {tables} WHERE {' AND '.join(where) or '1'}"


def plan(query: Query, fold: Fold) -> Plan:
    """Everything of the query except order, limit and cursor."""
    made = Plan(terms(query.text, fold))
    if made.terms:
        made.values["words"] = " AND ".join(_match(term) for term in made.terms)
    for column, wanted in (("page", query.pages), ("band", query.bands)):
        if wanted:
            made.shelves.append(f"s.{column} IN (SELECT value FROM json_each(:{column}))")
            made.values[column] = json.dumps(wanted)
    for column, value in (("kind", query.kind), ("stance", query.stance)):
        if value:
            made.shelves.append(f"s.{column} = :{column}")
            made.values[column] = sound(value)
    if query.alerting is not None:
        made.shelves.append("s.alerting = :alerting")
        made.values["alerting"] = int(query.alerting)
    if query.codes:
        made.shelves.append("EXISTS (SELECT 1 FROM json_each(:codes) WHERE instr(s.codes, value))")
        made.values["codes"] = json.dumps([f"{SEPARATOR}{code}{SEPARATOR}" for code in query.codes])
    for bound, sign, moment in (("since", ">=", query.since), ("until", "<", query.until)):
        if moment is not None:
            made.documents.append(f"d.at {sign} :{bound}")
            made.values[bound] = micros(moment)
    place = place_asked(query.place, fold)
    if place:
        made.documents.append("d.doc IN (SELECT doc FROM located WHERE place IN (SELECT place FROM places WHERE instr(name, :place)))")
        made.values["place"] = place
    return made


def _match(term: Term) -> str:
    """An FTS5 phrase. The words are letters and digits only, so nothing in them can end the string."""
    return f'{"written" if term.exact else "folded"} : "{" ".join(term.words)}"'


def search(connection: sqlite3.Connection, query: Query, fold: Fold, marker: Marker) -> Results:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    made = plan(query, fold)
    facets: dict[str, dict[str, int]] = {name: {} for name in ("code", "page", "kind", "stance", "band")}
    if made.impossible:
        return Results((), 0, "", facets)
    limit = page_size(query.limit)
    with transaction(connection, "DEFERRED"):
        total = _facets(connection, made, facets)
        relevance = query.order == "relevance" and bool(made.terms)
        page = _page(connection, made, after, limit + 1, relevance) if total else []
        more = len(page) > limit
        page = page[:limit]
        found = _found(connection, page, relevance, made.terms or (), marker)
    return Results(found, total, seal(query, (page[-1][1], page[-1][0])) if more else "", facets)


def _facets(connection: sqlite3.Connection, made: Plan, facets: dict[str, dict[str, int]]) -> int:
    """Fills the facets and gives the total. What only shelves decide is read off their counts; else every match is counted to its shelf."""
    columns = "s.page, s.kind, s.stance, s.band, s.codes"
    if not made.terms and not made.documents:
        where = " AND ".join(["s.documents > 0", *made.shelves])
        sql = f"SELECT {columns}, s.documents FROM shelves s WHERE {where}"
    else:
        sql = (
            f"SELECT {columns}, n FROM (SELECT d.shelf AS shelf, count(*) AS n {made.source} GROUP BY d.shelf) m"
            " JOIN shelves s ON s.shelf = m.shelf"
        )
    counters: dict[str, Counter[str]] = {name: Counter() for name in facets}
    total = 0
    for page, kind, stance, band, codes, number in connection.execute(sql, made.values):
        total += number
        counters["page"][page] += number
        counters["kind"][kind] += number
        counters["stance"][stance] += number
        counters["band"][band] += number
        for code in codes.strip(SEPARATOR).split(SEPARATOR) if codes else ():
            counters["code"][code] += number
    for name, counter in counters.items():
        facets[name] = dict(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES])
    return total


def _page(connection: sqlite3.Connection, made: Plan, after: Key | None, limit: int, relevance: bool) -> list[tuple[int, float | int]]:
    """Number and sort key of the next documents; ties go to the later number, so that the order is total."""
    values: Parameters = made.values | {"limit": limit}
    if after is not None:
        values |= {"key": after[0], "tie": after[1]}
    if relevance:
        behind = "WHERE (key, -doc) > (:key, -:tie)" if after is not None else ""
        sql = f"SELECT doc, key FROM (SELECT d.doc AS doc, bm25(words) AS key {made.source}) {behind} ORDER BY key, doc DESC LIMIT :limit"
    else:
        behind = "AND (d.at, d.doc) < (:key, :tie)" if after is not None else ""
        sql = f"SELECT d.doc, d.at {made.source} {behind} ORDER BY d.at DESC, d.doc DESC LIMIT :limit"
    return connection.execute(sql, values).fetchall()


def _found(
    connection: sqlite3.Connection, page: list[tuple[int, float | int]], relevance: bool, wanted: tuple[Term, ...], marker: Marker
) -> tuple[Found, ...]:
    documents = []
    for doc, _ in page:
        (record,) = connection.execute("SELECT record FROM records WHERE doc = ?", (doc,)).fetchone()
        documents.append(decode(record, Assessed))
    return tuple(
        Found(document, marker.marks(document.post.text, wanted) if wanted else (), -key if relevance else 0.0)
        for document, (_, key) in zip(read_with(connection, documents), page, strict=True)
    )


def stretch(connection: sqlite3.Connection, since: datetime | None, cursor: str, limit: int) -> Stretch:
    """Raises ValueError for what is no cursor."""
    at, doc = placed(cursor) or (-NEVER - 1, -NEVER - 1)
    sql = (
        "SELECT r.record, d.at, d.doc FROM documents d CROSS JOIN records r ON r.doc = d.doc"
        " WHERE d.at >= ? AND d.at <= ? AND (d.at, d.doc) < (?, ?) ORDER BY d.at DESC, d.doc DESC LIMIT ?"
    )
    rows = connection.execute(sql, (NEVER if since is None else micros(since), at, at, doc, limit)).fetchall()
    return Stretch(tuple(row[0] for row in rows), place(*rows[-1][1:]) if len(rows) == limit else "")
