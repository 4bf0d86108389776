"""Feeds, sitemaps, Telegram and YouTube through the whole program: from a line of the watch-list to the index, each post once."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from desk import Desk
from stubs.press import Feed, Maps
from stubs.serving import PLANTED, PLANTED_ID, START
from stubs.telegram import Telegram
from stubs.youtube import CHANNEL, YouTube

SPEED = 3_000
"""The collectors' minutes in a minute of the world: tier A is read every 0.3 s."""


class Collected:
    """`tinwatch serve` over four sources."""

    def __init__(self, desk: Desk, feed: Feed, maps: Maps, telegram: Telegram, youtube: YouTube) -> None:
        self.desk, self.process = desk, None
        self.settings = {
            "TINWATCH_COLLECT_INSIDE": "yes",
            "TINWATCH_COLLECT_CLOCK": f"2026-11-18T08:00:00+07:00@{time.time()}*{SPEED}",
            "TINWATCH_TELEGRAM_API": telegram.url,
            "TINWATCH_YOUTUBE_API": youtube.url,
            "TINWATCH_YOUTUBE_KEY": youtube.secrets["key"],
            "TINWATCH_PORT": "0",
        }
        lines = (
            "platform,page_id,url,name,owner_kind,tier,basis",
            f"rss,,{feed.ref},Báo Mẫu,media,A,b",
            f"sitemap,,{maps.url}/sitemap.xml,Báo Hai,media,A,b",
            f"telegram,,{telegram.ref},Kênh A,media,A,b",
            f"youtube,{CHANNEL},,Kênh B,media,A,b",
        )
        self.list = desk.home / "pages.csv"
        self.list.write_text("\n".join(lines) + "\n", encoding="utf-8")

    async def start(self) -> None:
        self.process = await asyncio.to_thread(self.desk.start, "serve", **self.settings)

    async def __aenter__(self) -> Collected:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            await self.stop(kill=True)

    async def stop(self, *, kill: bool = False) -> str:
        (self.process.kill if kill else self.process.terminate)()
        out, err = await asyncio.to_thread(self.process.communicate)
        return out + err

    async def documents(self) -> list[dict]:
        return await asyncio.to_thread(self.desk.jsonl, "search", "bài", "--limit", "500")

    async def until(self, wanted: int) -> list[dict]:
        """The documents when there are so many, or after a while."""
        deadline = time.monotonic() + 150
        while True:
            found = await self.documents()
            if len(found) >= wanted or time.monotonic() > deadline:
                return found
            await asyncio.sleep(0.5)


def refused(broker: Path) -> list[str]:
    """Rounds in which something was not answered; all of it was there."""
    with closing(sqlite3.connect(broker)) as records:
        found = [value for (value,) in records.execute("SELECT value FROM records WHERE instr(value, '\"ok\":')")]
    assert found
    return [str(value) for value in found if b'"ok":false' in value]


@pytest.fixture
async def sources():
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(stub().serving()) for stub in (Feed, Maps, Telegram, YouTube)]


@pytest.mark.timeout(500)
async def test_from_the_watch_list_to_the_index_through_a_kill(tmp_path, sources):
    feed, maps, telegram, youtube = sources
    for number in range(25):
        for stub in sources:
            stub.add(f"bài số {number}")
    said = [youtube.comment("yt:video000025", f"bài hay, bình luận {number}") for number in range(8)]
    async with Collected(Desk(tmp_path), *sources) as collected:
        await asyncio.to_thread(collected.desk.run, "watchlist", "import", str(collected.list))
        await collected.start()
        await collected.until(40)
        await collected.stop(kill=True)
        new = [stub.add("bài mới") for stub in (telegram, youtube)]
        maps.add("bài bổ sung", START + timedelta(hours=22, minutes=30))  # to a day whose sitemap is not the newest
        feed.add("bài mới")
        await collected.start()
        found = await collected.until(25 * 4 + len(said) + 4)
        await asyncio.sleep(4)  # three hours and more by the collectors' clock: posts are looked at again where the source can be asked
        told = await collected.stop()
    assert refused(tmp_path / "broker.sqlite") == []
    ids = Counter(one["post"]["id"] for one in found)
    assert len(found) == len(ids) == 25 * 4 + len(said) + 4
    assert {*said, *new} <= {*ids}
    assert "Traceback" not in told
    for planted in (PLANTED, PLANTED_ID):
        assert planted not in told + str(found)
