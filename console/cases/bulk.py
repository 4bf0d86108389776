"""Many cases at once: kept, dismissed or given to somebody, one event each. Nothing that leads out of the desk can be done so."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from console.access import local_path, ticked
from console.cases.acting import deed_of, fields_of
from console.cases.answers import said
from console.cases.lists import OPEN
from console.deciding import decide, event
from console.desk import desk_of
from console.pages import page, words_of
from search.docket import CaseQuery
from topics.cases import Answer, Case, Deed, Event

MANY: tuple[Deed, ...] = ("keep", "dismiss", "assign", "check")
_MOST = 200


@dataclass(frozen=True)
class Done:
    """What became of one case of many; `said` is empty when it was accepted."""

    case: Case
    said: tuple[str, ...]


async def act_on_many(request: Request) -> Response:
    """One deed to many cases, each with its own lock: what somebody else changed meanwhile is left alone and named.

    `case` is ticked as `SEEN ID`.
    """
    form = request.state.form
    deed = deed_of(request, form.get("deed", ""))
    if deed not in MANY:
        raise HTTPException(400)
    wanted = dict(_ticked(one) for one in ticked(request, "case")[:_MOST])
    fields, refused = await fields_of(request, deed, form)
    cases = {case.id: case for case in await desk_of(request).index.docket.cases_of(list(wanted))}
    if refused or not cases:
        words = said(words_of(request), refused or ("case",), next(iter(cases.values()), None), -1)
        return page(request, "many.html", status=409, deed=deed, done=[], problem=words, back=local_path(form.get("next", "/cases")))
    events = [event(request, id, deed, seen=wanted[id], **fields) for id in cases]
    return await _told(request, deed, events)


async def hand_over(request: Request) -> Response:
    """All open cases of one person to another, at the end of a shift."""
    form, docket = request.state.form, desk_of(request).index.docket
    fields, refused = await fields_of(request, "assign", form)
    giver = form.get("from", "")
    if refused or not giver or giver == fields["to"]:
        words = said(words_of(request), ("to",), None, -1)
        return page(request, "many.html", status=409, deed="assign", done=[], problem=words, back="/cases")
    events: list[Event] = []
    cursor, more = "", True
    while more:
        found = await docket.cases(CaseQuery(assignee=giver, states=OPEN, limit=500, cursor=cursor))
        events += [event(request, case.id, "assign", seen=case.version, **fields) for case in found.cases]
        cursor, more = found.cursor, bool(found.cursor)
    return await _told(request, "assign", events)


async def _told(request: Request, deed: Deed, events: list[Event]) -> Response:
    answers = await decide(request, events)
    now = {case.id: case for case in await desk_of(request).index.docket.cases_of([one.case for one in events])}
    done = [
        Done(now[one.case], _words(request, answer, now[one.case], one.seen))
        for one, answer in zip(events, answers, strict=True)
        if one.case in now
    ]
    done.sort(key=lambda one: not one.said)
    back = local_path(request.state.form.get("next", "/cases"))
    return page(request, "many.html", deed=deed, done=done, problem=(), back=back)


def _words(request: Request, answer: Answer | None, case: Case, seen: int) -> tuple[str, ...]:
    refused = ("no_answer",) if answer is None else answer.refused
    return said(words_of(request), refused, case, seen) if refused else ()


def _ticked(value: str) -> tuple[str, int]:
    seen, _, id = value.partition(" ")
    return id, int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1
