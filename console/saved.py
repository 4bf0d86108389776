"""What each user keeps for the feed: filters by name, and when they were last there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from console.users import Users

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS filters (name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, title TEXT NOT NULL,"
    " address TEXT NOT NULL, PRIMARY KEY (name, title)) STRICT",
    "CREATE TABLE IF NOT EXISTS visits (name TEXT PRIMARY KEY REFERENCES users(name) ON DELETE CASCADE, seen REAL NOT NULL,"
    " gone REAL NOT NULL) STRICT",
)
MOST = 30
LONGEST_TITLE = 60
_AWAY_S = 10 * 60
"""Who was not there for so long had left."""

_TOUCH_S = 60


@dataclass(frozen=True)
class Filter:
    title: str
    address: str


class Saved:
    """In the users' file, and gone with the user."""

    def __init__(self, users: Users) -> None:
        self._database = users.database
        self._clock = users.clock
        for statement in SCHEMA:
            self._database.write(statement)

    def filters(self, name: str) -> Sequence[Filter]:
        rows = self._database.rows("SELECT title, address FROM filters WHERE name = ? ORDER BY title", name)
        return [Filter(title, address) for title, address in rows]

    def keep(self, name: str, title: str, address: str) -> bool:
        """False when this user keeps as many as one may."""
        if len(self.filters(name)) >= MOST and title not in {one.title for one in self.filters(name)}:
            return False
        self._database.write("INSERT OR REPLACE INTO filters (name, title, address) VALUES (?, ?, ?)", name, title, address)
        return True

    def drop(self, name: str, title: str) -> None:
        self._database.write("DELETE FROM filters WHERE name = ? AND title = ?", name, title)

    def come(self, name: str) -> datetime | None:
        """This user looks at the feed: when they had left it before, nothing on the first visit."""
        now = self._clock()
        [(seen, gone)] = self._database.rows("SELECT seen, gone FROM visits WHERE name = ?", name) or [(0.0, 0.0)]
        if seen and now - seen > _AWAY_S:
            gone = seen
        self._put(name, now, gone)
        return datetime.fromtimestamp(gone, UTC) if gone else None

    def stay(self, name: str) -> None:
        """An open feed says that this user is still there."""
        now = self._clock()
        found = self._database.rows("SELECT seen, gone FROM visits WHERE name = ?", name)
        if found and now - found[0][0] > _TOUCH_S:
            self._put(name, now, found[0][1] if now - found[0][0] <= _AWAY_S else found[0][0])

    def _put(self, name: str, seen: float, gone: float) -> None:
        try:
            self._database.write("INSERT OR REPLACE INTO visits (name, seen, gone) VALUES (?, ?, ?)", name, seen, gone)
        except sqlite3.IntegrityError:
            return  # the user was removed a moment ago
