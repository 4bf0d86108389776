"""The console beside the agents, or alone, in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from console import settings as console_settings
from console.app import create
from console.users import Users
from search.port import Index
from tinwatch.settings import SettingError, Settings, private


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
async def serving(settings: Settings, index: Index) -> AsyncIterator[str]:
    """Serve the console while the block runs; gives its address. SettingError when the port is taken."""
    private(settings.home)
    chosen = console_settings.Settings(secure=settings.https, allowed_hosts=settings.allowed_hosts, metrics_token=settings.metrics_token)
    users = Users(settings.users_file)
    app = create(index, users, settings=chosen)
    config = uvicorn.Config(app, settings.host, settings.port, log_level="warning", access_log=False, server_header=False)
    server = _Server(config)
    task = asyncio.create_task(_serve(server, settings))
    try:
        ready = asyncio.create_task(server.ready.wait())
        await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            task.result()
        yield f"http{'s' if settings.https else ''}://{settings.host}:{settings.port}"
    finally:
        app.state.desk.live.close()  # the open feeds end first, or the server would wait for them
        server.should_exit = True
        await asyncio.gather(task, return_exceptions=True)
        users.close()


async def _serve(server: uvicorn.Server, settings: Settings) -> None:
    try:
        await server.serve()
    except SystemExit as error:  # uvicorn's way to say that it could not bind
        where = f"{settings.host}:{settings.port}"
        raise SettingError(f"TINWATCH_HOST, TINWATCH_PORT: the console cannot listen on {where}; is another one running?") from error
