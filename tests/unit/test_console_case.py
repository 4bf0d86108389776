"""The case page: what each role can do, how an answer is shown, what two people at one case see of each other."""

from __future__ import annotations

import html
import json
import re

import pytest
from test_console_samples import LOAN_TEXT, bench, told

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"), told("2", LOAN_TEXT, cues={}, code="LOAN"))
        await made.become("analyst")
        yield made


async def seen(desk, path: str = "/alerts/a-1") -> str:
    response = await desk.client.get(path)
    assert response.status_code == 200
    return html.unescape(response.text)


def deeds(page: str) -> set[str]:
    return set(re.findall(r'name="deed" value="(\w+)"', page))


async def case(desk, id: str = "a-1"):
    return await desk.index.docket.case(id)


async def test_the_page_says_where_the_case_stands(desk):
    page = await seen(desk)
    number = (await case(desk)).number
    for words in (number, "Mới", "Người xử lý: chưa giao ai", "Tiếp nhận: <time", "Kết luận đầu tiên: <time"):
        assert words in page, words


async def test_each_role_finds_the_deeds_it_has(desk):
    assert {"keep", "dismiss", "check", "assign", "comment", "merge"} <= deeds(await seen(desk))
    assert not {"hold", "approve", "split", "sent"} & deeds(await seen(desk)), "no approver, one post, nothing to send"
    await desk.become("approver")
    assert "hold" in deeds(await seen(desk))
    await desk.become("viewer")
    assert deeds(await seen(desk)) == set()


async def test_a_deed_is_done_and_said(desk):
    response = await desk.post("/alerts/a-1", deed="dismiss", seen=1, reason="opinion")
    assert response.status_code == 303
    page = await seen(desk, response.headers["location"])
    assert "Đã ghi nhận: Bỏ qua." in page
    assert "Đã bỏ qua" in page
    assert "<b>Bỏ qua</b>: là ý kiến" in page
    assert (await case(desk)).state == "DISMISSED"
    await desk.post("/alerts/a-1", deed="undo", seen=2)
    assert (await case(desk)).state == "NEW"
    assert "finding" in (await case(desk)).due, "its clock runs again"


async def test_who_was_slower_hears_who_was_faster_and_loses_nothing_typed(desk):
    await desk.become("approver")
    await desk.post("/alerts/a-1", deed="check", seen=1)
    await desk.become("analyst")
    response = await desk.post("/alerts/a-1", deed="dismiss", seen=1, reason="satire", text="Đây là <b>trò đùa</b>")
    assert response.status_code == 409
    page = response.text
    assert "approver vừa làm trước bạn: Bắt đầu kiểm chứng" in page
    assert "Đang kiểm chứng" in page
    assert '<option value="satire" selected>' in page
    assert "Đây là &lt;b&gt;trò đùa&lt;/b&gt;</textarea>" in page
    assert 'name="seen" value="2"' in page, "the form is of the new version: it can be sent again"
    assert (await case(desk)).state == "IN_CHECK"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"deed": "dismiss", "reason": "because"}, "Chưa nêu lý do."),
        ({"deed": "override", "reason": "LOW", "text": "ngắn"}, "Cần viết ít nhất một câu."),
        ({"deed": "merge", "to": "VN-1999-000001"}, "Không có hồ sơ mang số này."),
        ({"deed": "assign", "to": "ai-do"}, "Không có người này"),
        ({"deed": "comment", "text": "x" * 5001}, "dài quá"),
        ({"deed": "approve"}, None),
        ({"deed": "split"}, "Chọn ít nhất một bài"),
    ],
)
async def test_what_is_refused_says_why(desk, fields, said):
    response = await desk.post("/alerts/a-1", seen=1, **fields)
    if said is None:
        assert response.status_code == 403
    else:
        assert response.status_code == 409
        assert said in html.unescape(response.text)
    assert (await case(desk)).version == 1


async def test_deeds_that_have_no_form_are_refused(desk):
    await desk.become("admin")
    for deed in ("alert", "open", "clock", "read", "export", "access", "draft", "", "x"):
        assert (await desk.post("/alerts/a-1", deed=deed, seen=1)).status_code == 400, deed
    assert (await desk.post("/alerts/none", deed="keep", seen=1)).status_code == 404
    for version in ("", "-1", "1e3", "9" * 30, "²"):
        assert (await desk.post("/alerts/a-1", deed="keep", seen=version)).status_code == 409


async def test_merge_by_number_and_split_by_ticks(desk):
    other = await case(desk, "a-2")
    await desk.post("/alerts/a-1", deed="merge", seen=1, to=f" {other.number.lower()} ")
    merged, into = await case(desk), await case(desk, "a-2")
    assert (merged.state, merged.merged_into, into.posts) == ("DUPLICATE", "a-2", ("fb:2", "fb:1"))
    assert other.number in await seen(desk)
    assert 'name="post" value="fb:1"' in await seen(desk, "/alerts/a-2")
    await desk.post("/alerts/a-2", deed="split", seen=into.version, post=["fb:1"])
    assert (await case(desk, "a-2")).posts == ("fb:2",)


async def test_assign_override_and_remarks_with_mentions(desk):
    await desk.post("/alerts/a-1", deed="assign", seen=1, to="approver")
    await desk.post("/alerts/a-1", deed="override", seen=2, reason="CRITICAL", text="Nạn nhân đang chuyển tiền")
    await desk.post("/alerts/a-1", deed="comment", seen=1, text="Nhờ @approver xem giúp")
    page = await seen(desk)
    assert "Người xử lý: <b>approver</b>" in page
    assert '<span class="band">Khẩn cấp</span> <span class="of">do người đặt; máy tính: Cao</span>' in page
    assert "Nhờ @approver xem giúp" in page
    assert ("mentioned", "approver") in [(notice.telling, notice.to) for notice in desk.river.notices]
    feed = await seen(desk, "/")
    card = feed[feed.index('id="card-a-1"') :]
    assert card.index("Khẩn cấp") < card.index("</li>"), "the card shows the band that a person set"
    assert "card-a-1" in await seen(desk, "/?band=CRITICAL"), "and the feed filters by it"
    assert "card-a-1" not in await seen(desk, "/?band=HIGH")


async def test_a_reading_is_logged_once_a_visit(desk):
    async def readings():
        return [(e.by, e.case) for e in await desk.index.docket.entries() if e.deed == "read"]

    await seen(desk)
    assert await readings() == [("analyst", "a-1")]
    response = await desk.post("/alerts/a-1", deed="keep", seen=1)
    await seen(desk, response.headers["location"])
    assert await readings() == [("analyst", "a-1")], "after the deed the same visit goes on"
    await desk.become("viewer")
    await seen(desk, response.headers["location"])
    assert await readings() == [("analyst", "a-1"), ("viewer", "a-1")], "but not with the address of somebody else's deed"
    assert "Ai đã xem hoặc xuất (2)" in await seen(desk)


async def test_a_legal_hold(desk):
    await desk.become("approver")
    await desk.post("/alerts/a-1", deed="hold", seen=1, text="Theo công văn 12/CV, đến hết năm")
    assert "Giữ theo yêu cầu pháp lý: Theo công văn 12/CV, đến hết năm" in await seen(desk)
    assert "release" in deeds(await seen(desk))


async def test_a_script_gets_the_answer_and_the_card(desk):
    token = await desk.form("/search")
    headers = {"accept": "application/json"}
    fields = {"csrf": token, "deed": "keep", "seen": "1"}
    first = await desk.client.post("/alerts/a-1", data=fields, headers=headers)
    again = await desk.client.post("/alerts/a-1", data=fields, headers=headers)
    assert (first.status_code, again.status_code) == (200, 409)
    assert json.loads(first.text)["said"] == ["Đã ghi nhận: Giữ lại để xử lý."]
    for answer in (first, again):
        assert "Đã sàng lọc" in answer.json()["card"]
        assert 'id="card-a-1"' in answer.json()["card"]
    assert "analyst vừa làm trước bạn" in again.json()["said"][0]


async def test_no_answer_is_said_and_nothing_is_lost(desk, monkeypatch):
    monkeypatch.setattr("console.deciding.PATIENCE_S", 0.2)
    desk.river.silent = True
    response = await desk.post("/alerts/a-1", deed="keep", seen=1)
    assert response.status_code == 202
    assert "Đã gửi nhưng hệ thống chưa trả lời" in response.text


async def test_what_the_desk_writes_stays_text(desk):
    for fields in (
        {"deed": "comment", "text": NASTY},
        {"deed": "override", "reason": "LOW", "text": NASTY, "seen": 1},
        {"deed": "contact", "text": NASTY, "seen": 2},
        {"deed": "answer", "text": NASTY, "seen": 3},
    ):
        response = await desk.post("/alerts/a-1", **fields)
        assert response.status_code == 303, response.text
    page = (await desk.client.get("/alerts/a-1")).text
    assert page.count("&lt;script&gt;alert(1)") >= 4
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    refused = await desk.post("/alerts/a-1", deed=f"dismiss{NASTY}", seen=1)
    assert refused.status_code == 400
    refused = await desk.post("/alerts/a-1", deed="merge", seen=1, to=NASTY)
    assert "<img src=x" not in refused.text


async def test_a_case_still_on_its_way_can_be_read(desk):
    from search.port import Placed

    await desk.index.put_alerts([Placed(99, told("9").alert)])
    page = await seen(desk, "/alerts/a-9")
    assert "Hồ sơ của cảnh báo này đang được lập" in page
    assert deeds(page) == set()
