"""Who may do what: every route names the right it needs, every role its rights; forms prove that they come from our own page."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from console import measures
from console.desk import desk_of
from console.receiving import MULTIPART, received
from console.sessions import Visitor, csrf_of
from console.tokens import PREFIX
from console.users import Role

Right = Literal["public", "read", "measure", "work", "approve", "administer"]
"""`public` needs no login. `measure` is `/metrics`, which a token may open as well. `work` is to handle cases, `approve` to be the second
person; which deed is possible when, alerts/workflow.py says."""

RIGHTS: Mapping[Role, frozenset[Right]] = {
    "viewer": frozenset({"read", "measure"}),
    "analyst": frozenset({"read", "measure", "work"}),
    "approver": frozenset({"read", "measure", "work", "approve"}),
    "admin": frozenset({"read", "measure", "work", "approve", "administer"}),
}

Endpoint = Callable[[Request], Awaitable[Response]]

_LONGEST_FORM = 64 * 1024
_LONGEST_WORK = 512 * 1024
"""Of somebody logged in: a finding has many fields, and a Vietnamese letter in a form takes nine bytes."""
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class LoginNeeded(Exception):
    """Nobody is logged in; the answer is the login page, or 401 for a program."""


class Guarded(Route):
    """A route that says which right it needs."""

    def __init__(self, path: str, endpoint: Endpoint, *, right: Right, method: str, name: str) -> None:
        super().__init__(path, endpoint, methods=[method], name=name)
        self.right = right


def guarded(
    path: str, endpoint: Endpoint, *, right: Right, method: Literal["GET", "POST"] = "GET", file: int = 0, form: bool = True
) -> Guarded:
    """The only way a route comes into the application. `file`: bytes that its form may bring along as one, in `request.state.file`.
    Not a `form`: the endpoint itself reads the body, and makes sure of who sent it."""

    async def guard(request: Request) -> Response:
        began, status = time.perf_counter(), "500"
        try:
            allow(request, right)
            if method == "POST" and form:
                await check_form(request, file)
            response = await endpoint(request)
            status = str(response.status_code)
        except HTTPException as error:
            status = str(error.status_code)
            raise
        except LoginNeeded:
            status = "401"
            raise
        finally:
            if (brought := getattr(request.state, "file", None)) is not None:
                await brought.close()
            measures.REQUESTS.labels(path, method, status).observe(time.perf_counter() - began)
        return response

    guard.__doc__ = endpoint.__doc__
    return Guarded(path, guard, right=right, method=method, name=endpoint.__name__)


def allow(request: Request, right: Right) -> None:
    if right == "public" or (right == "measure" and _has_metrics_token(request)):
        return
    visitor = visitor_of(request)
    if visitor is None:
        raise LoginNeeded
    if right not in RIGHTS[visitor.role] or (visitor.scopes is not None and right not in visitor.scopes):
        raise HTTPException(403)


def visitor_of(request: Request) -> Visitor | None:
    """Who is logged in. A feed that reconnects by itself does not count as somebody being there."""
    if not hasattr(request.state, "visitor") and _is_program(request):
        request.state.visitor = _bearer(request)
    if not hasattr(request.state, "visitor"):
        token = request.cookies.get(cookie_name(request, "session"), "")
        sessions = desk_of(request).sessions
        request.state.visitor = sessions.find(token, touch=request.url.path != "/events") if token else None
    return request.state.visitor  # type: ignore[no-any-return]


def _is_program(request: Request) -> bool:
    """Whether an API token may speak here, and does: then no cookie is looked at. Programs read, they send no forms."""
    reads = request.method in ("GET", "HEAD") and request.url.path.startswith(("/api/", "/metrics"))
    return reads and request.headers.get("authorization", "").startswith(f"Bearer {PREFIX}")


def _bearer(request: Request) -> Visitor | None:
    """Whose token it is, with the role of now."""
    entrance = desk_of(request).entrance
    found = entrance.tokens.find(request.headers["authorization"].removeprefix("Bearer "))
    if found is None:
        return None
    entrance.journal.used(found.id, found.name, found.role)
    return Visitor(found.name, found.role, "", found.scopes)


def cookie_name(request: Request, kind: str) -> str:
    """Over https the browser itself refuses such a cookie from another host of the domain."""
    return f"__Host-tinwatch-{kind}" if desk_of(request).settings.secure else f"tinwatch-{kind}"


def set_cookie(request: Request, response: Response, kind: str, value: str, *, keep_s: int | None = None) -> None:
    secure = desk_of(request).settings.secure
    response.set_cookie(cookie_name(request, kind), value, max_age=keep_s, path="/", secure=secure, httponly=True, samesite="lax")


def drop_cookie(request: Request, response: Response, kind: str) -> None:
    response.delete_cookie(cookie_name(request, kind), path="/", secure=desk_of(request).settings.secure, httponly=True, samesite="lax")


def form_token(request: Request) -> tuple[str, str]:
    """The token for this page's forms, and the cookie value that a visitor without a session must get with it (else empty)."""
    if visitor := visitor_of(request):
        return csrf_of(visitor.token), ""
    held = request.cookies.get(cookie_name(request, "form"), "")
    if 20 <= len(held) <= 100:
        return csrf_of(held), ""
    fresh = secrets.token_urlsafe(24)
    return csrf_of(fresh), fresh


async def check_form(request: Request, file: int = 0) -> None:
    """Reads the form into `request.state.form`, for `ticked` all of it; refuses one that another site made the browser send."""
    pairs, request.state.file = await _form(request, file)
    request.state.form, request.state.pairs = dict(pairs), pairs
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "form")
    token, fresh = form_token(request)
    if fresh or not hmac.compare_digest(request.state.form.get("csrf", "").encode("utf-8", "replace"), token.encode()):
        raise HTTPException(403, "form")


def ticked(request: Request, name: str) -> tuple[str, ...]:
    """Every value of this name in the form that was sent."""
    return tuple(dict.fromkeys(value for key, value in request.state.pairs if key == name and value))


def local_path(target: str) -> str:
    """Where to go next: only ever a path of our own; anything else becomes the feed."""
    return target if _LOCAL.fullmatch(target) else "/"


def to_login(request: Request) -> Response:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = local_path(here) if request.method in ("GET", "HEAD") else "/"
    return RedirectResponse("/login" + (f"?{urlencode({'next': target})}" if target != "/" else ""), 303)


async def _form(request: Request, file: int) -> tuple[list[tuple[str, str]], UploadFile | None]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == MULTIPART and file:
        return await received(request, file + _LONGEST_WORK)
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    return parse_qsl((await _body(request)).decode("utf-8", "replace"), keep_blank_values=True), None


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > (_LONGEST_WORK if visitor_of(request) else _LONGEST_FORM):
            raise HTTPException(413)
    return body


def _has_metrics_token(request: Request) -> bool:
    wanted = desk_of(request).settings.metrics_token
    given = request.headers.get("authorization", "")
    return bool(wanted) and hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {wanted}".encode())
