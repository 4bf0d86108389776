"""A new version of an index in the place of the old one, while everybody reads and writes (docs/decisions/0017).

Records are copied, each derived anew by today's code in the version it had, until nearly nothing is left. Then writes wait: writers
are told "no writes now", as when a disk is full, and try again by themselves. In that moment the rest is copied, the numbers are
compared, and the alias goes over to the new index in one step. Reads never wait.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from elasticsearch import ApiError

from search.elastic_bulk import Bulk
from search.elastic_client import Client, kind, reason_of
from search.elastic_copy import Copy
from search.elastic_setup import VERSION, create
from search.elastic_templates import lifecycle_settings
from search.elastic_versions import Standing, generation, next_index, standing
from search.operating import Show, Stopped, Told
from search.words import Fold

FEW = 2000
"""Records that one round may leave to be copied while writes wait: about half a second."""

ROUNDS = 20
"""Rounds to come that near; writes that outrun the copying for so long will go on doing so."""

TRIES = 5
"""Times that writes are made to wait."""

STOP = 10.0
"""The most seconds that they wait in one of them."""

LEAVING = 30.0
"""The most seconds that the old index waits for whoever still reads in it; a page of a search by relevance then goes on in the new one."""


class Migration:
    """One kind after another; may be interrupted at any point and run again. `shards`: of a new index of documents. `ilm`: what is
    kept ends by a lifecycle."""

    def __init__(self, client: Client, bulk: Bulk, fold: Fold, prefix: str, *, shards: int, ilm: bool, show: Show) -> None:
        self._client, self._bulk, self._fold, self._prefix = client, bulk, fold, prefix
        self._shards, self._ilm, self._show = shards, ilm, show

    async def run(self, kinds: Sequence[str], *, anew: bool, keep: bool) -> list[Told]:
        """`anew`: also where the version is today's. `keep`: the old index stays, closed to writes. Raises Stopped."""
        told = []
        for kind_ in kinds:  # before the first copying, which may take hours
            await self._released(await standing(self._client, self._prefix, kind_))
        for kind_ in kinds:
            now = await standing(self._client, self._prefix, kind_)
            if not now.index:
                told.append(Told(kind_, False, "there is no index", "Run `tinwatch index setup`."))
                continue
            if now.generation.version > VERSION:
                raise Stopped(f"{now.index} is of a newer tinwatch: update this one")
            now = await self._without_outdated(now)
            due = anew or bool(now.newer) or now.generation.version < VERSION
            told.append(await self._renewed(now, keep=keep) if due else await self._tidied(now, keep=keep))
        return told

    async def _renewed(self, now: Standing, *, keep: bool) -> Told:
        target = now.newer[-1] if now.newer else next_index(self._prefix, now)
        staging = f"{now.alias}-next"
        if not now.newer:
            await self._made(target, now.kind, staging)
        copy = Copy(self._client, self._bulk, self._fold, now.kind, now.index, target, staging, self._show)
        await copy.begin()
        waited = await self._switched(now, target, staging, copy)
        await self._finished(target, now.kind)
        if not keep:
            await self._dropped((now.index, *now.older))
        elif self._ilm:
            await self._client.indices.put_settings(index=now.index, settings=lifecycle_settings(self._prefix))
        kept = "kept, closed to writes" if keep else "deleted"
        return Told(now.kind, True, f"{now.index} → {target}; writes waited {waited:.2f} s; the old index is {kept}")

    async def _without_outdated(self, now: Standing) -> Standing:
        """Deletes what a run of an older tinwatch began and never finished."""
        outdated = [index for index in now.newer if (made := generation(now.alias, index)) and made.version < VERSION]
        for index in outdated:
            await self._client.indices.delete(index=index)
        return replace(now, newer=tuple(index for index in now.newer if index not in outdated))

    async def _made(self, target: str, kind_: str, staging: str) -> None:
        try:
            await create(self._client, target, kind_, self._shards, {staging: {}})
        except ApiError as error:
            if kind(error) != "resource_already_exists_exception":
                raise Stopped(f"Elasticsearch cannot make the index {target}: {reason_of(error.body)}") from None
        await self._client.indices.put_settings(index=target, settings={"index.gc_deletes": "0s"})  # only we delete in it yet

    async def _released(self, now: Standing) -> None:
        """Opens an index again that an interrupted run left closed to writes."""
        for target in now.newer:
            about = (await self._client.indices.get(index=target, features=["mappings"])).body[target]
            if about["mappings"]["_meta"].get("stopping"):
                await self._writable(now.index)

    async def _switched(self, now: Standing, target: str, staging: str, copy: Copy) -> float:
        """Seconds that writes waited."""
        for again in range(TRIES):
            for _ in range(ROUNDS):
                if await copy.round() <= FEW:
                    break
            if again:
                await copy.without_deleted()
            await copy.keep(stopping=True)
            began = time.monotonic()
            try:
                await self._client.indices.add_block(index=now.index, block="write")  # returns when what was under way is done
                if await self._whole(copy, thorough=again > 1):
                    await self._taken_over(now, target, staging)
                    return time.monotonic() - began
            except BaseException:
                await asyncio.shield(self._writable(now.index))
                raise
            await self._writable(now.index)
        raise Stopped(
            f"{now.kind} are written to or purged faster than they are copied; nothing has changed: run `tinwatch index migrate` again "
            "when there is less to do"
        )

    async def _whole(self, copy: Copy, *, thorough: bool) -> bool:
        """Whether the target came to hold the same while nobody wrote. Where it holds more, something was deleted since it was copied. Then
        `thorough` looks for it, which STOP allows for some hundred thousand records; where there are more, the purge has to end first."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP):
                while not await copy.settled():
                    await copy.round()
                if await copy.as_many():
                    return True
                return thorough and bool(await copy.without_deleted()) and await copy.as_many()
        return False

    async def _taken_over(self, now: Standing, target: str, staging: str) -> None:
        actions: list[dict[str, Any]] = [
            {"remove": {"index": now.index, "alias": now.alias, "must_exist": True}},
            {"remove": {"index": target, "alias": staging, "must_exist": True}},
            {"add": {"index": target, "alias": now.alias, "is_write_index": True}},
        ]
        await self._client.indices.update_aliases(actions=actions)

    async def _finished(self, index: str, kind_: str) -> None:
        """Nothing about the new index is special any more."""
        await self._client.indices.put_settings(index=index, settings={"index.gc_deletes": None})
        await self._client.indices.put_mapping(index=index, meta={"tinwatch": kind_, "version": VERSION})

    async def _tidied(self, now: Standing, *, keep: bool) -> Told:
        if "source" in (now.meta or {}):  # an earlier run ended just after the alias went over
            await self._finished(now.index, now.kind)
        if now.older and not keep:
            await self._dropped(now.older)
        left = ", ".join(now.older)
        rest = "" if not now.older else f"; {left} kept" if keep else f"; {left} deleted"
        return Told(now.kind, True, f"{now.index} is of today's version{rest}")

    async def _dropped(self, indices: tuple[str, ...]) -> None:
        """Deletes old indices once nobody reads in them any more."""
        for index in indices:
            until = time.monotonic() + LEAVING
            while time.monotonic() < until:
                search = (await self._client.indices.stats(index=index, metric="search"))["indices"][index]["total"]["search"]
                if not search["open_contexts"] + search["query_current"] + search["fetch_current"]:
                    break
                await asyncio.sleep(0.1)
            await self._client.indices.delete(index=index)

    async def _writable(self, index: str) -> None:
        await self._client.indices.put_settings(index=index, settings={"index.blocks.write": None})
