"""Where platforms tell us by themselves what was said: no login, a signature instead. Answered when what came is in the river."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from console.deliveries import Deliveries
from console.desk import desk_of
from console.measures import WEBHOOKS

SIGNATURE = "x-hub-signature-256"


async def facebook_greets(request: Request) -> Response:
    """Meta asks whether we are there, with the word that was agreed."""
    answer = _deliveries(request).greeted(request.query_params)
    if answer is None:
        raise HTTPException(403)
    return PlainTextResponse(answer)


async def facebook_tells(request: Request) -> Response:
    """What Meta tells of pages; its signature is the proof."""
    deliveries = _deliveries(request)
    body = await _raw(request, deliveries.largest)
    outcome = await deliveries.take(body, request.headers.get(SIGNATURE, ""))
    WEBHOOKS.labels(outcome).inc()
    if outcome == "forged":
        raise HTTPException(403)
    if outcome == "unreadable":
        raise HTTPException(400)
    return PlainTextResponse("ok")


def _deliveries(request: Request) -> Deliveries:
    deliveries: Deliveries | None = desk_of(request).deliveries
    if deliveries is None:
        raise HTTPException(404)
    return deliveries


async def _raw(request: Request, most: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            WEBHOOKS.labels("oversized").inc()
            raise HTTPException(413)
    return body
