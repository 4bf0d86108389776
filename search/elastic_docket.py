"""Cases and the audit log in Elasticsearch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from search.cursor import page_size, seal, unseal
from search.docket import CasePage, CaseQuery
from search.elastic_client import Client
from search.elastic_lines import Line, iso, line, tie
from search.elastic_purge import purge
from search.elastic_records import recorded
from search.refused import Refused
from search.sqlite_rows import encoded, micros, sound
from topics.cases import Case, Entry
from topics.false_alarms import false_alarm

AT_ONCE = 1000
"""Ids in one query."""


class ElasticDocket:
    """`name`, `reading`, `write` and `get` are those of the index."""

    def __init__(
        self,
        name: Callable[[str], str],
        reading: Callable[[], AbstractAsyncContextManager[Client]],
        write: Callable[..., Awaitable[list[Refused]]],
        get: Callable[..., Awaitable[dict[str, dict[str, Any]]]],
    ) -> None:
        self._name, self._reading, self._write, self._get = name, reading, write, get

    async def put_cases(self, cases: Sequence[Case]) -> Sequence[Refused]:
        return await self._write("cases", cases, case_line, lambda case: case.id, refresh=True)

    async def case(self, id: str) -> Case | None:
        found = await self.cases_of([id])
        return found[0] if found else None

    async def cases_of(self, ids: Sequence[str]) -> Sequence[Case]:
        got = await self._get("cases", ids, ["record"])
        return [recorded(got[id], Case) for id in ids if id in got]

    async def cases(self, query: CaseQuery) -> CasePage:
        async with self._reading() as client:
            return await _cases(client, self._name("cases"), query)

    async def delete_cases(self, ids: Sequence[str]) -> int:
        removed = 0
        async with self._reading() as client:
            for start in range(0, len(ids), AT_ONCE):
                wanted = [{"terms": {"id": [sound(id) for id in ids[start : start + AT_ONCE]]}}]
                await purge(client, self._name("alerts"), wanted)
                removed += await purge(client, self._name("cases"), wanted)
        return removed

    async def put_entries(self, entries: Sequence[Entry]) -> Sequence[Refused]:
        first: dict[int, Entry] = {}
        for entry in entries:
            first.setdefault(entry.seq, entry)
        return await self._write("entries", list(first.values()), entry_line, lambda entry: str(entry.seq), refresh=True)

    async def delete_entries(self, through: int) -> int:
        async with self._reading() as client:
            return await purge(client, self._name("entries"), [{"range": {"seq": {"lte": min(through, 2**63 - 1)}}}])

    async def entries(self, after: int = 0, limit: int = 1000, case: str = "") -> Sequence[Entry]:
        filters: list[dict[str, Any]] = [{"range": {"seq": {"gt": max(min(after, 2**63 - 1), -(2**63))}}}]
        if case:
            filters.append({"term": {"case": sound(case)}})
        async with self._reading() as client:
            answer = await client.search(
                index=self._name("entries"), query={"bool": {"filter": filters}}, sort=[{"seq": "asc"}], size=page_size(limit),
                source_includes=["record"], track_total_hits=False, allow_partial_search_results=False,
            )  # fmt: skip
        return [recorded(hit, Entry) for hit in answer["hits"]["hits"]]


def case_line(case: Case) -> Line:
    """Raises Unfit."""
    waiting = [micros(at) for name, at in case.due.items() if name not in case.late]
    return line(
        case.id,
        case.far,
        encoded(case),
        {
            "tie": tie(case.id),
            "updated_us": micros(case.updated_at),
            "due_us": min(waiting, default=None),
            "ended_us": micros(case.ended_at) if case.ended_at else None,
            "state": case.state,
            "band": case.band,
            "codes": sorted(set(case.alert.codes)),
            "posts": sorted(set(case.posts)),
            "assignee": sound(case.assignee),
            "number": sound(case.number),
            "pages": sorted(set(case.alert.pages)),
            "detectors": sorted({detector.name for detector in case.alert.detectors}),
            "opened_at": iso(case.opened_at),
            "updated_at": iso(case.updated_at),
            "acknowledged_at": iso(case.acknowledged_at),
            "ended_at": iso(case.ended_at),
            "triage_seconds": (case.acknowledged_at - case.opened_at).total_seconds() if case.acknowledged_at else None,
            "false_alarm": float(false_alarm(case)) if case.acknowledged_at else None,
            "merged_into": sound(case.merged_into),
            "late": bool(case.late),
            "held": bool(case.held),
            "muted_us": micros(case.mute.until) if case.mute else None,
        },
    )


def entry_line(entry: Entry) -> Line:
    """Raises Unfit."""
    return line(str(entry.seq), entry.seq, encoded(entry), {"seq": entry.seq, "case": sound(entry.case)}, once=True)


async def _cases(client: Client, index: str, query: CaseQuery) -> CasePage:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    limit = page_size(query.limit)
    order = {"due_us": "asc", "tie": "asc"} if query.order == "due" else {"updated_us": "desc", "tie": "desc"}
    answer = await client.search(
        index=index,
        query={"bool": {"filter": _filters(query)}},
        sort=[{field: way} for field, way in order.items()],
        search_after=None if after is None else [int(after[0]), after[1]],
        size=limit + 1,
        track_total_hits=True,
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    hits = answer["hits"]["hits"]
    cursor = seal(query, (hits[limit - 1]["sort"][0], hits[limit - 1]["sort"][1])) if len(hits) > limit else ""
    return CasePage(tuple(recorded(hit, Case) for hit in hits[:limit]), answer["hits"]["total"]["value"], cursor)


def _filters(query: CaseQuery) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = []
    for field, values in (
        ("state", query.states),
        ("band", query.bands),
        ("codes", query.codes),
        ("number", query.numbers),
        ("posts", query.posts),
        ("assignee", (query.assignee,) if query.assignee else ()),
        ("merged_into", (query.merged_into,) if query.merged_into else ()),
    ):
        if values:
            filters.append({"terms": {field: [sound(value) for value in values]}})
    for field, flag in (("late", query.late), ("held", query.held)):
        if flag is not None:
            filters.append({"term": {field: flag}})
    bounds = {sign: micros(moment) for sign, moment in (("gte", query.since), ("lt", query.until)) if moment is not None}
    if bounds:
        filters.append({"range": {"updated_us": bounds}})
    if query.ended_before is not None:
        filters.append({"range": {"ended_us": {"lt": micros(query.ended_before)}}})
    if query.muted_at is not None:
        filters.append({"range": {"muted_us": {"gt": micros(query.muted_at)}}})
    if query.order == "due":
        filters.append({"exists": {"field": "due_us"}})
    return filters
