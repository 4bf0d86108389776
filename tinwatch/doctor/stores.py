"""Broker and index: whether they are there, belong together, and what waits in them; the evidence beside them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from agents.rechecks import next_look
from enrichers.fold import canon
from search.port import Index, Unavailable, Unusable
from tinwatch.broker.errors import BrokerError
from tinwatch.brokers import Broker
from tinwatch.doctor.collecting import collecting
from tinwatch.doctor.finding import Finding
from tinwatch.evidence.checking import CHECKED
from tinwatch.evidence.rounds import cabinet
from tinwatch.indexes import index_address, opened_index
from tinwatch.running import belong_together, opened_broker
from tinwatch.settings import SettingError, Settings, hidden
from topics.originals import Cited
from topics.records import decode
from topics.river import ALERTS, ORIGINALS, RIVER

LATE = timedelta(hours=1)
"""How long an original may be due before somebody should ask why."""


async def stores(settings: Settings) -> AsyncIterator[Finding]:
    ends = None
    try:
        async with opened_broker(settings) as broker:
            async for finding in _broker(settings, broker):
                yield finding
            ends = await broker.ends()
    except (BrokerError, SettingError) as error:
        mend = (
            "Set TINWATCH_BROKER to a tinwatch log or to a Kafka that answers, with its user and authority (docs/security.md); without a "
        )
        yield Finding("broker", False, str(error), mend + "damaged log begin with a new index too, and replay.")
    try:
        async with opened_index(settings) as index:
            counts = await index.counts()
            yield Finding("index", True, ", ".join(f"{n:,} {what}" for what, n in counts.items()))
            if settings.index_url.startswith("http"):
                yield await _indices(settings)
            yield await collecting(settings, index)
            if ends is not None:
                yield await _together(index, ends)
    except (Unavailable, Unusable, SettingError, OSError) as error:
        mend = "Set TINWATCH_INDEX to a tinwatch index of this version that answers; it can be filled anew by a replay."
        yield Finding("index", False, str(error), mend)


async def _broker(settings: Settings, broker: Broker) -> AsyncIterator[Finding]:
    lag = await broker.lag(settings.app_id)
    letters = sum(1 for topic in RIVER for _ in broker.records(topic.dead))
    behind = ", ".join(f"{n:,} in {topic}" for topic, n in lag.items() if n)
    yield Finding("broker", True, hidden(settings.broker_url))
    yield Finding("lag", not behind, behind or "none", "Start the agents (`tinwatch serve` or `tinwatch worker`) or wait for them.")
    mend = "`tinwatch dead list` gives their reasons, `tinwatch dead requeue` tries again."
    yield Finding("dead letters", not letters, str(letters), mend)
    yield _originals(settings, watched(broker))


def watched(broker: Broker) -> list[datetime]:
    """When each press original that is watched is due."""
    newest = {record.key: record.value for record in broker.records(ORIGINALS.name)}
    moments = (next_look(decode(value, Cited)) for value in newest.values() if value)
    return [moment for moment in moments if moment is not None]


def _originals(settings: Settings, due: list[datetime]) -> Finding:
    now = datetime.now(UTC)
    late = sum(moment < now - LATE for moment in due)
    seen = f"{len(due):,} watched" + (f", {late:,} of them due for more than an hour" if late else "")
    mend = "Start a worker with TINWATCH_ORIGINALS=yes and a way to the network; where one runs, see `tinwatch_originals_late_seconds`."
    return Finding("originals", not late, seen if settings.originals or due else "off", mend)


async def _indices(settings: Settings) -> Finding:
    """Whether Elasticsearch's indices take writes and are those of this version; a SQLite index becomes so when it is opened."""
    from search.elastic_operator import ElasticOperator  # half a second that only those who use it should wait for

    async with ElasticOperator(index_address(settings), canon) as operator:
        wrong = await operator.shape()
    mends = " ".join(dict.fromkeys(told.mend for told in wrong))
    return Finding("indices", not wrong, "; ".join(told.seen for told in wrong) or "open to writes, of this version", mends)


async def _together(index: Index, ends: dict[tuple[str, int], int]) -> Finding:
    try:
        belong_together(await index.last_position(), ends)
    except SettingError as error:
        mend = "Point both to servers of the same desk, or begin with a new index and replay; agents do not start on this pair."
        return Finding("broker and index", False, str(error), mend)
    return Finding("broker and index", True, f"belong together: {ends.get((ALERTS.name, 0), 0):,} versions of alerts")


def evidence(settings: Settings) -> Finding:
    """Whether somebody looked within a week and a day that evidence is as it was kept."""
    kept = cabinet(settings)
    folders, last = kept.cases(), kept.root / CHECKED
    seen = f"{len(folders):,} cases, " + (f"found whole {_days(last.stat().st_mtime)} days ago" if last.exists() else "not checked yet")
    since = last.stat().st_mtime if last.exists() else min((one.stat().st_mtime for one in folders), default=time.time())
    mend = "Run `tinwatch evidence check`, best every week; what it names is no evidence any more."
    return Finding("evidence", not folders or _days(since) <= 8, seen if folders else "none", mend)


def _days(since: float) -> int:
    return int((time.time() - since) // 86_400)
