"""Looks at the originals that are due and sends what it finds into the river: slowly, and only where this process has their partition."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from urllib.parse import urlsplit

import faust
from msgspec.structs import replace

from agents.cited import fetchable
from agents.flow import Flow, settled
from agents.overdue import Rechecks
from agents.rechecks import conditions, unproven
from collectors.originals import Originals
from tinwatch.broker.errors import BrokerError
from tinwatch.brokers import Broker
from tinwatch.metrics import Metrics
from tinwatch.ownership import owns
from tinwatch.settings import Settings
from topics.originals import Cited, Look
from topics.river import CITATIONS, LOOKS

log = logging.getLogger(__name__)

STEP = 1.0
"""Seconds between two rounds."""

TOGETHER, CANDIDATES = 4, 256
"""Hosts asked at the same time; and due originals that are looked through for other hosts in one round."""


def now() -> datetime:
    return datetime.now(UTC)


async def looking(settings: Settings, app: faust.App, broker: Broker) -> None:
    """Look at what is due, until cancelled; nothing where the setting `originals` is off or this process runs no such agent."""
    rechecks: Rechecks | None = app.rechecks
    if not settings.originals or rechecks is None:
        await asyncio.Event().wait()
        return
    async with Originals(settings.originals_pace, settings.originals_contact, inside=settings.originals_inside) as originals:
        rounds = Rounds(Flow(app, Metrics()), rechecks, originals)
        ready = False
        try:
            while True:
                await asyncio.sleep(STEP)
                ready = owns(app, CITATIONS) and (ready or await _caught_up(app, broker))
                rounds.turn(now(), ready=ready)
        finally:
            await rounds.close()


class Rounds:
    """The looks that are being made: one at a time to a host."""

    def __init__(self, flow: Flow, rechecks: Rechecks, originals: Originals) -> None:
        self._flow, self._rechecks, self._originals = flow, rechecks, originals
        self._busy: dict[str, tuple[str, asyncio.Task[None]]] = {}
        self._sent: dict[str, datetime] = {}
        """When originals were looked at whose look the agent may not have taken yet."""

    def turn(self, at: datetime, *, ready: bool) -> None:
        """Begin what is due where there is room; raises what a look raised."""
        for id, (_, task) in list(self._busy.items()):
            if task.done():
                del self._busy[id]
                task.result()
        self._flow.meter.set("originals_watched", len(self._rechecks) if ready else 0)
        self._flow.meter.set("originals_late", self._rechecks.late(at) if ready else 0)
        if not ready:
            return
        hosts = {host for host, _ in self._busy.values()}
        for state in self._rechecks.due(at, CANDIDATES, self._busy):
            if len(self._busy) >= TOGETHER:
                break
            host = urlsplit(state.url).netloc
            if host in hosts or self._waits(state) or not self._originals.ready(state.url):
                continue
            hosts.add(host)
            self._busy[state.id] = host, asyncio.ensure_future(self._look(state))

    def _waits(self, state: Cited) -> bool:
        """Whether a look at it was sent that the agent has not taken yet."""
        sent = self._sent.get(state.id)
        if sent is None:
            return False
        if any(look.at >= sent for look in state.looks):
            del self._sent[state.id]
            return False
        return True

    async def _look(self, state: Cited) -> None:
        asked = now()
        look = replace(await self._originals.look(state.url, *conditions(state)), at=asked)
        found: list[Look] = []
        for copy in unproven(state, look):
            asked = now()
            there = await self._originals.look(fetchable(copy.url))
            found.append(replace(there, at=asked, copy=copy.post, title="", text="", lead=""))
        self._sent[state.id] = look.at
        log.info("%s: %s %s %s", look.outcome, state.url, look.status, look.why)
        await settled([await self._flow.send(LOOKS, state.id, one) for one in (*found, look)])

    async def close(self) -> None:
        tasks = [task for _, task in self._busy.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _caught_up(app: faust.App, broker: Broker) -> bool:
    """Whether every look that was ever sent has been taken: one that was not would be made again."""
    try:
        return (await broker.lag(app.conf.id))[LOOKS.name] == 0
    except BrokerError as error:
        log.warning("the broker does not say how far looks were taken: %s", error)
        return False
