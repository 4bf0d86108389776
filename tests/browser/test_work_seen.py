"""The desk's pages as people see them, and as axe sees them: desktop, phone, dark, print, without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from day import morning
from playwright.async_api import expect
from seat import Monitor
from test_console_samples import NOW, told

from topics.cases import Captured, Event, Finding, Item
from topics.mutes import Mute

pytestmark = pytest.mark.browser

FINDING = Finding(
    verdict="SCAM_CONFIRMED",
    type="IMPERSONATION",
    destination="ncsc",
    field=6,
    claim="Cán bộ phường cập nhật VNeID mức 2 tại nhà",
    checkable_fact="Công an phường không cập nhật định danh qua ứng dụng ngoài VNeID.",
    reason="Công an thành phố đã ra thông báo bác bỏ.",
    method="Tra thông báo chính thức, kiểm tra tên miền.",
    subject_name="Dịch vụ công nhanh 24h",
    urls=("https://www.facebook.com/1002/posts/9008",),
    evidence=(
        Item(kind="official_document", title="Thông báo của công an", url="https://cong-an.example/tb", retrieved_at=NOW),
        Item(kind="prior_debunk", title="Đã cảnh báo", url="https://canh-bao.example/vneid"),
    ),
)

PAGES = {
    "feed": "/",
    "case": "/alerts/a-auth",
    "checked": "/alerts/a-gift",
    "finding": "/alerts/a-gift/finding",
    "cases": "/cases",
    "review": "/cases?view=review",
    "thread": "/posts/fb:auth",
    "held": "/held",
    "mutes": "/mutes",
    "import": "/import",
    "places": "/places",
    "corrections": "/corrections",
    "methodology": "/methodology",
    "search": "/search?q=nhận",
    "clusters": "/clusters",
    "account": "/account",
}


@pytest.fixture
async def worked(desk):
    """One case in review, one with a remark, one being checked."""
    await desk.put(*reversed(morning()))
    steps = (
        ("a-auth", "check", "analyst", {}),
        ("a-auth", "draft", "analyst", {"finding": FINDING}),
        ("a-auth", "submit", "analyst", {}),
        ("a-gift", "check", "lan", {}),
    )
    seen = dict.fromkeys(("a-auth", "a-gift"), 1)
    for n, (case, deed, by, fields) in enumerate(steps):
        await desk.river.send(Event(id=f"s{n}", case=case, deed=deed, at=NOW, by=by, role="approver", seen=seen[case], **fields))
        seen[case] += 1
    kept = Captured(post="fb:auth", at=NOW, sha256="ab" * 32)
    await desk.river.send(Event(id="c1", case="a-auth", deed="capture", at=NOW, captured=kept))
    mute = Mute(until=NOW + timedelta(days=3))
    told_by_lan = {"at": NOW, "by": "lan", "role": "analyst"}
    await desk.river.send(Event(id="m1", case="a-auth", deed="mute", mute=mute, reason="in_hand", text="Đang làm hồ sơ này", **told_by_lan))
    words = "Nhờ @minh xem tên miền này"
    await desk.river.send(Event(id="c2", case="a-auth", deed="comment", at=NOW, by="lan", role="analyst", text=words))
    return desk


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(worked, monitor, scheme):
    """WCAG 2.2 AA as far as a machine can see it."""
    await monitor.page.emulate_media(color_scheme=scheme)
    await monitor.open("/login")
    await nothing_wrong(monitor, "/login")
    await monitor.login(name="minh")
    for name, path in PAGES.items():
        await monitor.open(path)
        for fold in await monitor.page.locator("details").all():
            await fold.evaluate("fold => { fold.open = true; }")
        await nothing_wrong(monitor, path)
        if scheme == "dark" or name in ("case", "cases", "held", "mutes", "thread", "places"):
            await monitor.shot(f"seen-{name}-{scheme}")


async def nothing_wrong(monitor: Monitor, path: str) -> None:
    results = await Axe().run(monitor.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    found = [(v["id"], node["html"][:160], node["failureSummary"]) for v in results.response["violations"] for node in v["nodes"]]
    assert found == [], path
    assert len(results.response["passes"]) > 5, "axe looked at the page"


async def test_axe_finds_what_is_wrong(monitor):
    await monitor.open("/login")
    await monitor.page.evaluate("document.querySelector('label[for=name]').remove()")
    with pytest.raises(AssertionError, match="label"):
        await nothing_wrong(monitor, "/login")


@pytest.mark.parametrize("width", [320, 375])
async def test_a_phone_scrolls_in_one_direction_only(worked, monitor, width):
    await monitor.page.set_viewport_size({"width": width, "height": 800})
    await monitor.login(name="minh")
    for name, path in PAGES.items():
        await monitor.open(path)
        widths = await monitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], path
        if width == 375 and name in ("feed", "case", "finding", "cases"):
            await monitor.shot(f"seen-{name}-phone")


async def test_a_case_on_paper(worked, monitor):
    await monitor.login(name="minh")
    await monitor.open("/alerts/a-auth")
    await monitor.page.emulate_media(media="print")
    await expect(monitor.page.locator(".deeds")).to_be_hidden()
    await expect(monitor.page.locator(".history")).to_be_visible()
    await monitor.shot("seen-case-print")


async def test_triage_from_the_keyboard(worked, monitor):
    await monitor.login(name="minh")
    await monitor.live()
    page, focused = monitor.page, "document.activeElement.closest('.card')?.dataset.id"
    for _ in range(2):
        await page.keyboard.press("j")
    await page.keyboard.press("t")
    await expect(page.locator("#told")).to_have_text("Đã ghi nhận: Giữ lại để xử lý.")
    await expect(page.locator("#card-a-job .state")).to_have_text("Đã sàng lọc")
    assert await page.evaluate(focused) == "a-gift", "goes on to the next card"
    for _ in range(2):
        await page.keyboard.press("j")
    await page.keyboard.press("d")
    await expect(page.locator("#why")).to_be_visible()
    await page.keyboard.press("3")
    await expect(page.locator("#told")).to_have_text("Đã ghi nhận: Bỏ qua.")
    await expect(page.locator("#card-a-loan .state")).to_have_text("Đã bỏ qua")
    assert (await worked.index.docket.case("a-loan")).reason == "satire"
    await page.keyboard.press("u")
    await expect(page.locator("#told")).to_have_text("Đã ghi nhận: Hoàn tác.")
    await expect(page.locator("#card-a-loan .state")).to_have_text("Mới")
    await page.keyboard.press("x")
    assert await page.evaluate("document.querySelectorAll('.pick:checked').length") == 1
    await page.keyboard.press("k")
    await page.keyboard.press("x")
    await page.locator("#many-deed").select_option("assign")
    await page.get_by_role("button", name="Làm với các mục đã chọn").click()
    await expect(page.locator("main")).to_contain_text("Đã ghi nhận 2 trong 2 hồ sơ.")


async def test_muting_from_the_keyboard_and_ending_it(worked, monitor):
    await monitor.login(name="minh")
    await monitor.live()
    page = monitor.page
    await page.locator("#card-a-job .headline").focus()
    await page.keyboard.press("m")
    await expect(page.locator("#hush")).to_be_visible()
    await page.locator("#hush-hours").select_option("72")
    await page.keyboard.press("3")
    await expect(page.locator("#told")).to_have_text("Đã ghi nhận: Tạm ẩn.")
    await expect(page.locator("#card-a-job")).to_have_count(0)
    mute = (await worked.index.docket.case("a-job")).mute
    assert (mute.by, mute.reason) == ("minh", "repeats")
    assert timedelta(hours=71) < mute.until - mute.at <= timedelta(hours=72)
    await monitor.open("/mutes")
    row = page.locator("#main article").filter(has_text="lặp lại nhiều lần")
    await expect(row).to_contain_text("1 cảnh báo được giữ lại")
    await row.get_by_role("button", name="Bỏ tạm ẩn").click()
    await expect(row).to_have_count(0)
    await expect(page.locator("#main article")).to_contain_text("đang được xử lý")
    await monitor.open("/")
    await expect(page.locator("#card-a-job")).to_have_count(1)


async def test_a_tick_outlives_what_arrives(worked, monitor):
    await monitor.login(name="minh")
    await monitor.live()
    await monitor.page.locator("#card-a-job .pick").check()
    await worked.put(told("job", band="CRITICAL", version=2, minutes=7))
    await expect(monitor.page.locator("#card-a-job .band")).to_have_text("Khẩn cấp")
    await expect(monitor.page.locator("#card-a-job .pick")).to_be_checked()


async def test_triage_without_script(worked, browser):
    context = await browser.new_context(java_script_enabled=False)
    reader = Monitor(worked, await context.new_page())
    await reader.login(name="minh")
    page = reader.page
    await page.locator("#card-a-job .pick").check()
    await page.locator("#card-a-health .pick").check()
    await page.locator("#many-deed").select_option("dismiss")
    await page.locator("#many-reason").select_option("opinion")
    await page.get_by_role("button", name="Làm với các mục đã chọn").click()
    await expect(page.locator("main")).to_contain_text("Đã ghi nhận 2 trong 2 hồ sơ.")
    await page.locator("main").get_by_role("link", name="VN-2026").first.click()
    await page.locator("#deed-undo button").click()
    await expect(page.locator(".good")).to_contain_text("Hoàn tác")
    await context.close()


async def test_critical_rings_for_who_asked_for_it(worked, monitor):
    await monitor.login(name="minh")
    await monitor.live()
    ring = monitor.page.locator("#ring")
    await worked.put(told("first", band="CRITICAL"))
    await monitor.page.wait_for_selector("#card-a-first")
    assert await ring.get_attribute("data-rang") is None
    await ring.click()
    await expect(ring).to_have_text("Báo tiếng: bật")
    await worked.put(told("low", band="LOW"), told("bad", band="CRITICAL"))
    await expect(ring).to_have_attribute("data-rang", "a-bad")
    await monitor.open()
    await expect(monitor.page.locator("#ring")).to_have_text("Báo tiếng: bật")


async def test_a_filter_is_kept_and_dropped(worked, monitor):
    await monitor.login("/?band=HIGH", name="minh")
    page = monitor.page
    await page.locator("#f-title").fill("Mức cao")
    await page.get_by_role("button", name="Lưu bộ lọc").click()
    await expect(page.locator(".saved a")).to_have_text("Mức cao")
    await monitor.open("/")
    await page.locator(".saved a").click()
    await page.wait_for_url("**/?band=HIGH")
    await page.get_by_role("button", name="Bỏ bộ lọc Mức cao").click()
    await expect(page.locator(".saved")).to_have_count(0)
