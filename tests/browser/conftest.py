"""A real console on a free loopback port, and Debian's Chromium looking at it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect
from seat import Desk, Monitor
from test_console_samples import PASSWORD, QUICK

from console.users import Users
from enrichers.fold import canon
from search.sqlite import SqliteIndex

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000
"""Milliseconds until what should be seen counts as missing: other tests may have the cores while a page is drawn."""
expect.set_options(timeout=PATIENCE)
HAS_CHROMIUM = Path(CHROMIUM).exists()
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    index = SqliteIndex(tmp_path / "index.db", canon)
    await index.open()
    users = Users(tmp_path / "users.db", hasher=QUICK)
    for name, role in (("analyst", "analyst"), ("lan", "approver"), ("minh", "approver"), ("xem", "viewer")):
        users.add(name, PASSWORD, role)
    made = Desk(index, users, tmp_path)
    await made.start()
    yield made
    await made.stop()
    users.close()
    await index.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not HAS_CHROMIUM:
        missing = f"{CHROMIUM} IS MISSING: NOTHING OF THE CONSOLE WAS SEEN IN A BROWSER (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        await opened.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(viewport={"width": 1360, "height": 850}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    made.set_default_timeout(PATIENCE)
    yield made
    await made.close()


@pytest.fixture
async def monitor(desk: Desk, context: BrowserContext) -> AsyncIterator[Monitor]:
    made = Monitor(desk, await context.new_page())
    yield made
    assert made.complaints == []
