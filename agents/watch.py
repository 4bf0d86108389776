"""watch-list, visits, sightings → pages, errands, search index."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from agents.flow import Flow, decoded, remember, settled
from agents.persisting import persist
from alerts.watch import sighted, visited, watching
from search.port import Index
from topics.records import decode, encode
from topics.river import ERRANDS, PAGES, ROUNDS, SIGHTINGS, WATCHES
from topics.watchlist import PageHealth, Round, Watched

R = TypeVar("R", bound=Struct)


def attach(flow: Flow, index: Index) -> None:
    """Keeps what is known of each page; what people write down of one goes on to the collectors once it is kept here."""
    agent = Watch(flow, index)
    flow.agent(WATCHES, "watch_watches", agent.watches)
    flow.agent(ROUNDS, "watch_rounds", agent.rounds)
    flow.agent(SIGHTINGS, "watch", agent.sightings)


class Watch:
    """Three topics change the same pages, so a batch of one waits for those of the others."""

    def __init__(self, flow: Flow, index: Index) -> None:
        self._flow, self._index = flow, index
        self._table = flow.table(PAGES)
        self._one_at_a_time = asyncio.Lock()

    async def watches(self, messages: Sequence[Any]) -> None:
        written, sent = await decoded(self._flow, messages, Watched)
        dated = [(m, w if w.at else replace(w, at=datetime.fromtimestamp(m.timestamp, UTC))) for m, w in written]
        async with self._one_at_a_time:
            news = self._folded([(entry.page.id, entry) for _, entry in dated], watching)
            for id in dict.fromkeys(entry.page.id for _, entry in dated):
                known = news.get(id) or self._known(id)
                if known and known.watched:  # again after a crash too: the collectors take the same errand twice without harm
                    sent.append(await self._flow.send(ERRANDS, id, known.watched))
            await self._keep(news, sent)

    async def rounds(self, messages: Sequence[Any]) -> None:
        rounds, sent = await decoded(self._flow, messages, Round)
        async with self._one_at_a_time:
            await self._keep(self._folded([(round.page.id, round) for _, round in rounds], visited), sent)

    async def sightings(self, messages: Sequence[Any]) -> None:
        seen, sent = await decoded(self._flow, messages, PageHealth)
        async with self._one_at_a_time:
            await self._keep(self._folded([(one.page.id, one) for _, one in seen], sighted), sent)

    def _folded(self, news: Sequence[tuple[str, R]], fold: Callable[[PageHealth | None, R], PageHealth]) -> dict[str, PageHealth]:
        """The pages that these change."""
        changed: dict[str, PageHealth] = {}
        for id, one in news:
            changed[id] = fold(changed.get(id) or self._known(id), one)
        return {id: health for id, health in changed.items() if health != self._known(id)}

    async def _keep(self, news: dict[str, PageHealth], sent: list[Awaitable[Any]]) -> None:
        await settled(sent)
        await persist(self._flow, self._index.put_pages, list(news.values()), "pages")
        await settled([await remember(self._flow, self._table, id, encode(health)) for id, health in news.items()])

    def _known(self, id: str) -> PageHealth | None:
        value = self._table.data.get(id.encode())
        return decode(value, PageHealth) if value else None
