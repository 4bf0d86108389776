"""Addresses of press articles → what a look at each found. Slow on purpose: one request at a time to a host, and not soon again."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from msgspec.structs import replace

from collectors import articles
from collectors.public import SECONDS, Forbidden, guest
from collectors.robots import LARGEST as LARGEST_RULES
from collectors.robots import Robots
from enrichers.hosts import registrable
from topics.originals import Look, Outcome

LARGEST = 3_000_000
"""Bytes of one page, unpacked; papers' articles have a tenth of it."""

HOPS = 5
HOSTS = 10_000
"""Hosts whose last request is remembered."""

GONE = frozenset({404, 410})
_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/trang-chu", "/404", "/404.html", "/error"})


class Failed(Exception):
    """No answer that tells; the message says why."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


class Denied(Exception):
    """The site asks not to be fetched here."""


class Originals:
    """Looks at addresses; for `async with`. `pace` is the least number of seconds between two requests to one host.

    Asks as `tinwatch`, with the desk's `contact` for those who wonder who that is; `inside` lets it ask private addresses as well.
    """

    def __init__(self, pace: float = 5.0, contact: str = "", *, inside: bool = False) -> None:
        self._pace = pace
        self._free: OrderedDict[str, float] = OrderedDict()
        self._robots = Robots(self._rules)
        self._client = guest(contact, inside=inside, accept="text/html,application/xhtml+xml")
        self.agent = self._client.headers["user-agent"]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    def ready(self, url: str) -> bool:
        """Whether this host may be asked at once."""
        return self._free.get(host_of(url), 0.0) <= time.monotonic()

    async def look(self, url: str, etag: str = "", modified: str = "") -> Look:
        """What is there now; never raises for what the network or the page does.

        `etag` and `modified` are those of an earlier look: a site may then answer that nothing has changed.
        """
        asked = {"if-none-match": etag, "if-modified-since": modified}
        try:
            return await self._look(url, {name: value for name, value in asked.items() if value})
        except (Denied, Forbidden) as error:
            return _told(url, "refused", 0, str(error))
        except Failed as error:
            return _told(url, "unreachable", error.status, str(error))
        except TimeoutError:
            return _told(url, "unreachable", 0, f"no answer within {SECONDS:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return _told(url, "unreachable", 0, f"{type(error).__name__}: {error}"[:300])

    async def _look(self, url: str, headers: Mapping[str, str]) -> Look:
        at = url
        for _ in range(HOPS + 1):
            rules = await self._robots.rules(at)
            if not rules.known:
                raise Failed(f"{host_of(at)} does not say what may be fetched")
            if not rules.allowed:
                raise Denied(f"robots.txt of {host_of(at)}")
            async with self._asked(at, headers, max(self._pace, rules.delay)) as answer:
                if not answer.has_redirect_location:
                    return await _taken(url, at, answer)
                at = urljoin(at, answer.headers.get("location", "")).partition("#")[0]
            if at == url:
                raise Failed("redirects to itself")
            if _front(at) and not _front(url):
                if _site(at) != _site(url):
                    raise Failed(f"sent to {at}", answer.status_code)
                return replace(_told(url, "gone", answer.status_code, f"sent to {at}"), final=at, removed=True)
        raise Failed(f"more than {HOPS} redirects")

    @asynccontextmanager
    async def _asked(self, url: str, headers: Mapping[str, str], pace: float) -> AsyncIterator[httpx.Response]:
        await self._turn(host_of(url), pace)
        async with asyncio.timeout(SECONDS), self._client.stream("GET", url, headers=headers) as answer:
            yield answer

    async def _rules(self, url: str) -> tuple[int, bytes]:
        """Status and body of a robots.txt; redirects are followed, since some sites keep it elsewhere."""
        at = url
        try:
            for _ in range(HOPS + 1):
                async with self._asked(at, {}, 0.0) as answer:
                    if not answer.has_redirect_location:
                        body = await _body(answer, LARGEST_RULES, cut=True)
                        return answer.status_code, body
                    at = urljoin(at, answer.headers.get("location", ""))
        except Forbidden:
            if at == url:
                raise  # the page itself would be forbidden too
            return 0, b""
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError):
            return 0, b""
        return 404, b""  # RFC 9309 2.3.1.2: after five redirects as if there were none

    async def _turn(self, host: str, pace: float) -> None:
        """Wait until this host may be asked again."""
        now = time.monotonic()
        begin = max(now, self._free.pop(host, now))
        self._free[host] = begin + pace
        while len(self._free) > HOSTS:
            self._free.popitem(last=False)
        await asyncio.sleep(begin - now)


async def _taken(url: str, final: str, answer: httpx.Response) -> Look:
    status, sent = answer.status_code, answer.headers
    told = Look(
        url=url, at=datetime.now(UTC), outcome="found", status=status, final=final,
        etag=_mark(sent, "etag"), modified=_mark(sent, "last-modified"),
    )  # fmt: skip
    if status in GONE:
        return replace(told, outcome="gone")
    if status == 304:
        return replace(told, outcome="same")
    if not 200 <= status < 300:
        raise Failed(f"status {status}", status)
    body = await _body(answer, LARGEST)
    told = replace(told, sha256=hashlib.sha256(body).hexdigest())
    kind = sent.get("content-type", "text/html").partition(";")[0].strip().lower()
    if "html" not in kind and kind != "text/plain":
        return replace(told, why=f"is {kind}, not read")
    page = await asyncio.to_thread(articles.read, body, answer.charset_encoding or "")
    if page.removed:
        return replace(told, outcome="gone", removed=True, why=f"says: {page.title}"[:300])
    return replace(told, title=page.title, lead=page.lead, text=page.text, published_at=page.published_at)


def _mark(headers: httpx.Headers, name: str) -> str:
    """What the site may be asked with again; nothing that no header can carry."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 200 else ""


async def _body(answer: httpx.Response, most: int, *, cut: bool = False) -> bytes:
    """The body up to `most` bytes; more is cut off, or Failed."""
    parts, size = [], 0
    async for part in answer.aiter_bytes(65_536):
        parts.append(part)
        size += len(part)
        if size > most:
            if cut:
                break
            raise Failed(f"more than {most:,} bytes", answer.status_code)
    return b"".join(parts)[:most]


def _told(url: str, outcome: Outcome, status: int, why: str) -> Look:
    return Look(url=url, at=datetime.now(UTC), outcome=outcome, status=status, why=why)


def host_of(url: str) -> str:
    """The host with its port, in small letters."""
    return urlsplit(url).netloc.lower()


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return registrable(host) or host


def _front(url: str) -> bool:
    return urlsplit(url).path.lower() in _FRONT and not urlsplit(url).query
