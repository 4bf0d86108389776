"""assessed, alerts, patterns, cases, entries, removals → search index."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from agents.flow import ARRIVED, Flow, Handler, decoded, settled
from agents.newest import Newest
from agents.persisting import bury_refused, persist
from agents.vanished import storing, telling
from search.port import Index, Placed, PlacedPattern, Refused
from topics.cases import Case, Entry
from topics.patterns import Pattern
from topics.records import Alert, Assessed, utc
from topics.river import ALERTS, ASSESSED, CASES, ENTRIES, PATTERNS, REMOVALS

log = logging.getLogger(__name__)


def attach(flow: Flow, index: Index) -> None:
    async def store_documents(messages: Sequence[Any]) -> None:
        documents, buried = await decoded(flow, messages, Assessed)
        refused = await persist(flow, index.put_documents, [document for _, document in documents], "documents")
        await settled(buried + await bury_refused(flow, [(d.post.id, m) for m, d in documents], refused))
        flow.meter.add("stored", len(documents) - len(refused), "documents")

    newest = Newest(index)

    async def put_newest(alerts: Sequence[Placed]) -> Sequence[Refused]:
        return await index.put_alerts(await newest.of(alerts))

    async def another_share(*_: Any, **__: Any) -> None:
        newest.forget()

    flow.app.on_partitions_assigned.connect(another_share)

    async def store_alerts(messages: Sequence[Any]) -> None:
        alerts, buried = await decoded(flow, messages, Alert)
        refused = await persist(flow, put_newest, [Placed(m.offset, alert) for m, alert in alerts], "alerts")
        await settled(buried + await bury_refused(flow, [(a.id, m) for m, a in alerts], refused))
        flow.meter.add("stored", len(alerts) - len(refused), "alerts")
        for message, alert in alerts:
            arrived = dict(message.headers or {}).get(ARRIVED)
            if arrived:
                flow.meter.observe("alert_delay", time.time() - float(arrived))
                log.info("in the index, version %d, with %d posts", alert.version, alert.post_count, extra={"case": alert.id})
                flow.meter.observe("event_delay", time.time() - utc(alert.updated_at).timestamp())

    async def store_patterns(messages: Sequence[Any]) -> None:
        patterns, buried = await decoded(flow, messages, Pattern)
        refused = await persist(flow, index.put_patterns, [PlacedPattern(m.offset, pattern) for m, pattern in patterns], "patterns")
        await settled(buried + await bury_refused(flow, [(p.id, m) for m, p in patterns], refused))
        flow.meter.add("stored", len(patterns) - len(refused), "patterns")

    async def store_entries(messages: Sequence[Any]) -> None:
        entries, buried = await decoded(flow, messages, Entry)
        refused = await persist(flow, index.docket.put_entries, [entry for _, entry in entries], "entries")
        await settled(buried + await bury_refused(flow, [(str(e.seq), m) for m, e in entries], refused))
        flow.meter.add("stored", len(entries) - len(refused), "entries")

    flow.agent(ASSESSED, "store_documents", store_documents)
    flow.agent(ALERTS, "store_alerts", store_alerts)
    flow.agent(PATTERNS, "store_patterns", store_patterns)
    flow.agent(CASES, "store_cases", _cases(flow, index))
    flow.agent(ENTRIES, "store_entries", store_entries)
    flow.agent(REMOVALS, "store_removals", storing(flow, index))


def _cases(flow: Flow, index: Index) -> Handler:
    """Keeps the cases; what is gone goes from the index with its alert."""

    async def forget(ids: Sequence[str]) -> Sequence[Refused]:
        await index.docket.delete_cases(ids)
        return ()

    async def store_cases(messages: Sequence[Any]) -> None:
        cases, buried = await decoded(flow, messages, Case)
        gone = {case.id for _, case in cases if case.gone}
        refused = await persist(flow, index.docket.put_cases, [case for _, case in cases if case.id not in gone], "cases")
        await persist(flow, forget, sorted(gone), "forget")
        told = await telling(flow, index, [case for _, case in cases if case.id not in gone])
        await settled(buried + told + await bury_refused(flow, [(c.id, m) for m, c in cases], refused))
        flow.meter.add("stored", len(cases) - len(refused), "cases")

    return store_cases
