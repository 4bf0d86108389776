"""The finding: words of the post, what the gate lacks while one writes, a second person, and the way to its correction."""

from __future__ import annotations

import html

import pytest
from test_console_samples import JOB_TEXT, NOW, bench, told

from console.cases.claims import found_claim, sentences, shown_claim
from topics.cases import Captured, Event

CLAIM = "Tuyển CTV chốt đơn tại nhà, việc nhẹ lương cao 500k/ngày."
FULL = {
    "claim": CLAIM,
    "checkable_fact": "Trang thu tiền cọc trước khi giao việc",
    "verdict": "SCAM_CONFIRMED",
    "proposal": "ESCALATED",
    "reason": "Công ty được nêu tên phủ nhận việc tuyển dụng này.",
    "method": "Đã gọi điện cho công ty và tra sổ đăng ký.",
    "type": "SCAM",
    "subject": "PAGE",
    "subject_name": "Tin nhanh An Phú",
    "urls": "https://www.facebook.com/1002/posts/9008\nkhông phải đường dẫn",
    "destination": "platform",
    "field": "7",
    "kind_0": "official_document", "title_0": "Thông báo của công ty", "url_0": "https://cong-ty.example/1", "at_0": "2026-11-20T08:30",
    "kind_1": "prior_debunk", "title_1": "Đã cảnh báo", "url_1": "https://canh-bao.example/2",
}  # fmt: skip


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"))
        await made.become("analyst")
        await made.post("/alerts/a-1", deed="check", seen=1)
        yield made


async def case(desk):
    return await desk.index.docket.case("a-1")


async def write(desk, path: str = "finding", **changes: object):
    fields = FULL | {"seen": (await case(desk)).version} | changes
    return await desk.post(f"/alerts/a-1/{path}", **fields)


async def lacks(desk, **changes: object) -> list[str]:
    response = await write(desk, "lacking", **changes)
    assert response.status_code == 200
    return response.json()["lacks"]


async def test_it_begins_with_what_the_alert_knows_and_no_verdict(desk):
    page = html.unescape((await desk.client.get("/alerts/a-1/finding")).text)
    assert '<option value="UNPROVEN" selected>' in page
    assert '<option value="SCAM" selected>' in page
    assert 'name="subject_name" maxlength="1000" value="Tin nhanh An Phú"' in page
    assert "https://www.facebook.com/1002/posts/9008</textarea>" in page
    assert f"<option>{CLAIM}</option>" in page
    assert "0000 1111 2222" not in page


async def test_what_is_typed_is_kept_as_it_was(desk):
    assert (await write(desk)).status_code == 303
    finding = (await case(desk)).finding
    assert (finding.claim, finding.urls) == (CLAIM, ("https://www.facebook.com/1002/posts/9008",))
    assert [item.kind for item in finding.evidence] == ["official_document", "prior_debunk"]
    assert finding.evidence[0].retrieved_at.isoformat() == "2026-11-20T01:30:00+00:00", "half past eight in Viet Nam"
    page = html.unescape((await desk.client.get("/alerts/a-1/finding")).text)
    assert 'value="2026-11-20T08:30"' in page
    assert "Thông báo của công ty" in page


async def test_what_the_gate_lacks_is_said_while_one_writes(desk):
    assert await lacks(desk) == [
        "Chưa có bản lưu bài đăng.",
        "Chưa hỏi bên liên quan, chưa hết hạn trả lời, hoặc chưa nêu lý do bỏ qua.",
    ]
    assert "Với kết luận này không được chuyển đi." in await lacks(desk, verdict="OPINION", type="FALSE_CLAIM")
    assert "Cần ít nhất hai bằng chứng có đường dẫn khác nhau." in await lacks(desk, url_1="https://cong-ty.example/1")
    assert await lacks(desk, proposal="CLOSED_TRUE") == []
    assert (await case(desk)).finding is None, "nothing of this is saved"


async def test_a_claim_that_no_post_has_is_refused_and_stays_in_the_form(desk):
    typed = "Tuyển CTV chốt đơn tại nhà, lương RẤT cao"
    response = await write(desk, claim=typed, method="Đã gọi điện")
    page = html.unescape(response.text)
    assert response.status_code == 409
    assert "Câu trích không có trong bài nào" in page
    assert f"{typed}</textarea>" in page
    assert "Đã gọi điện</textarea>" in page
    assert (await case(desk)).finding is None
    assert (await lacks(desk, claim=typed))[0].startswith("Câu trích không có")


async def test_the_claim_is_marked_where_numbers_are_masked_and_kept_word_for_word():
    document = told("1").document
    shown = "Đóng cọc trước 300k vào STK 00•• •••• •222, ib Zalo ngay!"
    assert shown in sentences([document])[1]
    raw = found_claim(shown.replace(" ", "\n"), [document])
    assert raw == "Đóng cọc trước 300k vào STK 0000 1111 2222, ib Zalo ngay!"
    assert raw in JOB_TEXT
    assert shown_claim(raw, [document]) == shown
    assert shown_claim(raw, []) == shown, "masked also when the post is gone"
    assert found_claim("", [document]) == found_claim("không có", [document]) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"verdict": "PERSON"}, "kết luận"), ({"subject": "PERSON"}, "Thiếu tên trang"), ({"reason": "x" * 5001}, "dài quá")],
)
async def test_what_no_finding_can_be(desk, changes, said):
    response = await write(desk, **changes)
    assert response.status_code == 409
    assert said in html.unescape(response.text)
    assert (await case(desk)).finding is None


async def test_who_was_slower_keeps_what_was_typed(desk):
    await desk.post("/alerts/a-1", deed="assign", seen=2, to="approver")
    response = await write(desk, seen=2, method="Rất nhiều công sức ở đây")
    page = html.unescape(response.text)
    assert response.status_code == 409
    assert "analyst vừa làm trước bạn: Giao việc" in page
    assert "Rất nhiều công sức ở đây</textarea>" in page
    assert 'name="seen" value="3"' in page


async def test_from_the_finding_to_its_correction_by_three_people(desk):
    """What the browser walks in tests/browser/test_case_walk.py, without a browser: who may do which step, and what each sees."""
    users = desk.users
    users.add("minh", "mật khẩu đủ dài 2026", "approver")
    assert (await write(desk, then="submit")).status_code == 303
    assert (await case(desk)).state == "REVIEW"
    await desk.post("/alerts/a-1", deed="waive", seen=4, reason="live_scam", text="Nạn nhân đang chuyển tiền hôm nay")
    await desk.river.send(Event(id="c", case="a-1", deed="capture", at=NOW, captured=Captured(post="fb:1", at=NOW, sha256="ab" * 32)))
    assert (await desk.post("/alerts/a-1", deed="approve", seen=5)).status_code == 403
    await desk.become("approver")
    assert (await desk.post("/alerts/a-1", deed="refuse", seen=5, text="Nêu rõ ai ở công ty trả lời")).status_code == 303
    await desk.become("analyst")
    assert "Nêu rõ ai ở công ty trả lời" in (await desk.client.get("/alerts/a-1")).text
    await write(desk, then="submit", reason="Phòng nhân sự công ty phủ nhận bằng văn bản.")
    await desk.become("minh")
    page = (await desk.client.get("/alerts/a-1")).text
    assert 'id="lacks"' not in page
    assert (await desk.post("/alerts/a-1", deed="approve", seen=(await case(desk)).version)).status_code == 303
    assert (await case(desk)).state == "ESCALATED"
    for name, deed in (
        ("analyst", {"deed": "sent"}),
        ("analyst", {"deed": "receipt", "text": "12345678 ngày 23/11"}),
        ("analyst", {"deed": "outcome", "reason": "upheld"}),
        ("minh", {"deed": "correct", "text": "Số tiền cọc ghi sai: 200k, không phải 300k"}),
    ):
        await desk.become(name)
        response = await desk.post("/alerts/a-1", seen=(await case(desk)).version, **deed)
        assert response.status_code == 303, html.unescape(response.text)
    await desk.become("viewer")
    page = html.unescape((await desk.client.get("/corrections")).text)
    assert "Số tiền cọc ghi sai: 200k" in page
    page = html.unescape((await desk.client.get("/alerts/a-1")).text)
    for words in ("Người trình: <b>analyst</b>", "Người duyệt: <b>minh</b>", "12345678 ngày 23/11", "được chấp nhận", "Đã đính chính"):
        assert words in page, words


async def test_a_case_that_is_not_being_checked_has_no_editor(desk):
    await desk.post("/alerts/a-1", deed="monitor", seen=2)
    response = await desk.client.get("/alerts/a-1/finding")
    assert (response.status_code, response.headers["location"]) == (303, "/alerts/a-1")
    assert (await write(desk)).status_code == 409
    assert (await desk.client.get("/alerts/none/finding")).status_code == 404


async def test_what_is_written_into_a_finding_stays_text(desk):
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
    written = ("checkable_fact", "reason", "method", "subject_name", "subject_id", "title_0", "title_1")
    assert (await write(desk, **dict.fromkeys(written, nasty), url_1="javascript:alert(1)")).status_code == 303
    for path in ("/alerts/a-1", "/alerts/a-1/finding", "/cases", "/corrections"):
        page = (await desk.client.get(path)).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "49" not in page.split("onerror=alert(2)&gt;")[-1][:2]


async def test_what_is_handed_over_is_logged_and_a_draft_says_so(desk):
    refused = await desk.client.get("/cases/a-1/packet.json")
    assert (refused.status_code, "Chưa có dự thảo kết luận." in refused.text) == (409, True)
    await write(desk)
    page = (await desk.client.get("/alerts/a-1")).text
    assert "packet.pdf" in page
    assert "packet.eml" not in page
    draft = await desk.client.get("/cases/a-1/packet.pdf")
    assert (draft.status_code, draft.headers["content-type"], draft.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert draft.headers["content-disposition"].endswith('-du-thao.pdf"')
    exports = [(e.by, e.case, e.reason) for e in await desk.index.docket.entries() if e.deed == "export"]
    assert exports == [("analyst", "a-1", "pdf")]
    for path in ("/cases/a-1/packet.exe", "/cases/none/packet.pdf"):
        assert (await desk.client.get(path)).status_code == 404
