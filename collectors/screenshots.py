"""How a public page looks, by headless Chromium through Playwright (the extra `capture`); nothing else needs either.

The page's scripts run: in a browser of its own, which keeps nothing, downloads nothing, sends nothing but GET, and whose only way out is
collectors/passage.py.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import Any
from urllib.parse import urlsplit

from collectors.passage import Passage
from collectors.pictures import Missing

WIDTH, HEIGHT, TALLEST = 1280, 1600, 8000
"""The viewport, and how much of a longer page is shown, in pixels."""

SECONDS, SETTLE = 20.0, 8.0
"""For all of it; and until the page has loaded: what never ends is shown as it is by then."""

WAIT = 10.0
"""Seconds that a page waits for the browser of another one."""

_ARGS = [
    "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability", "--no-pings",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip


class Screenshots:
    """One at a time. Raises Missing when Playwright is not installed."""

    def __init__(self, *, inside: bool = False) -> None:
        try:
            import playwright.async_api  # noqa: F401 - whether it is there
        except ImportError as error:
            raise Missing("screenshots need Playwright and Chromium: pip install tinwatch[capture], and the system's chromium") from error
        self._inside = inside
        self._one = asyncio.Semaphore(1)

    async def take(self, url: str) -> tuple[bytes, str]:
        """A PNG, or nothing with the reason; never raises for what the page does."""
        try:
            await asyncio.wait_for(self._one.acquire(), WAIT)
        except TimeoutError:
            return b"", "the browser was busy"
        try:
            async with asyncio.timeout(SECONDS), Passage(inside=self._inside) as passage:
                return await _shown(url, passage), "; ".join(dict.fromkeys(passage.refused))[:300]
        except TimeoutError:
            return b"", "no picture in time"
        except Exception as error:  # whatever a foreign page does to a browser
            return b"", f"{type(error).__name__}: {error}".splitlines()[0][:300]
        finally:
            self._one.release()


async def _shown(url: str, passage: Passage) -> bytes:
    from playwright.async_api import Error, async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),  # the system's, which is kept up to date; else Playwright's own
            proxy={"server": f"http://127.0.0.1:{passage.port}", "bypass": "<-loopback>"},
            args=_ARGS,
            chromium_sandbox=os.geteuid() != 0,
            env={name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PLAYWRIGHT_BROWSERS_PATH") if name in os.environ},
        )
        try:
            context = await browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN", accept_downloads=False, service_workers="block"
            )
            await context.route("**/*", _let_through)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            page = await context.new_page()
            try:
                await page.goto(url, wait_until="load", timeout=1000 * SETTLE)
            except Error as error:
                if "Timeout" not in str(error):
                    raise
            tall = await page.evaluate("document.documentElement.scrollHeight")
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": max(HEIGHT, min(int(tall or 0), TALLEST))}
            return await page.screenshot(full_page=True, clip=clip, animations="disabled", timeout=1000 * SETTLE)  # type: ignore[arg-type]
        finally:
            await browser.close()


async def _let_through(route: Any) -> None:
    request = route.request
    if request.method in ("GET", "HEAD") and urlsplit(request.url).scheme in ("http", "https", "data", "blob"):
        await route.continue_()
    else:
        await route.abort()
