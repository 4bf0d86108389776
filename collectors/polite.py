"""Pages of the open web as a guest asks for them: what robots.txt allows, and one request at a time to a site."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from collectors.asking import Answer, Ask
from collectors.refusal import Refusal
from collectors.robots import LARGEST, Robots
from topics.watchlist import Why

HOPS = 5
SITES = 1_000
"""Sites whose turn is remembered."""

DENIED = timedelta(days=1)
UNSURE = timedelta(minutes=10)
"""Until a site is asked again whose robots.txt says no; and one that does not give it."""


class Polite:
    """Asks many sites in the name of one credential, so a site's trouble is its own: its refusals are `page`, `gone` or `schema`.

    `alone`: one site stands behind all pages, and what it says concerns them all.
    """

    def __init__(self, ask: Ask, *, alone: bool = False) -> None:
        self._ask, self._alone = ask, alone
        self._robots = Robots(self._rules)
        self._sites: OrderedDict[str, tuple[asyncio.Lock, list[float]]] = OrderedDict()

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The page, or 304 where the headers allow for it; Refusal for anything else. `Answer.url` is where it was found."""
        at = url
        for _ in range(HOPS + 1):
            answer = await self._one(at, headers)
            if not (300 <= answer.status < 400 and "location" in answer.headers):
                return self._checked(answer)
            at = urljoin(at, answer.headers["location"]).partition("#")[0]
        raise Refusal("page", f"{_site(url)} redirects more than {HOPS} times")

    async def _one(self, url: str, headers: Mapping[str, str] | None) -> Answer:
        site = _site(url)
        rules = await self._robots.rules(url)
        if not rules.known:
            raise Refusal("page", f"{site} does not say what may be fetched", UNSURE)
        if not rules.allowed:
            raise Refusal("page", f"robots.txt of {site} asks not to fetch this", DENIED)
        lock, free = self._sites.setdefault(site, (asyncio.Lock(), [0.0]))
        self._sites.move_to_end(site)
        if len(self._sites) > SITES and not next(iter(self._sites.values()))[0].locked():
            self._sites.popitem(last=False)
        async with lock:
            await asyncio.sleep(max(0.0, free[0] - time.monotonic()))
            try:
                return await self._ask.get(url, headers=headers)
            except Refusal as refusal:
                if refusal.why != "transient" or self._alone:
                    raise
                raise Refusal("page", refusal.said, refusal.wait) from None
            finally:
                free[0] = time.monotonic() + rules.delay

    async def _rules(self, url: str) -> tuple[int, bytes]:
        try:
            answer = await self._ask.get(url, hops=HOPS)
        except Refusal as refusal:
            if refusal.why == "parameter":
                raise  # no public address: the page itself is not asked either
            return 0, b""
        return answer.status, answer.body[:LARGEST]

    def _checked(self, answer: Answer) -> Answer:
        if answer.status == 304 or 200 <= answer.status < 300:
            return answer
        refusal = answer.refusal()
        own: Mapping[Why, Why] = {"rate": "rate", "transient": "transient", "permission": "blocked"} if self._alone else {}
        why: Why = "gone" if refusal.why == "gone" else own.get(refusal.why, "page")
        raise Refusal(why, refusal.said, refusal.wait)


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower()
