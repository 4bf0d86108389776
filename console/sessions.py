"""Sessions live on the server; the browser holds a random token of which we keep only the hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from console.users import Role, Users, fold_name

_TOUCH_S = 60
"""A session's last use is written at most this often, so that reading a page costs no write."""


@dataclass(frozen=True)
class Visitor:
    """Who is asking. `token` is what the browser holds: never log it. `scopes`: a program with an API token may do no more than these."""

    name: str
    role: Role
    token: str
    scopes: frozenset[str] | None = None


class Sessions:
    """`idle_s` after its last use, or `longest_s` after the login, a session is over."""

    def __init__(self, users: Users, *, idle_s: float, longest_s: float) -> None:
        self._database = users.database
        self._clock = users.clock
        self._idle_s = idle_s
        self._longest_s = longest_s

    def begin(self, name: str) -> str:
        """A fresh token for this user; call `end` for the one they came with."""
        now = self._clock()
        self._database.write("DELETE FROM sessions WHERE seen < ? OR created < ?", now - self._idle_s, now - self._longest_s)
        token = secrets.token_urlsafe(32)
        self._database.write("INSERT INTO sessions (token, name, created, seen) VALUES (?, ?, ?, ?)", _hash(token), name, now, now)
        return token

    def find(self, token: str, *, touch: bool = True) -> Visitor | None:
        """The visitor of a live session. `touch` says that a person did something, which keeps the session from going idle."""
        now = self._clock()
        found = self._database.rows(
            "SELECT name, role, seen FROM sessions JOIN users USING (name) WHERE token = ? AND seen >= ? AND sessions.created >= ?",
            _hash(token),
            now - self._idle_s,
            now - self._longest_s,
        )
        if not found:
            return None
        name, role, seen = found[0]
        if touch and now - seen > _TOUCH_S:
            self._database.write("UPDATE sessions SET seen = ? WHERE token = ?", now, _hash(token))
        return Visitor(name, role, token)

    def end(self, token: str) -> None:
        self._database.write("DELETE FROM sessions WHERE token = ?", _hash(token))

    def end_all(self, name: str, but: str = "") -> int:
        """How many ended; `but` is the token of one that goes on."""
        return self._database.write("DELETE FROM sessions WHERE name = ? AND token != ?", fold_name(name), _hash(but))

    def count(self, name: str) -> int:
        found = self._database.rows(
            "SELECT count(*) FROM sessions WHERE name = ? AND seen >= ? AND created >= ?",
            fold_name(name),
            self._clock() - self._idle_s,
            self._clock() - self._longest_s,
        )
        return int(found[0][0])


def csrf_of(token: str) -> str:
    """The form token that goes with a cookie: who cannot read the cookie cannot make it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
