"""The live feed: nothing lost, nothing twice, whoever is slow, away or filtered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from test_console_samples import bench, told

from alerts.holding import REASONS
from console import live as live_module
from console.feed import resume_point
from console.live import Live
from console.stream import Stream
from search.port import AlertQuery


@dataclass
class Event:
    kind: str
    id: int | None
    data: dict


def parse(text: str) -> Event:
    fields = dict(line.split(": ", 1) for line in text.strip().splitlines() if not line.startswith(":"))
    return Event(fields.get("event", ""), int(fields["id"]) if "id" in fields else None, json.loads(fields.get("data", "{}")))


class Reader:
    """A browser that reads its stream whenever it is told to."""

    def __init__(
        self, live: Live, query: AlertQuery | None = None, *, after: int | None = None, alive=lambda: True, heartbeat_s: float = 15
    ) -> None:
        stream = Stream(live, query or AlertQuery(), card=lambda news: f"v{news.alert.version}", alive=alive, heartbeat_s=heartbeat_s)
        self.events: AsyncIterator[str] = stream.events(after)
        self.seen: list[Event] = []

    async def next(self, *kinds: str, within_s: float = 5) -> Event:
        """The next event of these kinds."""
        async with asyncio.timeout(within_s):
            async for text in self.events:
                event = parse(text)
                if event.kind in kinds:
                    self.seen.append(event)
                    return event
        raise StopAsyncIteration

    async def alerts(self, n: int) -> list[tuple[int | None, str]]:
        return [(e.id, e.data["id"]) for e in [await self.next("alert") for _ in range(n)]]

    async def rest(self) -> list[Event]:
        async with asyncio.timeout(5):
            return [parse(text) async for text in self.events]

    async def quiet(self, seconds: float = 0.3) -> None:
        """Nothing but heartbeats and counts for this long."""
        with pytest.raises(TimeoutError):
            await self.next("alert", "gone", "reset", within_s=seconds)

    async def close(self) -> None:
        await self.events.aclose()


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        while made.app.state.desk.live.head is None:  # noqa: ASYNC110 - nothing announces the first read
            await asyncio.sleep(0.01)
        yield made


@pytest.fixture
def live(desk):
    desk.app.state.desk.live._poll_s = 0.01
    return desk.app.state.desk.live


async def test_an_alert_arrives_with_its_position(desk, live):
    reader = Reader(live)
    assert (await reader.next("counts")).data["shown"] == 0
    await desk.put(told("1"), told("2"))
    assert await reader.alerts(2) == [(0, "a-1"), (1, "a-2")]
    assert (await reader.next("counts")).data == {"shown": 2, "held": 0, "CRITICAL": 0, "HIGH": 2, "MEDIUM": 0, "LOW": 0} | dict.fromkeys(
        REASONS, 0
    )
    await reader.close()
    assert live.followers == 0


async def test_what_came_between_page_and_connection_is_caught_up(desk, live):
    await desk.put(told("1"), told("2"), told("3"))
    reader = Reader(live, after=0)
    assert await reader.alerts(2) == [(1, "a-2"), (2, "a-3")]
    await desk.put(told("4"))
    assert await reader.alerts(1) == [(3, "a-4")]
    await reader.quiet()
    await reader.close()


async def test_an_updated_alert_comes_once_as_it_is_now(desk, live):
    await desk.put(told("1"), told("2"), told("1", version=2), told("1", version=3))
    reader = Reader(live, after=-1)
    assert await reader.alerts(2) == [(1, "a-2"), (3, "a-1")]
    assert reader.seen[-1].data["html"] == "v3"
    await reader.close()


async def test_every_interruption_resumes_exactly(desk, live):
    """Cut the connection after every single event, while alerts keep coming: each arrives exactly once."""
    total = 60

    async def write():
        for n in range(total):
            await desk.put(told(str(n)))
            await asyncio.sleep(0.002)

    writing = asyncio.create_task(write())
    position, got = -1, []
    while len(got) < total:
        reader = Reader(live, after=position)
        event = await reader.next("alert")
        await reader.close()
        position = event.id
        got.append(event.data["id"])
    await writing
    assert got == [f"a-{n}" for n in range(total)]


async def test_twenty_feeds_get_the_same_in_the_same_order(desk, live):
    readers = [Reader(live, after=-1) for _ in range(20)]
    tasks = [asyncio.create_task(r.alerts(50)) for r in readers]
    for n in range(50):
        await desk.put(told(str(n)))
    expected = [(n, f"a-{n}") for n in range(50)]
    assert all(got == expected for got in await asyncio.gather(*tasks))
    for reader in readers:
        await reader.close()


async def test_one_reader_asks_the_index_for_all(desk, live, monkeypatch):
    calls = 0
    real = desk.index.alerts_after

    async def counted(*args):
        nonlocal calls
        calls += 1
        return await real(*args)

    live._poll_s = 0.1
    readers = [Reader(live) for _ in range(20)]
    for reader in readers:
        await reader.next("counts")
    monkeypatch.setattr(desk.index, "alerts_after", counted)
    await asyncio.sleep(0.55)
    assert 3 <= calls <= 7
    for reader in readers:
        await reader.close()


async def test_a_slow_feed_is_dropped_and_resumes(desk, live, monkeypatch):
    monkeypatch.setattr(live_module, "QUEUE", 5)
    slow, quick = Reader(live), Reader(live)
    await slow.next("counts")
    await quick.next("counts")
    for n in range(20):
        await desk.put(told(str(n)))
        assert await quick.alerts(1) == [(n, f"a-{n}")]
    assert [e for e in await slow.rest() if e.kind == "alert"] == [], "a feed that lags ends; what it holds is stale"
    again = Reader(live, after=-1)
    assert await again.alerts(20) == [(n, f"a-{n}") for n in range(20)]
    await again.close()
    await quick.close()


async def test_a_filtered_feed_shows_what_fits_and_takes_away_what_no_longer_does(desk, live):
    reader = Reader(live, AlertQuery(bands=("HIGH",), codes=("JOB",)), after=-1)
    await reader.next("counts")
    await desk.put(told("1"), told("2", band="LOW"), told("3", code="LOAN"), told("4", held="old"))
    kinds = [(e.kind, e.id, e.data["id"]) for e in [await reader.next("alert", "gone") for _ in range(4)]]
    assert kinds == [("alert", 0, "a-1"), ("gone", 1, "a-2"), ("gone", 2, "a-3"), ("gone", 3, "a-4")]
    counts = await reader.next("counts")
    assert (counts.data["shown"], counts.data["held"], counts.data["LOW"]) == (1, 1, 1)
    assert (counts.data["old"], counts.data["budget"]) == (1, 0)
    await desk.put(told("1", band="LOW", version=2))
    assert (await reader.next("alert", "gone")).kind == "gone"
    await reader.close()


async def test_a_feed_of_what_is_held_back(desk, live):
    reader = Reader(live, AlertQuery(held=True), after=-1)
    await desk.put(told("1"), told("2", held="low_alone"))
    assert await reader.alerts(1) == [(1, "a-2")]
    await reader.close()


async def test_the_feed_beats(desk, live):
    await desk.put(told("1"))
    reader = Reader(live, heartbeat_s=0.05)
    beat = await reader.next("beat")
    assert beat.id == 0
    await reader.close()


async def test_the_feed_ends_with_the_session(desk, live):
    session = [True]
    reader = Reader(live, alive=lambda: session[0], heartbeat_s=0.05)
    await reader.next("beat")
    session[0] = False
    assert (await reader.rest())[-1].kind == "over"
    assert live.followers == 0


async def test_feeds_end_when_the_server_stops(desk, live):
    reader = Reader(live)
    await reader.next("counts")
    asyncio.get_running_loop().call_later(0.05, live.close)
    await reader.rest()
    assert live.followers == 0


@pytest.mark.parametrize(
    ("text", "point"), [("", None), ("0", 0), ("41", 41), ("-1", -1), ("-9", -1), ("x", 10**18), ("9" * 40, 10**18), ("１", 10**18)]
)
def test_resume_points(text, point):
    assert resume_point(text) == point


async def test_too_many_feeds_are_refused(desk, live, monkeypatch):
    await desk.login()
    monkeypatch.setattr(Live, "followers", 200)
    response = await desk.client.get("/events")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
