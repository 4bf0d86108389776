"""A form of the case page becomes an event, and the river's answer what the person sees."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from alerts.workflow import STEPS
from console.access import local_path, ticked, visitor_of
from console.cards import card_html
from console.cases.answers import said
from console.cases.case_page import able_to_work, case_page
from console.cases.forms import FORMS, LONGEST
from console.cases.muting import mute_of
from console.deciding import decide, event
from console.desk import desk_of
from console.live import News, first_posts
from console.pages import language_of, words_of
from search.docket import CaseQuery
from topics.cases import Case, Deed, Event


async def act(request: Request) -> Response:
    """One deed to one case. A browser gets the page, a script JSON: `accepted`, `said`, and the card as it is now."""
    form, docket = request.state.form, desk_of(request).index.docket
    deed = deed_of(request, form.get("deed", ""))
    case = await docket.case(request.path_params["id"])
    if case is None:
        raise HTTPException(404)
    fields, refused = await fields_of(request, deed, form)
    id = ""
    if not refused:
        one = event(request, case.id, deed, seen=seen_of(form), **fields)
        id, refused = one.id, await answered(request, one)
    if refused:
        return await _refused(request, case, refused)
    if wants_json(request):
        said_so = words_of(request)("deed.accepted", deed=words_of(request).name("deed", deed))
        return JSONResponse({"accepted": True, "said": [said_so], "card": await card_of(request, case.id)})
    return RedirectResponse(f"/alerts/{quote(case.id, safe='')}?done={id}" if "next" not in form else local_path(form["next"]), 303)


async def _refused(request: Request, before: Case, reasons: tuple[str, ...]) -> Response:
    """The page as it is now, with what was typed; a script gets the card as it is now."""
    form = request.state.form
    now = await desk_of(request).index.docket.case(before.id) or before
    words = said(words_of(request), reasons, now, seen_of(form))
    if wants_json(request):
        return JSONResponse({"accepted": False, "said": words, "card": await card_of(request, now.id)}, 409)
    return await case_page(request, typed=form, problem=words, status=202 if reasons == ("no_answer",) else 409)


async def answered(request: Request, one: Event) -> tuple[str, ...]:
    """Why it was refused; empty when it was accepted."""
    [answer] = await decide(request, [one])
    return ("no_answer",) if answer is None else answer.refused


def deed_of(request: Request, name: str) -> Deed:
    """The deed that a form names: 400 for one that has no form here, 403 for one that this role may never do."""
    if name not in FORMS:
        raise HTTPException(400)
    visitor = visitor_of(request)
    assert visitor
    deed = cast(Deed, name)
    if visitor.role not in STEPS[deed].roles:
        raise HTTPException(403)
    return deed


async def fields_of(request: Request, deed: Deed, form: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the event carries beside the deed, or why it cannot be sent."""
    shape, refused = FORMS[deed], []
    fields: dict[str, Any] = {}
    if shape.fixed:
        fields["reason"] = shape.fixed
    if shape.choices:
        fields["reason"] = form.get("reason", "") if form.get("reason", "") in shape.choices else ""
        refused += [] if fields["reason"] else ["reason"]
    if shape.text:
        fields["text"] = form.get("text", "").replace("\r\n", "\n").strip()
        refused += ["long"] if len(fields["text"]) > LONGEST else []
    if shape.posts:
        fields["posts"] = ticked(request, "post")
    if shape.mutes:
        fields["mute"], lacks = mute_of(request, form)
        refused += lacks
    if shape.to == "user":
        fields["to"] = form.get("to", "")
        refused += [] if fields["to"] in {"", *able_to_work(desk_of(request))} else ["to"]
    elif shape.to == "number":
        found = await desk_of(request).index.docket.cases(CaseQuery(numbers=(form.get("to", "").strip().upper(),), limit=1))
        fields["to"] = found.cases[0].id if found.cases and form.get("to", "").strip() else ""
        refused += [] if fields["to"] else ["number"]
    return fields, tuple(refused)


def seen_of(form: Mapping[str, str]) -> int:
    """The version that the form was made of; -1, which no case has, where it says none."""
    digits = form.get("seen", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else -1


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def card_of(request: Request, id: str) -> str:
    """The feed's card of this case as the index has it now; empty where the feed has none."""
    desk = desk_of(request)
    alert = await desk.index.alert(id)
    if alert is None:
        return ""
    first, case = await asyncio.gather(first_posts(desk.index, [alert]), desk.index.docket.case(id))
    news = News(-1, alert, first.get(alert.id), case)
    return card_html(news, language_of(request), desk.settings.offices)
