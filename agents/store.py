"""assessed, alerts, patterns → search index."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from agents.flow import ARRIVED, Flow, decoded, settled
from agents.newest import Newest
from search.port import Index, Placed, PlacedPattern, Refused, Unavailable
from topics.patterns import Pattern
from topics.records import Alert, Assessed
from topics.river import ALERTS, ASSESSED, PATTERNS

log = logging.getLogger(__name__)
T = TypeVar("T")

SLOWEST = 30.0
"""Seconds between two tries while the index is down."""


def attach(flow: Flow, index: Index) -> None:
    async def store_documents(messages: Sequence[Any]) -> None:
        documents, buried = await decoded(flow, messages, Assessed)
        refused = await persist(flow, index.put_documents, [document for _, document in documents])
        await settled(buried + await _bury(flow, [(d.post.id, m) for m, d in documents], refused))
        flow.meter.add("stored", len(documents) - len(refused), "documents")

    newest = Newest(index)

    async def put_newest(alerts: Sequence[Placed]) -> Sequence[Refused]:
        return await index.put_alerts(await newest.of(alerts))

    async def another_share(*_: Any, **__: Any) -> None:
        newest.forget()

    flow.app.on_partitions_assigned.connect(another_share)

    async def store_alerts(messages: Sequence[Any]) -> None:
        alerts, buried = await decoded(flow, messages, Alert)
        refused = await persist(flow, put_newest, [Placed(m.offset, alert) for m, alert in alerts])
        await settled(buried + await _bury(flow, [(a.id, m) for m, a in alerts], refused))
        flow.meter.add("stored", len(alerts) - len(refused), "alerts")
        for message, _ in alerts:
            arrived = dict(message.headers or {}).get(ARRIVED)
            if arrived:
                flow.meter.observe("alert_delay", time.time() - float(arrived))

    async def store_patterns(messages: Sequence[Any]) -> None:
        patterns, buried = await decoded(flow, messages, Pattern)
        refused = await persist(flow, index.put_patterns, [PlacedPattern(m.offset, pattern) for m, pattern in patterns])
        await settled(buried + await _bury(flow, [(p.id, m) for m, p in patterns], refused))
        flow.meter.add("stored", len(patterns) - len(refused), "patterns")

    flow.agent(ASSESSED, "store_documents", store_documents)
    flow.agent(ALERTS, "store_alerts", store_alerts)
    flow.agent(PATTERNS, "store_patterns", store_patterns)


async def persist(flow: Flow, put: Callable[[Sequence[T]], Awaitable[Sequence[Refused]]], records: Sequence[T]) -> Sequence[Refused]:
    """Write until the index takes it: while it is down nothing is acked, so nothing is lost and the river waits."""
    wait, batch = 0.2, uuid4().hex
    try:
        while records:
            try:
                return await put(records)
            except Unavailable as down:
                flow.waits[batch] = "the index"
                log.warning("index unavailable, next try in %.1f s: %s", wait, down)
                await asyncio.sleep(wait)
                wait = min(2 * wait, SLOWEST)
    finally:
        flow.waits.pop(batch, None)
    return ()


async def _bury(flow: Flow, messages: Sequence[tuple[str, Any]], refused: Sequence[Refused]) -> list[Awaitable[Any]]:
    """Where a batch has two versions of a refused record both are buried: which one it was cannot be told."""
    reasons = {r.id: f"refused by the index: {r.reason}" for r in refused}
    return [await flow.bury(message, reasons[id]) for id, message in messages if id in reasons]
