"""Somebody adds a second factor and comes in with it, in a real browser."""

from __future__ import annotations

import time

import pyotp
import pytest
from playwright.async_api import expect
from seat import Monitor
from test_work_seen import nothing_wrong

pytestmark = pytest.mark.browser


async def test_a_second_factor_is_added_and_asked_for(monitor: Monitor) -> None:
    page = monitor.page
    await monitor.login(name="minh")
    await page.get_by_role("link", name="minh").click()
    await page.get_by_role("link", name="Thêm xác nhận bước hai").click()
    await expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    box = await page.locator("svg.qr").bounding_box()
    assert box
    assert 150 < box["width"] < 500
    await nothing_wrong(monitor, "/account/enrol")
    await monitor.shot("seen-enrol")
    secret = "".join((await page.locator("code").inner_text()).split())
    await page.get_by_label("Mã", exact=True).fill("000000")
    await page.get_by_role("button", name="Thêm").click()
    await expect(page.get_by_role("alert")).to_contain_text("không đúng")
    secret = "".join((await page.locator("code").inner_text()).split())
    await page.get_by_label("Mã", exact=True).fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Thêm").click()
    papers = await page.locator("li code").all_inner_texts()
    assert len(papers) == 10
    await nothing_wrong(monitor, "codes")
    await monitor.shot("seen-codes")
    await page.get_by_role("link", name="Tôi đã cất mã").click()
    await expect(page.get_by_text("Mỗi lần đăng nhập cần thêm mã")).to_be_visible()
    await page.get_by_role("button", name="Đăng xuất").click()

    await monitor.open("/login?next=/search")
    await page.get_by_label("Tên đăng nhập").fill("minh")
    await page.get_by_label("Mật khẩu").fill("mật khẩu đủ dài 2026")
    await page.get_by_role("button", name="Đăng nhập").click()
    await page.wait_for_url("**/login/code")
    await nothing_wrong(monitor, "/login/code")
    await monitor.shot("seen-code")
    later = pyotp.TOTP(secret).at(int(time.time()) + 30)  # the code of now was used to enrol; the next one is good already
    await page.get_by_label("Mã", exact=True).fill(later)
    await page.get_by_role("button", name="Đăng nhập").click()
    await page.wait_for_url("**/search")
    monitor.complaints.remove("Failed to load resource: the server responded with a status of 400 (Bad Request)")  # the wrong code
