"""Questions to a platform over HTTP: each counted before it is made, with an end in time and size, and no secret in what is said of it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from collectors.connector import Counted, Usage
from collectors.public import SECONDS, Forbidden, guest
from collectors.refusal import Refusal
from topics.watchlist import Why

LARGEST = 20_000_000
"""Bytes of one answer, unpacked; a hundred of the longest posts have a tenth of it."""

WHY: Mapping[int, Why] = {400: "parameter", 401: "token", 403: "permission", 404: "gone", 410: "gone", 408: "transient", 429: "rate"}

for _name in ("httpx", "httpcore"):  # they write addresses, and with them the token in their query, at INFO; headers at DEBUG
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status: a platform's own codes say more than HTTP's (domain.md §6.1)."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """The body as JSON; Refusal `schema` (`transient` with a status of 500 and more) where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Refusal("transient" if self.status >= 500 else "schema", f"status {self.status}, and no JSON", self.wait) from None

    @property
    def wait(self) -> timedelta | None:
        """How long it asks to be left alone (Retry-After, in seconds or as a date)."""
        said = self.headers.get("retry-after", "").strip()
        if said.isdigit():
            return timedelta(seconds=min(int(said), 86_400))
        try:
            moment = parsedate_to_datetime(said)
        except (TypeError, ValueError):
            return None
        return max(timedelta(0), (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC))

    def refusal(self) -> Refusal:
        """What HTTP alone says of it, for a source that has no codes of its own."""
        why: Why = WHY.get(self.status, "transient" if self.status >= 500 else "schema")
        return Refusal(why, f"status {self.status} from {urlsplit(self.url).hostname}", self.wait)


class Ask:
    """Asks in the name of one credential; for `async with`. `before` is awaited ahead of each request and may raise Refusal instead.

    `counted` is told of each request that was made, also of one that failed. `inside` lets it ask private addresses and other ports too.
    """

    def __init__(
        self, before: Callable[[], Awaitable[None]], counted: Counted, *, inside: bool = False, contact: str = "", largest: int = LARGEST
    ) -> None:
        self._before, self._counted, self._largest = before, counted, largest
        self._client = guest(contact, inside=inside)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        usage: Callable[[httpx.Headers], Usage | None] | None = None,
        hops: int = 0,
    ) -> Answer:
        """The answer; Refusal where there is none. `usage` reads the quota from its headers.

        Redirects are followed `hops` times, each as a question of its own; to another host nothing of `headers` goes along.
        """
        answer = await self._one("GET", url, {"params": params, "headers": headers}, usage)
        while hops > 0 and 300 <= answer.status < 400 and "location" in answer.headers:
            there = urljoin(answer.url, answer.headers["location"])
            kept = headers if urlsplit(there).netloc == urlsplit(answer.url).netloc else None
            answer, hops = await self._one("GET", there, {"headers": kept}, usage), hops - 1
        return answer

    async def post(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        form: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        usage: Callable[[httpx.Headers], Usage | None] | None = None,
    ) -> Answer:
        """The same for POST, with `body` as JSON or the fields of a `form`."""
        return await self._one("POST", url, {"params": params, "data": form, "json": body, "headers": headers}, usage)

    async def _one(self, method: str, url: str, what: Mapping[str, Any], usage: Callable[[httpx.Headers], Usage | None] | None) -> Answer:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            raise Refusal("parameter", "is no address") from None
        await self._before()
        said: Usage | None = None
        given = {name: value for name, value in what.items() if value is not None}
        try:
            async with asyncio.timeout(SECONDS), self._client.stream(method, url, **given) as answer:
                said = usage(answer.headers) if usage else None
                body = await self._body(answer, host)
                return Answer(url, answer.status_code, answer.headers, body)
        except TimeoutError:
            raise Refusal("transient", f"no answer from {host} within {SECONDS:g} s") from None
        except Forbidden as error:
            raise Refusal("parameter", f"{host} is not asked: {error}") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            # Only what kind of failure it was: some say the address, and the token may stand in it.
            raise Refusal("transient", f"{type(error).__name__} at {host}") from None
        finally:
            self._counted(said)

    async def _body(self, answer: httpx.Response, host: str) -> bytes:
        parts, size = [], 0
        async for part in answer.aiter_bytes(65_536):
            parts.append(part)
            size += len(part)
            if size > self._largest:
                raise Refusal("schema", f"more than {self._largest:,} bytes from {host}")
        return b"".join(parts)


def until_midnight(zone: tzinfo) -> timedelta:
    """Until the quota of the next day there, and five minutes."""
    now = datetime.now(zone)
    return (now + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0) - now
