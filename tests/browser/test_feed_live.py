"""The live feed in a real browser: arrival, order, filters, keys, pause, and a connection that breaks."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from test_console_samples import told

pytestmark = pytest.mark.browser


async def test_an_alert_arrives_without_reload(desk, monitor):
    await desk.put(told("old", minutes=10))
    await monitor.login()
    await monitor.live()
    await monitor.page.evaluate("window.sameDocument = true")
    await desk.put(told("new"))
    await monitor.page.wait_for_selector("#card-a-new")  # how soon: `python -m benchmarks claimed`
    assert await monitor.cards() == ["a-new", "a-old"]
    assert await monitor.page.evaluate("window.sameDocument")
    await expect(monitor.page.locator("#card-a-new .band")).to_have_text("Cao")
    await expect(monitor.page.locator('.sum [data-count="shown"]')).to_have_text("2")
    await expect(monitor.page.locator("#said")).to_have_text("1 cảnh báo mới")


async def test_what_comes_between_page_and_connection_is_not_lost(desk, monitor):
    await monitor.login()

    async def late(route):
        await desk.put(told("between"))
        await route.continue_()

    await monitor.page.route("**/static/live.js*", late)
    await monitor.open()
    await monitor.page.wait_for_selector("#card-a-between")
    assert await monitor.cards() == ["a-between"]


async def test_an_updated_alert_moves_its_one_card(desk, monitor):
    await desk.put(told("1", minutes=20), told("2", minutes=10))
    await monitor.login()
    await monitor.live()
    assert await monitor.cards() == ["a-2", "a-1"]
    await monitor.page.locator("#card-a-1 .headline").focus()
    await desk.put(told("1", band="CRITICAL", version=2))
    await expect(monitor.page.locator("#card-a-1 .band")).to_have_text("Khẩn cấp")
    assert await monitor.cards() == ["a-1", "a-2"]
    await expect(monitor.page.locator("#card-a-1 .headline")).to_be_focused()


async def test_filters_keep_working_while_live(desk, monitor):
    await desk.put(told("low", band="LOW", minutes=5), told("high", minutes=6), told("loan", code="LOAN", minutes=7))
    await monitor.login()
    side = monitor.page.locator("#filters")
    await side.get_by_label("Cao").check()
    await side.get_by_text("Loại vi phạm nghi ngờ").first.click()
    await side.get_by_label("Lừa đảo việc làm").check()
    await side.get_by_role("button", name="Lọc").click()
    await monitor.page.wait_for_url("**/?band=HIGH**code=JOB**")
    await monitor.live()
    assert await monitor.cards() == ["a-high"]
    await desk.put(told("x", band="LOW"), told("y", code="LOAN"), told("z"))
    await monitor.page.wait_for_selector("#card-a-z")
    assert await monitor.cards() == ["a-z", "a-high"]
    await expect(monitor.page.locator('.sum [data-count="shown"]')).to_have_text("2")
    await desk.put(told("high", held="old", version=2))
    await expect(monitor.page.locator("#card-a-high")).to_have_count(0)
    await expect(monitor.page.locator('.sum [data-count="held"]')).to_have_text("1")
    await monitor.page.locator(".sum").get_by_text("đang giữ lại").click()
    await monitor.live()
    assert await monitor.cards() == ["a-high"]


async def test_everything_by_keyboard_while_live(desk, monitor, context):
    await desk.put(*(told(str(n), minutes=n + 1) for n in range(5)))
    await monitor.login()
    await monitor.live()
    page, focused = monitor.page, "document.activeElement.closest('.card')?.dataset.id"
    for key, expected in (("j", "a-0"), ("j", "a-1"), ("j", "a-2"), ("k", "a-1")):
        await page.keyboard.press(key)
        assert await page.evaluate(focused) == expected
    await desk.put(told("new"))
    await page.wait_for_selector("#card-a-new")
    assert await page.evaluate(focused) == "a-1", "an arrival does not take the focus"
    await context.route("https://www.facebook.com/**", lambda route: route.fulfill(body="the platform"))
    async with context.expect_page() as opened:
        await page.keyboard.press("o")
    outside = await opened.value
    await outside.wait_for_load_state()
    assert outside.url == "https://www.facebook.com/1002/posts/9008"
    assert await outside.evaluate("window.opener === null && document.referrer === ''")
    await outside.close()
    await page.keyboard.press("?")
    await expect(page.locator("#help")).to_be_visible()
    await monitor.shot("help", whole=False)
    await page.keyboard.press("Escape")
    await expect(page.locator("#help")).to_be_hidden()
    await page.keyboard.press("/")
    await page.keyboard.type("jk việc")
    await expect(page.locator("#find")).to_have_value("jk việc")
    await page.keyboard.press("Escape")
    await page.keyboard.press("f")
    assert await page.evaluate("document.activeElement.closest('#filters') !== null")
    await page.keyboard.press("j")
    assert await page.evaluate(focused) == "a-2", "goes on from where one was"
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/alerts/a-2")
    await page.keyboard.press("u")
    await page.wait_for_url(desk.address + "/")
    assert await page.evaluate(focused) == "a-2", "back at the card that was opened"


async def test_single_keys_can_be_switched_off(desk, monitor):
    """WCAG 2.1.4."""
    await desk.put(told("1"))
    await monitor.login()
    await monitor.page.keyboard.press("?")
    await monitor.page.get_by_label("Bật phím tắt một ký tự").uncheck()
    await monitor.page.keyboard.press("Escape")
    await monitor.page.keyboard.press("j")
    assert not await monitor.page.evaluate("document.activeElement.closest('.card') !== null")
    await monitor.open()
    await monitor.page.keyboard.press("?")
    await expect(monitor.page.locator("#help")).to_be_hidden()


async def test_a_dropped_connection_resumes_without_loss(desk, monitor):
    await desk.put(told("before", minutes=1))
    await monitor.login()
    await monitor.live()
    await monitor.page.evaluate("""
        window.added = [];
        new MutationObserver(changes => changes.forEach(c => c.addedNodes.forEach(n => n.dataset && window.added.push(n.dataset.id))))
            .observe(document.getElementById('feed'), {childList: true});
    """)
    for cut in range(3):
        await desk.stop()
        await expect(monitor.page.locator("#line")).to_have_attribute("data-state", "connecting")
        if cut == 0:
            await monitor.shot("reconnecting", whole=False)
        await desk.put(*(told(f"{cut}-{n}") for n in range(10)))
        await desk.start()
        await monitor.page.wait_for_selector(f"#card-a-{cut}-9")
        await monitor.live()
    await desk.put(told("after"))
    await monitor.page.wait_for_selector("#card-a-after")
    expected = [f"a-{cut}-{n}" for cut in range(3) for n in range(10)] + ["a-after"]
    assert await monitor.page.evaluate("window.added") == expected, "each exactly once, in order"
    assert sorted(await monitor.cards()) == sorted([*expected, "a-before"])
    refused = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "503")
    monitor.complaints = [c for c in monitor.complaints if not any(word in c for word in refused)]


async def test_new_alerts_are_counted_while_the_page_is_scrolled(desk, monitor):
    await desk.put(*(told(f"{n:02}", minutes=n + 1) for n in range(30)))
    await monitor.login()
    await monitor.live()
    page = monitor.page
    await page.evaluate("scrollTo({top: 900, behavior: 'instant'})")  # a wheel glides, and where it comes to rest a busy machine tells late
    at = "document.getElementById('card-a-15').getBoundingClientRect().top"
    before = await page.evaluate(at)
    await desk.put(told("x"), told("y"))
    await expect(page.locator("#fresh")).to_have_text("2 cảnh báo mới – lên đầu trang")
    assert await page.title() == "(2) Dòng cảnh báo – tinwatch"
    assert abs(await page.evaluate(at) - before) < 60, "what one is reading stays in place, but for the notice itself"
    await monitor.shot("scrolled", whole=False)
    await page.locator("#fresh").click()
    await expect(page.locator("#fresh")).to_be_hidden()
    assert await page.title() == "Dòng cảnh báo – tinwatch"
    await expect(page.locator("#card-a-y .headline")).to_be_focused()


async def test_pause_holds_the_page_still(desk, monitor):
    """WCAG 2.2.2."""
    await desk.put(told("1", minutes=3))
    await monitor.login()
    await monitor.live()
    page = monitor.page
    await page.keyboard.press("p")
    await expect(page.locator("#pause")).to_have_text("Tiếp tục")
    await desk.put(told("2"), told("3"), told("2", version=2))
    await expect(page.locator("#fresh")).to_have_text("2 thay đổi đang chờ – tiếp tục")
    assert await monitor.cards() == ["a-1"]
    await page.keyboard.press("p")
    await expect(page.locator("#card-a-3")).to_be_visible()
    assert sorted(await monitor.cards()) == ["a-1", "a-2", "a-3"]
    await monitor.live()


async def test_a_session_that_ends_says_so(desk, monitor):
    await monitor.login()
    await monitor.live()
    desk.users.set_password("analyst", "một mật khẩu khác hẳn")
    await expect(monitor.page.locator("#line-text a")).to_have_text("Phiên đã kết thúc – đăng nhập lại")
    await desk.stop()
    await asyncio.sleep(0.2)
    await desk.start()


async def test_two_monitors_see_the_same(desk, monitor, browser):
    await monitor.login()
    await monitor.live()
    other = await browser.new_context()
    page = await other.new_page()
    twin = type(monitor)(desk, page)
    await twin.login()
    await twin.live()
    await desk.put(*(told(str(n)) for n in range(20)))
    for one in (monitor, twin):
        await one.page.wait_for_selector("#card-a-19")
        assert len(await one.cards()) == 20
    assert await monitor.cards() == await twin.cards()
    assert twin.complaints == []
    await other.close()
