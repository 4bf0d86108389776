"""Traces in, patterns out: what the agent gather knows, and how one batch of traces changes it.

No clock and no I/O: time is that of the posts, and the same batches in the same order give the same patterns. What is known follows from
the batches of the window (the last DAYS of the posts' time, at most `most` posts) and from the patterns last changed by one of them; each
batch leaves a Memory, and the Memories of the window, restored in order, give exactly what was known. A batch that comes again changes
nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from alerts.bursting import Bursting
from alerts.bursts import HOURS
from alerts.clusters import copies_id, grow_copies, open_copies, open_group, regroup
from alerts.coordination import Coordination, Share
from alerts.window import Window, key_of
from topics.patterns import Memory, Pattern, PatternKind, Trace, Traces

MOST_TRACES = 500_000
"""Posts in the window: 14 days of what 700 pages and their commenters write, at 35,000 a day."""

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(tuple[tuple[Trace, ...], tuple[int, ...]]).decode


class Step(NamedTuple):
    """What one batch did: what to remember of it, with the patterns that changed, and the offsets of batches to forget."""

    memory: Memory
    forgotten: tuple[int, ...]


class _Kept(NamedTuple):
    """A batch in the window: where its posts begin, the newest of their times, and themselves, packed."""

    offset: int
    first: int
    newest: int
    packed: bytes


class Gathering:
    def __init__(self, most: int = MOST_TRACES) -> None:
        self._most = most
        self._window = Window(most)
        self._kept: deque[_Kept] = deque()
        self._coordination = Coordination()
        self._bursting = Bursting()
        self._patterns: dict[str, tuple[Pattern, int]] = {}
        self._changed_at: dict[int, set[str]] = {}
        self._surplus: list[int] = []
        self._under_way: tuple[int, tuple[Trace, ...]] = (0, ())
        self.offset = -1

    def __len__(self) -> int:
        return len(self._window)

    def take(self, offset: int, batch: Traces) -> Step | None:
        """None for a batch that was taken before."""
        if offset <= self.offset:
            return None
        fresh = self._fresh(batch.traces)
        self._make_room(len(fresh))
        changed: dict[str, Pattern] = {}
        traces, labels, tying = tuple(fresh.values()), [], False
        self._under_way = (self._window.next, traces)
        for key, trace in fresh.items():
            label = self._copy(trace, changed)
            self._window.add(key, trace.at, label or key, trace.signature)
            labels.append(label)
            tying |= self._push(trace, label)
        self._bursting.count(traces)
        hours = set(self._bursting.advance(offset, batch.lanes)) | self._bursting.late(traces)
        self._keep(offset, traces, labels)
        if tying:
            self._regroup(changed)
        changed |= {burst.id: burst for burst in self._bursting.look(hours, self._known("burst"))}
        news = tuple(self._put(pattern, offset) for pattern in changed.values() if self._is_news(pattern))
        lanes, hour = self._bursting.reached
        forgotten, self._surplus = tuple(self._surplus), []
        return Step(Memory(offset=offset, traces=traces, labels=tuple(labels), patterns=news, lanes=lanes, hour=hour), forgotten)

    def restore(self, memory: Memory) -> None:
        """Know again what this batch brought; batches come in their order, one that is known already changes nothing."""
        if memory.offset <= self.offset:
            return
        self._make_room(len(memory.traces))
        self._under_way = (self._window.next, memory.traces)
        for trace, label in zip(memory.traces, memory.labels, strict=True):
            key = key_of(trace.id)
            self._window.add(key, trace.at, label or key, trace.signature)
            self._push(trace, label)
        self._bursting.count(memory.traces)
        self._bursting.restore(memory.lanes, memory.hour)
        self._keep(memory.offset, memory.traces, memory.labels)
        for pattern in memory.patterns:
            self._note(pattern, memory.offset)

    def since(self, offset: int) -> list[Pattern]:
        """The patterns that changed with this batch or later, as they are now."""
        return [pattern for pattern, changed in self._patterns.values() if changed >= offset]

    def _fresh(self, traces: Iterable[Trace]) -> dict[int, Trace]:
        """The posts that are not in the window yet, each once: a post collected again is the same post."""
        fresh: dict[int, Trace] = {}
        for trace in traces:
            key = key_of(trace.id)
            if len(fresh) < self._most and self._window.serial(key) < 0:
                fresh.setdefault(key, trace)
        return fresh

    def _copy(self, trace: Trace, changed: dict[str, Pattern]) -> int:
        """The copy group that the post joins, 0 when it copies nothing."""
        serial, similarity = self._window.nearest(trace.signature, trace.at) if trace.signature else (-1, 0.0)
        if serial < 0:
            return 0
        label = self._window.label(serial)
        id = copies_id(label)
        group = changed.get(id) or self._pattern(id) or open_copies(label, self._trace(serial))
        changed[id] = grow_copies(group, trace, similarity)
        return label

    def _push(self, trace: Trace, label: int) -> bool:
        """Count what a page pushed itself; whether that may tie it to others."""
        if not _own(trace):
            return False
        thing = _copies(label)
        if label and thing not in self._coordination and (serial := self._window.serial(label)) >= 0 and _own(first := self._trace(serial)):
            self._coordination.add(thing, _share(first))
        things = [*trace.links, thing] if label else trace.links
        return sum(self._coordination.add(one, _share(trace)) for one in things) > 0

    def _trace(self, serial: int) -> Trace:
        """The post of this number, from the batch under way or unpacked from its own."""
        first, traces = self._under_way
        if serial >= first:
            return traces[serial - first]
        kept = self._kept[bisect_right(self._kept, serial, key=lambda batch: batch.first) - 1]
        return _unpack(kept.packed)[0][serial - kept.first]

    def _keep(self, offset: int, traces: Sequence[Trace], labels: Sequence[int]) -> None:
        newest = max((trace.at for trace in traces), default=3600 * self._bursting.reached[1])
        self._kept.append(_Kept(offset, self._window.next - len(traces), newest, _pack((traces, labels))))
        self.offset = offset

    def _make_room(self, posts: int) -> None:
        """Forget the oldest batches until there is room and none lies before the window's days."""
        horizon = 3600 * (self._bursting.reached[1] - HOURS)
        while self._kept and (len(self._window) + posts > self._most or self._kept[0].newest < horizon):
            batch = self._kept.popleft()
            traces, labels = _unpack(batch.packed)
            for trace, label in zip(traces, labels, strict=True):
                for thing in (*trace.links, _copies(label), _copies(key_of(trace.id))) if _own(trace) else ():
                    self._coordination.remove(thing, _share(trace))
            self._bursting.discount(traces)
            self._window.leave(batch.first + len(traces))
            for id in self._changed_at.pop(batch.offset, ()):
                del self._patterns[id]
            self._surplus.append(batch.offset)

    def _regroup(self, changed: dict[str, Pattern]) -> None:
        """Which groups there are now: known ones grow, new ones open, those that were never more than chance are gone."""
        known = {p.id: p for p in self._known("coordinated") if not p.gone}
        for group in self._coordination.groups():
            pages = set(group.pages)
            shared = {id: len(pages.intersection(p.pages)) for id, p in known.items()}
            best = max(shared, key=lambda it: (shared[it], known[it].first, it), default="")
            if best and shared[best]:
                pattern = known.pop(best)
                changed[best] = regroup(pattern, group, anew=self._whole(pattern))
            else:
                opened = open_group(group)
                again = self._pattern(opened.id)
                changed[opened.id] = regroup(again, group, anew=True) if again else opened
        for pattern in known.values():
            if self._whole(pattern):
                changed[pattern.id] = replace(pattern, gone="untied")

    def _whole(self, pattern: Pattern) -> bool:
        """Whether nothing that made this group has left the window."""
        return all(self._window.serial(key_of(post)) >= 0 for post in pattern.posts)

    def _known(self, kind: PatternKind) -> list[Pattern]:
        return [pattern for pattern, _ in self._patterns.values() if pattern.kind == kind]

    def _pattern(self, id: str) -> Pattern | None:
        return self._patterns[id][0] if id in self._patterns else None

    def _is_news(self, pattern: Pattern) -> bool:
        return pattern != self._pattern(pattern.id)

    def _put(self, pattern: Pattern, offset: int) -> Pattern:
        old = self._pattern(pattern.id)
        if old is not None:
            pattern = replace(pattern, version=old.version + 1)
        self._note(pattern, offset)
        return pattern

    def _note(self, pattern: Pattern, offset: int) -> None:
        if pattern.id in self._patterns:
            self._changed_at[self._patterns[pattern.id][1]].discard(pattern.id)
        self._patterns[pattern.id] = (pattern, offset)
        self._changed_at.setdefault(offset, set()).add(pattern.id)


def _own(trace: Trace) -> bool:
    """Whether the page itself posted it: what readers write ties no pages."""
    return trace.by_page and not trace.comment


def _share(trace: Trace) -> Share:
    return Share(trace.at, trace.page, trace.id)


def _copies(label: int) -> str:
    """A text with its near-copies as a thing that is pushed; no address looks like it."""
    return f"copy {label:x}"
