"""What a site lets us fetch and how often: its robots.txt (RFC 9309), kept for a day."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

NAME = "tinwatch"
"""What robots.txt may call us."""

KEPT = 86_400.0
FAILED = 600.0
"""Seconds that rules are kept; and that a site whose rules nobody gave is left alone."""

MOST = 1_000
LARGEST = 512_000
"""Sites remembered; bytes of a robots.txt that are read (RFC 9309 asks for 500 KiB)."""

SLOWEST = 300.0
"""Seconds between two requests that a site may ask for at most."""


class Rules(NamedTuple):
    """`known` is False where the site could not say: then nothing is fetched for now (RFC 9309 2.3.1.4). `delay` in seconds."""

    allowed: bool
    delay: float = 0.0
    known: bool = True


class Robots:
    """`fetch` gives status and body of an address, 0 when nothing answered."""

    def __init__(self, fetch: Callable[[str], Awaitable[tuple[int, bytes]]]) -> None:
        self._fetch = fetch
        self._sites: OrderedDict[str, tuple[float, Protego | None]] = OrderedDict()

    async def rules(self, url: str) -> Rules:
        """What the site of this address says about it."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        until, said = self._sites.get(site, (0.0, None))
        if until <= time.monotonic():
            until, said = await self._asked(site)
            self._sites[site] = until, said
            while len(self._sites) > MOST:
                self._sites.popitem(last=False)
        if said is None:
            return Rules(allowed=False, known=False)
        return Rules(allowed=said.can_fetch(url, NAME), delay=min(said.crawl_delay(NAME) or 0.0, SLOWEST))

    async def _asked(self, site: str) -> tuple[float, Protego | None]:
        status, body = await self._fetch(f"{site}/robots.txt")
        if status == 429 or not 200 <= status < 500:
            return time.monotonic() + FAILED, None
        written = body.decode("utf-8", "replace") if 200 <= status < 300 else ""
        return time.monotonic() + KEPT, Protego.parse(written)
