"""The live feed when the index is away, replaced or far ahead."""

from __future__ import annotations

import asyncio

import pytest
from test_console_live import Reader
from test_console_samples import bench, told

from console import live as live_module
from console import stream as stream_module
from console.live import Live
from search.port import Placed, Unavailable


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        while made.app.state.desk.live.head is None:  # noqa: ASYNC110 - nothing announces the first read
            await asyncio.sleep(0.01)
        made.app.state.desk.live._poll_s = 0.01
        yield made


@pytest.fixture
def live(desk):
    return desk.app.state.desk.live


async def test_positions_of_another_river_ask_for_a_fresh_page(desk, live):
    await desk.put(told("1"))
    reader = Reader(live, after=77)
    assert (await reader.next("alert", "reset")).kind == "reset"
    await desk.put(told("2"))
    assert await reader.alerts(1) == [(1, "a-2")]
    await reader.close()


async def test_who_was_away_too_long_gets_a_fresh_page(desk, live, monkeypatch):
    monkeypatch.setattr(stream_module, "FAR", 10)
    await desk.put(*(told(str(n)) for n in range(12)))
    reader = Reader(live, after=0)
    assert (await reader.next("alert", "reset")).kind == "reset"
    await reader.close()


async def test_an_index_replaced_under_the_feed_is_noticed(desk, live, monkeypatch):
    monkeypatch.setattr(live_module, "_CHECK_EVERY_S", 0.05)
    await desk.index.put_alerts([Placed(1000, told("1").alert)])
    reader = Reader(live)
    await reader.next("counts")
    real = desk.index.last_position

    async def lower():
        return 3

    monkeypatch.setattr(desk.index, "last_position", lower)
    await reader.rest()
    assert live.head == 3
    monkeypatch.setattr(desk.index, "last_position", real)


async def test_an_index_that_fails_for_a_while_loses_nothing(desk, live, monkeypatch, caplog):
    reader = Reader(live)
    await reader.next("counts")
    real = desk.index.alerts_after
    failures: list[Exception] = [Unavailable("locked"), RuntimeError("a bug"), Unavailable("locked")]

    async def failing(*args):
        if failures:
            raise failures.pop()
        return await real(*args)

    monkeypatch.setattr(desk.index, "alerts_after", failing)
    await desk.put(told("1"), told("2"))
    assert await reader.alerts(2) == [(0, "a-1"), (1, "a-2")]
    assert "next try" in caplog.text
    await reader.close()


async def test_a_feed_opened_while_the_index_is_away_ends_quietly(desk, live, monkeypatch):
    async def away():
        raise Unavailable("locked")

    monkeypatch.setattr(desk.index, "last_position", away)
    assert [e.kind for e in await Reader(live).rest()] == [""]
    assert live.followers == 0


async def test_following_while_the_reader_wakes_misses_nothing(desk, monkeypatch):
    """The reader asks for the last position, a feed opens and reads up to an older one meanwhile: the gap is read again."""
    live = Live(desk.index, poll_s=0.01)
    live.head = -1
    real = desk.index.last_position
    asked, answer = asyncio.Event(), asyncio.Event()

    async def slow():
        asked.set()
        await answer.wait()
        return await real()

    monkeypatch.setattr(desk.index, "last_position", slow)
    running = asyncio.create_task(live.run())
    await asked.wait()
    with live.follow() as follower:
        await desk.put(told("1"))
        answer.set()
        news = await follower.next(2)
        assert news is not None
        assert news.alert.id == "a-1"
    running.cancel()
