"""Elasticsearch's snapshots of our indices, in a repository that its operator has registered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from elasticsearch import ApiError, NotFoundError

from search.elastic_address import address
from search.elastic_client import Client, connect, explained, reason_of
from search.elastic_setup import KINDS, alias
from search.port import Unusable
from tinwatch.settings import Settings

LONGEST = 24 * 3600.0
"""Seconds that a snapshot or its way back may take."""


class Snapshots:
    """Every method raises Unavailable or Unusable, naming the server."""

    def __init__(self, settings: Settings) -> None:
        self._address = address(settings.index_url, ca=settings.index_ca, api_key=settings.index_api_key)
        self._aliases = [alias(self._address.prefix, kind) for kind in KINDS]

    async def take(self, repository: str, name: str) -> None:
        """Returns when the snapshot is whole. What is written meanwhile may or may not be in it."""
        async with self._client() as client:
            indices = sorted((await client.indices.get_alias(name=self._aliases)).body)
            answer = await client.options(request_timeout=LONGEST).snapshot.create(
                repository=repository, snapshot=name, indices=indices, include_global_state=False, wait_for_completion=True
            )
            self._whole(answer.body["snapshot"], f"snapshot {name}")

    async def need_room(self) -> None:
        """Raises Unusable where there are indices of ours already."""
        async with self._client() as client:
            there = (await client.indices.get(index=self._aliases, ignore_unavailable=True, features=["aliases"])).body
            if there:
                raise Unusable(f"Elasticsearch at {self._address.shown} has {', '.join(sorted(there))}: delete these indices first")

    async def bring_back(self, repository: str, name: str) -> None:
        """Restores the indices with their aliases."""
        async with self._client() as client:
            answer = await client.options(request_timeout=LONGEST).snapshot.restore(
                repository=repository, snapshot=name, include_global_state=False, wait_for_completion=True
            )
            self._whole(answer.body["snapshot"], f"what came back of snapshot {name}")

    async def drop(self, repository: str, name: str) -> None:
        """Removes a snapshot; one that is gone already is no error."""
        async with self._client() as client:
            try:
                await client.snapshot.delete(repository=repository, snapshot=name)
            except NotFoundError:
                return

    def _whole(self, told: dict[str, dict[str, int]], what: str) -> None:
        shards = told["shards"]
        if shards["failed"] or shards["successful"] != shards["total"]:
            raise Unusable(f"Elasticsearch at {self._address.shown}: {what} has {shards['failed']} of {shards['total']} shards missing")

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[Client]:
        with explained(self._address.shown, opening=True):
            client = connect(self._address, timeout=60)
            try:
                yield client
            except ApiError as error:  # no such repository, no right to it: nothing that waiting helps
                raise Unusable(f"Elasticsearch at {self._address.shown}: {reason_of(error.body)}") from None
            finally:
                await client.close()
