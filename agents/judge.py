"""signals → alerts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from agents.flow import ARRIVED, Flow, decoded, remember, settled
from alerts.grouping import Story, belongs, grow, keys_of, open_story
from alerts.holding import Budget, Desk
from enrichers.copies import copy_keys
from enrichers.fold import canon
from topics.records import Assessed, decode, encode
from topics.river import ALERTS, SIGNALS, STORIES

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

    def __len__(self) -> int:
        return len(self._stories)

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
    desk = Desk(budget, stories.spent)
    story = grow(story, signal, keys, offset, desk) if story else open_story(signal, keys, offset, desk)
    stories.put(story)
    return story


class Kept:
    """What the changelog says of each story: the record that knows most, which need not be the last one.

    A worker that was paused in the middle of a batch, and whose work others took over meanwhile, still writes what it had in hand when
    it goes on. Such a record is older than those before it: it is passed over, and `late` names its story until the right one is written
    again.
    """

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}
        self._offsets: dict[str, int] = {}
        self.late: set[str] = set()

    def __getitem__(self, id: str) -> bytes:
        return self._values[id]

    def take(self, id: str, value: bytes | None) -> None:
        """The next record of the changelog; None forgets the story."""
        offset = -1 if value is None else decode(value, _Folded).offset
        if value is not None and offset < self._offsets.get(id, -1):
            self.late.add(id)
            return
        self.late.discard(id)
        if value is None:
            self._values.pop(id, None)
            self._offsets.pop(id, None)
        else:
            self._values[id], self._offsets[id] = value, offset

    def stories(self) -> Stories:
        """The open stories, those that grew last at the end."""
        found = Stories()
        for id in sorted(self._values, key=self._offsets.__getitem__):
            found.put(decode(self._values[id], Story))
        return found


class _Folded(Struct, frozen=True):
    """Of a story only how far it got."""

    offset: int


def attach(flow: Flow, budget: Budget) -> Callable[[], Stories]:
    """Keeps the stories in a table; what finds them is rebuilt from it."""
    kept, loaded = Kept(), list[Stories]()

    async def heard(event: Any) -> None:
        kept.take(event.message.key.decode(), event.message.value)

    table = flow.table(STORIES, heard)

    def stories() -> Stories:
        if not loaded:
            loaded.append(kept.stories())
        return loaded[0]

    async def reload() -> None:
        loaded.clear()

    table.on_recover(reload)  # the partition may have been another worker's in between

    async def note(id: str, value: bytes | None) -> Awaitable[Any]:
        kept.take(id, value)
        return await remember(flow, table, id, value)

    async def judge(messages: Sequence[Any]) -> None:
        signals, sent = await decoded(flow, messages, Assessed)
        sent += [await note(id, kept[id]) for id in sorted(kept.late)]
        changed: dict[str, Story] = {}
        arrived: dict[str, float] = {}
        for message, signal in signals:
            story = fold(stories(), signal, message.offset, budget)
            # One changelog record for each signal, in their order: whatever a crash leaves of them is the state at some signal.
            sent.append(await note(story.alert.id, encode(story)))
            changed[story.alert.id] = story
            arrived.setdefault(story.alert.id, _arrived(message))
        for id, story in changed.items():
            sent.append(await flow.send(ALERTS, id, story.alert, arrived[id]))
            flow.meter.add("alert_versions", label=story.alert.band)
        for id in stories().surplus():
            stories().forget(id)
            sent.append(await note(id, None))
        await settled(sent)

    flow.agent(SIGNALS, "judge", judge)
    return stories


def _arrived(message: Any) -> float:
    """When the broker took the post that this signal is about, in seconds since 1970."""
    return float(dict(message.headers or {}).get(ARRIVED, message.timestamp))
