"""The originals that are watched, and which of them are due: what a changelog holds, in the order of the clock."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from agents.known import Quoted
from agents.rechecks import next_look
from enrichers.press import Press
from topics.originals import Cited, Copy
from topics.records import decode, utc

SPAN = timedelta(days=29)
"""How long a page must have been watched before the agencies it quotes are counted (A10)."""

MOST_QUOTED = 500


class Rechecks:
    """The originals that are watched, as the changelog has them, with those that are due first."""

    def __init__(self, table: Any, press: Press) -> None:
        self._table, self.press = table, press
        self._due: list[tuple[datetime, str]] = []
        self._when: dict[str, datetime] = {}
        self._pages: dict[str, dict[str, Quoted]] = {}
        self._loaded = False

    def __len__(self) -> int:
        return len(self._table.data)

    def forget(self) -> None:
        """The partition may have been another worker's in between: read all anew."""
        self._loaded = False

    def load(self) -> None:
        if not self._loaded:
            self._loaded = True
            self._due, self._when, self._pages = [], {}, {}
            for value in list(self._table.data.values()):
                self.note(decode(value, Cited))

    def get(self, id: str) -> Cited | None:
        self.load()
        value = self._table.data.get(id.encode())
        return decode(value, Cited) if value else None

    def note(self, state: Cited) -> None:
        """Take in a state: when its original is due, and what the pages of its copies took."""
        moment = next_look(state)
        if moment is not None and self._when.get(state.id) != moment:
            self._when[state.id] = moment
            heapq.heappush(self._due, (moment, state.id))
        agency = self.press.of_domain(state.url.partition("://")[2].partition("/")[0].partition(":")[0])
        for copy in state.copies if agency else ():
            if copy.taken:
                page = self._pages.setdefault(copy.page, {})
                page[copy.post] = Quoted(at=copy.at, press=agency.name if agency else "", delay=copy.delay)
                while len(page) > MOST_QUOTED:
                    page.pop(next(iter(page)))

    def drop(self, state: Cited) -> None:
        """Nothing is left to find out about it."""
        self._when.pop(state.id, None)
        for copy in state.copies:
            page = self._pages.get(copy.page, {})
            page.pop(copy.post, None)
            if not page:
                self._pages.pop(copy.page, None)

    def due(self, now: datetime, most: int, without: Collection[str] = ()) -> list[Cited]:
        """Originals to look at now, the longest due first; each is due until a look at it was taken. Those in `without` are passed over."""
        self.load()
        seen: dict[str, datetime] = {}
        found: list[Cited] = []
        while self._due and self._due[0][0] <= now and len(found) < most:
            moment, id = heapq.heappop(self._due)
            if self._when.get(id) != moment or id in seen:
                continue  # it is due at another time by now
            seen[id] = moment
            if id not in without and (state := self.get(id)) is not None:
                found.append(state)
        for id, moment in seen.items():
            heapq.heappush(self._due, (moment, id))
        return found

    def late(self, now: datetime) -> float:
        """Seconds since the original that has been due for longest was due; 0 when none is."""
        self.load()
        return max(0.0, (now - min(self._when.values())).total_seconds()) if self._when else 0.0

    def quoted(self, copy: Copy) -> list[Quoted]:
        """What else the page took from the press lately, where it was watched for long enough to say."""
        page = {post: one for post, one in self._pages.get(copy.page, {}).items() if post != copy.post}
        return list(page.values()) if page and min(utc(one.at) for one in page.values()) <= copy.at - SPAN else []
