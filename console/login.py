"""Coming, going, and the choice of language."""

from __future__ import annotations

import logging

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import measures
from console.access import cookie_name, drop_cookie, local_path, set_cookie, visitor_of
from console.desk import desk_of
from console.pages import page
from console.words import LANGUAGES

log = logging.getLogger(__name__)

_KEEP_LANGUAGE_S = 365 * 86400


async def login_page(request: Request) -> Response:
    target = local_path(request.query_params.get("next", "/"))
    if visitor_of(request):
        return RedirectResponse(target, 303)
    return page(request, "login.html", target=target, problem="", name="", minutes=0)


async def log_in(request: Request) -> Response:
    """The same answer, after the same work, whether the name or the password was wrong."""
    desk = desk_of(request)
    form = request.state.form
    name, target = form.get("name", ""), local_path(form.get("next", "/"))
    address = request.client.host if request.client else ""
    if wait := desk.throttle.attempt(name, address):
        measures.LOGINS.labels("refused").inc()
        log.warning("login refused for %d s: too many attempts from %s", wait, address)
        response: Response = page(request, "login.html", status=429, target=target, problem="login.wait", name=name, minutes=-(-wait // 60))
        response.headers["retry-after"] = str(wait)
        return response
    user = await to_thread.run_sync(desk.users.check, name, form.get("password", ""), limiter=desk.hashing)
    if user is None:
        measures.LOGINS.labels("wrong").inc()
        log.warning("login failed from %s", address)
        return page(request, "login.html", status=401, target=target, problem="login.wrong", name=name, minutes=0)
    measures.LOGINS.labels("right").inc()
    desk.throttle.forgive(name, address)
    if old := request.cookies.get(cookie_name(request, "session")):
        desk.sessions.end(old)
    response = RedirectResponse(target, 303)
    set_cookie(request, response, "session", desk.sessions.begin(user.name), keep_s=int(desk.settings.session_longest_s))
    drop_cookie(request, response, "form")
    return response


async def log_out(request: Request) -> Response:
    visitor = visitor_of(request)
    response = RedirectResponse("/login", 303)
    if visitor:
        desk_of(request).sessions.end(visitor.token)
        drop_cookie(request, response, "session")
    return response


async def choose_language(request: Request) -> Response:
    form = request.state.form
    response = RedirectResponse(local_path(form.get("next", "/")), 303)
    if form.get("to") in LANGUAGES:
        set_cookie(request, response, "language", form["to"], keep_s=_KEEP_LANGUAGE_S)
    return response
