"""The page where a finding is written, beside the posts it is about; it says while one writes what the gate still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from alerts.deeds import missing_for
from alerts.workflow import possible
from console.access import visitor_of
from console.cases import finding as forms
from console.cases.acting import answered, seen_of
from console.cases.answers import said
from console.cases.case_page import SHOWN_POSTS
from console.cases.claims import sentences, shown_claim
from console.deciding import event
from console.desk import desk_of
from console.pages import page, words_of
from console.story import see
from topics.cases import Case, Finding
from topics.records import Assessed


async def finding_page(request: Request) -> Response:
    """The form of a finding, while the case is being checked; else its page says what can be done."""
    case, documents = await _case_of(request)
    visitor = visitor_of(request)
    assert visitor
    if "draft" not in possible(case.state, visitor.role):
        return RedirectResponse(_address(case), 303)
    return _page(request, case, documents, case.finding or forms.begun(case.alert, documents))


async def write_finding(request: Request) -> Response:
    """A finding saved as a draft, and with `then=submit` handed to a second person. What is refused stays on the page as it was typed."""
    form, docket = request.state.form, desk_of(request).index.docket
    case, documents = await _case_of(request)
    finding, refused = forms.read(form, case, documents)
    seen = seen_of(form)
    one = event(request, case.id, "draft", seen=seen, finding=finding)
    refused = refused or await answered(request, one)
    if not refused and form.get("then") == "submit":
        one = event(request, case.id, "submit", seen=seen + 1)
        refused, seen = await answered(request, one), seen + 1
    if not refused:
        return RedirectResponse(f"{_address(case)}?done={one.id}", 303)
    case = await docket.case(case.id) or case
    problem = said(words_of(request), refused, case, seen)
    return _page(request, case, documents, finding, typed_claim=form.get("claim", ""), problem=problem)


async def lacking_now(request: Request) -> Response:
    """What the finding in the form lacks for what it proposes, in words; nothing is saved."""
    case, documents = await _case_of(request)
    finding, refused = forms.read(request.state.form, case, documents)
    return JSONResponse({"lacks": _lacks(request, case, finding, refused)})


def _page(
    request: Request,
    case: Case,
    documents: Sequence[Assessed],
    finding: Finding,
    *,
    typed_claim: str | None = None,
    problem: Sequence[str] = (),
) -> Response:
    return page(
        request,
        "finding.html",
        status=409 if problem else 200,
        case=case,
        finding=finding,
        claim=shown_claim(finding.claim, documents) if typed_claim is None else typed_claim,
        seen=[see(document) for document in documents],
        sentences=sentences(documents),
        problem=problem,
        lacks=_lacks(request, case, finding, ()),
        rest=(),
        forms=forms,
        destinations=sorted(desk_of(request).plan.destinations | ({finding.destination} - {""})),
        rows=min(forms.MOST_ITEMS, max(len(finding.evidence) + 2, 3)),
    )


def _lacks(request: Request, case: Case, finding: Finding, refused: Sequence[str]) -> list[str]:
    words, now = words_of(request), event(request, case.id, "draft", finding=finding)
    lacks = missing_for(replace(case, finding=finding), now, desk_of(request).plan)
    return [
        words.name("refused", one) for one in (*refused, *(one for one in lacks if not (one == "claim" and "claim_elsewhere" in refused)))
    ]


async def _case_of(request: Request) -> tuple[Case, Sequence[Assessed]]:
    index = desk_of(request).index
    case = await index.docket.case(request.path_params["id"])
    if case is None:
        raise HTTPException(404)
    return case, await index.documents(case.posts[:SHOWN_POSTS])


def _address(case: Case) -> str:
    return f"/alerts/{quote(case.id, safe='')}"
