"""The platforms as this process asks them: each connector with its settings, its quota kept in the river, and who may ask when."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import logging
import pkgutil
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import fields
from datetime import datetime, timedelta

import collectors.sources
from agents.collect import Courses
from agents.flow import Meter, settled
from collectors import quota
from collectors.asking import Ask
from collectors.clock import Clock
from collectors.connector import Allowance, Connector, Ending, Usage
from collectors.refusal import Refusal
from tinwatch.settings import Settings
from topics.watchlist import Ledger

log = logging.getLogger(__name__)

QUESTION: ContextVar[str] = ContextVar("question", default="posts")
"""What is being asked for: a platform may forbid one question and answer another."""

SOON = timedelta(minutes=2)
"""How long a visit that has begun waits for room; if it takes longer it ends with what it has."""

PLATFORMS = tuple(sorted(module.name for module in pkgutil.iter_modules(collectors.sources.__path__)))


class Held(Exception):
    """No room in the quota now, or this process is not the scheduler any more: what was read so far is kept."""


def secrets_of(platform: str, settings: Settings) -> dict[str, str]:
    """The settings of a platform, without its name."""
    own = [f.name for f in fields(settings) if f.name.startswith(f"{platform}_")]
    return {name.removeprefix(f"{platform}_"): str(getattr(settings, name)) for name in own}


def connected(platform: str, secrets: dict[str, str], ask: Ask) -> Connector:
    """Its connector; Refusal where there is none or something is missing for it."""
    if platform not in PLATFORMS:
        raise Refusal("parameter", f"there is no connector for {platform!r}")
    made: Connector = importlib.import_module(f"collectors.sources.{platform}").make(ask, secrets)
    return made


class Source:
    """One platform. `refusal` says why it cannot be asked at all."""

    def __init__(self, platform: str, settings: Settings, courses: Courses, clock: Clock, meter: Meter, mine: Callable[[], bool]) -> None:
        self.platform, self._courses, self._clock, self._meter, self._mine = platform, courses, clock, meter, mine
        self.credential, self.allowance = platform, Allowance(1)
        self.token_until: datetime | None = None
        self._end_asked: datetime | None = None
        self.connector: Connector | None = None
        self.refusal: Refusal | None = None
        self._ask = Ask(self._before, self._counted, inside=settings.collect_inside, contact=settings.originals_contact)
        secrets = secrets_of(platform, settings)
        self._key = hashlib.sha256(repr(sorted(secrets.items())).encode()).hexdigest()[:8]
        try:
            made = connected(platform, secrets, self._ask)
            self.connector, self.credential, self.allowance = made, f"{platform}:{made.credential}", made.allowance
        except Refusal as refusal:
            self.refusal = refusal
        except Exception as error:  # a connector that cannot be made must not end the others
            log.error("%s: %s in its connector", platform, type(error).__name__)
            self.refusal = Refusal("schema", f"{type(error).__name__} in the connector")

    async def close(self) -> None:
        await self._ask.__aexit__()

    @property
    def ledger(self) -> Ledger:
        return quota.renewed(self._courses.ledgers.get(self.credential, Ledger()), self._key)

    def opens(self, now: datetime, question: str = "") -> datetime:
        return quota.opens(self.ledger, self.allowance, now, question)

    def used(self, now: datetime) -> float:
        return quota.load(self.ledger, self.allowance, now)

    def stopped(self, now: datetime, question: str = "posts") -> Refusal | None:
        """Why nothing can be asked for a good while, so that the pages that are due should hear of it."""
        if self.refusal is not None:
            return self.refusal
        ledger = self.ledger
        until = max(filter(None, (ledger.until, ledger.off.get(question))), default=None)
        if until is None or until - now < SOON or ledger.why is None:
            return None
        return Refusal(ledger.why, ledger.said, until - now)

    def wonders(self, now: datetime) -> bool:
        """Whether it is time to ask when the credential ends: once a day, and after a start."""
        return isinstance(self.connector, Ending) and (self._end_asked is None or now - self._end_asked >= quota.DAY)

    async def learn_end(self) -> None:
        """Ask it; where there is no answer pages are read all the same, and nobody knows."""
        assert isinstance(self.connector, Ending)
        self._end_asked = self._clock.now()
        QUESTION.set("end")
        try:
            self.token_until = await self.connector.ends()
        except Held:
            self._end_asked = None
        except Refusal as refusal:
            log.warning("%s does not say when its credential ends: %s", self.platform, refusal)

    async def write(self, ledger: Ledger) -> None:
        if ledger != self._courses.ledgers.get(self.credential):
            await settled(await self._courses.keep([ledger], self.credential))

    async def _before(self) -> None:
        """Wait for room and count the request; durable before it is made, so that a kill -9 does not make us ask too much."""
        while True:
            now = self._clock.now()
            if not self._mine():
                raise Held
            opens = self.opens(now, QUESTION.get())
            if opens <= now:
                break
            if opens - now > SOON:
                raise Held
            await asyncio.sleep(self._clock.real(opens - now))
        self._meter.add("collect_requests", label=self.platform)
        await self.write(quota.asked(self.ledger, self.allowance, now))

    def _counted(self, usage: Usage | None) -> None:
        """Kept at once; durable with the next request that is counted."""
        if usage is not None:
            self.token_until = usage.token_until or self.token_until
            self._courses.ledgers[self.credential] = quota.heard(self.ledger, usage, self._clock.now())
