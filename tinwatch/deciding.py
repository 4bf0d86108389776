"""Sends the console's decisions into the river."""

from __future__ import annotations

import faust

from agents.flow import Flow, settled
from console.deciding import Send
from tinwatch.metrics import Metrics
from topics.cases import Event
from topics.river import DECISIONS


def sender(app: faust.App) -> Send:
    """By this started app."""
    flow = Flow(app, Metrics())

    async def send(event: Event) -> None:
        await settled([await flow.send(DECISIONS, event.case or "desk", event)])

    return send
