"""One index into another while the first is written to: round by round, each from where the last one ended.

Every write to a shard has a number (`_seq_no`). What lies at or below the shard's global checkpoint is on every copy of it, and after a
refresh it can be searched; so a round takes what lies between two checkpoints, and whatever changes meanwhile gets a higher number and
belongs to a later round. Only what was deleted leaves no number behind: `without_deleted` looks for that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from search.elastic_again import Hit, again
from search.elastic_alerts import total
from search.elastic_bulk import Bulk
from search.elastic_client import Client
from search.elastic_purge import named, purge
from search.operating import Show, Stopped
from search.sqlite_rows import Unfit
from search.words import Fold
from topics.records import Invalid

PAGE = 250
"""Records of one request; the largest possible post has two megabytes."""

IDS = 5000
"""Ids compared in one request."""

KEPT_EVERY = 5.0
"""Seconds after which it is written down how far we are, for a run that is interrupted."""

NOTHING = -1
"""The number before the first write."""


class Copy:
    """From the index `source` into the index behind the alias `staging`, whose mapping's `_meta` holds how far it came. `show` is told."""

    def __init__(self, client: Client, bulk: Bulk, fold: Fold, kind: str, source: str, target: str, staging: str, show: Show) -> None:
        self._client, self._bulk, self._fold = client, bulk, fold
        self._kind, self._source, self._target, self._staging = kind, source, target, staging
        self._show = show
        self._done: dict[str, int] = {}
        self._meta: dict[str, Any] = {}
        self._kept = time.monotonic()
        self._copied = 0

    async def begin(self) -> None:
        """Goes on where an earlier run of ours ended; from the first where the source is another index by now."""
        about = (await self._client.indices.get(index=self._target, features=["mappings"])).body[self._target]
        uuid = (await self._client.indices.get_settings(index=self._source, name="index.uuid")).body[self._source]
        source = uuid["settings"]["index"]["uuid"]
        self._meta = about["mappings"]["_meta"]
        if self._meta.get("source") == source:
            self._done = dict(self._meta.get("copied", {}))
        self._meta["source"] = source

    async def round(self) -> int:
        """Copies what was written since the last round; the number of records. Raises Stopped for one that cannot be put in again."""
        before = self._copied
        marks = await checkpoints(self._client, self._source)
        await self._client.indices.refresh(index=self._source)
        count = await total(self._client, self._source)
        for shard, (upto, _) in marks.items():
            async for hits in self._between(shard, self._done.get(shard, NOTHING), upto):
                await self._put(hits)
                self._done[shard] = hits[-1]["_seq_no"]
                self._copied += len(hits)
                self._show(self._kind, self._copied, max(count, self._copied))
                if time.monotonic() - self._kept > KEPT_EVERY:
                    await self.keep()
            self._done[shard] = max(upto, self._done.get(shard, NOTHING))
        return self._copied - before

    async def settled(self) -> bool:
        """Whether every write there ever was has been copied; only true for good where writes are blocked."""
        marks = await checkpoints(self._client, self._source)
        return all(highest <= self._done.get(shard, NOTHING) for shard, (_, highest) in marks.items())

    async def as_many(self) -> bool:
        """Whether both hold the same number of records."""
        await self._client.indices.refresh(index=f"{self._source},{self._target}")
        return await total(self._client, self._source) == await total(self._client, self._target)

    async def without_deleted(self) -> int:
        """Takes out of the target what the source holds no longer; how many those were."""
        removed, after = 0, None
        await self._client.indices.refresh(index=self._staging)
        while True:
            answer = await self._client.search(
                index=self._staging, sort=[{"id": "asc"}], search_after=after, size=IDS, source=False, track_total_hits=False,
                allow_partial_search_results=False,
            )  # fmt: skip
            hits = answer["hits"]["hits"]
            if not hits:
                return removed
            there = await self._client.mget(index=self._source, ids=[hit["_id"] for hit in hits], source=False)
            gone = {got["_id"] for got in there["docs"] if not got.get("found", True)}
            if gone:  # a purge without names would be one of everything
                removed += await purge(self._client, self._staging, named([hit["sort"][0] for hit in hits if hit["_id"] in gone]))
            after = hits[-1]["sort"]

    async def keep(self, **more: Any) -> None:
        """Writes down how far we are, with `more` for whoever looks at it."""
        self._kept = time.monotonic()
        meta = {**self._meta, "copied": self._done, **more}
        await self._client.indices.put_mapping(index=self._target, meta=meta)

    async def _between(self, shard: str, after: int, upto: int) -> AsyncIterator[list[Hit]]:
        while after < upto:
            answer = await self._client.search(
                index=self._source, query={"range": {"_seq_no": {"gt": after, "lte": upto}}}, sort=["_seq_no"], size=PAGE,
                preference=f"_shards:{shard}", version=True, seq_no_primary_term=True, track_total_hits=False,
                allow_partial_search_results=False,
            )  # fmt: skip
            hits = answer["hits"]["hits"]
            if not hits:
                return
            yield hits
            after = hits[-1]["_seq_no"]

    async def _put(self, hits: list[Hit]) -> None:
        try:
            lines = await asyncio.to_thread(lambda: [again(self._kind, hit, self._fold) for hit in hits])
        except (Invalid, Unfit) as error:
            raise Stopped(f"a record among {self._kind} cannot be put in again ({error}): `tinwatch index verify` names it") from error
        for refused in await self._bulk.put(self._staging, lines, refresh=False):
            raise Stopped(f"the new index does not take {refused.id} of {self._kind}: {refused.reason}")


async def checkpoints(client: Client, index: str) -> dict[str, tuple[int, int]]:
    """By shard: up to which number every copy of it has all writes, and the highest number given."""
    shards: dict[str, list[dict[str, Any]]] = (await client.indices.stats(index=index, metric="docs", level="shards"))["indices"][index][
        "shards"
    ]
    primaries = {shard: next(copy["seq_no"] for copy in copies if copy["routing"]["primary"]) for shard, copies in shards.items()}
    return {shard: (seq["global_checkpoint"], seq["max_seq_no"]) for shard, seq in primaries.items()}
