"""The routes by which people come in, go, and settle how they come in."""

from __future__ import annotations

from console import elsewhere, login, second
from console.access import Guarded, guarded

ROUTES: list[Guarded] = [
    guarded("/login", login.login_page, right="public"),
    guarded("/login", login.log_in, right="public", method="POST"),
    guarded("/login/code", second.code_page, right="public"),
    guarded("/login/code", second.enter_code, right="public", method="POST"),
    guarded("/login/enrol", second.enrol_page, right="public"),
    guarded("/login/enrol", second.enrol, right="public", method="POST"),
    guarded("/login/elsewhere", elsewhere.leave, right="public"),
    guarded("/login/elsewhere/back", elsewhere.back, right="public"),
    guarded("/logout", login.log_out, right="read", method="POST"),
    guarded("/account", second.account_page, right="read"),
    guarded("/account/enrol", second.account_enrol_page, right="read"),
    guarded("/account/enrol", second.account_enrol, right="read", method="POST"),
    guarded("/account/factor", second.account_remove, right="read", method="POST"),
    guarded("/account/sessions", second.account_sessions, right="read", method="POST"),
    guarded("/account/token", second.account_token, right="read", method="POST"),
    guarded("/language", login.choose_language, right="public", method="POST"),
]
