"""The lists of cases: mine, all open ones, those that wait for my signature, those that are late; what is due soonest comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from alerts.workflow import ENDED
from console import filters
from console.access import RIGHTS, visitor_of
from console.cards import plain
from console.cases.case_page import able_to_work
from console.cases.forms import FORMS
from console.desk import Desk, desk_of
from console.pages import page
from console.sessions import Visitor
from search.docket import CaseQuery
from topics.cases import STATES, Case, State
from topics.records import BANDS, CODES

VIEWS = ("mine", "open", "review", "late", "held")
OPEN: tuple[State, ...] = tuple(state for state in STATES if state not in ENDED)
_PAGE = 50


@dataclass(frozen=True)
class Row:
    """`due` is what must happen next and when; nothing where the case waits for nothing."""

    case: Case
    headline: str
    due: tuple[str, datetime] | None


async def cases_page(request: Request) -> Response:
    """Lists of cases: mine, open, waiting for my approval, overdue, under legal hold."""
    params, desk, visitor = request.query_params, desk_of(request), visitor_of(request)
    assert visitor
    view = params.get("view", "") if params.get("view", "") in VIEWS else "open"
    query = _query(request, view, visitor)
    try:
        found = await desk.index.docket.cases(query)
    except ValueError:
        query = replace(query, cursor="")
        found = await desk.index.docket.cases(query)
    cases = [case for case in found.cases if _shown(case, view, visitor)]
    if not found.cursor:
        cases += [case for case in await _waiting_for_nothing(desk, query) if _shown(case, view, visitor)]
    return page(
        request,
        "cases.html",
        view=view,
        views=VIEWS,
        counts={name: await _count(desk, _query(request, name, visitor)) for name in ("mine", "late", "held")},
        rows=[row(case) for case in cases],
        query=query,
        bands=BANDS,
        codes=CODES,
        states=STATES,
        works="work" in RIGHTS[visitor.role],
        colleagues=sorted(able_to_work(desk), key=lambda name: (name != visitor.name, name)),
        dismissals=FORMS["dismiss"].choices,
        older=filters.link("/cases", params, cursor=found.cursor) if found.cursor else "",
    )


def row(case: Case) -> Row:
    waiting = sorted(case.due.items(), key=lambda item: item[1])
    return Row(case, plain(case.alert.headline) or case.id, waiting[0] if waiting else None)


def _query(request: Request, view: str, visitor: Visitor) -> CaseQuery:
    """What is asked for (console/filters.py: case_filter) within a view; a number finds its case wherever it is."""
    asked = filters.case_filter(request.query_params)
    if asked.numbers:
        return CaseQuery(numbers=asked.numbers)
    query = replace(asked, order="due", limit=_PAGE, states=asked.states or (() if asked.posts else OPEN))
    if view == "mine":
        return replace(query, assignee=visitor.name)
    if view == "review":
        return replace(query, states=("REVIEW",))
    if view == "late":
        return replace(query, late=True, order="newest")
    if view == "held":
        return replace(query, held=True, states=asked.states, order="newest")
    return query


def _shown(case: Case, view: str, visitor: Visitor) -> bool:
    """Who had a hand in a finding cannot sign it: it does not wait for them."""
    return view != "review" or (visitor.name not in case.signers and all(visitor.name != one.by for one in case.approvals))


async def _waiting_for_nothing(desk: Desk, query: CaseQuery) -> Sequence[Case]:
    """The cases of the same list that have no clock running, newest first: they come last, but they come.

    Not the untouched ones: without a clock are only those that the feed holds back.
    """
    states = tuple(state for state in query.states or STATES if state != "NEW")
    if query.order != "due" or not states:
        return ()
    found = await desk.index.docket.cases(replace(query, states=states, order="newest", cursor="", limit=500))
    return [case for case in found.cases if all(name in case.late for name in case.due)][:_PAGE]


async def _count(desk: Desk, query: CaseQuery) -> int:
    return (await desk.index.docket.cases(replace(query, order="newest", limit=1, cursor=""))).total
