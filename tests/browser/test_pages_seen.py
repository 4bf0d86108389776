"""The pages as people see them: evidence, widths, languages, dark, print, without script; with pictures to look at under shots/."""

from __future__ import annotations

import pytest
from day import morning
from playwright.async_api import expect
from seat import Monitor
from test_console_samples import told

from console.masking import mask

pytestmark = pytest.mark.browser

PAGES = ["/", "/alerts/a-gift", "/search?q=nhận", "/?held=only", "/nowhere"]


async def marked(page, number: int, post: int = 1) -> str:
    """What a monitor sees marked with this number."""
    script = f"marks => marks.filter(m => m.dataset.n.split(' ').includes('{number}')).map(m => m.textContent).join('')"
    return await page.eval_on_selector_all(f"#post-{post} .text mark", script)


async def test_evidence_is_highlighted_at_the_right_characters(desk, monitor):
    stories = morning()
    emoji = told(
        "emoji",
        "🔥🔥 Tuye\u0302\u0309n gấp <b>việc nhẹ</b> lương\ncao, STK 0000 1111 2222\u202e ib",
        cues={"việc nhẹ</b> lương\ncao": "hứa", "0000 1111 2222": "tài khoản"},
    )
    await desk.put(*stories, emoji)
    await monitor.login()
    for story in [*stories, emoji]:
        await monitor.open(f"/alerts/{story.alert.id}")
        text = story.document.post.text
        for number, evidence in enumerate(story.document.assessment.signals[0].evidence, 1):
            expected = text[evidence.start : evidence.end].replace("0000 1111 2222", mask("0000 1111 2222"))
            assert await marked(monitor.page, number) == expected
        shown = await monitor.page.locator("#post-1 .text").first.evaluate("e => e.textContent")
        assert len(shown.encode("utf-32-le")) == len(text.encode("utf-32-le")), "one character for one"
    await expect(monitor.page.get_by_text("Tín hiệu, không phải kết luận")).to_be_visible()


async def test_a_morning_at_the_desk(desk, monitor):
    await desk.put(*reversed(morning()))
    await monitor.open()
    await monitor.shot("login", whole=False)
    await monitor.login()
    await monitor.live()
    await monitor.page.keyboard.press("j")
    await monitor.page.keyboard.press("j")
    await monitor.shot("feed")
    for name, path in (("alert", "/alerts/a-gift"), ("search", "/search?q=nhận+ngay"), ("held", "/?held=only"), ("not-found", "/nowhere")):
        await monitor.open(path)
        await monitor.shot(name)
    await monitor.open("/search?kind=comment")
    await monitor.page.keyboard.press("/")
    await monitor.page.keyboard.type("giải ngân")
    await monitor.page.keyboard.press("Enter")
    await monitor.page.wait_for_url("**/search?**kind=comment**")
    await expect(monitor.page.locator(".hits mark").first).to_have_text("giải")
    assert "q=gi" in monitor.page.url, "the search box keeps the filters"
    monitor.complaints = [c for c in monitor.complaints if "404" not in c]


@pytest.mark.parametrize("width", [320, 390])
async def test_a_phone_scrolls_in_one_direction_only(desk, monitor, width):
    text = "Nhận-quà-" + "x" * 300 + " http://" + "a" * 200 + ".example/"
    long = told("long", text, cues={"Nhận": "quà"}, page=("fb:9", "Tên trang rất dài " * 6))
    await desk.put(*reversed(morning()), long)
    await monitor.page.set_viewport_size({"width": width, "height": 800})
    await monitor.login()
    for path in [*PAGES, "/alerts/a-long", "/search?q=nhận+quà"]:
        await monitor.open(path)
        widths = await monitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], path
        if width == 390 and path in PAGES[:3]:
            await monitor.shot("phone-" + ("feed", "alert", "search")[PAGES.index(path)])
    monitor.complaints = [c for c in monitor.complaints if "404" not in c]


async def test_english_by_one_click_and_back(desk, monitor):
    await desk.put(*reversed(morning()))
    await monitor.login("/?band=HIGH")
    await monitor.page.get_by_role("button", name="English").click()
    await expect(monitor.page.get_by_role("heading", level=1)).to_have_text("Alert feed")
    assert monitor.page.url.endswith("/?band=HIGH")
    await expect(monitor.page.locator("#line-text")).to_have_text("Live")
    await desk.put(told("en"))
    await expect(monitor.page.locator("#card-a-en .code")).to_have_text("Recruitment scam")
    await monitor.shot("feed-english")
    await monitor.page.get_by_role("button", name="Tiếng Việt").click()
    await expect(monitor.page.get_by_role("heading", level=1)).to_have_text("Dòng cảnh báo")


async def test_dark(desk, monitor):
    await desk.put(*reversed(morning()))
    await monitor.page.emulate_media(color_scheme="dark")
    await monitor.login()
    await monitor.live()
    await monitor.shot("feed-dark")
    await monitor.open("/alerts/a-gift")
    await monitor.shot("alert-dark")


async def test_print(desk, monitor):
    await desk.put(*reversed(morning()))
    await monitor.login()
    await monitor.open("/alerts/a-gift")
    await monitor.page.emulate_media(media="print")
    await expect(monitor.page.locator(".top")).to_be_hidden()
    await expect(monitor.page.locator("#post-1 .text").first).to_be_visible()
    await monitor.shot("alert-print")


async def test_everything_can_be_read_without_script(desk, browser):
    await desk.put(*reversed(morning()))
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    reader = Monitor(desk, page)
    await reader.login()
    assert await page.locator(".card").count() == 6
    await page.locator("#filters").get_by_label("Khẩn cấp").check()
    await page.get_by_role("button", name="Lọc").click()
    assert await page.locator(".card").count() == 1
    await page.locator(".headline").click()
    await expect(page.locator("#post-1 mark").first).to_be_visible()
    await expect(page.locator("#help")).to_be_hidden()
    await context.close()


async def test_text_from_outside_stays_text_in_the_browser(desk, monitor):
    nasty = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
    await monitor.login()
    await monitor.live()
    await desk.put(told("bad", nasty + " việc", cues={"<img": nasty}, page=(nasty, nasty), url="javascript:document.title='pwned'"))
    await monitor.page.wait_for_selector(".card")
    for path in ("/alerts/a-bad", "/search?q=việc", "/"):
        await monitor.open(path)
        assert await monitor.page.title() != "pwned"
        assert await monitor.page.locator("main img, main script").count() == 0


async def test_names_roles_and_order_for_those_who_listen(desk, monitor):
    """Every control has a name, every page one main landmark and one first heading; focus is visible."""
    await desk.put(*reversed(morning()))
    await monitor.login()
    for path in PAGES[:4]:
        await monitor.open(path)
        page = monitor.page
        assert await page.locator("main").count() == 1
        assert await page.locator("h1").count() == 1
        unnamed = await page.evaluate("""
            [...document.querySelectorAll('input:not([type=hidden]), select, button, a')].filter(e => e.offsetParent !== null &&
                !(e.textContent.trim() || e.labels?.length || e.ariaLabel)).map(e => e.outerHTML)
        """)
        assert unnamed == []
        ids = await page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        await page.keyboard.press("Tab")
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
