"""The console as one ASGI application: `create(index, users)` and run it with any ASGI server, beside the agents or alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console import api, feed, find, health, login, patterns, static, story
from console.access import LoginNeeded, guarded, to_login
from console.desk import Desk, desk_of
from console.headers import Protected, protect
from console.live import Live
from console.pages import page
from console.sessions import Sessions
from console.settings import Settings
from console.throttle import Throttle
from console.users import Users
from search.port import Index, Unavailable

log = logging.getLogger(__name__)

ROUTES: list[Route] = [
    guarded("/", feed.feed, right="read"),
    guarded("/events", feed.events, right="read"),
    guarded("/alerts/{id}", story.alert_page, right="read"),
    guarded("/search", find.search_page, right="read"),
    guarded("/clusters", patterns.patterns_page, right="read"),
    guarded("/api/alerts", api.alerts, right="read"),
    guarded("/api/alerts/{id}", api.alert, right="read"),
    guarded("/login", login.login_page, right="public"),
    guarded("/login", login.log_in, right="public", method="POST"),
    guarded("/logout", login.log_out, right="read", method="POST"),
    guarded("/language", login.choose_language, right="public", method="POST"),
    guarded("/static/{name}", static.static_file, right="public"),
    guarded("/healthz", health.healthz, right="public"),
    guarded("/readyz", health.readyz, right="public"),
    guarded("/metrics", health.metrics, right="measure"),
]


def create(index: Index, users: Users, *, settings: Settings | None = None) -> Starlette:
    """The application over an open index; the caller closes index and users after the server has stopped.

    `app.state.desk.live.close()` ends the open feeds, which a server must do before it waits for its connections.
    """
    settings = settings or Settings()
    sessions = Sessions(users, idle_s=settings.session_idle_s, longest_s=settings.session_longest_s)
    live = Live(index, poll_s=settings.poll_s)
    app = Starlette(
        routes=ROUTES,
        lifespan=_lifespan,
        middleware=[
            Middleware(Protected, secure=settings.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False),
        ],
        exception_handlers={HTTPException: refused, LoginNeeded: login_needed, Unavailable: unavailable, Exception: crashed},
    )
    app.state.desk = Desk(index, users, sessions, Throttle(users), live, settings, CapacityLimiter(2))
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    live: Live = app.state.desk.live
    reader = asyncio.create_task(live.run(), name="console live feed")
    try:
        yield
    finally:
        live.close()
        reader.cancel()
        with suppress(asyncio.CancelledError):
            await reader


async def login_needed(request: Request, error: Exception) -> Response:
    return _problem(request, 401) if _for_program(request) else to_login(request)


async def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    detail = error.detail if error.detail != phrase else ""
    return _problem(request, error.status_code, detail, dict(error.headers or {}))


async def unavailable(request: Request, error: Exception) -> Response:
    log.warning("%s: the index does not answer: %s", request.url.path, error)
    return _problem(request, 503, "index", {"retry-after": "5"})


async def crashed(request: Request, error: Exception) -> Response:
    """The server logs the error itself; nobody outside sees what it was."""
    response = _problem(request, 500)
    protect(response.headers, secure=desk_of(request).settings.secure)
    return response


def _for_program(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/metrics", "/events"))


def _problem(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    if _for_program(request):
        return JSONResponse({"error": detail or HTTPStatus(status).phrase, "status": status}, status, headers)
    known = status if status in (400, 403, 404, 405, 413, 415, 429, 500, 503) else 400
    key = f"error.{known}.{detail}" if (known, detail) in ((403, "form"), (503, "index")) else f"error.{known}"
    response = page(request, "error.html", status=status, number=status, key=key)
    response.headers.update(headers or {})
    return response
