"""Posts that are no longer shown, in Elasticsearch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from search.cursor import page_size
from search.elastic_client import Client
from search.elastic_lines import Line, line
from search.elastic_purge import named, purge
from search.elastic_records import recorded
from search.port import Results
from search.refused import Refused
from search.removals import all_noted
from search.sqlite_rows import encoded, micros, sound
from topics.records import Assessed
from topics.watchlist import Removal

KIND = "removals"

Get = Callable[..., Awaitable[dict[str, dict[str, Any]]]]


class ElasticRemovals:
    """`index` is the alias; `reading`, `write` and `get` are those of the index, `existing` asks it which documents it has."""

    def __init__(
        self,
        index: str,
        reading: Callable[[], AbstractAsyncContextManager[Client]],
        write: Callable[..., Awaitable[list[Refused]]],
        get: Get,
        existing: Callable[[Sequence[str]], Awaitable[set[str]]],
    ) -> None:
        self._index, self._reading, self._write, self._get, self._existing = index, reading, write, get, existing

    async def put(self, removals: Sequence[Removal]) -> Sequence[Refused]:
        return await self._write(KIND, removals, removal_line, lambda removal: removal.id, refresh=True)

    async def of(self, ids: Sequence[str]) -> Sequence[Removal]:
        got = await self._get(KIND, ids, ["record"])
        return [recorded(got[id], Removal) for id in ids if id in got]

    async def after(self, id: str = "", limit: int = 1000) -> Sequence[Removal]:
        return await self._found([{"range": {"id": {"gt": sound(id)}}}], limit)

    async def read_with(self, documents: Sequence[Assessed]) -> list[Assessed]:
        """The documents, each with the moment it was found gone."""
        return all_noted(documents, await self.of([document.post.id for document in documents]))

    async def found_with(self, results: Results) -> Results:
        """The same for what a search found."""
        read = await self.read_with([found.document for found in results.found])
        return replace(results, found=tuple(replace(one, document=document) for one, document in zip(results.found, read, strict=True)))

    async def forget(self, ids: Sequence[str]) -> None:
        """With the documents of these ids."""
        if ids:
            async with self._reading() as client:
                await purge(client, self._index, named(ids))

    async def forget_orphans(self, before: int) -> None:
        """Those before this moment (microseconds since 1970) whose documents are not there, or never were."""
        last = ""
        while found := await self._found([{"range": {"at_us": {"lt": before}}}, {"range": {"id": {"gt": last}}}], 1000):
            ids = [removal.id for removal in found]
            there = await self._existing(ids)
            await self.forget([id for id in ids if id not in there])
            last = sound(ids[-1])

    async def _found(self, filters: list[dict[str, Any]], limit: int) -> list[Removal]:
        async with self._reading() as client:
            answer = await client.search(
                index=self._index, query={"bool": {"filter": filters}}, sort=[{"id": "asc"}], size=page_size(limit),
                source_includes=["record"], track_total_hits=False, allow_partial_search_results=False,
            )  # fmt: skip
        return [recorded(hit, Removal) for hit in answer["hits"]["hits"]]


def removal_line(removal: Removal) -> Line:
    """Raises Unfit."""
    return line(removal.id, micros(removal.at), encoded(removal), {"at_us": micros(removal.at)})
