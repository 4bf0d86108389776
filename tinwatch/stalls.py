"""Notices when work stands still: records wait, this worker has their partition, and nothing of it is committed any more.

What waits for an index or a broker that is away is not stalled: agents say what they wait for (`agents.flow.Flow.waits`), and a broker
that does not answer is noticed here. The watch has a thread and a loop of its own, so that it also sees agents that never give theirs back.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import logging
import os
import threading
from collections.abc import Callable

import faust
from faust.exceptions import ConsumerNotStarted

from tinwatch.broker.errors import BrokerError
from tinwatch.brokers import Place, make_broker
from tinwatch.metrics import GAUGES
from tinwatch.settings import Settings

log = logging.getLogger(__name__)

LOOKS = 6
"""Looks in the time after which a standstill counts. They are counted, not the clock: a process that was paused has missed them too."""

ASK = 20.0
"""Seconds for the broker to answer."""

GRACE = 10.0
"""Seconds to leave in good order; whoever is stuck may never."""


class Stalls(threading.Thread):
    """Calls `give_up` with the reason once something has stood still for `settings.stall` seconds, and ends the process (exit code 1) where
    that does not lead to `close`. Started only where the setting is not 0."""

    def __init__(self, settings: Settings, app: faust.App, give_up: Callable[[str], None]) -> None:
        super().__init__(name="stalls", daemon=True)
        self._settings, self._app, self._give_up = settings, app, give_up
        self._over = threading.Event()
        self._marks: dict[Place, tuple[int, int]] = {}
        self._idle: dict[Place, int] = {}
        """Looks in a row at which a partition was found as it was before."""
        self._waited = 0
        """Looks in a row at which an agent waited for something that is away."""

    def close(self) -> None:
        self._over.set()

    def run(self) -> None:
        reason = asyncio.run(self._watch())
        if reason is None:
            return
        self._give_up(reason)
        if not self._over.wait(GRACE):
            log.critical("still here after %.0f s: ended by force; where everything stands follows", GRACE)
            faulthandler.dump_traceback()
            os._exit(1)

    async def _watch(self) -> str | None:
        """The reason to give up; None when it is over before."""
        broker = make_broker(self._settings)
        try:
            while not await asyncio.to_thread(self._over.wait, self._settings.stall / LOOKS):
                try:
                    behind = await asyncio.wait_for(broker.behind(self._app.conf.id), ASK)
                except (BrokerError, TimeoutError) as error:
                    log.warning("the broker does not answer, so no standstill is counted: %s", error or "no answer in time")
                    self._forget()
                    continue
                reason = self._look(behind)
                if reason:
                    return reason
            return None
        finally:
            with contextlib.suppress(BrokerError):
                broker.close()

    def _look(self, behind: dict[Place, tuple[int, int]]) -> str:
        """What to give up for, empty when there is nothing."""
        mine, recovered = self._mine(), self._recovered()
        marks = {place: (offset, recovered) for place, (offset, _) in behind.items() if place in mine}
        self._idle = {place: self._idle.get(place, 0) + 1 if self._marks.get(place) == mark else 0 for place, mark in marks.items()}
        self._marks = marks
        if marks and self._app.waits:
            self._wait(behind)
            return ""
        self._waited, looks = 0, max(self._idle.values(), default=0)
        GAUGES["standstill"].set(self._seconds(looks))
        stuck = {place: behind[place] for place, count in self._idle.items() if count >= LOOKS}
        if not stuck:
            return ""
        reason = f"stalled: nothing done for {self._settings.stall} s though records wait: {_told(stuck)}"
        log.critical("%s", reason)
        return reason

    def _wait(self, behind: dict[Place, tuple[int, int]]) -> None:
        """A standstill that is known; when it is over, counting starts anew: what was waited for must be done first."""
        self._waited += 1
        GAUGES["standstill"].set(self._seconds(self._waited))
        if self._waited % LOOKS == 0:
            what, places = ", ".join(sorted(set(self._app.waits.values()))), {place: behind[place] for place in self._marks}
            log.warning("waiting for %s for %.0f s: %s", what, self._seconds(self._waited), _told(places))
        self._idle = {}

    def _seconds(self, looks: int) -> float:
        return looks * self._settings.stall / LOOKS

    def _forget(self) -> None:
        self._marks, self._idle = {}, {}

    def _mine(self) -> set[Place]:
        try:
            return {(tp.topic, tp.partition) for tp in self._app.consumer.assignment()}
        except ConsumerNotStarted:
            return set()

    def _recovered(self) -> int:
        """How far the tables are being recovered: that is progress too."""
        recovery = self._app.tables.recovery
        return sum(recovery.active_offsets.values()) if recovery.in_recovery else 0


def _told(places: dict[Place, tuple[int, int]]) -> str:
    return "; ".join(f"{topic}/{n} at offset {offset} of {end}" for (topic, n), (offset, end) in sorted(places.items()))
