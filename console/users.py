"""Local users: names, argon2id passwords and roles in one SQLite file."""

from __future__ import annotations

import re
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from console.database import Database

Role = Literal["viewer", "analyst", "approver", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
"""Characters. The upper limit keeps a stranger from making us hash megabytes."""

_NAME = re.compile(r"[\w.@+-]{1,64}")


@dataclass(frozen=True)
class User:
    name: str
    role: Role
    created_at: datetime


class Users:
    """Who may log in. `ValueError` carries a sentence for the operator, `LookupError` says that there is no such user."""

    def __init__(self, path: str | Path, *, hasher: PasswordHasher | None = None, clock: Callable[[], float] = time.time) -> None:
        self.database = Database(path)
        self.clock = clock
        self._hasher = hasher or PasswordHasher()
        # Checked against when the name is unknown, so that the answer takes as long as for a known one.
        self._nobody = self._hasher.hash("nobody has this password")

    def add(self, name: str, password: str, role: str) -> User:
        name = _proper_name(name)
        _check_password(name, password)
        user = User(name, _proper_role(role), datetime.fromtimestamp(self.clock(), UTC))
        values = (name, self._hasher.hash(password), user.role, user.created_at.timestamp())
        try:
            self.database.write("INSERT INTO users (name, password, role, created) VALUES (?, ?, ?, ?)", *values)
        except sqlite3.IntegrityError:
            raise ValueError(f"there is a user {name} already") from None
        return user

    def check(self, name: str, password: str) -> User | None:
        """The user, if this is their password. Takes tens of milliseconds on purpose, whether or not the name exists."""
        name = fold_name(name)
        found = [row for row in self.database.rows("SELECT password FROM users WHERE name = ?", name) if row[0]]
        stored = found[0][0] if found else self._nobody
        try:
            self._hasher.verify(stored, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        if not found:
            return None
        if self._hasher.check_needs_rehash(stored):
            self.database.write("UPDATE users SET password = ? WHERE name = ?", self._hasher.hash(password), name)
        return self.get(name)

    def arrived(self, issuer: str, subject: str, name: str, role: str) -> User:
        """The user that a provider vouches for, with the role it gives now; made if need be, without a password. The name of somebody who
        came another way is refused: nobody takes over an account by choosing its name elsewhere."""
        found = self.database.rows("SELECT name FROM identities WHERE issuer = ? AND subject = ?", issuer, subject)
        if found:
            self.set_role(found[0][0], role)
        else:
            name = _proper_name(name)
            try:
                self.database.write("INSERT INTO users (name, password, role, created) VALUES (?, '', ?, ?)", name, role, self.clock())
            except sqlite3.IntegrityError:
                raise ValueError(f"there is a user {name} already who does not come from {issuer}") from None
            self.database.write("INSERT INTO identities (issuer, subject, name) VALUES (?, ?, ?)", issuer, subject, name)
        user = self.get(found[0][0] if found else name)
        assert user
        return user

    def get(self, name: str) -> User | None:
        found = self.database.rows("SELECT name, role, created FROM users WHERE name = ?", fold_name(name))
        return _user(found[0]) if found else None

    def list(self) -> Sequence[User]:
        return [_user(row) for row in self.database.rows("SELECT name, role, created FROM users ORDER BY name")]

    def set_role(self, name: str, role: str) -> None:
        """Holds from the user's next request on."""
        self._update(name, "UPDATE users SET role = ? WHERE name = ?", _proper_role(role))

    def set_password(self, name: str, password: str) -> None:
        """Ends the user's sessions: whoever knew the old password is out."""
        _check_password(fold_name(name), password)
        if self.database.rows("SELECT 1 FROM identities WHERE name = ?", fold_name(name)):
            raise ValueError(f"{name} logs in elsewhere and has no password here")
        self._update(name, "UPDATE users SET password = ? WHERE name = ?", self._hasher.hash(password))
        self.database.write("DELETE FROM sessions WHERE name = ?", fold_name(name))

    def remove(self, name: str) -> None:
        """Ends the user's sessions too."""
        self._update(name, "DELETE FROM users WHERE name = ?")

    def close(self) -> None:
        self.database.close()

    def _update(self, name: str, sql: str, *values: str) -> None:
        if not self.database.write(sql, *values, fold_name(name)):
            raise LookupError(f"there is no user {name}")


def fold_name(name: str) -> str:
    """Names are the same whatever their case and Unicode form."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _proper_name(name: str) -> str:
    name = fold_name(name)
    if not _NAME.fullmatch(name):
        raise ValueError("a user name has 1 to 64 letters, digits or . _ @ + -")
    return name


def _proper_role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise ValueError(f"the role {role!r} is none of {', '.join(ROLES)}")


def _check_password(name: str, password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if len(set(password)) < 5 or name in password.casefold():
        raise ValueError("this password is too easy to guess")


def _user(row: tuple[str, Role, float]) -> User:
    return User(row[0], row[1], datetime.fromtimestamp(row[2], UTC))
