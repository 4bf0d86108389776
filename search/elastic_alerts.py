"""Finding alerts and pages in Elasticsearch."""

from __future__ import annotations

import asyncio
from typing import Any

from search.cursor import LARGEST_PAGE, page_size, seal, unseal
from search.elastic_client import Client
from search.elastic_records import recorded
from search.port import AlertPage, AlertQuery, Placed
from search.sqlite_rows import micros, silence, sound
from topics.records import Alert
from topics.watchlist import PageHealth


async def alerts(client: Client, index: str, query: AlertQuery) -> AlertPage:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    limit = page_size(query.limit)
    answer = await client.search(
        index=index,
        query={"bool": {"filter": _filters(query)}},
        sort=[{"updated_us": "desc"}, {"tie": "desc"}],
        search_after=None if after is None else [int(after[0]), after[1]],
        size=limit + 1,
        track_total_hits=True,
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    hits = answer["hits"]["hits"]
    cursor = seal(query, (hits[limit - 1]["sort"][0], hits[limit - 1]["sort"][1])) if len(hits) > limit else ""
    return AlertPage(tuple(recorded(hit, Alert) for hit in hits[:limit]), answer["hits"]["total"]["value"], cursor)


def _filters(query: AlertQuery) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = []
    for field, values in (
        ("codes", query.codes),
        ("band", query.bands),
        ("state", query.states),
        ("pages", query.pages),
        ("held_for", query.reasons),
    ):
        if values:
            filters.append({"terms": {field: [sound(value) for value in values]}})
    if query.held is not None:
        filters.append({"term": {"held": query.held}})
    bounds = {sign: micros(moment) for sign, moment in (("gte", query.since), ("lt", query.until)) if moment is not None}
    if bounds:
        filters.append({"range": {"updated_us": bounds}})
    return filters


async def alerts_after(client: Client, index: str, position: int, limit: int) -> list[Placed]:
    answer = await client.search(
        index=index,
        query={"range": {"position": {"gt": min(max(position, -1), 2**63 - 1)}}},
        sort=[{"position": "asc"}, {"id": "asc"}],
        size=page_size(limit),
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    return [Placed(hit["sort"][0], recorded(hit, Alert)) for hit in answer["hits"]["hits"]]


async def last_position(client: Client, index: str) -> int:
    """By sorting, not by a max aggregation: that one counts in doubles and is off beyond 2^53."""
    answer = await client.search(
        index=index, sort=[{"position": "desc"}], size=1, source=False, track_total_hits=False, allow_partial_search_results=False
    )
    hits = answer["hits"]["hits"]
    return int(hits[0]["sort"][0]) if hits else -1


async def pages(client: Client, index: str) -> list[PageHealth]:
    """All of them, the longest silent first; read in order of id, which never changes while we turn the leaves."""
    found: list[PageHealth] = []
    after: list[str] | None = None
    while True:
        answer = await client.search(
            index=index, sort=[{"id": "asc"}], search_after=after, size=LARGEST_PAGE, source_includes=["record"], track_total_hits=False,
            allow_partial_search_results=False,
        )  # fmt: skip
        hits = answer["hits"]["hits"]
        found += await asyncio.to_thread(lambda hits: [recorded(hit, PageHealth) for hit in hits], hits)
        if len(hits) < LARGEST_PAGE:
            return sorted(found, key=silence)
        after = hits[-1]["sort"]


async def total(client: Client, index: str) -> int:
    """Number of records in an index."""
    answer = await client.search(index=index, size=0, track_total_hits=True, allow_partial_search_results=False)
    return int(answer["hits"]["total"]["value"])
