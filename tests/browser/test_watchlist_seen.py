"""The watch-list and its health as people see them, and as axe does: desktop and phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect
from test_work_seen import nothing_wrong

from alerts.watch import visited, watching
from topics.records import Page
from topics.watchlist import PageHealth, Round, Watched, Why

pytestmark = pytest.mark.browser

NOW = datetime.now(UTC)


def pages() -> list[PageHealth]:
    """Forty pages: 26 read five minutes ago, ten that a token blocks, two gone, two of which nothing was read for a day."""
    found = []
    for n in range(40):
        page = Page(id=f"fb:{n}", name=f"Tin nhanh huyện số {n}")
        at = timedelta(days=1) if n >= 38 else timedelta(minutes=5)
        why: Why | None = "token" if 26 <= n < 36 else "gone" if 36 <= n < 38 else None
        watched = Watched(
            page=page, platform="facebook", ref=str(n), tier="A", owner="media", place="Thành phố Hà Nội", at=NOW - timedelta(days=9)
        )
        until = NOW + timedelta(days=12)
        visit = Round(page=page, platform="facebook", at=NOW - at, ok=why is None, why=why, tier="A", quota=0.62, token_until=until)
        found.append(visited(watching(None, watched), visit))
    return found


@pytest.mark.parametrize("path", ["/watchlist", "/watchlist/health", "/watchlist/entry?page=fb:30", "/watchlist/import"])
async def test_nothing_is_wrong_with_a_page_of_it(desk, monitor, path):
    await desk.index.put_pages(pages())
    await monitor.login(path)
    await nothing_wrong(monitor, path)
    name = path.strip("/").replace("/", "-").partition("?")[0]
    await monitor.shot(f"seen-{name}")
    await monitor.page.set_viewport_size({"width": 375, "height": 800})
    await monitor.open(path)
    widths = await monitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    await monitor.shot(f"seen-{name}-phone")


async def test_a_list_from_paste_to_the_river(desk, monitor):
    await monitor.login("/watchlist/import")
    page = monitor.page
    await page.get_by_label("Danh sách (CSV hoặc JSON)").fill(
        "platform,page_id,name,owner_kind\nfacebook,1,Tin A,press\nfacebook,2,Ai đó,person\n"
    )
    await page.get_by_role("button", name="Xem trước").click()
    await expect(page.get_by_role("status")).to_contain_text("1 trang mới")
    await nothing_wrong(monitor, "preview")
    await monitor.shot("seen-watchlist-preview")
    await page.get_by_role("button", name="Ghi 1 thay đổi").click()
    await expect(page.get_by_role("link", name="Tin A")).to_be_visible()
    assert [entry.page.id for entry in desk.river.watched] == ["fb:1"]
