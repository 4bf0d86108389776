"""Tells the cases what time it is: what is overdue becomes an event like any other. Only where this process has the cases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import faust

from agents.escalate import Escalate
from agents.flow import Flow, settled
from tinwatch.metrics import Metrics
from tinwatch.ownership import owns
from topics.river import DECISIONS

STEP = 15.0
"""Seconds between two looks."""


async def ticking(app: faust.App) -> None:
    """Send what the clock has to say, until cancelled; nothing where this process runs no such agent."""
    escalate: Escalate | None = app.escalate
    if escalate is None:
        await asyncio.Event().wait()
        return
    flow = Flow(app, Metrics())
    while True:
        await asyncio.sleep(STEP)
        if mine(app):
            events = escalate.due(datetime.now(UTC))
            await settled([await flow.send(DECISIONS, event.case, event) for event in events])


def mine(app: faust.App) -> bool:
    """Whether this process has the cases now."""
    return owns(app, DECISIONS)
