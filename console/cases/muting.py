"""Muting from the console: the form's part of it, and the page where everybody sees who muted what, until when and why, and can end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from alerts.holding import MUTED
from console.access import RIGHTS, ticked, visitor_of
from console.desk import desk_of
from console.evidence import showable
from console.pages import page
from search.docket import CaseQuery
from search.port import AlertQuery
from topics.cases import Case
from topics.mutes import Mute

SPANS = ("4", "24", "72", "168", "720")
"""Hours that a mute may be given."""

_USUAL = "24"
_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A mute with its case: the pages by name, how many alerts it and others like it keep back now, and where they are listed."""

    case: Case
    mute: Mute
    pages: tuple[str, ...]
    held: int
    link: str


def mute_of(request: Request, form: Mapping[str, str]) -> tuple[Mute | None, tuple[str, ...]]:
    """What a form wants to be muted, or why that is none. The card has no ticks: it means all pages and codes of its alert."""
    hours, pages, codes = form.get("hours", _USUAL), ticked(request, "page"), ticked(request, "code")
    if hours not in SPANS:
        return None, ("until",)
    if "ticks" in form and not (pages and codes):
        return None, ("pages",)
    return Mute(until=datetime.now(UTC) + timedelta(hours=int(hours)), pages=pages, codes=codes), ()


async def mutes_page(request: Request) -> Response:
    """The mutes that have not ended, the case that changed last first."""
    desk, visitor = desk_of(request), visitor_of(request)
    assert visitor
    found = await desk.index.docket.cases(CaseQuery(muted_at=datetime.now(UTC), limit=_SHOWN))
    rows = [await _row(request, case, case.mute) for case in found.cases if case.mute]
    return page(request, "mutes.html", rows=rows, total=found.total, whole=not found.cursor, works="work" in RIGHTS[visitor.role])


async def _row(request: Request, case: Case, mute: Mute) -> Row:
    wanted = AlertQuery(held=True, reasons=(MUTED,), pages=mute.pages, codes=mute.codes, limit=1)
    held = (await desk_of(request).index.alerts(wanted)).total
    names = dict(zip(case.alert.pages, case.alert.page_names, strict=False))
    shown = [("held", "only"), ("reason", MUTED), *(("page", id) for id in mute.pages), *(("code", code) for code in mute.codes)]
    return Row(case, mute, tuple(showable(names.get(id, "")) or id for id in mute.pages), held, f"/?{urlencode(shown)}")
