"""citations, looks → originals, assessed, signals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from agents.compared import compare, told
from agents.flow import Flow, decoded, remember, settled
from agents.overdue import Rechecks
from agents.persisting import persist
from agents.rechecks import cite, digest, next_look, take
from enrichers.press import Press
from search.port import Index
from topics.originals import Citation, Cited, Copy, Look
from topics.records import Assessed, encode
from topics.river import ASSESSED, CITATIONS, LOOKS, ORIGINALS, SIGNALS

MOST = 50_000
"""Originals watched at a time, at one to two KB each; what comes beyond is left out and counted."""

OLD = timedelta(days=30)
"""Posts published longer ago are not watched: nothing would be looked at any more."""


def attach(flow: Flow, index: Index, press: Press) -> Rechecks:
    """Keeps what is known in a table; who looks asks the result what is due, and sends looks.v1."""
    agent = _Recheck(flow, index, press)
    flow.agent(CITATIONS, "cited", agent.cited)
    flow.agent(LOOKS, "looked", agent.looked)
    return agent.rechecks


class _Recheck:
    """Both topics change the same states, so a batch of one waits for that of the other."""

    def __init__(self, flow: Flow, index: Index, press: Press) -> None:
        self._flow, self._index, self._press = flow, index, press
        self._table = flow.table(ORIGINALS)
        self._table.on_recover(self._recover)
        self._one_at_a_time = asyncio.Lock()
        self.rechecks = Rechecks(self._table, press)

    async def _recover(self) -> None:
        self.rechecks.forget()

    async def cited(self, messages: Sequence[Any]) -> None:
        citations, sent = await decoded(self._flow, messages, Citation)
        async with self._one_at_a_time:
            for message, citation in citations:
                done = citation.document
                known = self.rechecks.get(citation.id)
                if known is None and (len(self.rechecks) >= MOST or done.at.timestamp() < message.timestamp - OLD.total_seconds()):
                    self._flow.meter.add("originals_left_out")
                    continue
                state = cite(known, citation)
                copy = next((one for one in state.copies if one.post == done.post.id), None)
                if copy and copy.digest == digest(done.post.text):
                    await settled(await self._tell(state, copy, done))
                sent.append(await self._keep(state))
            await settled(sent)

    async def looked(self, messages: Sequence[Any]) -> None:
        looks, sent = await decoded(self._flow, messages, Look)
        async with self._one_at_a_time:
            for message, look in looks:
                self._flow.meter.add("original_looks", label=look.outcome)
                known = self.rechecks.get((message.key or b"").decode())
                if known is not None:
                    sent.append(await self._taken(known, look))
            await settled(sent)

    async def _taken(self, known: Cited, look: Look) -> Awaitable[Any]:
        state = take(known, look)
        there = await persist(self._flow, self._index.documents, [copy.post for copy in state.copies if copy.taken is not False], "look_up")
        documents = {(done.post.id, digest(done.post.text)): done for done in there}
        copies = []
        for copy in state.copies:
            await asyncio.sleep(0)  # to compare two long texts takes a tenth of a second
            copies.append(_held(copy, documents.get((copy.post, copy.digest)), look, self._press))
        state = replace(state, copies=tuple(copies))
        self.rechecks.note(state)
        news = []
        for copy in state.copies:
            await asyncio.sleep(0)
            if (done := documents.get((copy.post, copy.digest))) is not None:
                news += await self._tell(state, copy, done)
        # Told before it is kept: what was looked at for the last time is forgotten, and could not be told any more after a crash.
        await settled(news)
        return await self._keep(state)

    async def _keep(self, state: Cited) -> Awaitable[Any]:
        """Queue the state for the changelog; when nothing is left to find out, that it is forgotten."""
        over = next_look(state) is None
        if over:
            self.rechecks.drop(state)
        else:
            self.rechecks.note(state)
        return await remember(self._flow, self._table, state.id, None if over else encode(state))

    async def _tell(self, state: Cited, copy: Copy, done: Assessed) -> list[Awaitable[Any]]:
        """Send the document on where it reads differently now; to judge as well where that makes or changes an alert."""
        new = told(done, state, copy, self.rechecks.quoted(copy), self._press)
        if new == done:
            return []
        sent = [await self._flow.send(ASSESSED, new.post.page.id, new)]
        if any(signal.alert and signal not in done.assessment.signals for signal in new.assessment.signals):
            sent.append(await self._flow.send(SIGNALS, new.post.page.id, new))
        return sent


def _held(copy: Copy, done: Assessed | None, look: Look, press: Press) -> Copy:
    """The copy, compared where this look brought the words it waits for and the index has the text that was cited."""
    waits = copy.taken is None and look.outcome == "found" and look.text and not look.copy
    return compare(done, copy, look, press) if waits and done is not None else copy
