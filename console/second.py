"""The second step of a login, and what users settle for themselves: their second factor, their sessions, their tokens."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import measures
from console.access import cookie_name, visitor_of
from console.desk import desk_of
from console.factors import Half, fresh_secret, picture
from console.login import welcome
from console.pages import page
from console.sessions import Visitor


async def code_page(request: Request) -> Response:
    """The form for the second factor."""
    half = _half(request)
    return _ask(request) if half and not half.secret else RedirectResponse("/login", 303)


async def enter_code(request: Request) -> Response:
    """The code of the second factor, or a recovery code."""
    half = _half(request)
    if half is None or half.secret:
        return RedirectResponse("/login", 303)
    desk = desk_of(request)
    if wait := _attempt(request, half.name):
        return _ask(request, "login.wait", 429, wait)
    if not desk.entrance.factors.right(half.name, request.state.form.get("code", "")):
        measures.LOGINS.labels("wrong").inc()
        desk.entrance.journal.failed("code_failed", half.name)
        return _ask(request, "login.code.wrong", 401)
    return _enter(request, half, "code")


async def enrol_page(request: Request) -> Response:
    """A new second factor for who may not come in without a second factor."""
    half = _half(request)
    return _offer(request, half.name, half.secret, "/login/enrol") if half and half.secret else RedirectResponse("/login", 303)


async def enrol(request: Request) -> Response:
    """The first code of a new second factor, which proves that it works."""
    half = _half(request)
    if half is None or not half.secret:
        return RedirectResponse("/login", 303)
    if wait := _attempt(request, half.name):
        return _offer(request, half.name, half.secret, "/login/enrol", "login.wait", 429, wait)
    codes = desk_of(request).entrance.factors.enrol(half.name, half.secret, request.state.form.get("code", ""))
    if not codes:
        return _offer(request, half.name, half.secret, "/login/enrol", "login.code.wrong", 401)
    desk_of(request).entrance.journal.add("factor_added", half.name)
    response = page(request, "codes.html", codes=codes, target=half.target)
    entered = _enter(request, half, "code")
    for name, value in entered.raw_headers:
        if name == b"set-cookie":
            response.raw_headers.append((name, value))
    return response


async def account_page(request: Request) -> Response:
    """One's own account: second factor, sessions, API tokens."""
    return _account(request)


async def account_enrol_page(request: Request) -> Response:
    """A new second factor: the QR code to scan."""
    visitor = _visitor(request)
    if desk_of(request).entrance.factors.enrolled(visitor.name):
        return RedirectResponse("/account", 303)
    return _offer(request, visitor.name, fresh_secret(), "/account/enrol")


async def account_enrol(request: Request) -> Response:
    """Add a second factor. The secret comes back with the form: it is the visitor's own, and nobody else's page can send it here."""
    visitor, form = _visitor(request), request.state.form
    secret = form.get("secret", "")
    if wait := _attempt(request, visitor.name):
        return _offer(request, visitor.name, secret, "/account/enrol", "login.wait", 429, wait)
    factors = desk_of(request).entrance.factors
    codes = factors.enrol(visitor.name, secret, form.get("code", "")) if len(secret) == 32 and secret.isalnum() else ()
    if not codes:
        return _offer(request, visitor.name, fresh_secret(), "/account/enrol", "login.code.wrong", 400)
    _forgive(request, visitor.name)
    desk_of(request).entrance.journal.add("factor_added", visitor.name, role=visitor.role)
    return page(request, "codes.html", codes=codes, target="/account")


async def account_remove(request: Request) -> Response:
    """Take the second factor away, with the code of now: an unlocked screen is not enough for that."""
    visitor, desk = _visitor(request), desk_of(request)
    if wait := _attempt(request, visitor.name):
        return _account(request, "login.wait", 429, wait)
    if not desk.entrance.factors.right(visitor.name, request.state.form.get("code", "")):
        desk.entrance.journal.failed("code_failed", visitor.name)
        return _account(request, "login.code.wrong", 400)
    _forgive(request, visitor.name)
    desk.entrance.factors.remove(visitor.name)
    desk.entrance.journal.add("factor_removed", visitor.name, role=visitor.role)
    return RedirectResponse("/account", 303)


async def account_sessions(request: Request) -> Response:
    """End all of one's other sessions."""
    visitor, desk = _visitor(request), desk_of(request)
    desk.sessions.end_all(visitor.name, but=visitor.token)
    desk.entrance.journal.add("sessions_ended", visitor.name, role=visitor.role)
    return RedirectResponse("/account", 303)


async def account_token(request: Request) -> Response:
    """Revokes one of the visitor's own tokens."""
    visitor, desk = _visitor(request), desk_of(request)
    id = request.state.form.get("token", "")
    if any(token.id == id for token in desk.entrance.tokens.list(visitor.name)):
        desk.entrance.tokens.revoke(id)
        desk.entrance.journal.add("token_revoked", visitor.name, role=visitor.role, about=id)
    return RedirectResponse("/account", 303)


def _account(request: Request, problem: str = "", status: int = 200, wait: int = 0) -> Response:
    visitor, desk = _visitor(request), desk_of(request)
    response = page(
        request,
        "account.html",
        status=status,
        problem=problem,
        minutes=-(-wait // 60),
        enrolled=desk.entrance.factors.enrolled(visitor.name),
        needed=visitor.role in desk.settings.second_factor,
        sessions=desk.sessions.count(visitor.name),
        tokens=desk.entrance.tokens.list(visitor.name),
    )
    return _waiting(response, wait)


def _ask(request: Request, problem: str = "", status: int = 200, wait: int = 0) -> Response:
    return _waiting(page(request, "code.html", status=status, problem=problem, minutes=-(-wait // 60)), wait)


def _offer(request: Request, name: str, secret: str, action: str, problem: str = "", status: int = 200, wait: int = 0) -> Response:
    drawn = Markup(picture(name, secret)) if secret else ""  # noqa: S704 - an own drawing of an address that is all escaped
    shown = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    more = {"problem": problem, "minutes": -(-wait // 60)}
    return _waiting(page(request, "enrol.html", status=status, picture=drawn, secret=secret, shown=shown, action=action, **more), wait)


def _waiting(response: Response, wait: int) -> Response:
    if wait:
        response.headers["retry-after"] = str(wait)
    return response


def _half(request: Request) -> Half | None:
    return desk_of(request).entrance.factors.half(request.cookies.get(cookie_name(request, "half"), ""))


def _enter(request: Request, half: Half, how: str) -> Response:
    desk = desk_of(request)
    desk.entrance.factors.whole(request.cookies[cookie_name(request, "half")])
    _forgive(request, half.name)
    user = desk.users.get(half.name)
    assert user
    return welcome(request, user, half.target, f"password and {how}")


def _attempt(request: Request, name: str) -> int:
    return desk_of(request).throttle.attempt(f"code of {name}", request.client.host if request.client else "")


def _forgive(request: Request, name: str) -> None:
    desk_of(request).throttle.forgive(f"code of {name}", request.client.host if request.client else "")


def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request)
    assert visitor
    return visitor
