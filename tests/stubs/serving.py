"""A platform played on this machine: real HTTP by aiohttp, every request noted. Shares no code with the connectors."""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

SHAPES = Path(__file__).parent / "shapes"
START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
"""When the first post of a stub was published; each that follows an hour later."""

PLANTED = "Nguyễn Thị Riêng Tư"
PLANTED_ID = "uid-9182736450"
"""A name and an id of a person that stand in every field of a shape where a platform tells of one: neither may come out of a connector."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def shape(platform: str, name: str) -> Any:
    """A recorded answer with the planted person in it."""
    text = (SHAPES / platform / name).read_text("utf-8").replace("PLANTED_NAME", PLANTED).replace("PLANTED_ID", PLANTED_ID)
    return copy.deepcopy(json.loads(text)) if name.endswith(".json") else text


class Stub:
    """`asked`: path with query of each request, in order; `sent`: headers of the last. `faults`: answered instead, one a request.

    `twist` changes answers in JSON before they are sent.
    """

    platform = ""
    ref = ""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.sent: dict[str, str] = {}
        self.faults: list[web.Response] = []
        self.twist: Callable[[Any], Any] = lambda answer: answer
        self.posts: dict[str, tuple[datetime, str]] = {}

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        raise NotImplementedError

    def _twisted(self, response: web.StreamResponse) -> web.StreamResponse:
        if not isinstance(response, web.Response) or response.content_type != "application/json":
            return response
        return web.json_response(self.twist(json.loads(response.text or "null")), status=response.status)

    def add(self, text: str, at: datetime | None = None) -> str:
        """Publish; the id is the connector's."""
        number = len(self.posts) + 1
        id = self.id_of(number)
        self.posts[id] = at or START + timedelta(hours=number), text
        return id

    def id_of(self, number: int) -> str:
        raise NotImplementedError

    def newest(self) -> list[tuple[str, datetime, str]]:
        return sorted(((id, at, text) for id, (at, text) in self.posts.items()), key=lambda one: one[1], reverse=True)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Stub]:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked.append(request.path_qs)
            self.sent = {name.lower(): value for name, value in request.headers.items()}
            if self.faults and request.path != "/robots.txt":
                return self.faults.pop(0)
            return self._twisted(await self.handle(request))

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()
