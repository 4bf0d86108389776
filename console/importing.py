"""What people bring in: a file, addresses, a post they saw. It is looked at and shown, with the problems of each line, and then sent."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.access import visitor_of
from console.desk import desk_of
from console.intake import Asked, Intake, Preview
from console.pages import page, words_of
from console.reasons import reason
from console.sessions import Visitor

LARGEST = 100_000_000
"""Bytes of a file that comes through a browser; `tinwatch upload` takes larger ones."""

MOST_ADDRESSES = 20
ZONES = ("", "Asia/Ho_Chi_Minh", "UTC")
VIETNAM = timezone(timedelta(hours=7))
_LONGEST = {"page": 500, "page_name": 300, "url": 2000, "text": 60_000}


async def import_page(request: Request) -> Response:
    """The forms for what people bring; `id` shows what this person has looked at or sent."""
    found = _intake(request).looked_at(request.query_params.get("id", ""), _visitor(request).name)
    return page(request, "import.html", preview=found, typed={}, problem="", zones=ZONES, reason=reason)


async def look(request: Request) -> Response:
    """Read what was brought; nothing is sent here: the answer is the page with what was found."""
    form, visitor, intake, say = request.state.form, _visitor(request), _intake(request), words_of(request)
    asked = _asked(form)
    file: UploadFile | None = request.state.file
    found: Preview
    if form.get("kind") == "addresses":
        urls = [line for line in form.get("urls", "").split() if line]
        if not 0 < len(urls) <= MOST_ADDRESSES:
            return _again(request, say("import.wrong.urls", n=MOST_ADDRESSES))
        found = await intake.addresses(urls, asked, visitor.name)
    elif form.get("kind") == "words":
        found = await intake.words(asked, visitor.name)
    elif file is not None and file.filename:
        found = await _looked_into(intake, file, asked, visitor)
    else:
        return _again(request, say("import.wrong.file"))
    return RedirectResponse(f"/import?id={found.id}", 303)


async def send(request: Request) -> Response:
    """Send the posts that were read and shown before."""
    visitor, id, say = _visitor(request), request.state.form.get("id", ""), words_of(request)
    before = _intake(request).looked_at(id, visitor.name)
    if before is None:
        return _again(request, say("import.wrong.gone"))
    if before.sent_at is None and before.posts:
        about = f"{before.format} {before.posts} {before.sha256[:16]}"
        desk_of(request).entrance.journal.add("imported", visitor.name, role=visitor.role, about=about)
        await _intake(request).send(id, visitor.name)
    return RedirectResponse(f"/import?id={id}", 303)


async def _looked_into(intake: Intake, file: UploadFile, asked: Asked, visitor: Visitor) -> Preview:
    with tempfile.TemporaryDirectory(prefix="tinwatch-") as folder:
        path = Path(folder) / "brought"
        with path.open("wb") as copy:
            while part := await file.read(1 << 20):
                await to_thread.run_sync(copy.write, part)
        return await intake.file(path, Path(file.filename or "").name[:200], asked, visitor.name)


def _asked(form: Mapping[str, str]) -> Asked:
    """What was said beside the file; HTTPException 400 for what no form of ours sends."""
    said = {name: form.get(name, "").replace("\r\n", "\n").strip()[: most + 1] for name, most in _LONGEST.items()}
    zone = form.get("zone", "")
    if zone not in ZONES or any(len(said[name]) > most for name, most in _LONGEST.items()):
        raise HTTPException(400)
    when = form.get("published", "").strip()
    try:
        at = datetime.fromisoformat(when).replace(tzinfo=VIETNAM) if when else None
    except ValueError:
        raise HTTPException(400) from None
    return Asked(zone=zone, at=at, **said)


def _again(request: Request, problem: str) -> Response:
    return page(request, "import.html", status=400, preview=None, typed=request.state.form, problem=problem, zones=ZONES, reason=reason)


def _intake(request: Request) -> Intake:
    intake = desk_of(request).intake
    if intake is None:
        raise HTTPException(503, headers={"retry-after": "5"})
    return intake


def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request)
    assert visitor
    return visitor
