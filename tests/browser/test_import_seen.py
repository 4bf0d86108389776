"""What people bring in, as a person at a browser does it: with the preview, without script, on a phone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from seat import Monitor
from test_work_seen import nothing_wrong

pytestmark = pytest.mark.browser

EXPORT = (
    "Page Name,Facebook Id,Post Created,Total Interactions,Likes,Comments,Shares,URL,Message,Link\r\n"
    'Tin nhanh An Phú,1002,2026-11-17 09:00:00 +07,"1,204",1,2,3,https://www.facebook.com/1002/posts/90,"Việc nhẹ, đóng cọc 300k",\r\n'
    "Trang,1003,2026-11-17 09:00:00 CST,1,1,1,1,https://www.facebook.com/1003/posts/91,Hai,\r\n"
)
"""The columns of a CrowdTangle export that are read (their source: tests/unit/test_uploads_tables.py); CST means several zones."""


@pytest.mark.parametrize("script", [True, False])
async def test_a_file_from_the_choice_to_the_river(desk, browser, tmp_path, script):
    context = await browser.new_context(java_script_enabled=script, viewport={"width": 1360, "height": 900}, locale="vi-VN")
    person = Monitor(desk, await context.new_page())
    await person.login("/import")
    page = person.page
    file = tmp_path / "crowdtangle.csv"
    file.write_text(EXPORT, encoding="utf-16")
    await page.get_by_label("Chọn tệp").set_input_files(file)
    await page.locator("form[enctype]").get_by_role("button", name="Xem trước").click()
    await expect(page.get_by_role("status")).to_have_text("1 bài sẵn sàng. Chưa gửi gì cả.")
    await expect(page.locator(".listed")).to_contain_text("Dòng 3:")
    assert desk.river.poured == []
    if script:
        await nothing_wrong(person, "/import?id")
        await person.shot("seen-import-preview")
    await page.get_by_role("button", name="Gửi 1 bài").click()
    await expect(page.get_by_role("status")).to_have_text("Đã gửi 1 bài.")
    assert [post.id for post in desk.river.poured] == ["fb:1002_90"]
    await context.close()


async def test_what_was_read_wrong_is_corrected_before_it_is_sent(desk, monitor):
    await monitor.login("/import")
    page = monitor.page
    form = page.locator("form[aria-labelledby=words-title]")
    await form.get_by_label("Trang: mã hoặc địa chỉ").fill("https://www.facebook.com/tinnhanh")
    await form.get_by_label("Địa chỉ bài đăng").fill("https://www.facebook.com/tinnhanh/posts/900")
    await form.get_by_label("Nội dung").fill("Việc nhẹ. Bình luận của Nguyễn Thị Kín")
    await form.get_by_role("button", name="Xem trước").click()
    await page.locator("#correct-text").fill("Việc nhẹ.")
    await page.locator("form[aria-labelledby=correct-title]").get_by_role("button").click()
    await page.get_by_role("button", name="Gửi 1 bài").click()
    await expect(page.get_by_role("status")).to_have_text("Đã gửi 1 bài.")
    assert [(post.id, post.text) for post in desk.river.poured] == [("fb:tinnhanh_900", "Việc nhẹ.")]
    await page.set_viewport_size({"width": 375, "height": 800})
    await monitor.open("/import")
    widths = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    await monitor.shot("seen-import-phone")
