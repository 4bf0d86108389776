"""Looks after how collecting goes: the numbers for the metrics, and what the desk is to hear of. Only where this process keeps the time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import faust

from agents.flow import Flow, settled
from alerts.health import Coverage, coverage
from alerts.troubles import Found, found, notice, told
from collectors.clock import Clock
from search.port import Index, Unavailable
from tinwatch.brokers import Broker
from tinwatch.clock import mine
from tinwatch.metrics import COLLECTED_PAGES, PAGES, Metrics
from tinwatch.settings import Settings
from topics.records import decode, utc
from topics.river import NOTICES, TROUBLES
from topics.watchlist import PageHealth, Trouble

log = logging.getLogger(__name__)

STEP = 30.0
"""Seconds between two looks."""

LATELY = timedelta(hours=1)
"""What was told within this time is sent again after a start: a crash may have come before its notice. Nobody gets one twice."""


async def covering(settings: Settings, app: faust.App, index: Index, broker: Broker) -> None:
    """Look, and tell what changed, until cancelled; nothing where this process does not keep the cases' time."""
    if app.escalate is None:
        await asyncio.Event().wait()
        return
    clock, flow = Clock.read(settings.collect_clock), Flow(app, Metrics())
    troubles: dict[str, Trouble] | None = None
    while True:
        await asyncio.sleep(STEP)
        if not mine(app):
            troubles = None
            continue
        try:
            pages = await index.pages()
        except Unavailable as down:
            log.warning("how collecting goes cannot be seen, the index is away: %s", down)
            continue
        now = clock.now()
        made, wrong = await asyncio.to_thread(_look, pages, now)
        measure(made)
        if troubles is None:
            troubles = await asyncio.to_thread(known, broker)
            again = [one for one in troubles.values() if now - utc(one.told) < LATELY]
            letters = [(one.key, notice(one, made.watched)) for one in again]
            await settled([await flow.send(NOTICES, key, letter) for key, letter in letters if letter])
        for trouble, _ in (news := told(troubles, wrong, made.watched, now)):
            troubles[trouble.key] = trouble
        await settled([await flow.send(TROUBLES, trouble.key, trouble) for trouble, _ in news])
        await settled([await flow.send(NOTICES, trouble.key, letter) for trouble, letter in news if letter])


def measure(made: Coverage) -> None:
    COLLECTED_PAGES.set(made.collected)
    for state, number in made.states.items():
        PAGES.labels(state).set(number)


def known(broker: Broker) -> dict[str, Trouble]:
    """The troubles that were told, each as it stood last."""
    found: dict[str, Trouble] = {}
    for record in broker.records(TROUBLES.name):
        trouble = decode(record.value or b"", Trouble)
        found[trouble.key] = trouble
    return found


def _look(pages: Sequence[PageHealth], now: datetime) -> tuple[Coverage, dict[str, Found]]:
    return coverage(pages, now), found(pages, now)
