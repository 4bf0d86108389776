"""signals → alerts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from agents.flow import ARRIVED, Flow, decoded, remember, settled
from alerts.grouping import Story, belongs, grow, keys_of, open_story
from enrichers.copies import copy_keys
from enrichers.fold import canon
from topics.records import Assessed, decode, encode
from topics.river import ALERTS, SIGNALS, STORIES

MOST_STORIES = 10_000
"""Stories kept open; the one that grew longest ago makes room."""

CONTACTS = frozenset({"PHONE", "ACCOUNT", "DOMAIN", "HANDLE", "EMAIL"})


class Stories:
    """The open stories with the ways to find one; everything but the stories themselves is derived from them."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._by_post: dict[str, str] = {}
        self._by_key: dict[str, dict[str, None]] = {}

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


def fold(stories: Stories, signal: Assessed, offset: int) -> Story:
    """Put one signal into its story; folding the same signal again gives the same story."""
    post = signal.post
    text = post.text or (post.article.title if post.article else "")
    contacts = (f"{e.type}:{e.value}" for e in signal.assessment.entities if e.type in CONTACTS)
    keys = keys_of(signal, copy_keys(canon(text)), contacts)
    story = stories.find(post.id, keys, signal.at)
    story = grow(story, signal, keys, offset) if story else open_story(signal, keys, offset)
    stories.put(story)
    return story


def attach(flow: Flow) -> Callable[[], Stories]:
    """Keeps the stories in a table; what finds them is rebuilt from it."""
    table = flow.table(STORIES)
    loaded: list[Stories] = []

    def stories() -> Stories:
        if not loaded:
            recovered = [decode(value, Story) for value in table.data.values()]
            loaded.append(Stories())
            for story in sorted(recovered, key=lambda s: s.offset):
                loaded[0].put(story)
        return loaded[0]

    async def reload() -> None:
        loaded.clear()

    table.on_recover(reload)  # the partition may have been another worker's in between

    async def judge(messages: Sequence[Any]) -> None:
        signals, sent = await decoded(flow, messages, Assessed)
        changed: dict[str, Story] = {}
        arrived: dict[str, float] = {}
        for message, signal in signals:
            story = fold(stories(), signal, message.offset)
            # One changelog record for each signal, in their order: whatever a crash leaves of them is the state at some signal.
            sent.append(await remember(flow, table, story.alert.id, encode(story)))
            changed[story.alert.id] = story
            arrived.setdefault(story.alert.id, _arrived(message))
        for id, story in changed.items():
            sent.append(await flow.send(ALERTS, id, story.alert, arrived[id]))
            flow.meter.add("alert_versions", label=story.alert.band)
        for id in stories().surplus():
            stories().forget(id)
            sent.append(await remember(flow, table, id, None))
        await settled(sent)

    flow.agent(SIGNALS, "judge", judge)
    return stories


def _arrived(message: Any) -> float:
    """When the broker took the post that this signal is about, in seconds since 1970."""
    return float(dict(message.headers or {}).get(ARRIVED, message.timestamp))
