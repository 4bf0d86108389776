"""The form that keeps a filter of the feed under a name, or drops it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import filters
from console.access import local_path, visitor_of
from console.desk import desk_of
from console.saved import LONGEST_TITLE


async def save_filter(request: Request) -> Response:
    """Keep a filter of the feed, or drop one. `query` is the query string of the feed; only what the feed knows of it is kept."""
    form, visitor = request.state.form, visitor_of(request)
    assert visitor
    saved, title = desk_of(request).saved, " ".join(form.get("title", "").split())[:LONGEST_TITLE]
    address = filters.link("/", filters.known(form.get("query", "")))
    if form.get("drop"):
        saved.drop(visitor.name, form["drop"])
        return RedirectResponse(local_path(form.get("next", "/")), 303)
    if not title or address == "/" or not saved.keep(visitor.name, title, address):
        raise HTTPException(400)
    return RedirectResponse(address, 303)
