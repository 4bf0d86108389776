"""What is to be asked of one platform, and what is next: readings first, by how late they are for their tier; second looks after them."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from collectors.schedule import late
from topics.watchlist import Tier

Kind = Literal["posts", "comments", "ask", "back", "look", "whole"]
"""The newest posts; comments that were counted; a post that the list lacks; the past; counts of posts no list holds; comments once more."""

PRIME: tuple[Kind, ...] = ("posts", "comments", "ask")
SPARE: tuple[Kind, ...] = ("back", "look", "whole")


class Errand(NamedTuple):
    kind: Kind
    page: str
    post: str = ""


class Agenda:
    """Errands with the moment they are due, each once."""

    def __init__(self) -> None:
        self._due: dict[Errand, tuple[datetime, Tier]] = {}
        self._pages: dict[str, set[Errand]] = {}
        self._lanes: dict[tuple[Kind, Tier], list[tuple[datetime, Errand]]] = {}

    def __len__(self) -> int:
        return len(self._due)

    def plan(self, page: str, wanted: Mapping[Errand, datetime], tier: Tier) -> None:
        """All that is to be asked about a page, and when."""
        for errand in self._pages.get(page, set()) - wanted.keys():
            self._due.pop(errand, None)
        self._pages[page] = set(wanted)
        if not wanted:
            del self._pages[page]
        for errand, due in wanted.items():
            self.set(errand, due, tier)

    def set(self, errand: Errand, due: datetime, tier: Tier) -> None:
        """Due then, and not when it was before."""
        if self._due.get(errand) != (due, tier):
            self._due[errand] = due, tier
            heapq.heappush(self._lanes.setdefault((errand.kind, tier), []), (due, errand))

    def next(self, now: datetime, busy: Collection[str], kinds: Collection[Kind]) -> Errand | None:
        """What to ask now, of these kinds and of no page in `busy`."""
        heads = [head for kind in PRIME if kind in kinds for head in self._heads(kind, now, busy)]
        if heads:
            return max(heads, key=lambda head: late(head[0], now, head[1]))[2]
        for kind in (kind for kind in SPARE if kind in kinds):
            if some := list(self._heads(kind, now, busy)):
                return min(some)[2]
        return None

    def latest(self, now: datetime) -> float:
        """Seconds since the reading of a page was due that has been due for longest; 0 when none is."""
        heads = (head[0] for head in self._heads("posts", now, ()))
        return max(((now - due).total_seconds() for due in heads), default=0.0)

    def due(self, kind: Kind, now: datetime) -> list[tuple[Errand, Tier]]:
        """All of this kind that are due."""
        return [(errand, tier) for errand, (moment, tier) in self._due.items() if errand.kind == kind and moment <= now]

    def _heads(self, kind: Kind, now: datetime, busy: Collection[str]) -> Iterator[tuple[datetime, Tier, Errand]]:
        """The first of each tier's lane that is due."""
        for tier in ("A", "B", "C"):
            lane = self._lanes.get((kind, tier), [])
            aside: list[tuple[datetime, Errand]] = []
            while lane and lane[0][0] <= now:
                due, errand = lane[0]
                if self._due.get(errand) == (due, tier) and errand.page not in busy:
                    yield due, tier, errand
                    break
                entry = heapq.heappop(lane)
                if self._due.get(errand) == (due, tier) and entry not in aside:
                    aside.append(entry)
            for entry in aside:
                heapq.heappush(lane, entry)
