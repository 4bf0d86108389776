"""Keeps the evidence that is due and tells the cases of it; only where this process has the cases."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import partial

import faust
import msgspec

from agents.escalate import Escalate
from agents.flow import Flow, settled
from alerts.capturing import due
from channels import stamps
from collectors.captures import Captures
from collectors.pictures import Missing
from collectors.screenshots import Screenshots
from search.port import Index, Unavailable
from tinwatch.clock import mine
from tinwatch.evidence.cabinet import Cabinet
from tinwatch.evidence.making import Sources, make
from tinwatch.metrics import Metrics
from tinwatch.settings import SettingError, Settings
from topics.cases import Captured, Case, Event
from topics.river import DECISIONS

log = logging.getLogger(__name__)

STEP = 1.0
"""Seconds between two rounds."""

TOGETHER, POSTS = 32, 4
"""Cases of which evidence is kept at the same time; and posts of one."""

LATER, LATEST = timedelta(seconds=5), timedelta(hours=1)
"""When a post that the index does not have yet is looked for again; each time after twice as long, up to an hour."""


DAMAGED = (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError)
"""A full disk, or a folder of evidence in which somebody wrote: that post is tried again later, and the alerts go on."""


def now() -> datetime:
    return datetime.now(UTC)


def cabinet(settings: Settings) -> Cabinet:
    return Cabinet(settings.home.absolute() / "evidence")


async def capturing(settings: Settings, app: faust.App, index: Index) -> None:
    """Keep what is due, until cancelled; nothing where this process runs no such agent."""
    escalate: Escalate | None = app.escalate
    if escalate is None:
        await asyncio.Event().wait()
        return
    async with AsyncExitStack() as stack:
        pages = None
        if settings.evidence_pages:
            looker = Captures(settings.originals_pace, settings.originals_contact, inside=settings.originals_inside)
            pages = await stack.enter_async_context(looker)
        sources = Sources(index, settings.home / "media", pages, _screenshots(settings))
        rounds = Rounds(Flow(app, Metrics()), escalate, cabinet(settings), sources, settings)
        stack.push_async_callback(rounds.close)
        while True:
            await asyncio.sleep(STEP)
            rounds.turn(now(), ready=mine(app))


def _screenshots(settings: Settings) -> Screenshots | None:
    try:
        return Screenshots(inside=settings.originals_inside) if settings.evidence_pages and settings.evidence_screenshots else None
    except Missing as error:
        raise SettingError(f"TINWATCH_EVIDENCE_SCREENSHOTS: {error}") from None


class Rounds:
    """The captures that are being made: one task a case."""

    def __init__(self, flow: Flow, escalate: Escalate, cabinet: Cabinet, sources: Sources, settings: Settings) -> None:
        self._flow, self._escalate, self._cabinet, self._sources = flow, escalate, cabinet, sources
        self._stamper = partial(stamps.ask, url=settings.timestamp_authority) if settings.timestamp_authority else None
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._later: dict[str, datetime] = {}
        """Cases that wait: for a post that is not in the index yet, or for the agent to take what was sent."""
        self._tries: dict[str, int] = {}

    def turn(self, at: datetime, *, ready: bool) -> None:
        """Begin what is due where there is room; raises what a capture raised."""
        for id, task in list(self._busy.items()):
            if task.done():
                del self._busy[id]
                task.result()
        if not ready:
            return
        self._later = {id: until for id, until in self._later.items() if until > at}
        for case in self._escalate.uncaptured(at, TOGETHER + len(self._busy) + len(self._later)):
            if len(self._busy) >= TOGETHER:
                break
            if case.id not in self._busy and case.id not in self._later:
                self._busy[case.id] = asyncio.ensure_future(self._case(case, at))

    async def _case(self, case: Case, at: datetime) -> None:
        """Capture what of this case is due; what a crash kept from being told is told first."""
        self._later[case.id] = at + min(LATER * 2 ** min(self._tries.get(case.id, 0), 20), LATEST)
        self._tries[case.id] = self._tries.get(case.id, 0) + 1
        try:
            kept = await asyncio.to_thread(self._cabinet.kept, case.id)
        except DAMAGED as error:
            self._failed(f"{case.number}: what was kept cannot be read ({type(error).__name__}: {error}), see `tinwatch evidence check`")
            return
        heard = {one.sha256 for one in case.captures}
        untold = [one for one in kept if one.sha256 not in heard]
        for one in untold:
            await self._tell(case, one)
        known = (*case.captures, *untold)
        posts = [post for post, when in due(case, known).items() if when <= at]
        for first in range(0, len(posts), POSTS):
            await asyncio.gather(*(self._post(case, post, known) for post in posts[first : first + POSTS]))

    async def _post(self, case: Case, post: str, known: tuple[Captured, ...]) -> None:
        before = tuple(one for one in known if one.post == post and one.method != "upload")
        try:
            made = await make(post, before, self._cabinet, self._sources, now())
            if made is None:
                return
            one = await asyncio.to_thread(self._cabinet.keep, case.id, case.number, made, self._stamper)
        except Unavailable as error:
            log.warning("evidence of %s waits: %s", post, error)
            return
        except DAMAGED as error:
            self._failed(f"{case.number}: evidence of {post} cannot be kept: {type(error).__name__}: {error}")
            return
        self._flow.meter.add("captures", label=one.state)
        if not known:
            self._flow.meter.observe("evidence_delay", (one.at - case.opened_at).total_seconds())
        log.info("%s: evidence of %s kept, %s", case.number, post, one.state)
        self._tries.pop(case.id, None)
        await self._tell(case, one)

    def _failed(self, why: str) -> None:
        log.error("%s", why)
        self._flow.meter.add("captures", label="failed")

    async def _tell(self, case: Case, one: Captured) -> None:
        event = Event(id=f"capture:{one.path}", case=case.id, deed="capture", at=one.at, posts=(one.post,), captured=one)
        await settled([await self._flow.send(DECISIONS, case.id, event)])

    async def close(self) -> None:
        """Stop; what was begun and not kept is begun again by the next process."""
        tasks = list(self._busy.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
