"""The river behind the console of the tests: the real fold of the cases and a real index, without a broker in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from agents.folding import LEDGER, Cases, far
from agents.kept import Kept
from alerts.holding import MUTED
from alerts.opening import decided
from alerts.plan import Plan
from alerts.silence import muted, silent, together
from channels.destination import known
from channels.packet import unfit
from collectors.lines import read
from search.port import Placed
from search.sqlite import SqliteIndex
from topics.cases import Case, Event, Notice
from topics.records import Alert, Post, encode
from topics.watchlist import Watched

PLAN = Plan(destinations=frozenset(known()), scope_signed=True, unfit=unfit)


class River:
    """Takes alerts and decisions one after the other, as the agent escalate does, and brings the state back into the feed as judge does."""

    def __init__(self, index: SqliteIndex, plan: Plan = PLAN) -> None:
        self.index = index
        self.position = -1
        self.notices: list[Notice] = []
        self.poured: list[Post] = []
        self.watched: list[Watched] = []
        self.silent = False
        """Whether decisions are taken and not answered, as when the agents are down."""
        self._kept = Kept(far)
        self._cases = Cases(self._kept, plan)
        self._offset = -1
        self._turn = asyncio.Lock()

    async def alert(self, alert: Alert) -> None:
        async with self._turn:
            self.position += 1
            await self.index.put_alerts([Placed(self.position, alert)])
            self._cases.alert(alert, self.position, alert.updated_at)
            await self._write(feed=False)

    async def send(self, event: Event) -> None:
        if self.silent:
            return
        async with self._turn:
            waiting = [event]
            while waiting:
                self._offset += 1
                waiting += self._cases.decide(waiting.pop(0), self._offset)
            await self._write(feed=True)

    async def pour(self, file: Path) -> None:
        """Takes a file of posts, as tinwatch/replay.py sends one."""
        self.poured += [line.post for line in read([str(file)]) if line.post is not None]

    async def watch(self, entries: Sequence[Watched]) -> None:
        """Takes entries of the watch-list."""
        self.watched += entries

    async def _write(self, *, feed: bool) -> None:
        news = self._cases.news()
        await self.index.docket.put_entries(news.entries)
        for case in news.cases if feed else ():
            shown = await self.index.alert(case.id)
            alert = _muted(decided(shown or case.alert, case), case)
            if alert != shown:
                self.position += 1
                alert = replace(alert, version=alert.version + 1)
                await self.index.put_alerts([Placed(self.position, alert)])
        await self.index.docket.put_cases(news.cases)
        self.notices += news.notices
        for key, value in {case.id: encode(case) for case in news.cases}.items():
            self._kept.take(key, value)
        if news.ledger is not None:
            self._kept.take(LEDGER, encode(news.ledger))


def _muted(alert: Alert, case: Case) -> Alert:
    """As far as a case's own mute goes; judge asks all of them (tests/unit/test_muting.py, tests/flow/test_mutes.py)."""
    if silent(alert, together([muted(case)]), datetime.now(UTC)):
        return replace(alert, held=MUTED)
    return replace(alert, held="") if alert.held == MUTED else alert


async def test_a_decision_reaches_the_index_and_the_feed(tmp_path):
    from test_console_samples import bench, told

    async with bench(tmp_path) as desk:
        await desk.put(told("1"))
        await desk.river.send(Event(id="e", case="a-1", deed="keep", at=told("1").alert.updated_at, by="lan", role="analyst", seen=1))
        case, alert = await desk.index.docket.case("a-1"), await desk.index.alert("a-1")
        assert (case.state, case.version, alert.state, alert.version) == ("TRIAGED", 2, "TRIAGED", 2)
        assert [entry.deed for entry in await desk.index.docket.entries()] == ["keep"]


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_decision_is_refused(tmp_path, version):
    from test_console_samples import bench, told

    async with bench(tmp_path) as desk:
        await desk.put(told("1"))
        await desk.river.send(Event(id="e", case="a-1", deed="keep", at=told("1").alert.updated_at, role="analyst", seen=1))
        await desk.river.send(Event(id="f", case="a-1", deed="check", at=told("1").alert.updated_at, role="analyst", seen=version))
        case = await desk.index.docket.case("a-1")
        assert case.state == "TRIAGED"
        assert case.answers[-1].refused == ("changed",)
