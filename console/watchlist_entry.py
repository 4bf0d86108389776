"""Changing the watch-list: one entry by its form, many by a list that is looked at first."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.health import condition, entry
from alerts.listing import difference
from console.access import visitor_of
from console.desk import desk_of
from console.pages import page, words_of
from console.reasons import reason
from console.watching import Line, Watching
from console.watchlist import OWNERS, TIERS, now_of
from topics.watchlist import PageHealth, Watched

_SHOWN = 300
"""Lines of a list that its preview shows."""

_FIELDS = ("platform", "page_id", "url", "name", "place", "owner_kind", "tier", "tags", "basis", "fixed")
_EMPTY = dict.fromkeys(_FIELDS, "") | {"platform": "facebook", "owner_kind": "unknown", "tier": "C"}


async def watchlist_entry(request: Request) -> Response:
    """The form of one page, or of a new one, with the names it had and the times it was not collected."""
    id = request.query_params.get("page", "")
    known = await _known(request, id) if id else None
    if id and known is None:
        raise HTTPException(404)
    watched = entry(known) if known else None
    cells = _watching(request).cells(watched) | {"fixed": "1" if watched.fixed else ""} if watched else _EMPTY
    return _form(request, cells, known)


async def watchlist_save(request: Request) -> Response:
    """Writes the entry, or takes it off the list; what cannot be used comes back with its reason."""
    form, watching = request.state.form, _watching(request)
    cells = {name: form.get(name, "") for name in _FIELDS}
    known = await _known(request, cells["page_id"]) if cells["page_id"] else None
    before = entry(known) if known else None
    if form.get("do") == "remove":
        if before is None:
            raise HTTPException(404)
        return await _write(request, [replace(before, gone=True, by=_name(request), at=watching.now())])
    line = watching.entry(cells, _name(request))
    if line.watched is None:
        return _form(request, cells, known, line.problem)
    return await _write(request, [line.watched])


async def watchlist_import(request: Request) -> Response:
    """An empty form for a list."""
    return page(request, "watchlist_import.html", text="", lines=[], made=None)


async def watchlist_bring(request: Request) -> Response:
    """Shows what a list would change, and writes that when asked to."""
    text = request.state.form.get("list", "")
    lines = _watching(request).read(text, _name(request))
    made = difference(await desk_of(request).index.pages(), [line.watched for line in lines if line.watched])
    if request.state.form.get("do") == "write":
        return await _write(request, [*made.new, *made.changed])
    what = {one.page.id: "new" for one in made.new} | {one.page.id: "changed" for one in made.changed}
    told = [(line, what.get(line.watched.page.id, "") if line.watched else "") for line in lines]
    shown = [(line, change, _said(request, line.problem or line.note)) for line, change in told if line.problem or line.note or change]
    return page(
        request,
        "watchlist_import.html",
        text=text,
        lines=_worst(shown)[:_SHOWN],
        made=made,
        refused=sum(bool(line.problem) for line in lines),
    )


def _worst(told: list[tuple[Line, str, str]]) -> list[tuple[Line, str, str]]:
    """What cannot be used first."""
    return sorted(told, key=lambda one: (not one[0].problem, not one[0].note, one[0].number))


def _said(request: Request, problem: str) -> str:
    """The reason in the visitor's words where the page has them for it."""
    kind, _ = reason(problem)
    return words_of(request).name("unfit", kind) if kind else problem


def _form(request: Request, cells: dict[str, str], known: PageHealth | None, problem: str = "") -> Response:
    stands = condition(known, now_of(request)) if known else None
    return page(
        request,
        "watchlist_entry.html",
        status=409 if problem else 200,
        cells=cells,
        known=known,
        stands=stands,
        problem=_said(request, problem),
        tiers=TIERS,
        owners=OWNERS,
    )


async def _write(request: Request, entries: list[Watched]) -> Response:
    if entries:
        await _watching(request).write(entries)
    return RedirectResponse(f"/watchlist?written={len(entries)}", 303)


async def _known(request: Request, id: str) -> PageHealth | None:
    return next((one for one in await desk_of(request).index.pages() if one.page.id == id), None)


def _name(request: Request) -> str:
    visitor = visitor_of(request)
    assert visitor
    return visitor.name


def _watching(request: Request) -> Watching:
    """503 where this console cannot write anything."""
    watching = desk_of(request).watching
    if watching is None:
        raise HTTPException(503, headers={"retry-after": "5"})
    return watching
