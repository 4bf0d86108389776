"""The index in Elasticsearch, for a desk with several machines: `ElasticIndex` keeps the promises of `search.port.Index`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

from search import elastic_alerts, elastic_claims, elastic_patterns
from search.elastic_address import address
from search.elastic_bulk import Bulk
from search.elastic_client import Client, Server, ask_server, connect, explained
from search.elastic_docket import ElasticDocket
from search.elastic_find import Finder
from search.elastic_lines import Line, alert_line, document_line, key, page_line
from search.elastic_purge import named, older, purge
from search.elastic_records import recorded
from search.elastic_removals import KIND, ElasticRemovals
from search.elastic_setup import COUNTED, alias, prepare
from search.port import (
    AlertPage,
    AlertQuery,
    PatternPage,
    PatternQuery,
    Placed,
    PlacedPattern,
    Query,
    Refused,
    Results,
    Unavailable,
    Unusable,
)
from search.sqlite_rows import Unfit, micros, sound
from search.stretch import STRETCH, Stretch
from search.words import Fold
from topics.claims import Known
from topics.records import Alert, Assessed
from topics.watchlist import PageHealth

R = TypeVar("R")

GOT_AT_ONCE = 1000
"""Documents asked for by id in one request."""


class ElasticIndex:
    """Several processes may use the same indices. `url`, `prefix`, `ca`, `api_key` as in `search.elastic_address.address`; ValueError if
    they are none.

    `fold` is what makes accents optional; it must stay the same for the life of the indices, or the posts must be put in again.
    `timeout` is seconds per request, `patience` seconds of own retries of a write, `in_flight` bulk requests at once, `shards` those of
    a new index of documents. Every method raises Unavailable when the server cannot be reached, is overloaded or takes no writes, or the
    index is not open; `open` raises Unusable for what no retry helps: wrong credentials or certificate, another product or version.

    What this process has put it finds at once; other processes find documents within a second, alerts and pages at once.
    """

    def __init__(
        self,
        url: str,
        fold: Fold,
        *,
        prefix: str = "tinwatch",
        ca: str = "",
        api_key: str = "",
        timeout: float = 20.0,
        patience: float = 3.0,
        in_flight: int = 3,
        shards: int = 1,
    ) -> None:
        self._address = address(url, prefix, ca, api_key)
        self._fold = fold
        self._timeout = timeout
        self._patience = patience
        self._in_flight = in_flight
        self._shards = shards
        self._client: Client | None = None
        self._put = 1  # another process of ours may have put something a moment ago
        self._refreshed = 0
        self._refreshing = asyncio.Lock()
        self.server: Server | None = None

    @property
    def shown(self) -> str:
        """The address without its secrets."""
        return self._address.shown

    @property
    def docket(self) -> ElasticDocket:
        return ElasticDocket(self._name, self._reading, self._write, self._get)

    @property
    def removals(self) -> ElasticRemovals:
        return ElasticRemovals(self._name(KIND), self._reading, self._write, self._get, self.existing)

    async def open(self) -> None:
        """Connects, looks at the server, creates the indices that are missing; a second call does nothing."""
        if self._client is not None:
            return
        try:
            client = connect(self._address, timeout=self._timeout)
        except (ValueError, OSError) as error:  # what is no certificate
            raise Unusable(f"Elasticsearch at {self.shown} cannot be used: {error}") from None
        try:
            with explained(self.shown, opening=True):
                self.server = await ask_server(client, self.shown)
                await prepare(client, self._address.prefix, shards=self._shards)
        except BaseException:
            await client.close()
            raise
        self._client = client
        self._bulk = Bulk(client, self.shown, in_flight=self._in_flight, patience=self._patience)
        self._finder = Finder(client, self._name("documents"), self._fold)

    async def close(self) -> None:
        """The index may be opened again."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def put_documents(self, documents: Sequence[Assessed]) -> Sequence[Refused]:
        """Returns once they are on disk. Some 500 at a time are quickest."""
        refused = await self._write(
            "documents", documents, lambda document: document_line(document, self._fold), lambda document: document.post.id, refresh=False
        )
        self._put += len(documents)
        return refused

    async def put_alerts(self, alerts: Sequence[Placed]) -> Sequence[Refused]:
        """Returns once they are on disk and everyone can find them."""
        return await self._write("alerts", alerts, alert_line, lambda placed: placed.alert.id, refresh=True)

    async def put_pages(self, pages: Sequence[PageHealth]) -> Sequence[Refused]:
        """Returns once they are on disk and everyone can find them."""
        return await self._write("pages", pages, page_line, lambda page: page.page.id, refresh=True)

    async def put_patterns(self, patterns: Sequence[PlacedPattern]) -> Sequence[Refused]:
        """Returns once they are on disk and everyone can find them."""
        return await self._write("patterns", patterns, elastic_patterns.pattern_line, lambda placed: placed.pattern.id, refresh=True)

    async def put_claims(self, claims: Sequence[Known]) -> Sequence[Refused]:
        """Returns once they are on disk and everyone can find them."""
        return await self._write("claims", claims, elastic_claims.claim_line, lambda known: known.claim.id, refresh=True)

    async def claims(self, ids: Sequence[str]) -> Sequence[Known]:
        """Those that exist, in the order asked for."""
        got = await self._get("claims", ids, ["record"])
        return [recorded(got[id], Known) for id in ids if id in got]

    async def claims_after(self, revision: int, limit: int = 1000) -> Sequence[Known]:
        """Claims that changed after `revision`, in order of revision."""
        async with self._reading() as client:
            return await elastic_claims.claims_after(client, self._name("claims"), revision, limit)

    async def last_claim(self) -> int:
        """The newest revision of any claim, -1 when there is none."""
        async with self._reading() as client:
            return await elastic_claims.last_claim(client, self._name("claims"))

    async def delete_documents(self, before: datetime, kind: str = "", keep: Sequence[str] = ()) -> int:
        """Retention: removes the documents of this kind (any if empty) with `at` before this moment, but those to `keep`; their number."""
        async with self._reading() as client:
            removed = await purge(client, self._name("documents"), older(before, kind), keep)
        await self.removals.forget_orphans(micros(before))
        return removed

    async def forget_documents(self, ids: Sequence[str]) -> int:
        """Removes these documents; the number of those that were there."""
        async with self._reading() as client:
            removed = await purge(client, self._name("documents"), named(ids)) if ids else 0
        await self.removals.forget(ids)
        return removed

    async def pages(self) -> Sequence[PageHealth]:
        """Every page ever heard of; the one not seen for longest comes first."""
        async with self._reading() as client:
            return await elastic_alerts.pages(client, self._name("pages"))

    async def document(self, id: str) -> Assessed | None:
        return next(iter(await self.documents([id])), None)

    async def documents(self, ids: Sequence[str]) -> Sequence[Assessed]:
        """Those that exist, in the order asked for."""
        got = await self._get("documents", ids, ["record"])
        return await self.removals.read_with([recorded(got[id], Assessed) for id in ids if id in got])

    async def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of these documents are in the index."""
        return set(await self._get("documents", ids, False))

    async def search(self, query: Query) -> Results:
        """Raises ValueError for a cursor of another query."""
        async with self._reading(fresh=True):
            return await self.removals.found_with(await self._finder.search(query))

    async def stretch(self, since: datetime | None = None, cursor: str = "", limit: int = STRETCH) -> Stretch:
        """Documents with `at` from `since` on, newest first."""
        async with self._reading(fresh=True):
            return await self._finder.stretch(since, cursor, limit)

    async def alert(self, id: str) -> Alert | None:
        got = await self._get("alerts", [id], ["record"])
        return recorded(got[id], Alert) if id in got else None

    async def alerts(self, query: AlertQuery) -> AlertPage:
        """Raises ValueError for a cursor of another query."""
        async with self._reading() as client:
            return await elastic_alerts.alerts(client, self._name("alerts"), query)

    async def alerts_after(self, position: int, limit: int = 200) -> Sequence[Placed]:
        """Alerts whose newest version lies after `position`, in order of position."""
        async with self._reading() as client:
            return await elastic_alerts.alerts_after(client, self._name("alerts"), position, limit)

    async def last_position(self) -> int:
        """Position of the newest alert version, -1 when there is none."""
        async with self._reading() as client:
            return await elastic_alerts.last_position(client, self._name("alerts"))

    async def patterns(self, query: PatternQuery) -> PatternPage:
        """Raises ValueError for a cursor of another query."""
        async with self._reading() as client:
            return await elastic_patterns.patterns(client, self._name("patterns"), query)

    async def patterns_after(self, position: int, limit: int = 200) -> Sequence[PlacedPattern]:
        """Patterns, those that are gone too, whose newest version lies after `position`, in order of position."""
        async with self._reading() as client:
            return await elastic_patterns.patterns_after(client, self._name("patterns"), position, limit)

    async def delete_patterns(self, before: datetime, *, dry: bool = False) -> int:
        """Retention: removes the patterns whose `last` lies before this moment; their number, with `dry` only that."""
        async with self._reading() as client:
            return await elastic_patterns.delete_before(client, self._name("patterns"), micros(before), dry=dry)

    async def counts(self) -> dict[str, int]:
        """Number of `documents`, `alerts`, `pages`, `patterns` and `cases`."""
        async with self._reading(fresh=True) as client:
            numbers = await asyncio.gather(*(elastic_alerts.total(client, self._name(kind)) for kind in COUNTED))
            return dict(zip(COUNTED, numbers, strict=True))

    def _name(self, kind: str) -> str:
        return alias(self._address.prefix, kind)

    async def _write(
        self, kind: str, records: Sequence[R], line: Callable[[R], Line], name: Callable[[R], str], *, refresh: bool
    ) -> list[Refused]:
        """Writes what has a line and names what has none."""
        if self._client is None:
            raise Unavailable(f"the index in Elasticsearch at {self.shown} is not open")
        if not records:
            return []
        lines: list[Line] = []
        refused: list[Refused] = []

        def fold_all() -> None:
            for record in records:
                try:
                    lines.append(line(record))
                except Unfit as unfit:
                    refused.append(Refused(name(record), str(unfit)))

        await asyncio.to_thread(fold_all)  # a batch of long posts takes a tenth of a second, in which the event loop should go on
        return refused + await self._bulk.put(self._name(kind), lines, refresh=refresh)

    async def _get(self, kind: str, ids: Sequence[str], source: list[str] | bool) -> dict[str, dict[str, Any]]:
        """By id, from the newest acknowledged state, whether searches see it yet or not."""
        keys = {id: key(id) for id in ids if id and id == sound(id)}
        unique = list(dict.fromkeys(keys.values()))
        there: dict[str, dict[str, Any]] = {}
        async with self._reading() as client:
            for start in range(0, len(unique), GOT_AT_ONCE):
                docs = [{"_id": one, "_source": source} for one in unique[start : start + GOT_AT_ONCE]]
                answer = await client.mget(index=self._name(kind), docs=docs)
                for got in answer["docs"]:
                    if "error" in got:
                        raise Unavailable(f"Elasticsearch at {self.shown} cannot read {kind}: {got['error'].get('reason')}")
                    if got["found"]:
                        there[got["_id"]] = got
        return {id: there[one] for id, one in keys.items() if one in there}

    @asynccontextmanager
    async def _reading(self, *, fresh: bool = False) -> AsyncIterator[Client]:
        if self._client is None:
            raise Unavailable(f"the index in Elasticsearch at {self.shown} is not open")
        with explained(self.shown):
            if fresh:
                await self._refresh(self._client)
            yield self._client

    async def _refresh(self, client: Client) -> None:
        """Makes what this process has put findable; nothing to do, and nothing sent, when it has put nothing since."""
        async with self._refreshing:
            if self._refreshed < self._put:
                put = self._put
                if (await client.indices.refresh(index=self._name("documents")))["_shards"]["failed"]:
                    raise Unavailable(f"Elasticsearch at {self.shown} cannot refresh its documents")
                self._refreshed = put
