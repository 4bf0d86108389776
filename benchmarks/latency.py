"""Post → alert visible in a real browser, while the demo's chatter flows: seconds from the broker's taking it to the card on the page."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import tempfile
import time
from pathlib import Path

import faust
from playwright.async_api import Page, async_playwright
from playwright.async_api import TimeoutError as BrowserTimeout

from benchmarks import corpus
from benchmarks.invented import code_of, offer
from console.users import Users
from search.port import Index
from tinwatch.app import AGENTS
from tinwatch.brokers import Broker
from tinwatch.metrics import Metrics
from tinwatch.replay import Flow
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from tinwatch.web import serving
from topics.river import POSTS

ALERTS = 60
CHATTER = 20
"""Harmless posts between two offers: at ten offers a second and more, 700 pages never speak so fast."""

PASSWORD = "nhanh-va-khong-mat-gi"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
WATCH = """() => { window.seen = {}; new MutationObserver(() => { for (const m of document.body.innerText.matchAll(/mã (\\d{6})/g))
  window.seen[m[1]] ??= Date.now() / 1000 }).observe(document.body, {childList: true, subtree: true, characterData: true}) }"""


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), port=8699)
        users = Users(settings.users_file)
        users.add("bench", PASSWORD, "viewer")
        users.close()
        delays = asyncio.run(run_agents(settings, AGENTS, lambda app, index, broker: _browse(settings, app, index, broker)))
    p95 = statistics.quantiles(delays, n=20)[18]
    return {
        "alerts seen": len(delays), "alerts sent": ALERTS, "post → card median s": statistics.median(delays), "post → card p95 s": p95,
        "p95 ÷ 1 s": p95,
    }  # fmt: skip


async def _browse(settings: Settings, app: faust.App, index: Index, broker: Broker) -> list[float]:
    async with serving(settings, index, app) as address, async_playwright() as p:
        browser = await p.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = await browser.new_page()
        await page.goto(address)
        await page.fill("input[name=name]", "bench")
        await page.fill("input[name=password]", PASSWORD)
        await page.press("input[name=password]", "Enter")
        await page.wait_for_selector("main")
        await page.evaluate(WATCH)
        sent = await _send(app)
        seen = await _seen(page, len(sent))
        await browser.close()
    return [seen[code] - at for code, at in sent.items() if code in seen]


async def _send(app: faust.App) -> dict[str, float]:
    """Offers, each of its own page, phone and wording, among real chatter; returns when the broker took each."""
    flow, chatter, sent = Flow(app, Metrics()), iter(corpus.posts(ALERTS * CHATTER)), {}
    for i in range(ALERTS):
        for _ in range(CHATTER):
            post = next(chatter)
            await flow.send(POSTS, post.page.id, post)
        code = code_of(i)
        post = offer(code, i)
        await (await flow.send(POSTS, post.page.id, post))
        sent[code] = time.time()
        await asyncio.sleep(0.1)
    return sent


async def _seen(page: Page, count: int) -> dict[str, float]:
    """When each offer appeared on the page; those that did not within twenty seconds are missing."""
    with contextlib.suppress(BrowserTimeout):
        await page.wait_for_function("n => Object.keys(window.seen).length >= n", arg=count, timeout=20_000)
    return dict(await page.evaluate("window.seen"))
