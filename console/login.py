"""Coming, going, and the choice of language."""

from __future__ import annotations

import logging

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import measures
from console.access import cookie_name, drop_cookie, local_path, set_cookie, visitor_of
from console.desk import desk_of
from console.factors import HALF_S
from console.pages import page
from console.users import User
from console.words import LANGUAGES

log = logging.getLogger(__name__)

_KEEP_LANGUAGE_S = 365 * 86400


async def login_page(request: Request) -> Response:
    """The form to log in, with the way to the organisation's login where there is one."""
    target = local_path(request.query_params.get("next", "/"))
    if visitor_of(request):
        return RedirectResponse(target, 303)
    return login_form(request, target)


def login_form(request: Request, target: str, *, problem: str = "", status: int = 200, name: str = "", wait: int = 0) -> Response:
    elsewhere = desk_of(request).entrance.sign_on is not None
    minutes = -(-wait // 60)
    response = page(request, "login.html", status=status, target=target, problem=problem, name=name, minutes=minutes, elsewhere=elsewhere)
    if wait:
        response.headers["retry-after"] = str(wait)
    return response


async def log_in(request: Request) -> Response:
    """Log in with name and password: the same answer, after the same work, whether the name or the password was wrong."""
    desk = desk_of(request)
    form = request.state.form
    name, target = form.get("name", ""), local_path(form.get("next", "/"))
    address = request.client.host if request.client else ""
    if wait := desk.throttle.attempt(name, address):
        measures.LOGINS.labels("refused").inc()
        log.warning("login refused for %d s: too many attempts from %s", wait, address)
        desk.entrance.journal.failed("login_throttled", known(request, name))
        return login_form(request, target, problem="login.wait", status=429, name=name, wait=wait)
    user = await to_thread.run_sync(desk.users.check, name, form.get("password", ""), limiter=desk.hashing)
    if user is None:
        measures.LOGINS.labels("wrong").inc()
        log.warning("login failed from %s", address)
        desk.entrance.journal.failed("login_failed", known(request, name))
        return login_form(request, target, problem="login.wrong", status=401, name=name)
    desk.throttle.forgive(name, address)
    factors = desk.entrance.factors
    if factors.enrolled(user.name) or user.role in desk.settings.second_factor:
        response: Response = RedirectResponse("/login/code" if factors.enrolled(user.name) else "/login/enrol", 303)
        set_cookie(request, response, "half", factors.halfway(user.name, target), keep_s=HALF_S)
        return response
    return welcome(request, user, target, "password")


def welcome(request: Request, user: User, target: str, how: str) -> Response:
    """A session of its own for who has proven who they are; the one they came with ends, so that nobody can have planted it."""
    desk = desk_of(request)
    measures.LOGINS.labels("right").inc()
    desk.entrance.journal.add("login", user.name, role=user.role, about=how)
    if old := request.cookies.get(cookie_name(request, "session")):
        desk.sessions.end(old)
    response = RedirectResponse(target, 303)
    set_cookie(request, response, "session", desk.sessions.begin(user.name), keep_s=int(desk.settings.session_longest_s))
    for kind in ("form", "half", "state"):
        if cookie_name(request, kind) in request.cookies:
            drop_cookie(request, response, kind)
    return response


def known(request: Request, name: str) -> str:
    """The user of this name; empty where nobody has it."""
    user = desk_of(request).users.get(name)
    return user.name if user else ""


async def log_out(request: Request) -> Response:
    """End this session."""
    visitor = visitor_of(request)
    response = RedirectResponse("/login", 303)
    if visitor:
        desk = desk_of(request)
        desk.sessions.end(visitor.token)
        desk.entrance.journal.add("logout", visitor.name, role=visitor.role)
        drop_cookie(request, response, "session")
    return response


async def choose_language(request: Request) -> Response:
    """Vietnamese or English, kept in a cookie."""
    form = request.state.form
    response = RedirectResponse(local_path(form.get("next", "/")), 303)
    if form.get("to") in LANGUAGES:
        set_cookie(request, response, "language", form["to"], keep_s=_KEEP_LANGUAGE_S)
    return response
