"""A rule pack tried from the console: checked, counted with progress, ended, one at a time on the desk."""

from __future__ import annotations

import asyncio
import re

import pytest
from msgspec.structs import replace
from test_console_samples import bench, told
from test_rules import GOOD

from tinwatch.settings import Settings
from tinwatch.trials import Tried
from topics.records import Detector, Signal

OFFER = "Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em"


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.become("analyst")
        offers = [told(f"{n}", f"{OFFER} {n}", cues={}, minutes=n).document for n in range(3)]
        old = told("old", OFFER, cues={}, minutes=60 * 24 * 20).document
        plain = [replace(one, assessment=replace(one.assessment, signals=())) for one in (*offers, old)]
        await made.index.put_documents([*plain, told("calm", "Chợ phiên sáng nay đông vui", cues={}).document])
        yield made


async def shown(desk, words: str) -> str:
    """The page, once it says this."""
    for _ in range(1800):
        if words in (page := (await desk.client.get("/backtest")).text):
            return page
        await asyncio.sleep(0.05)
    raise AssertionError(f"never says {words!r}: {page}")


async def start(desk, pack=GOOD, days="7"):
    return await desk.post("/backtest", pack=pack, days=days)


async def test_counts_and_samples_are_shown_when_it_is_done(desk):
    assert (await start(desk)).status_code == 303
    page = await shown(desk, "Đã xong:")
    assert "đã đếm 4 trên 4 bài" in page
    assert '<th scope="row">Tất cả</th><td>4</td><td>3</td><td>3</td></tr>' in page
    assert "thu-pin/thu-pin – 3 cảnh báo" in page
    assert page.count(OFFER) == 4, "three samples, and the example of the pack that stays in the form"
    assert "refresh" not in (await desk.client.get("/backtest")).headers
    await start(desk, days="30")
    await shown(desk, "đã đếm 5 trên 5 bài")


async def test_what_is_wrong_with_a_pack_is_told_by_line(desk):
    await start(desk, GOOD.replace("harm: 2", "harm: 9"))
    page = await shown(desk, "Bộ luật bị từ chối")
    assert "<code>7: " in page
    assert "<table" not in page
    assert "harm: 9" in page, "what was typed stays, to be corrected"


async def test_one_at_a_time_on_the_desk_and_it_can_be_ended(desk, tmp_path):
    """The index gives no second stretch before the first trial has been ended."""
    held = asyncio.Event()
    stretch = desk.index.stretch

    async def slow(since=None, cursor="", limit=1):
        if cursor:
            await held.wait()
        return await stretch(since, cursor, 1)

    desk.index.stretch = slow
    assert (await start(desk)).status_code == 303
    page = await shown(desk, "Đang chạy:")
    assert "<progress" in page
    answer = await desk.client.get("/backtest")
    assert answer.headers["refresh"] == "3"
    assert (await start(desk)).status_code == 409
    elsewhere = Tried(Settings(home=tmp_path), desk.index)
    assert not elsewhere.start(GOOD, 7), "another process of the same desk"
    assert (await desk.post("/backtest/end")).status_code == 303
    page = await shown(desk, "Đã dừng")
    assert "<progress" not in page
    desk.index.stretch = stretch
    held.set()
    assert (await start(desk)).status_code == 303
    await shown(desk, "Đã xong:")


async def test_nobody_else_may_and_nothing_odd_is_taken(desk):
    assert (await start(desk, pack="  ")).status_code == 400
    assert (await start(desk, days="9999")).status_code == 400
    assert (await start(desk, pack="x" * 100_001)).status_code == 400
    await desk.become("viewer")
    assert (await desk.client.get("/backtest")).status_code == 403


async def test_packs_on_trial_stand_beside_those_in_force(desk, tmp_path):
    assert (await desk.post("/backtest/compare", days="7")).status_code == 303
    await shown(desk, "Không có bộ luật nào đang thử.")
    (tmp_path / "rules" / "trial").mkdir(parents=True)
    (tmp_path / "rules" / "trial" / "pin.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "rules" / "trial" / "bad.yaml").write_text("pack: [", "utf-8")
    noted = (Detector(name="thu-pin/thu-pin", version="3"),)
    alerting = (Signal(code="DEPOSIT", score=0.7, alert=True, detector="thu-pin/thu-pin", version="2"),)
    both, only, live = (told(name, f"{OFFER} {name}", cues={}).document for name in ("both", "only", "live"))
    await desk.index.put_documents([
        replace(both, assessment=replace(both.assessment, signals=alerting, trial=noted)),
        replace(only, assessment=replace(only.assessment, signals=(), trial=noted)),
        replace(live, assessment=replace(live.assessment, signals=alerting)),
    ])  # fmt: skip
    await desk.post("/backtest/compare", days="7")
    page = await shown(desk, "thu-pin 3")
    assert '<th scope="row">Tất cả</th><td>7</td><td>2</td><td>2</td><td>1</td></tr>' in page
    assert "<code>bad.yaml:" in page
    assert re.findall(r"<b>(.)</b> <a href=\"/posts/([^\"]+)\"", page) == [("+", "fb%3Aonly"), ("−", "fb%3Alive")]
    assert (await desk.post("/backtest/compare", days="8")).status_code == 400
