"""The metrics of a process that has no console: `/metrics` and `/healthz` on a port of its own."""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.health import healthz, metrics
from tinwatch.listening import listening
from tinwatch.settings import SettingError, Settings


@contextlib.asynccontextmanager
async def gauged(settings: Settings) -> AsyncIterator[None]:
    """Answer while the block runs; nothing without the setting `metrics_port`. SettingError when the port is taken or there is no token."""
    if not settings.metrics_port:
        yield
        return
    if not settings.metrics_token:
        raise SettingError("TINWATCH_METRICS_PORT: needs TINWATCH_METRICS_TOKEN, without which nobody may read the metrics")
    wanted = f"Bearer {settings.metrics_token}".encode()

    async def measured(request: Request) -> Response:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        return await metrics(request) if hmac.compare_digest(given, wanted) else PlainTextResponse("token?", 401)

    app = Starlette(routes=[Route("/metrics", measured), Route("/healthz", healthz)])
    async with listening(app, settings.host, settings.metrics_port, "TINWATCH_HOST, TINWATCH_METRICS_PORT: the metrics cannot listen"):
        yield
