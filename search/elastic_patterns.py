"""Patterns in Elasticsearch: the line that puts one in, and how they are found."""

from __future__ import annotations

from typing import Any

from search.cursor import page_size, seal, unseal
from search.elastic_client import Client
from search.elastic_lines import Line, line, tie
from search.elastic_purge import purge
from search.elastic_records import recorded
from search.port import PatternPage, PatternQuery, PlacedPattern
from search.sqlite_patterns import pattern_row
from search.sqlite_rows import micros, sound
from topics.patterns import Pattern
from topics.records import utc


def pattern_line(placed: PlacedPattern) -> Line:
    """Raises Unfit."""
    row, pattern = pattern_row(placed), placed.pattern
    return line(
        row.id,
        row.position,
        row.record,
        {
            "tie": tie(row.id),
            "position": row.position,
            "kind": row.kind,
            "gone": bool(row.gone),
            "post_count": row.posts,
            "pages": sorted(set(pattern.pages)),
            "first": utc(pattern.first).isoformat(),
            "last": utc(pattern.last).isoformat(),
            "last_us": row.last,
            "score": pattern.score,
        },
    )


async def patterns(client: Client, index: str, query: PatternQuery) -> PatternPage:
    """Raises ValueError for a cursor of another query."""
    after = unseal(query)
    limit = page_size(query.limit)
    answer = await client.search(
        index=index,
        query={"bool": {"filter": _filters(query)}},
        sort=[{"last_us": "desc"}, {"tie": "desc"}],
        search_after=None if after is None else [int(after[0]), after[1]],
        size=limit + 1,
        track_total_hits=True,
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    hits = answer["hits"]["hits"]
    cursor = seal(query, (hits[limit - 1]["sort"][0], hits[limit - 1]["sort"][1])) if len(hits) > limit else ""
    return PatternPage(tuple(recorded(hit, Pattern) for hit in hits[:limit]), answer["hits"]["total"]["value"], cursor)


async def patterns_after(client: Client, index: str, position: int, limit: int) -> list[PlacedPattern]:
    answer = await client.search(
        index=index,
        query={"range": {"position": {"gt": min(max(position, -1), 2**63 - 1)}}},
        sort=[{"position": "asc"}, {"id": "asc"}],
        size=page_size(limit),
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    return [PlacedPattern(hit["sort"][0], recorded(hit, Pattern)) for hit in answer["hits"]["hits"]]


async def delete_before(client: Client, index: str, before: int, *, dry: bool) -> int:
    """`before` in microseconds since 1970."""
    filters: list[dict[str, Any]] = [{"range": {"last_us": {"lt": before}}}]
    if not dry:
        return await purge(client, index, filters)
    answer = await client.count(index=index, query={"bool": {"filter": filters}})
    return int(answer["count"])


def _filters(query: PatternQuery) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = [{"term": {"gone": False}}, {"range": {"post_count": {"gte": query.least_posts}}}]
    for field, values in (("kind", query.kinds), ("pages", query.pages)):
        if values:
            filters.append({"terms": {field: [sound(value) for value in values]}})
    bounds = {sign: micros(moment) for sign, moment in (("gte", query.since), ("lt", query.until)) if moment is not None}
    if bounds:
        filters.append({"range": {"last_us": bounds}})
    return filters
