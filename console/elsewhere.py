"""Logging in with the organisation's own provider (OpenID Connect)."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import measures
from console.access import RIGHTS, cookie_name, drop_cookie, local_path, set_cookie
from console.desk import desk_of
from console.identity import HANDSHAKE_S, NotBelieved, Person, SignOn, Unreachable
from console.login import login_form, welcome

log = logging.getLogger(__name__)


async def leave(request: Request) -> Response:
    """To the organisation's own login, the provider."""
    sign_on = _sign_on(request)
    try:
        address, state = await sign_on.begin(local_path(request.query_params.get("next", "/")))
    except Unreachable as error:
        log.error("OpenID Connect: %s", error)
        return login_form(request, "/", problem="login.elsewhere.away", status=503)
    response = RedirectResponse(address, 303)
    set_cookie(request, response, "state", state, keep_s=HANDSHAKE_S)
    return response


async def back(request: Request) -> Response:
    """From the provider, with a code or an error; whatever is wrong with it is one answer to the visitor and a reason in the log."""
    sign_on, desk = _sign_on(request), desk_of(request)
    try:
        person, target = await sign_on.finish(dict(request.query_params), request.cookies.get(cookie_name(request, "state"), ""))
        user = desk.users.arrived(sign_on.provider.issuer, person.subject, person.name, _role(sign_on, person))
    except Unreachable as error:
        log.error("OpenID Connect: %s", error)
        return _no(request, "login.elsewhere.away", 503)
    except (NotBelieved, ValueError) as error:
        measures.LOGINS.labels("wrong").inc()
        log.warning("OpenID Connect: login failed: %s", error)
        desk.entrance.journal.failed("login_failed", "")
        return _no(request, "login.elsewhere.wrong", 401)
    return welcome(request, user, local_path(target), "OpenID Connect")


def _role(sign_on: SignOn, person: Person) -> str:
    """The role with most rights among those of the groups."""
    roles = [role for group, role in sign_on.provider.roles.items() if group in person.groups]
    if not roles:
        raise NotBelieved("is in no group that has a role here")
    return max(roles, key=lambda role: len(RIGHTS[role]))


def _no(request: Request, problem: str, status: int) -> Response:
    response = login_form(request, "/", problem=problem, status=status)
    drop_cookie(request, response, "state")
    return response


def _sign_on(request: Request) -> SignOn:
    sign_on = desk_of(request).entrance.sign_on
    if sign_on is None:
        raise HTTPException(404)
    return sign_on
