"""The only way out for a browser that shows foreign pages: a proxy on this machine that leads to public addresses, and ends some time.

It resolves every name itself and connects to the address that it checked, so no redirect, frame, script or change of an answer between two
questions (DNS rebinding) reaches the desk's own network. The browser resolves nothing.
"""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from collectors.public import PORTS, Forbidden, address_of

log = logging.getLogger(__name__)

LARGEST = 20_000_000
"""Bytes of all answers of one page together."""

HEAD = 65_536
"""Bytes of the head of one request."""

SECONDS = 10.0
HOME = frozenset(
    {"update.googleapis.com", "accounts.google.com", "clients2.google.com", "edgedl.me.gvt1.com", "optimizationguide-pa.googleapis.com",
     "content-autofill.googleapis.com", "safebrowsing.googleapis.com"}
)  # fmt: skip
"""Where a browser calls home, whatever its switches say: nobody there needs to know when the desk looks at a page."""

_DROPPED = (b"proxy-", b"connection:", b"keep-alive:")


class Passage:
    """Listens while open; for `async with`. `port` on 127.0.0.1; `refused` names what was not let through. `inside` as for PublicOnly."""

    def __init__(self, *, inside: bool = False, most: int = LARGEST) -> None:
        self._inside, self._left = inside, most
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused: list[str] = []
        self.port = 0

    async def __aenter__(self) -> Passage:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0, limit=HEAD)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._led(reader, writer)
        except Forbidden as error:
            self.refused.append(str(error))
            writer.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.debug("%s: %s", type(error).__name__, error)
        finally:
            writer.close()

    async def _led(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        line, *fields = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
        method, target, _ = line.decode("latin-1").split(" ")
        tunnel = method == "CONNECT"
        parts = urlsplit(f"//{target}" if tunnel else target)
        if parts.hostname in HOME:
            raise OSError(f"{parts.hostname} is the browser's own business")
        if not tunnel and (parts.scheme != "http" or method not in ("GET", "HEAD")):
            raise Forbidden(f"{method} to {parts.hostname}")
        port = parts.port or 80
        if port not in PORTS and not self._inside:
            raise Forbidden(f"port {port}")
        async with asyncio.timeout(SECONDS):
            address = await address_of(parts.hostname or "", port, inside=self._inside)
            there, out = await asyncio.open_connection(address, port)
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                await asyncio.gather(self._piped(there, writer), self._piped(reader, out))
            else:
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                kept = [field for field in fields if not field.lower().startswith(_DROPPED)]
                out.write(b"\r\n".join([f"{method} {path} HTTP/1.1".encode("latin-1"), *kept, b"connection: close", b"", b""]))
                await self._piped(there, writer)
        finally:
            out.close()

    async def _piped(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while part := await source.read(65_536):
            self._left -= len(part)
            if self._left < 0:
                raise ValueError("more bytes than a page may have")
            sink.write(part)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
