"""Those who wait for an answer share one look at the index; each hears of its own, and nobody waits for ever."""

from __future__ import annotations

import asyncio

import pytest
from test_console_samples import NOW, bench, told

from console.answering import Answering
from search.port import Unavailable
from topics.cases import Event

MANY = 30


def keep(n: int, by: str = "lan") -> Event:
    return Event(id=f"{by}{n}", case=f"a-{n}", deed="keep", at=NOW, by=by, role="analyst", seen=1)


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(*(told(str(n)) for n in range(MANY)))
        yield made


class Counted:
    """The docket, with how often it was looked at."""

    def __init__(self, docket) -> None:
        self.docket, self.looks = docket, 0

    async def cases_of(self, ids):
        self.looks += 1
        return await self.docket.cases_of(ids)


async def test_each_hears_of_its_own_by_looks_that_all_share(desk):
    docket = Counted(desk.index.docket)
    answering = Answering(docket)
    events = [keep(n, by) for n in range(MANY) for by in ("lan", "minh")]
    waiting = [asyncio.create_task(answering.of([one], 20)) for one in events]
    many = asyncio.create_task(answering.of([keep(n, "hoa") for n in range(3)], 20))
    for one in [*events, *(keep(n, "hoa") for n in range(3))]:
        await desk.river.send(one)
    answers = [(await task)[0] for task in waiting]
    assert [(answer.event, answer.refused) for answer in answers] == [
        (one.id, () if one.by == "lan" else ("state", "changed")) for one in events
    ]
    assert [answer.event for answer in await many] == ["hoa0", "hoa1", "hoa2"]
    looks = docket.looks
    await asyncio.sleep(0.2)  # four steps: nobody waits, so nobody looks
    assert docket.looks <= looks + 1


async def test_who_gets_no_answer_in_time_has_none_and_holds_up_nobody(desk):
    answering = Answering(desk.index.docket)
    lost = asyncio.create_task(answering.of([keep(1)], 0.2))
    kept = asyncio.create_task(answering.of([keep(2), keep(3)], 20))
    await desk.river.send(keep(2))
    await desk.river.send(keep(3))
    assert await lost == [None]
    assert [answer.event for answer in await kept] == ["lan2", "lan3"]
    assert await answering.of([], 20) == []


async def test_an_index_that_is_away_is_told_to_all_and_asked_again_by_the_next(desk):
    class Away:
        async def cases_of(self, ids):
            raise Unavailable("away")

    answering = Answering(Away())
    for outcome in await asyncio.gather(answering.of([keep(1), keep(2)], 20), answering.of([keep(3)], 20), return_exceptions=True):
        assert isinstance(outcome, Unavailable)
    answering._docket = desk.index.docket
    await desk.river.send(keep(4))
    assert [answer.event for answer in await answering.of([keep(4)], 20)] == ["lan4"]
