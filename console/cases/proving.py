"""A screenshot that a person brings as evidence of a post of this case."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.workflow import possible
from console.access import visitor_of
from console.cases.case_page import case_page
from console.deciding import tell
from console.desk import desk_of
from console.pages import words_of
from topics.cases import Event

LARGEST = 20_000_000
"""Bytes of a picture."""

_STEPS, _STEP_S = 40, 0.05
"""How long the page waits for the case to tell of it: two seconds. Nothing is lost that takes longer."""


async def bring_evidence(request: Request) -> Response:
    """A screenshot that somebody brings as evidence of the case."""
    desk, visitor, say = desk_of(request), visitor_of(request), words_of(request)
    assert visitor
    case = await desk.index.docket.case(request.path_params["id"])
    if case is None or desk.keep is None:
        raise HTTPException(404)
    file: UploadFile | None = request.state.file
    post = request.state.form.get("post", "")
    if post not in case.posts or file is None or not file.filename:
        raise HTTPException(400)
    if "capture" not in possible(case.state, visitor.role):
        return await case_page(request, typed={}, problem=(say("case.prove.late"),), status=409)
    kept = await desk.keep(case, post, await file.read(LARGEST + 1), visitor.name)
    if isinstance(kept, str):
        return await case_page(request, typed={}, problem=(say("case.prove.refused"),), status=409)
    desk.entrance.journal.add("evidence", visitor.name, role=visitor.role, about=f"{case.id} {kept.sha256}")
    await tell(
        request, Event(id=f"capture:{kept.path}", case=case.id, deed="capture", at=kept.at, by=visitor.name, posts=(post,), captured=kept)
    )
    for _ in range(_STEPS):
        now = await desk.index.docket.case(case.id)
        if now is not None and kept in now.captures:
            break
        await asyncio.sleep(_STEP_S)
    return RedirectResponse(f"/alerts/{quote(case.id, safe='')}#kept", 303)
