"""For those who run it: alive, ready, measured."""

from __future__ import annotations

import asyncio

from prometheus_client import REGISTRY
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from console.desk import desk_of

_PATIENCE_S = 2.0


async def healthz(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"ok": True})


async def readyz(request: Request) -> Response:
    """The index answers within two seconds; 503 when not."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await desk_of(request).index.last_position()
    except Exception as error:  # whatever it is, we are not ready, and the log of the feed says why
        return JSONResponse({"ready": False, "index": type(error).__name__}, 503)
    return JSONResponse({"ready": True})


async def metrics(request: Request) -> Response:
    """All metrics of this process, for Prometheus."""
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(REGISTRY), headers={"content-type": kind})
