"""Sends the letters that are due, each channel at its own pace: one that is down delays only itself and loses nothing."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import faust

from agents.notify import Notify, due
from channels.message import Later, Refused
from tinwatch.metrics import Metrics
from tinwatch.notices.table import Table, table
from tinwatch.notices.wording import Wording
from tinwatch.ownership import owns
from tinwatch.settings import Settings
from topics.letters import Letter
from topics.river import NOTICES

log = logging.getLogger(__name__)

STEP = 0.5
FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0
"""Seconds between two tries, doubled each time."""
LONGEST_ASKED = 86400.0
"""Seconds that a service may ask to be left alone."""
GRACE = 5.0
"""Seconds in which what is under way may arrive when the worker is told to stop."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)

PATIENCE = 120.0
"""Seconds after which a sending is given up whatever the channel thinks."""


def now() -> datetime:
    return datetime.now(UTC)


async def delivering(settings: Settings, app: faust.App) -> None:
    """Send what is due, until cancelled; nothing where this process runs no such agent."""
    agent: Notify | None = app.notify
    if agent is None:
        await asyncio.Event().wait()
        return
    post = Post(table(settings), agent, Wording(settings.public_url))
    try:
        while True:
            await asyncio.sleep(STEP)
            await post.turn(now(), mine=owns(app, NOTICES))
    finally:
        await post.close()


@dataclass
class _Line:
    """How a channel stands: what is under way, when the next may go, and how often in a row nothing got through."""

    task: asyncio.Task[None] | None = None
    ready: datetime = LONG_AGO
    failures: int = 0


class Post:
    """The channels at work: one message at a time each."""

    def __init__(self, desk: Table, agent: Notify, wording: Wording) -> None:
        self._desk, self._agent, self._wording = desk, agent, wording
        self._lines = {name: _Line() for name in desk.channels}
        self._meter = Metrics()
        self._tidied = LONG_AGO

    async def turn(self, at: datetime, *, mine: bool) -> None:
        """Begin what can go now; raises what the river raised."""
        for line in self._lines.values():
            if line.task and line.task.done():
                task, line.task = line.task, None
                task.result()
        waiting = self._agent.waiting if mine else {}
        self._meter.set("notices_waiting", len(waiting))
        late = max((at - one.since for one in waiting.values() if one.since <= at), default=timedelta())
        self._meter.set("notices_late", late.total_seconds())
        if not mine:
            return
        for name, group in due(waiting.values(), at):
            if name not in self._lines:
                await self._overdue(group, at, f"there is no channel {name} any more")
                continue
            line = self._lines[name]
            if line.task is None and line.ready <= at:
                line.task = asyncio.ensure_future(self._send(name, line, group))
        if self._tidied + timedelta(hours=1) < at:
            self._tidied = at
            await self._agent.tidy(at)

    async def _send(self, name: str, line: _Line, letters: Sequence[Letter]) -> None:
        channel = self._desk.channels[name]
        message, taken = self._wording.message(letters, channel.language or self._desk.language, channel.longest)
        sent = letters[:taken]
        try:
            async with asyncio.timeout(PATIENCE):
                await channel.send(message, self._desk.secrets[name])
        except Later as later:
            await self._failed(name, line, sent, later)
        except TimeoutError:
            await self._failed(name, line, sent, Later("no answer in time"))
        except Refused as error:
            line.ready = now() + timedelta(minutes=1 / channel.per_minute)
            await self._agent.given_up(sent, f"{name}: {error}")
        except Exception as error:  # a channel's own bug must neither end the agents nor stop other letters
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("channel %s: %s in %s:%s", name, type(error).__name__, place.filename, place.lineno)
            await self._failed(name, line, sent, Later(f"bug: {type(error).__name__}", all=False))
        else:
            line.failures, line.ready = 0, now() + timedelta(minutes=1 / channel.per_minute)
            await self._agent.delivered(sent, now())

    async def _failed(self, name: str, line: _Line, letters: Sequence[Letter], error: Later) -> None:
        at, tries = now(), max(letter.tries for letter in letters)
        log.warning("channel %s: %s", name, error.reason[:3] if error.reason[:3].isdigit() else error.reason)
        log.debug("channel %s: %s", name, error.reason)  # what a service answers may quote the notice
        if error.all:
            tries = line.failures
            line.failures += 1
        wait = timedelta(seconds=pause(tries) if error.wait is None else min(max(error.wait, 0.1), LONGEST_ASKED))
        if error.all:
            line.ready = at + wait
        else:
            line.ready = at + timedelta(minutes=1 / self._desk.channels[name].per_minute)
        await self._agent.postponed(letters, at + wait, f"{name}: {error.reason}")
        stuck = [one for one in self._agent.waiting.values() if one.channel == name] if error.all else letters
        await self._overdue(stuck, at, f"{name}: {error.reason}")

    async def _overdue(self, letters: Sequence[Letter], at: datetime, reason: str) -> None:
        """Into the dead letters with those that were tried for long enough."""
        end = at - timedelta(days=self._desk.days)
        gone = [self._agent.waiting[one.id] for one in letters if one.since <= end and one.id in self._agent.waiting]
        if gone:
            await self._agent.given_up(gone, f"not delivered in {self._desk.days:g} days; {reason}")

    async def close(self) -> None:
        """What is under way is finished or, after a while, cancelled; that is sent again, for nobody knows whether it arrived."""
        tasks = [line.task for line in self._lines.values() if line.task]
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def pause(tries: int) -> float:
    """Seconds until the next try: doubled each time, up to an hour, and never quite the same for two."""
    return float(min(FIRST_WAIT * 2 ** min(tries, 20), LONGEST_WAIT) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
