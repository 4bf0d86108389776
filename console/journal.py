"""Logins, tokens and changes of users on their way into the audit log: written down where users are kept, then sent into the river.

So nobody waits for the river to log in, and nothing that happened while it was away is missing from the log.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import uuid4

from console.users import Users
from topics.cases import Event
from topics.records import decode, encode

log = logging.getLogger(__name__)

QUIET_S = 3600.0
"""Of one token's use, one line in this time."""
FAILURES_S = 60.0
"""Of failed logins of one name, one line in this time: guessing must not fill the log."""
MOST_PER_MINUTE = 60
"""Lines of failures in a minute, whatever names are guessed."""
_LEASE_S = 60.0
_STEP_S = 1.0


class Journal:
    """Shared by all processes that share the file: each line is sent by one of them, and again by another if it died over it."""

    def __init__(self, users: Users) -> None:
        self._database, self._clock = users.database, users.clock
        self._last: dict[tuple[str, str], float] = {}
        self._failures: list[float] = []

    def add(self, reason: str, user: str, *, by: str = "", role: str = "", about: str = "") -> None:
        """`user` is whose access it is about, `by` who did it if that is another."""
        at = datetime.fromtimestamp(self._clock(), UTC)
        event = Event(id=uuid4().hex, case=f"user:{user}", deed="access", at=at, by=by or user, role=role, reason=reason, text=about)
        self._database.write("INSERT INTO journal (id, event, at) VALUES (?, ?, ?)", event.id, encode(event), at.timestamp())

    def used(self, token: str, user: str, role: str) -> None:
        """A token was used; told now and then."""
        if self._now_and_then(("token", token), QUIET_S):
            self.add("token_used", user, role=role, about=token)

    def failed(self, reason: str, user: str) -> None:
        """A login failed; of a name that nobody has only that it happened, for people type passwords there."""
        now = self._clock()
        self._failures = [at for at in self._failures if at > now - 60]
        if len(self._failures) < MOST_PER_MINUTE and self._now_and_then((reason, user), FAILURES_S):
            self._failures.append(now)
            self.add(reason, user or "?", by="?")

    async def sending(self, send: Callable[[Event], Awaitable[None]]) -> None:
        """Send what is waiting, for ever; what cannot be sent waits on."""
        while True:
            try:
                await self.flush(send)
            except Exception as error:
                log.warning("the audit log cannot be reached, %d lines wait: %s", self.waiting(), error)
                await asyncio.sleep(5)
            await asyncio.sleep(_STEP_S)

    async def flush(self, send: Callable[[Event], Awaitable[None]]) -> int:
        """Send all that waits, in order; how many that were."""
        count = 0
        while event := self._take():
            await send(event)
            self._database.write("DELETE FROM journal WHERE id = ?", event.id)
            count += 1
        return count

    def waiting(self) -> int:
        return int(self._database.rows("SELECT count(*) FROM journal")[0][0])

    def _take(self) -> Event | None:
        now = self._clock()
        for id, value in self._database.rows("SELECT id, event FROM journal WHERE taken < ? ORDER BY at, rowid LIMIT 20", now - _LEASE_S):
            if self._database.write("UPDATE journal SET taken = ? WHERE id = ? AND taken < ?", now, id, now - _LEASE_S):
                return decode(value, Event)
        return None

    def _now_and_then(self, key: tuple[str, str], pause: float) -> bool:
        now = self._clock()
        if now - self._last.get(key, -pause) < pause:
            return False
        if len(self._last) > 10_000:
            self._last.clear()
        self._last[key] = now
        return True
