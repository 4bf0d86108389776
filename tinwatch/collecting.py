"""Asks the platforms what is due, beside the app: only where this process has the watch-list's one partition, and inside each quota."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

import faust
from msgspec.structs import replace

from agents.collect import Courses
from agents.flow import Flow
from alerts.workflow import ENDED
from collectors import quota, schedule
from collectors.agenda import PRIME, SPARE, Agenda, Errand, Kind
from collectors.clock import Clock
from collectors.refusal import Refusal
from search.port import AlertQuery, Index, Unavailable
from tinwatch.metrics import Metrics
from tinwatch.ownership import owns
from tinwatch.settings import Settings
from tinwatch.sources import Source
from tinwatch.visits import QUESTIONS, Visits
from topics.cases import STATES
from topics.river import ERRANDS

log = logging.getLogger(__name__)

STEP = timedelta(seconds=20)
"""Longest time between two rounds, by the collectors' clock, and never more than a second of the world's."""

TOGETHER = 6
"""Questions to one platform at the same time."""

SPARED = 0.85
"""Part of the planned requests above which second looks wait."""

MOVING = timedelta(hours=1)
"""Between two times that pages are moved between tiers."""

OPEN = tuple(state for state in STATES if state not in ENDED)


async def collecting(settings: Settings, app: faust.App, index: Index) -> None:
    """Ask what is due, until cancelled; nothing where this process runs no such agent."""
    courses: Courses | None = app.collect
    if courses is None:
        await asyncio.Event().wait()
        return
    collector = Collector(settings, app, courses, index)
    try:
        while True:
            await collector.turn()
            await collector.pause()
    finally:
        await collector.close()


class Collector:
    """What is due at each platform, and the visits that are being made."""

    def __init__(self, settings: Settings, app: faust.App, courses: Courses, index: Index) -> None:
        self._settings, self._app, self._courses, self._index = settings, app, courses, index
        self._clock, self._meter = Clock.read(settings.collect_clock), Metrics()
        self._visits = Visits(Flow(app, self._meter), courses, self._clock)
        self._sources: dict[str, Source] = {}
        self._agendas: dict[str, Agenda] = {}
        self._busy: dict[asyncio.Task[None], tuple[str, str]] = {}
        self._pages: set[str] = set()
        self._moved: datetime | None = None
        self._loaded = 0

    async def turn(self) -> None:
        """Take in what was done and begin what is due; raises what a visit raised."""
        for task in [task for task in self._busy if task.done()]:
            _, page = self._busy.pop(task)
            task.result()
            self._pages.add(page)
        if not owns(self._app, ERRANDS):
            await self.close()
            return
        if self._loaded != (loaded := self._courses.load()):
            self._loaded, self._agendas = loaded, {}
            self._pages |= self._courses.courses.keys()
        now = self._clock.now()
        await self._plan(now)
        await self._move(now)
        for platform, agenda in self._agendas.items():
            await self._begin(self._source(platform), agenda, now)
        self._meter.set("collect_pages", len(self._courses.courses))
        self._meter.set("collect_late", max((agenda.latest(now) for agenda in self._agendas.values()), default=0.0))
        for platform, source in self._sources.items():
            self._meter.set("connector_quota", source.used(now), label=platform)
            if source.token_until is not None:
                self._meter.set("connector_token_days", (source.token_until - now) / timedelta(days=1), label=platform)
        self._meter.set("collect_quota", max((source.used(now) for source in self._sources.values()), default=0.0))

    async def pause(self) -> None:
        """Until a visit ends or something may be due."""
        most = min(1.0, max(0.01, self._clock.real(STEP)))
        if self._busy:
            await asyncio.wait(self._busy, timeout=most, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(most)

    async def close(self) -> None:
        tasks, self._busy = list(self._busy), {}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for source in self._sources.values():
            await source.close()
        self._sources = {}

    def _source(self, platform: str) -> Source:
        if platform not in self._sources:
            source = Source(platform, self._settings, self._courses, self._clock, self._meter, lambda: owns(self._app, ERRANDS))
            self._sources[platform] = source
            if source.refusal:
                log.error("%s cannot be collected: %s", platform, source.refusal)
        return self._sources[platform]

    async def _plan(self, now: datetime) -> None:
        """Set what is due of each page that changed."""
        pages, self._pages = self._pages, set()
        self._courses.changed = self._pages.add
        for page in pages:
            course = self._courses.courses.get(page)
            if course is None:
                for agenda in self._agendas.values():
                    agenda.plan(page, {}, "C")
                continue
            if course.due is None and course.why != "parameter":
                course = replace(course, due=schedule.first(course, now))
                await self._courses.keep([course])
            agenda = self._agendas.setdefault(course.watched.platform, Agenda())
            agenda.plan(page, wanted(page, self._courses, now), course.tier)

    async def _begin(self, source: Source, agenda: Agenda, now: datetime) -> None:
        stopped = source.stopped(now)
        if stopped is not None:
            self._say(source, agenda, stopped, now)
        if source.refusal is not None:
            return
        if source.wonders(now) and source.opens(now, "end") <= now:
            self._busy[asyncio.ensure_future(source.learn_end())] = source.platform, ""
        kinds: Collection[Kind] = [kind for kind in PRIME + SPARE if source.opens(now, QUESTIONS[kind]) <= now]
        if source.used(now) > SPARED * quota.planned(source.ledger, source.allowance) / source.allowance.calls:
            kinds = [kind for kind in kinds if kind in PRIME]
        while kinds and sum(platform == source.platform for platform, _ in self._busy.values()) < TOGETHER:
            errand = agenda.next(now, {page for _, page in self._busy.values()}, kinds)
            if errand is None:
                return
            self._busy[asyncio.ensure_future(self._visits.make(source, errand))] = source.platform, errand.page

    def _say(self, source: Source, agenda: Agenda, stopped: Refusal, now: datetime) -> None:
        """Pages that are due while nothing can be asked: their health hears why, once in a while."""
        pages = []
        for errand, tier in agenda.due("posts", now):
            agenda.set(errand, now + (stopped.wait or schedule.EVERY[tier]), tier)
            pages.append(errand.page)
        if pages:
            self._busy[asyncio.ensure_future(self._visits.tell(source, pages, stopped))] = "", ""

    async def _move(self, now: datetime) -> None:
        """Move pages between tiers by what happens on them."""
        if self._moved is not None and now - self._moved < MOVING:
            return
        self._moved = now
        try:
            alerts = (await self._index.alerts(AlertQuery(states=OPEN, limit=500))).alerts
        except Unavailable:
            return
        alerted = {page for alert in alerts for page in alert.pages}
        for platform in self._agendas:
            source = self._source(platform)
            room = source.allowance.calls * source.allowance.share / (source.allowance.per / timedelta(hours=1))
            own = [course for course in self._courses.courses.values() if course.watched.platform == platform]
            for page, tier in schedule.tiers(own, alerted, room).items():
                course = self._courses.courses[page]
                if tier != course.tier:
                    due = min(filter(None, (course.due, now + schedule.EVERY[tier])), default=None)
                    await self._courses.keep([replace(course, tier=tier, due=due if course.why != "parameter" else None)])
                    self._pages.add(page)


def wanted(page: str, courses: Courses, now: datetime) -> dict[Errand, datetime]:
    """All that is to be asked about a page, and when."""
    course = courses.courses[page]
    found = {Errand("posts", page): course.due} if course.due else {}
    if course.back is not None and course.back.done is None:
        found[Errand("back", page)] = course.back.asked
    for track in courses.tracks.get(page, {}).values():
        if track.missing == 1:
            found[Errand("ask", page, track.id)] = now
        elif track.due is not None:
            found[Errand("look", page, track.id)] = track.due + 2 * schedule.EVERY[course.tier]
        if track.stir is not None:
            found[Errand("comments", page, track.id)] = track.stir
        if track.again is not None:
            found[Errand("whole", page, track.id)] = track.again
    return {errand: max(due, course.until or due) for errand, due in found.items()}
