"""The memory of posts that their comments are read under: bounded, and in the agent kept by a changelog (docs/decisions/0011)."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from agents.asked import Asked
from agents.assessor import Assessor
from topics.records import Assessment, Post, decode, encode
from topics.threads import Parent

MOST = 20_000
"""Posts remembered by one worker, 200 bytes to 1.5 kB each; the oldest make room."""


class Threads:
    """Assesses posts in their order, each comment under what is known of the post above it."""

    def __init__(self, data: MutableMapping[bytes, bytes] | None = None, most: int = MOST) -> None:
        """`data`: key → Parent, encoded, in the order of writing. A key names the lane (the partition of posts.v1) and the post."""
        self._data: MutableMapping[bytes, bytes] = {} if data is None else data
        self._most = most

    def assess(self, assessor: Assessor, post: Post) -> Assessment:
        return self.step(assessor, assessor.read(assessor.look_at(post)))[0]

    def step(self, assessor: Assessor, asked: Asked, lane: int = 0) -> tuple[Assessment, dict[str, bytes | None]]:
        """The assessment, and what the memory changed for it: key → what is remembered now, None when nothing is any more."""
        post = asked.post
        known = self._data.get(f"{lane}/{post.parent}".encode()) if post.kind == "comment" and post.parent else None
        assessment, parent = assessor.in_thread(asked, decode(known, Parent) if known else None)
        if post.kind == "comment":
            return assessment, {}
        return assessment, dict(self._changes(f"{lane}/{post.id}", encode(parent) if parent else None))

    def _changes(self, key: str, value: bytes | None) -> Iterator[tuple[str, bytes | None]]:
        if self._data.get(key.encode()) == value:
            return
        self._data.pop(key.encode(), None)
        if value is not None:
            self._data[key.encode()] = value
        yield key, value
        while len(self._data) > self._most:
            oldest = next(iter(self._data))
            self._data.pop(oldest)
            yield oldest.decode(), None


def lane_of(key: str) -> int:
    return int(key.partition("/")[0])
