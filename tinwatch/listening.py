"""A web server inside a process that does other things too, in its event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.applications import Starlette

from tinwatch.settings import SettingError


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for the whole process, not for its web server: tinwatch/running.py has them."""
        yield


@contextlib.asynccontextmanager
async def listening(app: Starlette, host: str, port: int, taken: str, leaving: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    """Serve while the block runs; `leaving` is called before the server waits for its connections. SettingError `taken` when it cannot
    listen there."""
    # whom a proxy brings is for console/addresses.py to believe, by the desk's settings
    server = _Server(uvicorn.Config(app, host, port, proxy_headers=False, log_level="warning", access_log=False, server_header=False))
    task = asyncio.create_task(_serve(server, f"{taken} on {host}:{port}; is another one running?"))
    try:
        ready = asyncio.create_task(server.ready.wait())
        await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            task.result()
        yield
    finally:
        leaving()
        server.should_exit = True
        await asyncio.gather(task, return_exceptions=True)


async def _serve(server: uvicorn.Server, taken: str) -> None:
    try:
        await server.serve()
    except SystemExit as error:  # uvicorn's way to say that it could not bind
        raise SettingError(taken) from error
