"""notices → letters: what the desk is to hear of, kept until a channel has delivered it. Who sends them is tinwatch/notices/sending.py."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from agents.flow import Flow, decoded, remember, settled
from agents.kept import Kept
from agents.routes import Routes
from topics.cases import Notice
from topics.letters import Letter
from topics.records import decode, encode
from topics.river import LETTERS, NOTICES

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=9)
"""How long a delivered letter is kept: longer than notices.v1 keeps the notice that would bring it again."""


class _Far(Struct, frozen=True):
    version: int = 0


def attach(flow: Flow, routes: Routes) -> Notify:
    """Keeps the letters in a table; who sends them asks the result what is due and tells it what became of it."""
    agent = Notify(flow, routes)
    flow.agent(NOTICES, "notify", agent.notices)
    return agent


class Notify:
    """A letter is durable before its notice is acked, and its delivery before it is forgotten: a crash between sending and writing that
    down sends it once more, under the same id, and loses nothing."""

    def __init__(self, flow: Flow, routes: Routes) -> None:
        self._flow, self._routes = flow, routes
        self._kept = Kept(lambda value: (decode(value, _Far).version,))
        self._table = flow.table(LETTERS, self._heard)
        self._table.on_recover(self._recover)
        self._waiting: dict[str, Letter] | None = None
        self._sent: dict[str, datetime] = {}

    async def _heard(self, event: Any) -> None:
        self._kept.take(event.message.key.decode(), event.message.value)

    async def _recover(self) -> None:
        self._waiting = None  # the partition may have been another worker's in between

    @property
    def waiting(self) -> dict[str, Letter]:
        """The letters that are not delivered yet, by id."""
        if self._waiting is None:
            letters = [decode(value, Letter) for _, value in self._kept.values()]
            self._waiting = {letter.id: letter for letter in letters if letter.state == "waiting"}
            self._sent = {letter.id: letter.due for letter in letters if letter.state == "sent"}
        return self._waiting

    async def notices(self, messages: Sequence[Any]) -> None:
        notices, sent = await decoded(self._flow, messages, Notice)
        now = datetime.now(UTC)
        fresh: dict[str, Letter] = {}
        for _, notice in notices:
            fresh |= {letter.id: letter for letter in self._routes.letters(notice, now) if letter.id not in self._kept}
        await settled(sent)
        await self._keep(fresh.values())

    async def delivered(self, letters: Iterable[Letter], at: datetime) -> None:
        done = [replace(letter, state="sent", due=at, tries=letter.tries + 1, reason="") for letter in letters]
        await self._keep(done)
        self._flow.meter.add("notices", len(done), label="sent")

    async def postponed(self, letters: Iterable[Letter], due: datetime, reason: str) -> None:
        late = [replace(letter, due=due, tries=letter.tries + 1, reason=reason) for letter in letters]
        await self._keep(late)
        self._flow.meter.add("notices", len(late), label="later")

    async def given_up(self, letters: Iterable[Letter], reason: str) -> None:
        """The notice goes to the dead letters; requeued, it is tried again where it was not delivered, and only there."""
        gone = list(letters)
        headers = {"error": reason[:1000].encode(), "source-topic": NOTICES.name.encode()}
        for letter in gone:
            log.warning("notice %s cannot be delivered by %s", letter.notice.id, letter.channel, extra={"case": letter.notice.case})
            log.debug("notice %s: %s", letter.notice.id, reason)  # what a service answers may quote the notice
            self._flow.meter.add("dead", label=(NOTICES.name, "undeliverable"))
            self._flow.meter.add("notices", label="dead")
        producer = self._flow.app.producer
        await settled(
            [await producer.send(NOTICES.dead, one.notice.case.encode(), encode(one.notice), None, None, dict(headers)) for one in gone]
        )
        await self._forget(letter.id for letter in gone)

    async def tidy(self, at: datetime) -> None:
        """Forget what was delivered so long ago that it cannot come again."""
        await self._forget([id for id, when in self._sent.items() if when + REMEMBERED < at])

    async def _keep(self, letters: Iterable[Letter]) -> None:
        waiting = self.waiting
        changed = [replace(one, version=one.version + 1) if one.id in self._kept else one for one in letters]
        values = {key: self._kept[key] for key in self._kept.late} | {one.id: encode(one) for one in changed}
        await settled([await remember(self._flow, self._table, key, value) for key, value in values.items()])
        self._kept.late.clear()
        for letter in changed:
            self._kept.take(letter.id, encode(letter))
            waiting.pop(letter.id, None)
            if letter.state == "waiting":
                waiting[letter.id] = letter
            else:
                self._sent[letter.id] = letter.due

    async def _forget(self, ids: Iterable[str]) -> None:
        gone = list(ids)
        await settled([await remember(self._flow, self._table, id, None) for id in gone])
        for id in gone:
            self._kept.take(id, None)
            self.waiting.pop(id, None)
            self._sent.pop(id, None)


def due(letters: Iterable[Letter], at: datetime) -> Iterator[tuple[str, list[Letter]]]:
    """Channel, and the letters that go out as one message: those of one recipient with the same slot; longest due first."""
    groups: dict[tuple[object, ...], list[Letter]] = {}
    for letter in sorted(letters, key=lambda one: (one.due, one.notice.at, one.id)):
        if letter.due <= at:
            groups.setdefault((letter.channel, letter.to, letter.slot) if letter.slot else (letter.id,), []).append(letter)
    for group in groups.values():
        yield group[0].channel, group
