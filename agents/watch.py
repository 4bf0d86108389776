"""sightings → pages, search index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agents.flow import Flow, decoded, remember, settled
from agents.store import persist
from alerts.watch import join
from search.port import Index
from topics.records import PageHealth, decode, encode
from topics.river import PAGES, SIGHTINGS


def attach(flow: Flow, index: Index) -> None:
    table = flow.table(PAGES)

    async def watch(messages: Sequence[Any]) -> None:
        sightings, sent = await decoded(flow, messages, PageHealth)
        changed: dict[str, PageHealth] = {}
        for _, sighting in sightings:
            id = sighting.page.id
            known = changed.get(id) or _known(table, id)
            changed[id] = join(known, sighting) if known else sighting
        news = {id: health for id, health in changed.items() if health != _known(table, id)}
        await persist(flow, index.put_pages, list(news.values()))
        for id, health in news.items():
            sent.append(await remember(flow, table, id, encode(health)))
        await settled(sent)

    flow.agent(SIGHTINGS, "watch", watch)


def _known(table: Any, id: str) -> PageHealth | None:
    value = table.data.get(id.encode())
    return decode(value, PageHealth) if value else None
