"""signals, cases → alerts."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from agents.flow import ARRIVED, Flow, decoded, remember
from agents.kept import Kept
from agents.line import Line
from agents.silences import Silences
from alerts.grouping import Story, belongs, grow, keys_of, open_story, reheld
from alerts.holding import Budget, Desk
from alerts.opening import decided
from alerts.silence import Until
from enrichers.copies import copy_keys
from enrichers.fold import canon
from topics.cases import Case
from topics.records import Alert, Assessed, decode, encode
from topics.river import ALERTS, CASES, SIGNALS, STORIES

log = logging.getLogger(__name__)

MOST_STORIES = 10_000
"""Stories kept open; the one that grew longest ago makes room."""

USUAL = Budget()

CONTACTS = frozenset({"PHONE", "ACCOUNT", "DOMAIN", "HANDLE", "EMAIL"})


class Stories:
    """The open stories with the ways to find one; everything but the stories themselves is derived from them."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._by_post: dict[str, str] = {}
        self._by_key: dict[str, dict[str, None]] = {}
        self.spent: dict[str, int] = {}
        """Slot of the desk's budget → cards it has had."""
        self.muted: Until = {}

    def __len__(self) -> int:
        return len(self._stories)

    def get(self, id: str) -> Story | None:
        return self._stories.get(id)

    def find(self, post: str, keys: Sequence[str], at: datetime) -> Story | None:
        """The story that has this post, else the oldest of those it belongs to by its strongest key."""
        if post in self._by_post:
            return self._stories[self._by_post[post]]
        for key in keys:
            for id in self._by_key.get(key, ()):
                if belongs(self._stories[id], key, at):
                    return self._stories[id]
        return None

    def put(self, story: Story) -> None:
        id = story.alert.id
        self._stories.pop(id, None)
        self._stories[id] = story
        self._by_post.update(dict.fromkeys(story.alert.posts, id))
        for key in story.keys:
            self._by_key.setdefault(key, {})[id] = None
        if story.slot:
            self.spent[story.slot] = max(story.number, self.spent.get(story.slot, 0))

    def of(self, pages: Iterable[str]) -> list[str]:
        """Ids of the stories that any of these pages has a part in."""
        wanted = set(pages)
        return [id for id, story in self._stories.items() if not wanted.isdisjoint(story.alert.pages)]

    def surplus(self) -> list[str]:
        """Ids of the stories to forget, longest ungrown first."""
        return list(self._stories)[: max(0, len(self._stories) - MOST_STORIES)]

    def forget(self, id: str) -> None:
        story = self._stories.pop(id)
        for post in story.alert.posts:
            self._by_post.pop(post, None)
        for key in story.keys:
            self._by_key[key].pop(id, None)
            if not self._by_key[key]:
                del self._by_key[key]


def fold(stories: Stories, signal: Assessed, offset: int, budget: Budget = USUAL) -> Story:
    """Put one signal into its story; folding the same signal again gives the same story."""
    post = signal.post
    text = post.text or (post.article.title if post.article else "")
    contacts = (f"{e.type}:{e.value}" for e in signal.assessment.entities if e.type in CONTACTS)
    keys = keys_of(signal, copy_keys(canon(text)), contacts)
    story = stories.find(post.id, keys, signal.at)
    desk = Desk(budget, stories.spent, stories.muted)
    story = grow(story, signal, keys, offset, desk) if story else open_story(signal, keys, offset, desk)
    stories.put(story)
    return story


def marked(stories: Stories, case: Case, at: datetime, budget: Budget = USUAL) -> Alert | None:
    """The alert with the state and the band that its case has come to at this moment, None where it has them.

    A case whose story was forgotten brings its own alert, unless nobody has done anything to it; what split off another one has no story,
    and had no alert before.
    """
    story = stories.get(case.id)
    if story is None:
        alert = decided(case.alert, case)
        untouched = case.version == 1 and alert == case.alert and not case.split_from
        return None if untouched else replace(alert, version=alert.version + case.version)
    return _changed(stories, story, replace(story, alert=decided(story.alert, case)), at, budget)


def remuted(stories: Stories, pages: Iterable[str], at: datetime, budget: Budget = USUAL) -> Iterator[Alert]:
    """Alerts on these pages that mutes hold from this moment on, or not any more; the weightiest has the first claim to a card."""
    found = [story for id in stories.of(pages) if (story := stories.get(id))]
    for story in sorted(found, key=lambda story: (-story.alert.score, story.alert.id)):
        if alert := _changed(stories, story, story, at, budget):
            yield alert


def _changed(stories: Stories, old: Story, new: Story, at: datetime, budget: Budget) -> Alert | None:
    new = reheld(new, at, Desk(budget, stories.spent, stories.muted))
    if new.alert == old.alert:
        return None
    new = replace(new, alert=replace(new.alert, version=old.alert.version + 1))
    stories.put(new)
    return new.alert


class _Version(Struct, frozen=True):
    version: int


class _Folded(Struct, frozen=True):
    """Of a story only how far it got."""

    offset: int
    alert: _Version


def far(value: bytes) -> tuple[int, ...]:
    """How much a record of the changelog knows: the signals up to this offset, and a version more for every change of state between."""
    folded = decode(value, _Folded)
    return folded.offset, folded.alert.version


def loaded_from(kept: Kept) -> Stories:
    """The open stories, those that grew last at the end."""
    found = Stories()
    for _, value in kept.values():
        found.put(decode(value, Story))
    return found


def attach(flow: Flow, budget: Budget) -> Callable[[], Stories]:
    """Keeps the stories in a table; what finds them is rebuilt from it. Gives what asks for them."""
    agent = _Judge(flow, budget)
    flow.agent(SIGNALS, "judge", agent.judge)
    flow.agent(CASES, "mark", agent.mark)
    return agent.stories


class _Judge:
    """Both topics change the same stories, so they take turns."""

    def __init__(self, flow: Flow, budget: Budget) -> None:
        self._flow, self._budget = flow, budget
        self._kept = Kept(far)
        self._stories: Stories | None = None
        self._table = flow.table(STORIES, self._heard)
        self._table.on_recover(self._reload)
        self._silences = Silences(flow, self._reload)
        self._line = Line(flow)

    async def _heard(self, event: Any) -> None:
        self._kept.take(event.message.key.decode(), event.message.value)

    async def _reload(self) -> None:
        self._stories = None  # the partition may have been another worker's in between

    def stories(self) -> Stories:
        if self._stories is None:
            self._stories = loaded_from(self._kept)
            self._stories.muted = self._silences.until()
        return self._stories

    async def judge(self, messages: Sequence[Any]) -> None:
        signals, sent = await decoded(self._flow, messages, Assessed)
        async with self._line.turn(sent):
            sent += [await self._note(id, self._kept[id]) for id in sorted(self._kept.late)]
            changed: dict[str, Story] = {}
            arrived: dict[str, float] = {}
            for message, signal in signals:
                story = fold(self.stories(), signal, message.offset, self._budget)
                # One changelog record for each signal, in their order: whatever a crash leaves of them is the state at some signal.
                sent.append(await self._note(story.alert.id, encode(story)))
                changed[story.alert.id] = story
                self._flow.meter.add("grouped", label="opened" if story.alert.version == 1 else "joined")
                log.info("in an alert, version %d", story.alert.version, extra={"post": signal.post.id, "case": story.alert.id})
                arrived.setdefault(story.alert.id, _arrived(message))
            for id, story in changed.items():
                sent.append(await self._flow.send(ALERTS, id, story.alert, arrived[id]))
                self._flow.meter.add("alert_versions", label=story.alert.band)
            for id in self.stories().surplus():
                self.stories().forget(id)
                sent.append(await self._note(id, None))

    async def mark(self, messages: Sequence[Any]) -> None:
        """The alerts are durable before what is remembered of them: after a crash the same cases bring the same again."""
        cases, sent = await decoded(self._flow, messages, Case)
        async with self._line.turn(sent):
            changed: dict[str, Alert] = {}
            for message, case in cases:
                changed |= {alert.id: alert for alert in self._changes(case, datetime.fromtimestamp(message.timestamp, UTC))}
                if case.gone:
                    changed.pop(case.id, None)
            sent += [await self._flow.send(ALERTS, id, alert) for id, alert in changed.items()]
            await self._flow.after(sent)
            kept = {id: story for id in changed if (story := self.stories().get(id))}
            sent += [await self._note(id, encode(story)) for id, story in kept.items()]
            sent += [await self._note(case.id, None) for _, case in cases if case.gone and case.id in self._kept]
            sent += await self._silences.written()

    def _changes(self, case: Case, at: datetime) -> Iterator[Alert]:
        """What this version of a case makes of alerts: its own, and those that its mute touches."""
        stories = self.stories()
        touched = self._silences.take(case)
        stories.muted = self._silences.until() if touched else stories.muted
        if not case.gone:
            alert = marked(stories, case, at, self._budget)
            yield from [alert] if alert else []
        elif stories.get(case.id) is not None:
            stories.forget(case.id)
        yield from remuted(stories, touched, at, self._budget) if touched else ()

    async def _note(self, id: str, value: bytes | None) -> Awaitable[Any]:
        self._kept.take(id, value)
        return await remember(self._flow, self._table, id, value)


def _arrived(message: Any) -> float:
    """When the broker took the post that this signal is about, in seconds since 1970."""
    return float(dict(message.headers or {}).get(ARRIVED, message.timestamp))
