"""Writing into the index from an agent: waits while it is down, buries what it will never take."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from agents.flow import Flow
from search.port import Refused, Unavailable

log = logging.getLogger(__name__)
T = TypeVar("T")
U = TypeVar("U")

SLOWEST = 30.0
"""Seconds between two tries while the index is down."""


async def persist(flow: Flow, put: Callable[[Sequence[T]], Awaitable[Sequence[U]]], records: Sequence[T], call: str) -> Sequence[U]:
    """Write, or ask, until the index takes it: while it is down nothing is acked, so nothing is lost and the river waits.

    `call` is its name in the metrics.
    """
    wait, batch = 0.2, uuid4().hex
    try:
        while records:
            try:
                began = time.perf_counter()
                answer = await put(records)
                flow.meter.observe("index", time.perf_counter() - began, label=call)
                if answer and isinstance(answer[0], Refused):
                    flow.meter.add("index_refused", len(answer), label=call)
                return answer
            except Unavailable as down:
                flow.waits[batch] = "the index"
                flow.meter.add("index_unavailable", label=call)
                log.warning("index unavailable, next try in %.1f s: %s", wait, down)
                await asyncio.sleep(wait)
                wait = min(2 * wait, SLOWEST)
    finally:
        flow.waits.pop(batch, None)
    return ()


async def bury_refused(flow: Flow, messages: Sequence[tuple[str, Any]], refused: Sequence[Refused]) -> list[Awaitable[Any]]:
    """Where a batch has two versions of a refused record both are buried: which one it was cannot be told."""
    reasons = {r.id: f"refused by the index: {r.reason}" for r in refused}
    return [await flow.bury(message, reasons[id], "refused") for id, message in messages if id in reasons]
