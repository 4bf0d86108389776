"""Slows guessing of passwords: per name and per address, over all processes that share the file."""

from __future__ import annotations

import hashlib
import math

from console.users import Users, fold_name

WINDOW_S = 15 * 60
MOST_PER_NAME = 8
MOST_PER_ADDRESS = 40
"""A desk shares one address, so it may fail more often than one name."""


class Throttle:
    """An attempt counts before the password is looked at, so that guesses at the same moment count as well; names are kept as hashes."""

    def __init__(self, users: Users) -> None:
        self._database = users.database
        self._clock = users.clock

    def attempt(self, name: str, address: str) -> int:
        """Count one attempt: 0 if it may go on, else the seconds to wait. Unknown names count like known ones."""
        now = self._clock()
        self._database.write("DELETE FROM attempts WHERE at <= ?", now - WINDOW_S)
        wait = max(
            self._wait(_key("name", fold_name(name)), MOST_PER_NAME, now), self._wait(_key("address", address), MOST_PER_ADDRESS, now)
        )
        if wait:
            return wait
        for key in (_key("name", fold_name(name)), _key("address", address)):
            self._database.write("INSERT INTO attempts (key, at) VALUES (?, ?)", key, now)
        return 0

    def forgive(self, name: str, address: str) -> None:
        """After the right password: the name starts afresh and this attempt no longer counts for the address."""
        self._database.write("DELETE FROM attempts WHERE key = ?", _key("name", fold_name(name)))
        newest = "SELECT rowid FROM attempts WHERE key = ? ORDER BY at DESC LIMIT 1"
        self._database.write(f"DELETE FROM attempts WHERE rowid IN ({newest})", _key("address", address))  # noqa: S608 - no value of a user in it

    def _wait(self, key: bytes, most: int, now: float) -> int:
        rows = self._database.rows("SELECT at FROM attempts WHERE key = ? ORDER BY at DESC LIMIT ?", key, most)
        return max(1, math.ceil(rows[-1][0] + WINDOW_S - now)) if len(rows) >= most else 0


def _key(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).digest()
