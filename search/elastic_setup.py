"""The indices in Elasticsearch: versioned, behind aliases, with the mappings in `mappings/`."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Any

import msgspec
from elasticsearch import ApiError, NotFoundError

from search.elastic_client import Client, kind, reason_of
from search.operating import COUNTED as COUNTED
from search.operating import KINDS as KINDS
from search.port import Unusable

VERSION = 2
"""Of the mappings. One of an older version gets the fields that are new when it is opened, but what lies in it lacks them until
`tinwatch index migrate`; so a field that older records should have too, or one that is cut or typed otherwise, makes a new version."""

SETTLING = 30
"""The most seconds until new indices can be searched; a machine at ease needs one."""


def alias(prefix: str, kind: str) -> str:
    """The name everyone reads and writes by."""
    return f"{prefix}-{kind}"


def first_index(prefix: str, kind: str) -> str:
    """The index of this version that is made where there is none yet."""
    return f"{alias(prefix, kind)}-v{VERSION}"


def mapping(kind: str) -> dict[str, Any]:
    """Settings and mappings of an index of this kind."""
    made: dict[str, Any] = msgspec.json.decode((files("search") / "mappings" / f"{kind}.json").read_bytes())
    return made


async def prepare(client: Client, prefix: str, *, shards: int) -> None:
    """Create what is missing; any number of processes may do it at once. Raises Unusable where other data is in the way."""
    await asyncio.gather(*(_prepare(client, prefix, kind, shards) for kind in KINDS))
    await _searchable(client, prefix)


async def _prepare(client: Client, prefix: str, kind: str, shards: int) -> None:
    name = alias(prefix, kind)
    if not await _there(client, name, kind):
        await _create(client, name, kind, shards)
        await _there(client, name, kind)  # another process, of another version, may have been faster


async def _there(client: Client, name: str, kind: str) -> bool:
    """Whether the alias leads to an index that this code can use; one of an older version gets the fields that are new."""
    try:
        indices: dict[str, Any] = (await client.indices.get(index=name, features=["aliases", "mappings"])).body
    except NotFoundError:
        return False
    for index, about in indices.items():
        meta = about["mappings"].get("_meta", {})
        if name not in about["aliases"] or meta.get("tinwatch") != kind:
            raise Unusable(f"{name} in Elasticsearch is an index of another program ({index}): choose another prefix (?prefix=NAME)")
        if meta["version"] > VERSION:
            raise Unusable(f"{index} was made by a newer tinwatch (mapping {meta['version']}, this one knows {VERSION}): update tinwatch")
        known = about["mappings"]["properties"]
        new = {field: made for field, made in mapping(kind)["mappings"]["properties"].items() if field not in known}
        if new:
            await client.indices.put_mapping(index=index, properties=new)
    return True


async def _searchable(client: Client, prefix: str) -> None:
    """Wait for the shards: another process may have made the indices just now, and they cannot be asked yet.

    The cluster's health does not tell: to it the primary of a new index is yellow before it is anywhere.
    """
    patience = asyncio.get_running_loop().time() + SETTLING
    names = [alias(prefix, kind) for kind in KINDS]
    while asyncio.get_running_loop().time() < patience:
        try:
            await client.search(index=names, size=0, allow_partial_search_results=False)
            return
        except ApiError as error:
            if error.status_code != 503:
                raise
        await asyncio.sleep(0.2)


async def _create(client: Client, name: str, kind_: str, shards: int) -> None:
    try:
        await create(client, f"{name}-v{VERSION}", kind_, shards, {name: {"is_write_index": True}})
    except ApiError as error:
        if kind(error) == "resource_already_exists_exception":
            return
        if error.status_code == 400:
            raise Unusable(f"Elasticsearch cannot make the index {name}-v{VERSION}: {reason_of(error.body)}") from None
        raise


async def create(client: Client, index: str, kind: str, shards: int, aliases: dict[str, Any], **meta: Any) -> None:
    """An index of this kind, in this version, reached by `aliases`; `meta` is kept with its mapping. Raises ApiError."""
    made = mapping(kind)
    settings = {"index": {**made["settings"]["index"], "number_of_shards": shards if kind == "documents" else 1}}
    mappings = {**made["mappings"], "_meta": {**made["mappings"]["_meta"], **meta}}
    await client.indices.create(index=index, settings=settings, mappings=mappings, aliases=aliases)
