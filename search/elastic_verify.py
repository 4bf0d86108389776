"""Whether the indices are what this code believes them to be: aliases, mappings, and every record in them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from search.elastic_again import Hit, stale
from search.elastic_alerts import total
from search.elastic_client import Client
from search.elastic_setup import VERSION, mapping
from search.elastic_versions import Standing, standing
from search.operating import Show, Told
from search.sqlite_rows import Unfit
from search.words import Fold
from topics.records import Invalid

PAGE = 250
"""Records read in one request."""

OPEN = "2m"
"""How long Elasticsearch keeps the moment that we read in between two requests."""

NAMED = 5
"""Records that are named in one line; the others are counted."""


async def verify(client: Client, prefix: str, fold: Fold, kinds: Sequence[str], *, records: bool, show: Show) -> list[Told]:
    """One line a kind and what else is wrong. Without `records` they are only counted."""
    told: list[Told] = []
    for kind in kinds:
        now = await standing(client, prefix, kind)
        told += await _shape(client, now)
        if now.index:
            told.append(await _records(client, now, fold, show) if records else await _counted(client, now))
    return told


async def shape(client: Client, prefix: str, kinds: Sequence[str]) -> list[Told]:
    """What is wrong with the indices around the records, which are neither read nor counted; nothing where all is well."""
    standings = [await standing(client, prefix, kind) for kind in kinds]
    return [told for now in standings for told in await _shape(client, now)]


async def _shape(client: Client, now: Standing) -> list[Told]:
    """What is wrong with the index around the records."""
    if not now.index:
        return [Told(now.kind, False, "there is no index", "Run `tinwatch index setup`.")]
    about: dict[str, Any] = (await client.indices.get(index=now.index)).body[now.index]
    found: list[Told] = []
    again = "Run `tinwatch index migrate` once every process is of this version."
    if now.generation.version < VERSION:
        found.append(Told(now.kind, False, f"{now.index} is of version {now.generation.version}, today's is {VERSION}", again))
    elif differing := differences(about, mapping(now.kind)):
        found.append(Told(now.kind, False, f"{now.index}: {', '.join(differing)} is not as it should be", again))
    found += _closed(now, about["settings"]["index"].get("blocks", {}))
    if now.newer:
        found.append(Told(now.kind, False, f"{', '.join(now.newer)} is only partly filled", "Run `tinwatch index migrate`, which goes on."))
    if now.older:
        mend = "It holds what retention and requests have taken out of the new one since: `tinwatch index migrate` deletes it."
        found.append(Told(now.kind, False, f"{', '.join(now.older)} was kept", mend))
    return found


def _closed(now: Standing, blocks: dict[str, str]) -> list[Told]:
    """Why the index takes no writes, and what opens it."""
    found = []
    if blocks.get("write") == "true":
        by_us = "If no `tinwatch index migrate` runs now, one was interrupted: run it again, which opens the index at once and goes on."
        by_hand = f"No migration did this: set `index.blocks.write` of {now.index} to null once nobody wants it closed."
        found.append(Told(now.kind, False, f"{now.index} is closed to writes", by_us if now.newer else by_hand))
    if blocks.get("read_only_allow_delete") == "true":
        mend = "Make room on Elasticsearch's disk; it opens its indices again by itself."
        found.append(Told(now.kind, False, f"{now.index} was closed to writes for want of disk", mend))
    return found


def differences(about: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """What of an index that is there is otherwise than its file in mappings/ says: the dotted names."""
    mappings, wanted = about["mappings"], made["mappings"]
    found = [name for name in ("dynamic", "date_detection") if str(mappings.get(name)).lower() != str(wanted[name]).lower()]
    fields, meant = mappings["properties"], wanted["properties"]
    found += sorted(name for name in fields.keys() | meant.keys() if fields.get(name) != meant.get(name))
    analysis, wished = about["settings"]["index"].get("analysis"), made["settings"]["index"].get("analysis")
    return found + (["analysis"] if _plain(analysis) != _plain(wished) else [])


def _plain(settings: Any) -> Any:
    """As Elasticsearch hands settings out: every leaf a string."""
    if isinstance(settings, dict):
        return {name: _plain(value) for name, value in settings.items()}
    return [_plain(value) for value in settings] if isinstance(settings, list) else None if settings is None else str(settings)


async def _counted(client: Client, now: Standing) -> Told:
    await client.indices.refresh(index=now.index)
    return Told(now.kind, True, f"{await total(client, now.index):,} in {now.index}")


async def _records(client: Client, now: Standing, fold: Fold, show: Show) -> Told:
    """Reads every record of one moment, and compares what is searched with what today's code would make of it."""
    await client.indices.refresh(index=now.index)
    moment = (await client.open_point_in_time(index=now.index, keep_alive=OPEN))["id"]
    read, unreadable, others, after = 0, list[str](), 0, None
    try:
        while True:
            answer = await client.search(
                pit={"id": moment, "keep_alive": OPEN}, sort=["_shard_doc"], search_after=after, size=PAGE, track_total_hits=True,
                allow_partial_search_results=False,
            )  # fmt: skip
            hits = answer["hits"]["hits"]
            moment = answer["pit_id"]
            if not hits:
                break
            broken, differing = await asyncio.to_thread(_looked_at, now.kind, hits, fold)
            read, others, after = read + len(hits), others + differing, hits[-1]["sort"]
            unreadable += broken
            show(now.kind, read, answer["hits"]["total"]["value"])
    finally:
        await client.close_point_in_time(id=moment)
    if unreadable:
        names = ", ".join(unreadable[:NAMED]) + (f" and {len(unreadable) - NAMED} more" if len(unreadable) > NAMED else "")
        mend = "Replay these posts, or restore the index from a backup; what writes other records into it must be stopped."
        return Told(now.kind, False, f"{len(unreadable):,} of {read:,} in {now.index} cannot be read: {names}", mend)
    if others:
        mend = "Run `tinwatch index migrate --again`, which derives every record's fields anew."
        return Told(now.kind, False, f"{others:,} of {read:,} in {now.index} are searched by what another version made of them", mend)
    return Told(now.kind, True, f"{read:,} in {now.index}, every one read back")


def _looked_at(kind: str, hits: list[Hit], fold: Fold) -> tuple[list[str], int]:
    """The ids of records that cannot be read, and how many of the others lie there otherwise than they would be put in today."""
    broken: list[str] = []
    differing = 0
    for hit in hits:
        try:
            differing += stale(kind, hit, fold)
        except (Invalid, Unfit, KeyError, TypeError):  # KeyError, TypeError: no record of ours at all
            broken.append(str(hit["_id"]))
    return broken, differing
