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

from alerts.plan import Plan
from console import (
    about,
    api,
    backtest,
    door,
    feed,
    find,
    health,
    importing,
    openapi,
    overviews,
    patterns,
    saving,
    static,
    thread,
    watchlist,
    watchlist_entry,
    webhooks,
)
from console.access import Guarded, LoginNeeded, guarded, to_login
from console.addresses import Addresses
from console.cases import acting, bulk, case_page, finding_page, lists, muting, packets, proving
from console.deciding import Send
from console.deliveries import Deliveries
from console.desk import Desk, Hand, Keep, desk_of
from console.entrance import entrance
from console.headers import Protected, protect
from console.intake import Intake
from console.live import Live
from console.pages import page
from console.saved import Saved
from console.sessions import Sessions
from console.settings import Settings
from console.throttle import Throttle
from console.trials import Trials
from console.users import Users
from console.watching import Watching
from search.port import Index, Unavailable

log = logging.getLogger(__name__)

ROUTES: list[Guarded] = [
    guarded("/", feed.feed, right="read"),
    guarded("/events", feed.events, right="read"),
    guarded("/alerts/{id}", case_page.case_page, right="read"),
    guarded("/alerts/{id}", acting.act, right="work", method="POST"),
    guarded("/alerts/{id}/evidence", proving.bring_evidence, right="work", method="POST", file=proving.LARGEST),
    guarded("/alerts/{id}/finding", finding_page.finding_page, right="work"),
    guarded("/alerts/{id}/finding", finding_page.write_finding, right="work", method="POST"),
    guarded("/alerts/{id}/lacking", finding_page.lacking_now, right="work", method="POST"),
    guarded("/cases/{id}/packet.{form}", packets.packet_file, right="work"),
    guarded("/cases", lists.cases_page, right="read"),
    guarded("/cases", bulk.act_on_many, right="work", method="POST"),
    guarded("/handover", bulk.hand_over, right="work", method="POST"),
    guarded("/posts/{id:path}", thread.thread_page, right="read"),
    guarded("/import", importing.import_page, right="work"),
    guarded("/import", importing.look, right="work", method="POST", file=importing.LARGEST),
    guarded("/import/send", importing.send, right="work", method="POST"),
    guarded("/backtest", backtest.backtest_page, right="work"),
    guarded("/backtest", backtest.backtest_start, right="work", method="POST"),
    guarded("/backtest/compare", backtest.backtest_compare, right="work", method="POST"),
    guarded("/backtest/end", backtest.backtest_end, right="work", method="POST"),
    guarded("/watchlist", watchlist.watchlist_page, right="read"),
    guarded("/watchlist/health", watchlist.watchlist_health_page, right="read"),
    guarded("/watchlist/entry", watchlist_entry.watchlist_entry, right="work"),
    guarded("/watchlist/entry", watchlist_entry.watchlist_save, right="work", method="POST"),
    guarded("/watchlist/import", watchlist_entry.watchlist_import, right="work"),
    guarded("/watchlist/import", watchlist_entry.watchlist_bring, right="work", method="POST"),
    guarded("/mutes", muting.mutes_page, right="read"),
    guarded("/held", overviews.held_page, right="read"),
    guarded("/places", overviews.places_page, right="read"),
    guarded("/corrections", about.corrections_page, right="read"),
    guarded("/methodology", about.methodology_page, right="read"),
    guarded("/filters", saving.save_filter, right="read", method="POST"),
    guarded("/search", find.search_page, right="read"),
    guarded("/clusters", patterns.patterns_page, right="read"),
    guarded("/api/alerts", api.alerts, right="read"),
    guarded("/api/alerts/{id}", api.alert, right="read"),
    guarded("/api/openapi.json", openapi.openapi, right="read"),
    *door.ROUTES,
    guarded("/webhooks/facebook", webhooks.facebook_greets, right="public"),
    guarded("/webhooks/facebook", webhooks.facebook_tells, right="public", method="POST", form=False),
    guarded("/static/{name}", static.static_file, right="public"),
    guarded("/healthz", health.healthz, right="public"),
    guarded("/readyz", health.readyz, right="public"),
    guarded("/metrics", health.metrics, right="measure"),
]


def create(
    index: Index,
    users: Users,
    *,
    settings: Settings | None = None,
    send: Send | None = None,
    plan: Plan | None = None,
    hand: Hand | None = None,
    intake: Intake | None = None,
    watching: Watching | None = None,
    keep: Keep | None = None,
    deliveries: Deliveries | None = None,
    trials: Trials | None = None,
) -> Starlette:
    """The application over an open index; the caller closes index and users after the server has stopped.
    `send` puts a decision into the river; without it nobody can decide anything here. `intake` takes what people
    bring in, `keep` what they bring as evidence, `watching` changes of the watch-list, `deliveries` what platforms send by themselves;
    `trials` tries rule packs.

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
            Middleware(Addresses, allowed=settings.allowed_addresses, proxies=settings.trusted_proxies),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False),
        ],
        exception_handlers={HTTPException: refused, LoginNeeded: login_needed, Unavailable: unavailable, Exception: crashed},
    )
    parts = (index, users, sessions, Throttle(users), live, settings, CapacityLimiter(2), Saved(users), send, plan or Plan(), hand)
    way_in = entrance(users, settings.provider, settings.factor_keys)
    given = {"intake": intake, "watching": watching, "keep": keep, "deliveries": deliveries, "trials": trials}
    app.state.desk = Desk(*parts, entrance=way_in, **given)  # type: ignore[arg-type]
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    live: Live = app.state.desk.live
    desk: Desk = app.state.desk
    tasks = [asyncio.create_task(live.run(), name="console live feed")]
    if desk.send:
        tasks.append(asyncio.create_task(desk.entrance.journal.sending(desk.send), name="console journal"))
    try:
        yield
    finally:
        live.close()
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


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
