"""The feed: a page of cards, and the stream that keeps it live."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from alerts.holding import REASONS
from console import filters
from console.access import RIGHTS, visitor_of
from console.cards import card_html, cards_of
from console.cases.case_page import able_to_work
from console.cases.muting import SPANS
from console.desk import Desk, desk_of
from console.pages import language_of, page
from console.sessions import Visitor
from console.stream import Stream, counts
from search.port import AlertQuery
from topics.cases import DISMISSALS, STATES
from topics.mutes import MUTINGS
from topics.records import BANDS, CODES


async def feed(request: Request) -> Response:
    """The feed of alerts, newest first, with what this user keeps and missed.

    The position is read before the alerts, so that the stream repeats what may be on the page but leaves out nothing.
    """
    desk, visitor = desk_of(request), visitor_of(request)
    assert visitor
    query = filters.alert_query(request.query_params)
    position = await desk.index.last_position()
    try:
        shown = await desk.index.alerts(query)
    except ValueError:
        query = replace(query, cursor="")
        shown = await desk.index.alerts(query)
    return page(
        request,
        "feed.html",
        cards=await cards_of(desk.index, shown.alerts, desk.settings.offices),
        query=query,
        position=position,
        older=filters.link("/", request.query_params, cursor=shown.cursor) if shown.cursor else "",
        counts=await counts(desk.live, query) | {"shown": shown.total},
        filtered=filters.chosen(query),
        pages=await _pages(desk, query),
        bands=BANDS,
        reasons=REASONS,
        mutings=MUTINGS,
        spans=SPANS,
        codes=CODES,
        states=STATES,
        saved=desk.saved.filters(visitor.name),
        away=await _away(desk, visitor),
        works="work" in RIGHTS[visitor.role],
        colleagues=sorted(able_to_work(desk), key=lambda name: (name != visitor.name, name)),
        dismissals=DISMISSALS,
    )


async def _away(desk: Desk, visitor: Visitor) -> tuple[datetime, int] | None:
    """When this user had left, and how many alerts came or changed since; nothing where none did."""
    left = desk.saved.come(visitor.name)
    missed = await desk.live.total(AlertQuery(since=left)) if left else 0
    return (left, missed) if left and missed else None


async def events(request: Request) -> Response:
    """Server-sent events: `after=` where the page began, `Last-Event-ID` where a broken connection left off."""
    desk, visitor = desk_of(request), visitor_of(request)
    if desk.live.closing or desk.live.followers >= desk.settings.most_streams:
        raise HTTPException(503, headers={"retry-after": "5"})
    assert visitor
    language = language_of(request)

    def alive() -> bool:
        desk.saved.stay(visitor.name)
        return desk.sessions.find(visitor.token, touch=False) is not None

    stream = Stream(
        desk.live,
        replace(filters.alert_query(request.query_params), cursor=""),
        card=partial(card_html, language=language, offices=desk.settings.offices),
        alive=alive,
        heartbeat_s=desk.settings.heartbeat_s,
    )
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    after = resume_point(request.headers.get("last-event-id") or request.query_params.get("after", ""))
    body = stream.events(after) if request.method == "GET" else iter(())
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


def resume_point(text: str) -> int | None:
    """A position; None for none given. What is no position at all lies beyond the last one and so asks for a fresh page."""
    if not text:
        return None
    digits = text.removeprefix("-")
    return max(-1, int(text)) if digits.isascii() and digits.isdecimal() and len(digits) < 18 else 10**18


async def _pages(desk: Desk, query: AlertQuery) -> list[tuple[str, str]]:
    """The pages to choose from: those of recent alerts and those chosen, by name."""
    recent = await desk.index.alerts(AlertQuery(held=None, limit=200))
    names = {id: id for id in query.pages}
    for alert in recent.alerts:
        if len(alert.pages) == len(alert.page_names):
            names |= dict(zip(alert.pages, alert.page_names, strict=True))
    return sorted(names.items(), key=lambda item: item[1].casefold())
