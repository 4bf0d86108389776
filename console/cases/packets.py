"""A case as a file to hand over. Nothing is sent from here: a person does that, and the audit log has who took which form."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from channels.handing import MEDIA
from channels.packet import Lacking
from console.cases.answers import said
from console.cases.case_page import case_page
from console.deciding import log
from console.desk import desk_of
from console.pages import words_of


async def packet_file(request: Request) -> Response:
    """A case as a letter, packet or fields of a form.

    Before it is approved only as a draft that says so; what may not leave is refused with what is missing.
    """
    desk, form = desk_of(request), request.path_params["form"]
    case = await desk.index.docket.case(request.path_params["id"])
    if case is None or form not in MEDIA or desk.hand is None:
        raise HTTPException(404)
    try:
        file = await desk.hand(case, form)
    except Lacking as lacking:
        return await case_page(request, typed={}, problem=said(words_of(request), lacking.codes, case, case.version), status=409)
    await log(request, case.id, "export", reason=form)
    headers = {"content-disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=file.media, headers=headers)
