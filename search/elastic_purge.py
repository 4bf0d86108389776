"""Taking documents out of Elasticsearch, each only in the version that was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from search.elastic_client import Client, reason_of
from search.port import Unavailable
from search.sqlite_rows import micros, sound

MOST_TERMS = 10_000
"""Ids in one filter; Elasticsearch takes 65,536."""

AT_ONCE = 2000
"""Documents per request, so that each is answered within the timeout."""


def named(ids: Sequence[str]) -> list[dict[str, Any]]:
    """The filter for records of these ids."""
    parts = [[sound(id) for id in ids[start : start + MOST_TERMS]] for start in range(0, len(ids), MOST_TERMS)]
    return [{"bool": {"should": [{"terms": {"id": part}} for part in parts]}}] if parts else []


def older(before: datetime, kind: str) -> list[dict[str, Any]]:
    """The filters for documents of this kind (any if empty) with `at` before this moment."""
    filters: list[dict[str, Any]] = [{"range": {"at_us": {"lt": micros(before)}}}]
    if kind:
        filters.append({"term": {"kind": sound(kind)}})
    return filters


async def purge(client: Client, index: str, filters: list[dict[str, Any]], keep: Sequence[str] = ()) -> int:
    """Removes what matches the filters, but for the ids to `keep`; their number. Who writes meanwhile is not held up.

    Not by delete_by_query: that one leaves tombstones a version ahead, and for a minute the very same document would be taken for an
    older one. With versions of our own, what is put again is there again, and what was changed since we looked stays.
    """
    removed, changed = 0, True
    while changed:
        await client.indices.refresh(index=index)
        changed = False
        after: list[str] | None = None
        while True:
            answer = await client.search(
                index=index, query={"bool": {"filter": filters, "must_not": named(keep)}}, sort=[{"id": "asc"}], search_after=after,
                size=AT_ONCE, version=True, source=False, track_total_hits=False, allow_partial_search_results=False,
            )  # fmt: skip
            hits = answer["hits"]["hits"]
            if not hits:
                break
            outcomes = await _delete(client, index, hits)
            removed += outcomes.count(200)
            changed = changed or 409 in outcomes
            after = hits[-1]["sort"]
        if removed:
            await client.indices.refresh(index=index)
    return removed


async def _delete(client: Client, index: str, hits: list[dict[str, Any]]) -> list[int]:
    """The status of each: 200 gone, 404 was gone already, 409 is another version by now."""
    actions: list[Any] = [
        msgspec.json.encode({"delete": {"_id": hit["_id"], "version": hit["_version"], "version_type": "external_gte"}}) for hit in hits
    ]
    answer = await client.bulk(index=index, operations=actions, require_alias=True, filter_path="items.*.status,items.*.error")
    for item in answer["items"]:
        if item["delete"]["status"] not in (200, 404, 409):
            raise Unavailable(f"Elasticsearch does not remove documents now: {reason_of(item['delete'].get('error'))}")
    return [item["delete"]["status"] for item in answer["items"]]
