"""A cable to a server, for tests of what happens when it is cut."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit


class Wire:
    """A cable to the server that can be cut, and that can lose an answer after the server has done the work."""

    def __init__(self, url: str) -> None:
        self.to = urlsplit(url)
        self.lose_answers = 0
        self.writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Wire:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.cut()

    async def cut(self) -> None:
        self.server.close()
        for writer in list(self.writers):
            writer.transport.abort()
        await self.server.wait_closed()

    async def mend(self) -> None:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self.to.hostname, self.to.port)
        self.writers |= {writer, back}
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer, answers=True), return_exceptions=True)
        for end in (writer, back):
            end.close()
            with suppress(OSError):
                await end.wait_closed()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, answers: bool = False) -> None:
        while data := await source.read(65536):
            if answers and self.lose_answers:
                self.lose_answers -= 1
                break
            sink.write(data)
        sink.close()
