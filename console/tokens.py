"""API tokens: for programs that read `/api` and `/metrics` in the name of a user, with no more rights than they need."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from console.users import Role, Users, fold_name

PREFIX = "twk_"
"""So that scanners for leaked secrets find it."""
SCOPES = ("read", "measure")
"""Rights that a token may have. Deciding is for people: no token can work on a case or approve anything."""
LONGEST_DAYS = 366
_TOUCH_S = 60


@dataclass(frozen=True)
class Token:
    """What the desk may see of a token; times are Unix seconds. `id` names it, and is no secret."""

    id: str
    name: str
    about: str
    scopes: tuple[str, ...]
    created: float
    expires: float
    used: float | None

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.expires, UTC)


@dataclass(frozen=True)
class Bearer:
    """Whose token came, with the role its user has now."""

    id: str
    name: str
    role: Role
    scopes: frozenset[str]


class Tokens:
    """Only the hash of a token is kept: it is shown once."""

    def __init__(self, users: Users) -> None:
        self._users, self._database, self._clock = users, users.database, users.clock

    def add(self, name: str, scopes: Sequence[str], days: float, about: str = "") -> tuple[Token, str]:
        """ValueError and LookupError as in Users."""
        user = self._users.get(name)
        if user is None:
            raise LookupError(f"there is no user {name}")
        unknown = set(scopes) - set(SCOPES)
        if unknown or not scopes:
            raise ValueError(f"a token has scopes of {', '.join(SCOPES)}, not {', '.join(sorted(unknown)) or 'none'}")
        if not 0 < days <= LONGEST_DAYS:
            raise ValueError(f"a token lives for up to {LONGEST_DAYS} days")
        now, secret = self._clock(), PREFIX + secrets.token_urlsafe(32)
        token = Token(secrets.token_hex(4), user.name, about[:100], tuple(sorted(set(scopes))), now, now + days * 86400, None)
        values = (token.id, _hash(secret), token.name, token.about, " ".join(token.scopes), token.created, token.expires)
        self._database.write("INSERT INTO tokens (id, hash, name, about, scopes, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
        return token, secret

    def find(self, secret: str) -> Bearer | None:
        """Whose token this is; nothing when it is revoked, over, or none."""
        if not secret.startswith(PREFIX):
            return None
        now = self._clock()
        found = self._database.rows(
            "SELECT id, name, role, scopes, used FROM tokens JOIN users USING (name) WHERE hash = ? AND expires > ?", _hash(secret), now
        )
        if not found:
            return None
        id, name, role, scopes, used = found[0]
        if used is None or now - used > _TOUCH_S:
            self._database.write("UPDATE tokens SET used = ? WHERE id = ?", now, id)
        return Bearer(id, name, role, frozenset(scopes.split()))

    def list(self, name: str = "") -> Sequence[Token]:
        """Those of one user, or all; those that are over too."""
        rows = self._database.rows(
            "SELECT id, name, about, scopes, created, expires, used FROM tokens WHERE name = ? OR ? = '' ORDER BY name, created",
            fold_name(name),
            name,
        )
        return [Token(row[0], row[1], row[2], tuple(row[3].split()), *row[4:]) for row in rows]

    def revoke(self, id: str) -> str:
        """Whose it was."""
        found = self._database.rows("SELECT name FROM tokens WHERE id = ?", id)
        if not found or not self._database.write("DELETE FROM tokens WHERE id = ?", id):
            raise LookupError(f"there is no token {id}")
        return str(found[0][0])


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
