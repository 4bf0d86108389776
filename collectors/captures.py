"""Public pages as they were sent, without any login: the exchanges of HTTP, for archives that others can replay (collectors/warcs.py).

Asked with the same guard, robots.txt and pace as press originals. Nothing is unpacked but what fits, nothing is run.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urljoin

import httpx

from collectors import articles
from collectors.originals import GONE, HOPS, LARGEST, Denied, Failed, Originals, host_of
from collectors.pictures import LARGEST as LARGEST_MEDIA
from collectors.public import Forbidden
from collectors.warcs import Exchange, wacz, warc

PATIENCE = 25.0
"""Seconds for one address with its redirects: all that is kept of an alert must be within a minute."""

TOGETHER = 8
"""Answers held in memory at the same time, each as large as LARGEST."""

Outcome = Literal["found", "gone", "refused", "unreachable"]


@dataclass(frozen=True)
class Visit:
    """One address with the exchanges until the answer, redirects first. `told`: in words what came of it; `text`: what the page says."""

    url: str
    at: datetime
    outcome: Outcome
    told: str
    exchanges: tuple[Exchange, ...] = ()
    title: str = ""
    text: str = ""


class Captures(Originals):
    """Visits addresses, at most TOGETHER at a time; for `async with`."""

    @cached_property
    def _room(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(TOGETHER)

    async def visit(self, url: str) -> Visit:
        """What is there now; never raises for what the network or the page does."""
        at, made = datetime.now(UTC), list[Exchange]()
        try:
            async with self._room, asyncio.timeout(PATIENCE):
                answer = await self._followed(url, made, LARGEST)
        except (Denied, Forbidden) as error:
            return Visit(url, at, "refused", str(error)[:300], tuple(made))
        except TimeoutError:
            return Visit(url, at, "unreachable", "no answer in time", tuple(made))
        except (Failed, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return Visit(url, at, "unreachable", f"{type(error).__name__}: {error}"[:300], tuple(made))
        told = f"status {answer.status}" + (f" at {answer.url}" if answer.url != url else "")
        if answer.status in GONE:
            return Visit(url, at, "gone", told, tuple(made))
        if not 200 <= answer.status < 300:
            return Visit(url, at, "unreachable", told, tuple(made))
        title, text, removed = await asyncio.to_thread(_words, answer)
        return Visit(url, at, "gone" if removed else "found", told, tuple(made), title, text)

    async def media(self, url: str) -> bytes | None:
        """The bytes of a picture or the like; None when there are none to be had."""
        try:
            async with self._room, asyncio.timeout(PATIENCE):
                answer = await self._followed(url, [], LARGEST_MEDIA)
        except (Denied, Forbidden, Failed, httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError):
            return None
        return answer.body if 200 <= answer.status < 300 and "html" not in answer.header("content-type") else None

    async def _followed(self, url: str, made: list[Exchange], most: int) -> Exchange:
        """The last answer on the way from `url`; every one is added to `made`."""
        at = url
        for _ in range(HOPS + 1):
            rules = await self._robots.rules(at)
            if not rules.known:
                raise Failed(f"{host_of(at)} does not say what may be fetched")
            if not rules.allowed:
                raise Denied(f"robots.txt of {host_of(at)}")
            # A packed answer may be a bomb, so none is asked for; what comes packed all the same is kept as it comes.
            async with self._asked(at, {"accept-encoding": "identity", "accept": "*/*"}, max(self._pace, rules.delay)) as answer:
                made.append(await _taken(at, answer, most))
                if not answer.has_redirect_location:
                    return made[-1]
                at = urljoin(at, answer.headers.get("location", "")).partition("#")[0]
        raise Failed(f"more than {HOPS} redirects")


def packed(visits: Sequence[Visit]) -> tuple[bytes, str]:
    """The WACZ of these visits, and the SHA-256 of the WARC in it, in hexadecimal."""
    archive, digest = warc([exchange for visit in visits for exchange in visit.exchanges], visits[0].at)
    pages = [(visit.url, visit.title, visit.at) for visit in visits]
    return wacz(archive, pages, visits[0].at), digest


async def _taken(url: str, answer: httpx.Response, most: int) -> Exchange:
    parts, size = list[bytes](), 0
    async for part in answer.aiter_raw(65_536):
        size += len(part)
        if size > most:
            raise Failed(f"more than {most:,} bytes", answer.status_code)
        parts.append(part)
    request = answer.request
    return Exchange(
        url=url,
        at=datetime.now(UTC),
        asked=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
        status=answer.status_code,
        reason=answer.reason_phrase,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw),
        body=b"".join(parts),
    )


def _words(answer: Exchange) -> tuple[str, str, bool]:
    """Title and text of a page, empty for what is none, and whether it says that what was there was taken down."""
    kind, _, more = answer.header("content-type").lower().partition(";")
    if "html" not in kind and kind.strip() not in ("", "text/plain"):
        return "", "", False
    charset = more.partition("charset=")[2].strip(" \"'")
    page = articles.read(_unpacked(answer), charset)
    return page.title, "\n".join(part for part in (page.title, page.lead, page.text) if part), page.removed


def _unpacked(answer: Exchange) -> bytes:
    """The body, unpacked as far as a page may go; nothing where it was packed in a way nobody asked for."""
    packing = answer.header("content-encoding").strip().lower()
    if packing in ("", "identity"):
        return answer.body
    if packing not in ("gzip", "x-gzip"):
        return b""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(answer.body, LARGEST)
    except zlib.error:
        return b""
