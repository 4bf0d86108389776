"""A whole case by three people: alert, triage, check, finding, one refusal, approval, packet, sent, receipt, outcome, correction."""

from __future__ import annotations

import pytest
from day import morning
from playwright.async_api import expect
from seat import Monitor
from test_console_samples import NOW

from topics.cases import Captured, Event

pytestmark = pytest.mark.browser


@pytest.fixture
async def people(desk, browser):
    """Three people, each at a browser of their own."""
    contexts, made = [], {}
    for name in ("analyst", "lan", "minh"):
        context = await browser.new_context(
            viewport={"width": 1360, "height": 850}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", accept_downloads=True
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        made[name] = Monitor(desk, await context.new_page())
        await made[name].login(name=name)
    yield made
    for context in contexts:
        await context.close()
    for one in made.values():
        assert [c for c in one.complaints if "409" not in c] == []


async def deed(monitor: Monitor, name: str, text: str = "", reason: str = "") -> None:
    """Do one deed of the case page, as a person would: unfold it, fill it in, press its button."""
    form = monitor.page.locator(f"#deed-{name}")
    fold = monitor.page.locator(f"details:has(#deed-{name})")
    if await fold.count() and not await fold.evaluate("fold => fold.open"):
        await fold.locator("summary").click()
    if reason:
        await form.locator("select[name=reason]").select_option(reason)
    if text:
        await form.locator("textarea").fill(text)
    await form.locator("button").last.click()
    await expect(monitor.page.locator(".good")).to_be_visible()


async def triage(analyst: Monitor) -> None:
    """From the feed into the case, by keys alone."""
    page = analyst.page
    await analyst.open()
    await analyst.live()
    await page.keyboard.press("j")
    await page.keyboard.press("c")
    await expect(page.locator("#told")).to_have_text("Đã ghi nhận: Bắt đầu kiểm chứng.")
    await expect(page.locator("#card-a-auth .state")).to_have_text("Đang kiểm chứng")
    await page.keyboard.press("k")
    await page.keyboard.press("a")
    await expect(page.locator("#card-a-auth .assignee b")).to_have_text("analyst")
    await analyst.shot("walk-1-feed", whole=False)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/alerts/a-auth")
    await analyst.shot("walk-2-case")


async def write(analyst: Monitor) -> None:
    """The finding, submitted; nobody can wait for a reply."""
    page = analyst.page
    await page.get_by_role("link", name="Soạn kết luận").click()
    await page.locator("#pick-claim").select_option(index=1)
    await expect(page.locator("#claim")).to_have_value(
        "Cán bộ phường cập nhật VNeID mức 2 tại nhà, cài ứng dụng theo link http://dinh-danh.example/app, trong 24h kẻo bị khóa tài khoản."
    )
    await page.locator("#checkable_fact").fill("Công an phường không cập nhật định danh qua ứng dụng ngoài VNeID.")
    await page.locator("#verdict").select_option("SCAM_CONFIRMED")
    await page.locator("#reason").fill("Công an thành phố đã ra thông báo bác bỏ.")
    await page.locator("#method").fill("Tra thông báo chính thức, kiểm tra tên miền.")
    await page.locator("#kind_0").select_option("official_document")
    await page.locator("#title_0").fill("Thông báo của công an")
    await page.locator("#url_0").fill("https://cong-an.example/thong-bao")
    await page.locator("#kind_1").select_option("prior_debunk")
    await page.locator("#title_1").fill("Đã cảnh báo năm 2025")
    await page.locator("#url_1").fill("https://canh-bao.example/vneid")
    await page.locator("#destination").select_option("ncsc")
    await expect(page.locator("#lacks li")).to_have_text(
        ["Chưa có bản lưu bài đăng.", "Chưa hỏi bên liên quan, chưa hết hạn trả lời, hoặc chưa nêu lý do bỏ qua."]
    )
    await analyst.shot("walk-3-finding")
    await page.get_by_role("button", name="Lưu và trình người thứ hai duyệt").click()
    await expect(page.locator(".alert-head .state")).to_have_text("Chờ người thứ hai duyệt")
    await deed(analyst, "waive", "Lừa đảo đang diễn ra, nạn nhân mới hôm nay", "live_scam")


async def send_back(lan: Monitor) -> None:
    """The second person is told what lacks, cannot approve, and sends it back."""
    await lan.open("/cases?view=review")
    await lan.shot("walk-4-waiting")
    await lan.page.locator("table.cases a").first.click()
    await expect(lan.page.locator("#lacks li")).to_have_text(["Chưa có bản lưu bài đăng."])
    await lan.page.locator("#deed-approve button").click()
    await expect(lan.page.locator("#problem")).to_contain_text("Chưa có bản lưu bài đăng.")
    await deed(lan, "refuse", "Nêu số thông báo của công an")
    await lan.shot("walk-5-refused")


async def mend(desk, analyst: Monitor) -> None:
    """Evidence has come meanwhile; the finding is mended and submitted again."""
    page = analyst.page
    captured = Captured(post="fb:auth", at=NOW, sha256="ab" * 32, state="first")
    await desk.river.send(Event(id="capture", case="a-auth", deed="capture", at=NOW, captured=captured))
    await analyst.open("/alerts/a-auth")
    await expect(page.locator(".history")).to_contain_text("Nêu số thông báo của công an")
    await page.get_by_role("link", name="Sửa dự thảo kết luận").click()
    await page.locator("#reason").fill("Thông báo 12/TB của công an thành phố bác bỏ.")
    await page.get_by_role("button", name="Lưu và trình người thứ hai duyệt").click()
    await expect(page.locator(".good")).to_be_visible()


async def approve(minh: Monitor) -> None:
    """A third person, who had no hand in it."""
    await minh.open("/alerts/a-auth")
    await expect(minh.page.locator("#lacks")).to_have_count(0)
    await deed(minh, "approve")
    await expect(minh.page.locator(".alert-head .state")).to_have_text("Đã chuyển cơ quan")
    await minh.shot("walk-6-approved")


async def send(analyst: Monitor) -> None:
    """A person sends it and writes down what became of it."""
    page = analyst.page
    await analyst.open("/alerts/a-auth")
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Công văn PDF").click()
    letter = await (await coming.value).path()
    assert letter.read_bytes()[:5] == b"%PDF-"
    await deed(analyst, "sent", "Qua biểu mẫu trên trang của NCSC")
    await deed(analyst, "receipt", "NCSC-2026-889")
    await deed(analyst, "outcome", reason="upheld")
    await analyst.shot("walk-7-outcome")


async def test_a_whole_case(desk, people):
    await desk.put(*reversed(morning()))
    analyst, lan, minh = people["analyst"], people["lan"], people["minh"]
    await triage(analyst)
    await write(analyst)
    await send_back(lan)
    await mend(desk, analyst)
    await approve(minh)
    await send(analyst)
    await minh.open("/alerts/a-auth")
    await deed(minh, "correct", "Số thông báo đúng là 21/TB, không phải 12/TB")
    await analyst.open("/corrections")
    await expect(analyst.page.locator("article")).to_contain_text("21/TB")
    await analyst.shot("walk-8-corrections")
    case = await desk.index.docket.case("a-auth")
    assert case.state == "CORRECTION"
    deeds = [event.deed for event in case.history if event.deed != "alert"]
    assert deeds == [
        "check", "assign", "draft", "submit", "waive", "refuse", "capture", "draft", "submit",
        "approve", "sent", "receipt", "outcome", "correct",
    ]  # fmt: skip
    exports = [entry.by for entry in await desk.index.docket.entries(case="a-auth") if entry.deed == "export"]
    assert exports == ["analyst"]


async def test_two_people_on_one_card(desk, people):
    """The slower one is told who was faster, sees the card as it is, and loses nothing typed."""
    await desk.put(*reversed(morning()))
    analyst, lan = people["analyst"], people["lan"]
    await analyst.open("/alerts/a-gift")
    await lan.open("/alerts/a-gift")
    await deed(lan, "keep")
    form = analyst.page.locator("details:has(#deed-dismiss)")
    await form.locator("summary").click()
    await form.locator("select[name=reason]").select_option("satire")
    await form.locator("textarea").fill("Trang này chuyên đăng chuyện cười")
    await form.locator("button").last.click()
    await expect(analyst.page.locator("#problem")).to_contain_text("lan vừa làm trước bạn: Giữ lại để xử lý")
    await expect(analyst.page.locator("#dismiss-text")).to_be_visible()
    await expect(analyst.page.locator("#dismiss-text")).to_have_value("Trang này chuyên đăng chuyện cười")
    await analyst.shot("walk-two-people")
    await analyst.page.locator("#deed-dismiss button").click()
    await expect(analyst.page.locator(".alert-head .state")).to_have_text("Đã bỏ qua")
