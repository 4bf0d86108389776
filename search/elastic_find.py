"""Finding documents in Elasticsearch: one query as the request that answers it, and the answer as results."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from elasticsearch import BadRequestError, NotFoundError

from search.cursor import Key, page_size, seal, unseal
from search.elastic_client import Client
from search.elastic_lines import word
from search.elastic_records import recorded
from search.marks import Marker
from search.port import Found, Query, Results
from search.sqlite_find import FACET_VALUES
from search.sqlite_rows import micros, place_asked, sound
from search.stretch import Stretch, place, placed
from search.words import Fold, Term, terms
from topics.records import Assessed

FACETS = {"code": "codes", "page": "page", "kind": "kind", "stance": "stance", "band": "band"}
"""Facet → field."""

KEEP_ALIVE = "5m"
"""How long the moment lives on in which a search by relevance began; the next page renews it."""

LONGEST_PLACE = 500
"""Code points; no place has a longer name, and Elasticsearch would choke on a page of text with wildcards around it."""

_WILD = re.compile(r"[*?\\]")
_PIT = "~"  # between the sealed key and the point in time in a cursor; in the alphabet of neither


def conditions(query: Query, wanted: Sequence[Term], fold: Fold) -> dict[str, list[dict[str, Any]]]:
    """The clauses of a bool query: words score, filters do not."""
    filters: list[dict[str, Any]] = []
    for field, values in (("codes", query.codes), ("page", query.pages), ("band", query.bands)):
        if values:
            filters.append({"terms": {field: [sound(value) for value in values]}})
    for field, value in (("kind", query.kind), ("stance", query.stance)):
        if value:
            filters.append({"term": {field: sound(value)}})
    if query.alerting is not None:
        filters.append({"term": {"alerting": query.alerting}})
    bounds = {sign: micros(moment) for sign, moment in (("gte", query.since), ("lt", query.until)) if moment is not None}
    if bounds:
        filters.append({"range": {"at_us": bounds}})
    place = place_asked(query.place, fold)
    if place:
        pattern = "*" + _WILD.sub(r"\\\g<0>", place) + "*"
        filters.append({"wildcard": {"places": pattern}} if len(place) <= LONGEST_PLACE else {"match_none": {}})
    words = [_clause(term) for term in wanted]
    return {"must": words, "filter": filters} if query.order == "relevance" else {"filter": words + filters}


def _opened(query: Query) -> tuple[Key | None, str]:
    """Key and point in time inside the cursor."""
    if query.order != "relevance":
        return unseal(query), ""
    key, _, moment = query.cursor.partition(_PIT)
    return unseal(replace(query, cursor=key)), moment


def _sealed(query: Query, sort: Sequence[float | int], moment: str) -> str:
    key = seal(query, (sort[0], int(sort[1])))
    return f"{key}{_PIT}{moment}" if moment else key


def _clause(term: Term) -> dict[str, Any]:
    field = "text" if term.exact else "text_folded"
    words = [word(one) for one in term.words]
    if len(words) == 1:
        return {"term": {field: words[0]}}
    return {"match_phrase": {field: {"query": " ".join(words), "analyzer": "kept"}}}


class Finder:
    """Searches one index of documents."""

    def __init__(self, client: Client, index: str, fold: Fold) -> None:
        self._client = client
        self._index = index
        self._fold = fold
        self._marker = Marker(fold)

    async def search(self, query: Query) -> Results:
        """Raises ValueError for a cursor of another query."""
        wanted = terms(query.text, self._fold)
        if not wanted and query.order == "relevance":
            after, moment = unseal(query), ""  # without words all is equally relevant, and the cursor says so by its query
            asked = replace(query, order="newest")
        else:
            after, moment = _opened(query)
            asked = query
        if wanted == ():
            return Results((), 0, "", {facet: {} for facet in FACETS})
        relevance = asked.order == "relevance"
        limit = page_size(query.limit)
        body: dict[str, Any] = {
            "query": {"bool": conditions(asked, wanted or (), self._fold)},
            "sort": [{"_score": "desc"} if relevance else {"at_us": "desc"}, {"tie": "desc"}],
            "size": limit + 1,
            "aggs": {facet: {"terms": {"field": field, "size": FACET_VALUES, "shard_size": 5000}} for facet, field in FACETS.items()},
        }
        if after is not None:
            body["search_after"] = [after[0] if relevance else int(after[0]), after[1]]
        answer, moment = await self._ask(body, moment, relevance)
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        more = len(hits) > limit
        if moment and not more:
            await self._close(moment)
        return Results(
            found=await asyncio.to_thread(self._found, hits[:limit], wanted or (), relevance),
            total=answer["hits"]["total"]["value"],
            cursor=_sealed(query, hits[limit - 1]["sort"], moment) if more else "",
            facets={facet: {value["key"]: value["doc_count"] for value in answer["aggregations"][facet]["buckets"]} for facet in FACETS},
        )

    async def stretch(self, since: datetime | None, cursor: str, limit: int) -> Stretch:
        """Raises ValueError for what is no cursor."""
        answer = await self._client.search(
            index=self._index, query={"range": {"at_us": {"gte": micros(since)}}} if since else {"match_all": {}}, size=limit,
            sort=[{"at_us": "desc"}, {"tie": "desc"}], search_after=placed(cursor), track_total_hits=False, source_includes=["record"],
            allow_partial_search_results=False,
        )  # fmt: skip
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        records = await asyncio.to_thread(lambda: tuple(msgspec.json.encode(hit["_source"]["record"]) for hit in hits))
        return Stretch(records, place(*hits[-1]["sort"]) if len(hits) == limit else "")

    async def _ask(self, body: dict[str, Any], moment: str, relevance: bool) -> tuple[dict[str, Any], str]:
        """The answer and the moment (point in time) it is of. Scores shift with every post that comes, so a search by relevance stays in
        the moment it began in; when that is gone, after minutes or a restart, it goes on in the present. By time the key is enough."""
        if relevance and not moment and "search_after" not in body:
            opened = await self._client.open_point_in_time(index=self._index, keep_alive=KEEP_ALIVE)
            moment = opened["id"]
        if moment:
            try:
                answer = (await self._request(body | {"pit": {"id": moment, "keep_alive": KEEP_ALIVE}})).body
            except BadRequestError:
                raise ValueError("the cursor is damaged: start again from the first page") from None
            except NotFoundError:
                moment = ""
            else:
                return answer, answer.get("pit_id", moment)
        return (await self._request(body | {"index": self._index})).body, ""

    async def _request(self, body: dict[str, Any]) -> Any:
        return await self._client.search(**body, track_total_hits=True, source_includes=["record"], allow_partial_search_results=False)

    async def _close(self, moment: str) -> None:
        with suppress(NotFoundError):
            await self._client.close_point_in_time(id=moment)

    def _found(self, hits: Sequence[dict[str, Any]], wanted: Sequence[Term], relevance: bool) -> tuple[Found, ...]:
        found: list[Found] = []
        for hit in hits:
            document = recorded(hit, Assessed)
            marks = self._marker.marks(document.post.text, wanted) if wanted else ()
            found.append(Found(document, marks, hit["_score"] if relevance else 0.0))
        return tuple(found)
