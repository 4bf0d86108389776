"""Measures what nobody else sees happen: how far the agents are behind, by the broker's own offsets, and how each platform answers."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

import faust

from agents.collect import Courses
from collectors.clock import Clock
from tinwatch.broker.errors import BrokerError
from tinwatch.brokers import CONSUMED, Broker
from tinwatch.metrics import CONNECTOR_PAGES, LAG, Metrics
from tinwatch.ownership import owns
from tinwatch.settings import Settings
from topics.records import utc
from topics.river import ERRANDS

log = logging.getLogger(__name__)

STEP = 10.0
"""Seconds between two looks."""


async def measuring(settings: Settings, app: faust.App, broker: Broker) -> None:
    """Look, until cancelled."""
    meter, clock, silence = Metrics(), Clock.read(settings.collect_clock), Silence(Metrics())
    while True:
        await behind(app.conf.id, broker, meter)
        courses: Courses | None = app.collect
        if courses is not None:
            silence.look(courses if owns(app, ERRANDS) else None, clock.now())
        await asyncio.sleep(STEP)


async def behind(group: str, broker: Broker, meter: Metrics) -> None:
    """Tell the lag of every partition of the whole group: each worker tells the same, so that no worker's end hides it."""
    try:
        waiting = await broker.behind(group)
    except BrokerError as error:
        log.warning("the broker does not say how far the agents are: %s", error)
        meter.add("lag_unknown")
        LAG.clear()
        return
    for topic in CONSUMED:
        for partition in range(topic.partitions):
            offset, end = waiting.get((topic.name, partition), (0, 0))
            LAG.labels(topic.name, str(partition)).set(end - offset)


class Silence:
    """When a platform last answered for any of its pages. One that never did counts from when it was first looked at."""

    def __init__(self, meter: Metrics) -> None:
        self._meter = meter
        self._since: dict[str, datetime] = {}
        self._told: set[str] = set()

    def look(self, courses: Courses | None, now: datetime) -> None:
        """`courses` is None where another process asks the platforms: then nothing is told here."""
        CONNECTOR_PAGES.clear()
        pages: dict[str, list[datetime | None]] = {}
        for course in courses.courses.values() if courses else ():
            platform = course.watched.platform
            pages.setdefault(platform, []).append(course.last_ok)
            CONNECTOR_PAGES.labels(platform, course.why or ("answered" if course.last_ok else "waiting")).inc()
        for platform, answered in pages.items():
            since = max((utc(moment) for moment in answered if moment), default=self._since.setdefault(platform, now))
            self._meter.set("connector_silent", max(0.0, (now - since).total_seconds()), label=platform)
        for platform in self._told - pages.keys():
            self._since.pop(platform, None)
            self._meter.forget("connector_silent", platform)
        self._told = set(pages)
