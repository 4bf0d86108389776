"""Who may do what: every route names the right it needs, every role its rights; forms prove that they come from our own page."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from console import measures
from console.desk import desk_of
from console.sessions import Visitor, csrf_of
from console.users import Role

Right = Literal["public", "read", "measure"]
"""`public` needs no login. `measure` is `/metrics`, which a token may open as well."""

RIGHTS: Mapping[Role, frozenset[Right]] = {
    "viewer": frozenset({"read", "measure"}),
    "analyst": frozenset({"read", "measure"}),
    "approver": frozenset({"read", "measure"}),
    "admin": frozenset({"read", "measure"}),
}

Endpoint = Callable[[Request], Awaitable[Response]]

_LONGEST_FORM = 64 * 1024
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class LoginNeeded(Exception):
    """Nobody is logged in; the answer is the login page, or 401 for a program."""


def guarded(path: str, endpoint: Endpoint, *, right: Right, method: Literal["GET", "POST"] = "GET") -> Route:
    """The only way a route comes into the application."""

    async def guard(request: Request) -> Response:
        began, status = time.perf_counter(), "500"
        try:
            allow(request, right)
            if method == "POST":
                await check_form(request)
            response = await endpoint(request)
            status = str(response.status_code)
        except HTTPException as error:
            status = str(error.status_code)
            raise
        except LoginNeeded:
            status = "401"
            raise
        finally:
            measures.REQUESTS.labels(path, method, status).observe(time.perf_counter() - began)
        return response

    return Route(path, guard, methods=[method], name=endpoint.__name__)


def allow(request: Request, right: Right) -> None:
    if right == "public" or (right == "measure" and _has_metrics_token(request)):
        return
    visitor = visitor_of(request)
    if visitor is None:
        raise LoginNeeded
    if right not in RIGHTS[visitor.role]:
        raise HTTPException(403)


def visitor_of(request: Request) -> Visitor | None:
    """Who is logged in. A feed that reconnects by itself does not count as somebody being there."""
    if not hasattr(request.state, "visitor"):
        token = request.cookies.get(cookie_name(request, "session"), "")
        sessions = desk_of(request).sessions
        request.state.visitor = sessions.find(token, touch=request.url.path != "/events") if token else None
    return request.state.visitor  # type: ignore[no-any-return]


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


async def check_form(request: Request) -> None:
    """Reads the form into `request.state.form`; refuses one that another site made the browser send."""
    request.state.form = dict(parse_qsl((await _body(request)).decode("utf-8", "replace"), keep_blank_values=True))
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "form")
    token, fresh = form_token(request)
    if fresh or not hmac.compare_digest(request.state.form.get("csrf", "").encode("utf-8", "replace"), token.encode()):
        raise HTTPException(403, "form")


def local_path(target: str) -> str:
    """Where to go next: only ever a path of our own; anything else becomes the feed."""
    return target if _LOCAL.fullmatch(target) else "/"


def to_login(request: Request) -> Response:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = local_path(here) if request.method in ("GET", "HEAD") else "/"
    return RedirectResponse("/login" + (f"?{urlencode({'next': target})}" if target != "/" else ""), 303)


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise HTTPException(413)
    return body


def _has_metrics_token(request: Request) -> bool:
    wanted = desk_of(request).settings.metrics_token
    given = request.headers.get("authorization", "")
    return bool(wanted) and hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {wanted}".encode())
