"""Which index of each kind is the living one, and which others there are: those that are being filled, those that had their day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from elasticsearch import NotFoundError

from search.elastic_client import Client
from search.elastic_setup import VERSION, alias, first_index

_NAME = re.compile(r"-v(\d+)(?:-(\d+))?")


@dataclass(frozen=True, order=True)
class Generation:
    """`number` counts the indices of one version: each time all is derived anew makes one."""

    version: int
    number: int = 1


@dataclass(frozen=True)
class Standing:
    """`index` is the living one, empty where there is none; `meta` what it says of itself. `older`, `newer`: indices of ours that are not
    reached by the alias; a newer one is being filled, an older one was kept."""

    kind: str
    alias: str
    index: str = ""
    generation: Generation = Generation(0)
    meta: dict[str, Any] | None = None
    older: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()


async def standing(client: Client, prefix: str, kind: str) -> Standing:
    """Looks at the names, the aliases and what the indices say of themselves; an index of another program is none of ours."""
    name = alias(prefix, kind)
    try:
        found: dict[str, Any] = (await client.indices.get(index=f"{name},{name}-v*", features=["aliases", "mappings"])).body
    except NotFoundError:  # the alias is not there; others may be
        found = (await client.indices.get(index=f"{name}-v*", features=["aliases", "mappings"])).body
    ours = {index: about for index, about in found.items() if about["mappings"].get("_meta", {}).get("tinwatch") == kind}
    living = next((index for index, about in ours.items() if name in about["aliases"]), "")
    at = generation(name, living) or Generation(0)
    others = {index: made for index in ours if index != living and (made := generation(name, index))}
    return Standing(
        kind=kind,
        alias=name,
        index=living,
        generation=at,
        meta=ours[living]["mappings"]["_meta"] if living else None,
        older=tuple(sorted(index for index, made in others.items() if made < at)),
        newer=tuple(sorted(index for index, made in others.items() if made > at)),
    )


def generation(name: str, index: str) -> Generation | None:
    """What the name of an index says of it; None for a name that is not of our making."""
    found = _NAME.fullmatch(index.removeprefix(name)) if index.startswith(name) else None
    return Generation(int(found[1]), int(found[2] or 1)) if found else None


def next_index(prefix: str, now: Standing) -> str:
    """The name of the index that all goes into next."""
    if now.generation.version < VERSION:
        return first_index(prefix, now.kind)
    return f"{now.alias}-v{VERSION}-{now.generation.number + 1}"
