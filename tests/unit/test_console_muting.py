"""Muting in the console: from the case, by a script as the card does, the page of all mutes, and who may end one."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from test_console_samples import LOAN_TEXT, bench, told

PAGE = ("fb:1002", "Tin nhanh <An Phú>")


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1", page=PAGE), told("2", LOAN_TEXT, cues={}, code="LOAN", page=("fb:1003", "Vay nhanh")))
        await made.become("analyst")
        yield made


async def seen(desk, path: str) -> str:
    response = await desk.client.get(path)
    assert response.status_code == 200
    return response.text


async def mute_of(desk, id: str = "a-1"):
    return (await desk.index.docket.case(id)).mute


FORM = {
    "deed": "mute", "seen": 1, "ticks": "1", "page": ["fb:1002"], "code": ["JOB"], "hours": "72", "reason": "repeats",
    "text": "Ba bài một giờ",
}  # fmt: skip


async def test_a_mute_leaves_the_feed_and_stands_on_its_page_where_another_ends_it(desk):
    assert (await desk.post("/alerts/a-1", **FORM)).status_code == 303
    mute = await mute_of(desk)
    assert (mute.pages, mute.codes, mute.by, mute.reason, mute.text) == (("fb:1002",), ("JOB",), "analyst", "repeats", "Ba bài một giờ")
    assert timedelta(0) <= datetime.now(UTC) + timedelta(hours=72) - mute.until < timedelta(minutes=1)
    feed = await seen(desk, "/")
    assert "card-a-2" in feed
    assert "card-a-1" not in feed
    assert "card-a-1" in await seen(desk, "/?held=only&reason=muted")
    assert "được tạm ẩn" in await seen(desk, "/held")
    page = await seen(desk, "/mutes")
    for words in ("Tin nhanh &lt;An Phú&gt;", "lặp lại nhiều lần", "người đặt <b>analyst</b>", "1 cảnh báo được giữ lại", "Ba bài một giờ"):
        assert words in page, words
    assert "Đã tạm ẩn từ hồ sơ này" in await seen(desk, "/alerts/a-1")
    await desk.become("approver")
    response = await desk.post("/alerts/a-1", deed="unmute", seen=1, next="/mutes")
    assert (response.status_code, response.headers["location"]) == (303, "/mutes")
    assert "Không có gì đang tạm ẩn." in await seen(desk, "/mutes")
    assert "card-a-1" in await seen(desk, "/")
    history = html.unescape(await seen(desk, "/alerts/a-1"))
    assert "Bỏ tạm ẩn" in history
    assert "lặp lại nhiều lần; đến" in history


async def test_the_card_mutes_all_of_its_alert_for_a_day(desk):
    token = await desk.form("/search")
    fields = {"csrf": token, "deed": "mute", "seen": "1", "reason": "in_hand"}
    answer = await desk.client.post("/alerts/a-2", data=fields, headers={"accept": "application/json"})
    assert (answer.status_code, json.loads(answer.text)["accepted"]) == (200, True)
    mute = await mute_of(desk, "a-2")
    assert (mute.pages, mute.codes, mute.reason) == (("fb:1003",), ("LOAN",), "in_hand")
    assert timedelta(0) <= datetime.now(UTC) + timedelta(hours=24) - mute.until < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": ""}, "Chưa nêu lý do"), ({"hours": "9999"}, "nhiều nhất 30 ngày"), ({"hours": "24 "}, "nhiều nhất 30 ngày"),
        ({"page": []}, "Hãy chọn trang và mã"), ({"code": []}, "Hãy chọn trang và mã"), ({"page": ["fb:x"]}, "Hãy chọn trang và mã"),
        ({"code": ["LOAN"]}, "Hãy chọn trang và mã"), ({"deed": "unmute"}, "Việc này đã làm rồi"),
    ],
)  # fmt: skip
async def test_what_is_refused_is_said(desk, changes, said):
    response = await desk.post("/alerts/a-1", **{**FORM, **changes})
    assert response.status_code == 409
    assert said.lower() in html.unescape(response.text).lower()
    assert await mute_of(desk) is None


async def test_who_may_not_work_sees_mutes_and_ends_none(desk):
    await desk.post("/alerts/a-1", **FORM)
    await desk.become("viewer")
    assert 'value="unmute"' not in await seen(desk, "/mutes")
    assert (await desk.post("/alerts/a-1", deed="unmute", seen=1)).status_code == 403
    assert await mute_of(desk) is not None


async def test_a_mute_whose_time_is_over_is_not_listed_though_no_clock_has_said_so(desk):
    await desk.post("/alerts/a-1", **FORM)
    case = await desk.index.docket.case("a-1")
    over = replace(case.mute, until=datetime.now(UTC) - timedelta(seconds=1))
    await desk.index.docket.put_cases([replace(case, mute=over, decisions_to=case.decisions_to + 1)])
    assert "Không có gì đang tạm ẩn." in await seen(desk, "/mutes")
