"""The page of one case: the alert with its evidence, where the case stands, what can be done now, and what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from alerts.gate import lacking
from alerts.workflow import STEPS, WORKING, possible
from console.access import RIGHTS, visitor_of
from console.cards import card, plain
from console.cases.claims import shown_claim
from console.cases.forms import FORMS, choices, forms_of, offered
from console.cases.history import lines, readers
from console.cases.muting import SPANS
from console.deciding import log
from console.desk import Desk, desk_of
from console.kibana import in_discover
from console.links import openable
from console.pages import page, words_of
from console.sessions import Visitor
from console.story import parts, see
from search.port import Index
from topics.cases import Case
from topics.claims import Known
from topics.records import Alert, ClaimMatch

SHOWN_POSTS = 50
_OWN_VISIT = timedelta(minutes=1)
"""After a deed the page comes back to the person who did it: that is the same visit, not another reading."""


@dataclass(frozen=True)
class Debunk:
    """A known claim beside the posts that may repeat it; `url` is empty when it is no link."""

    match: ClaimMatch
    claim: str
    summary: str
    title: str
    source: str
    url: str
    verdict: str


async def case_page(
    request: Request, *, typed: Mapping[str, str] | None = None, problem: Sequence[str] = (), status: int = 200
) -> Response:
    """A case: its posts with what was marked and why, its history, and what can be done next by whom is looking.

    `typed` is what was in a form that was refused for `problem`: it stays in that form.
    """
    desk, visitor = desk_of(request), visitor_of(request)
    assert visitor
    alert, case = await found(desk.index, request.path_params["id"])
    done = None if case is None else _done(case, request.query_params.get("done", ""), visitor.name)
    if done is None and typed is None:
        await log(request, alert.id, "read")
    posts = case.posts if case else alert.posts
    size = alert.post_count - len(alert.posts) + len(posts)
    documents = await desk.index.documents(posts[:SHOWN_POSTS])
    return page(
        request,
        "case.html",
        status=status,
        alert=alert,
        case=case,
        card=card(alert, documents[0] if documents else None, desk.settings.offices, case),
        seen=[see(document) for document in documents],
        missing=len(posts[:SHOWN_POSTS]) - len(documents),
        size=size,
        more=size - len(posts[:SHOWN_POSTS]),
        parts=parts(alert),
        kibana=in_discover(desk.settings.kibana, posts, alert.opened_at, alert.updated_at) if desk.settings.kibana else "",
        debunks=await _debunks(desk.index, alert),
        typed=typed or {},
        problem=problem,
        done=words_of(request).name("deed", done) if done else "",
        finding_claim=shown_claim(case.finding.claim, documents) if case and case.finding else "",
        **_work(desk, visitor, case),
        **(await _past(request, desk, case) if case else {"history": (), "readers": (), "numbers": {}}),
    )


def _work(desk: Desk, visitor: Visitor, case: Case | None) -> dict[str, object]:
    """What this person can do to it now, and what its finding lacks."""
    first, rest = offered(case, visitor.role) if case else ((), ())
    leaves = case is not None and case.finding is not None and case.finding.proposal in ("ESCALATED", "PUBLISHED_NOTE")
    return {
        "works": "work" in RIGHTS[visitor.role],
        "drafts": case is not None and "draft" in possible(case.state, visitor.role),
        "first": first,
        "rest": rest,
        "forms": FORMS,
        "choices": choices,
        "spans": SPANS,
        "packets": forms_of(case, hands=desk.hand is not None) if "work" in RIGHTS[visitor.role] else (),
        "proves": case is not None and desk.keep is not None and "capture" in possible(case.state, visitor.role),
        "colleagues": sorted(able_to_work(desk), key=lambda name: (name != visitor.name, name)),
        "lacks": lacking(case, desk.plan, datetime.now(UTC)) if case and leaves and case.state in WORKING | {"REVIEW"} else (),
    }


def able_to_work(desk: Desk) -> set[str]:
    """The users a case can be given to."""
    return {user.name for user in desk.users.list() if user.role in STEPS["assign"].roles}


async def _past(request: Request, desk: Desk, case: Case) -> dict[str, object]:
    named = {case.merged_into, case.split_from, *(event.to for event in case.history if event.deed in ("merge", "open"))} - {""}
    numbers = {one.id: one.number for one in await desk.index.docket.cases_of(sorted(named))}
    return {
        "history": lines(case, words_of(request), numbers),
        "readers": readers(await desk.index.docket.entries(case=case.id)),
        "numbers": numbers,
    }


async def found(index: Index, id: str) -> tuple[Alert, Case | None]:
    """The alert as it is now, with its case; 404 when there is neither."""
    alert, case = await index.alert(id), await index.docket.case(id)
    if alert is None and case is None:
        raise HTTPException(404)
    return alert or case.alert, case  # type: ignore[union-attr]


def _done(case: Case, id: str, name: str) -> str | None:
    """The deed that this person has just done here."""
    for event in reversed(case.history):
        if event.id == id and event.by == name and datetime.now(UTC) - event.at < _OWN_VISIT:
            return event.deed
    return None


async def _debunks(index: Index, alert: Alert) -> list[Debunk]:
    """What was checked before, the surest first, side by side with what the posts say now."""
    matches = sorted(alert.claims, key=lambda match: (not match.confirmed, -match.score))[:5]
    known = {one.claim.id: one for one in await index.claims([match.id for match in matches])} if matches else {}
    return [_debunk(match, known.get(match.id)) for match in matches]


def _debunk(match: ClaimMatch, known: Known | None) -> Debunk:
    return Debunk(
        match=match,
        claim=plain(known.claim.claim or known.claim.title) if known else "",
        summary=plain(known.claim.summary) if known else "",
        title=plain(match.title) or match.id,
        source=plain(", ".join(filter(None, (match.publisher, match.date)))),
        url=openable(match.url),
        verdict=match.verdict or "UNPROVEN",
    )
