"""alerts, decisions, clock → cases, notices, entries."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from agents.flow import Flow, decoded, remember
from agents.folding import LEDGER, Cases, far, steps
from agents.kept import Kept
from agents.line import Line
from agents.settled import outcome
from alerts.plan import Plan
from topics.cases import Case, Event
from topics.records import Alert, encode
from topics.river import ALERTS, CASES, DECISIONS, DOSSIERS, ENTRIES, NOTICES


def attach(flow: Flow, plan: Plan) -> Escalate:
    """Keeps the cases in a table. Who keeps the time asks the result what is due, and sends decisions.v1."""
    agent = Escalate(flow, plan)
    flow.agent(ALERTS, "escalate_alerts", agent.alerts)
    flow.agent(DECISIONS, "escalate_decisions", agent.decisions)
    return agent


class Escalate:
    """Both topics change the same cases, so they take turns.

    What a batch causes is durable before the cases are, and these before it is acked: after a crash the same events bring the same again.
    The audit log comes after the cases: a crash may let an alert overtake a decision that was not kept yet, and then it ends otherwise.
    """

    def __init__(self, flow: Flow, plan: Plan) -> None:
        self._flow, self._plan = flow, plan
        self._kept = Kept(far)
        self._cases: Cases | None = None
        self._table = flow.table(DOSSIERS, self._heard)
        self._table.on_recover(self._recover)
        self._line = Line(flow)

    async def _heard(self, event: Any) -> None:
        self._kept.take(event.message.key.decode(), event.message.value)

    async def _recover(self) -> None:
        self._cases = None  # the partition may have been another worker's in between

    @property
    def _all(self) -> Cases:
        if self._cases is None:
            self._cases = Cases(self._kept, self._plan)
        return self._cases

    def due(self, at: datetime) -> list[Event]:
        """What the clock has to say now."""
        return self._all.due(at)

    def uncaptured(self, at: datetime, most: int) -> list[Case]:
        """Cases of which evidence is to be kept now, `most` of them."""
        return self._all.uncaptured(at, most)

    async def alerts(self, messages: Sequence[Any]) -> None:
        alerts, sent = await decoded(self._flow, messages, Alert)
        async with self._line.turn(sent):
            for message, alert in alerts:
                self._all.alert(alert, message.offset, datetime.fromtimestamp(message.timestamp, UTC))
            await self._tell(sent)

    async def decisions(self, messages: Sequence[Any]) -> None:
        events, sent = await decoded(self._flow, messages, Event)
        async with self._line.turn(sent):
            for together in steps(events):
                for message, event in together:
                    for follow in self._all.decide(event, message.offset):
                        sent.append(await self._flow.send(DECISIONS, follow.case, follow))
                await self._tell(sent)

    async def _tell(self, sent: list[Awaitable[Any]]) -> None:
        news = self._all.news()
        sent += [await self._flow.send(CASES, case.id, case) for case in news.cases + news.gone]
        sent += [await self._flow.send(NOTICES, notice.case, notice) for notice in news.notices]
        await self._keep(sent, {key: self._kept[key] for key in self._kept.late} | {case.id: encode(case) for case in news.cases})
        states = {case.id: case.state for case in news.cases}
        for entry in news.entries:
            self._flow.meter.add("decisions", label="refused" if entry.refused else entry.deed)
            if (said := outcome(entry, states.get(entry.case, "NEW"))) is not None:
                self._flow.meter.add("settled", label=said)
        await self._flow.after(sent)
        sent += [await self._flow.send(ENTRIES, str(entry.seq), entry) for entry in news.entries]
        await self._keep(sent, {} if news.ledger is None else {LEDGER: encode(news.ledger)})
        # Last: what is forgotten cannot tell what was logged of it.
        await self._keep(sent, dict.fromkeys(case.id for case in news.gone))

    async def _keep(self, sent: list[Awaitable[Any]], kept: Mapping[str, bytes | None]) -> None:
        """Keep what is only to be kept after all that was sent."""
        await self._flow.after(sent)
        for key, value in kept.items():
            self._kept.take(key, value)
            sent.append(await remember(self._flow, self._table, key, value))
