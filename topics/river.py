"""Where it travels: every topic with key, partitions and retention, in the order of the flow.

One partition means one total order: judge sees all signals in one sequence, so grouping does not depend on the number of workers, and an
alert's offset is its version and the live feed's resume point. Only what deserves an alert gets there, so one partition carries a nation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from msgspec import Struct

from alerts.grouping import Story
from topics.patterns import Memory, Pattern, Traces
from topics.records import Alert, Assessed, PageHealth, Post


@dataclass(frozen=True)
class Topic:
    """`retention` is None where a topic is compacted: the newest record of each key stays for ever."""

    name: str
    value: type[Struct]
    key: str
    partitions: int
    retention: timedelta | None
    doc: str

    @property
    def dead(self) -> str:
        """Where records of this topic go that cannot be used, with the reason and the source position in the headers."""
        return f"{self.name}.dead"


POSTS = Topic("posts.v1", Post, "page.id", 12, timedelta(days=7), "posts and comments; one key per page, so that a page's order holds")
ASSESSED = Topic("assessed.v1", Assessed, "page.id", 12, timedelta(days=2), "every post with its assessment, on its way to the index")
SIGNALS = Topic("signals.v1", Assessed, "page.id", 1, timedelta(days=7), "only the posts that deserve an alert")
ALERTS = Topic("alerts.v1", Alert, "alert.id", 1, timedelta(days=90), "every version of every alert")
STORIES = Topic("stories.v1", Story, "alert.id", 1, None, "judge's memory: the open stories, changelog of its table")
SIGHTINGS = Topic("sightings.v1", PageHealth, "page.id", 12, timedelta(days=1), "which pages a batch of posts came from, and their times")
PAGES = Topic("pages.v1", PageHealth, "page.id", 12, None, "when each page was last heard of, changelog of watch's table")
TRACES = Topic("traces.v1", Traces, "posts.v1 partition", 1, timedelta(days=2), "what of each post matters beside others, a batch a record")
MEMORIES = Topic("memories.v1", Memory, "offset in traces.v1", 1, None, "gather's memory: the batches in its window, changelog")
PATTERNS = Topic(
    "patterns.v1", Pattern, "pattern.id", 1, timedelta(days=90), "every version of each group of copies or pages and each burst"
)

RIVER: tuple[Topic, ...] = (POSTS, ASSESSED, SIGNALS, STORIES, ALERTS, SIGHTINGS, PAGES, TRACES, MEMORIES, PATTERNS)
"""In the order of the flow: a worker is idle when each, in this order, has nothing uncommitted."""

DEAD_RETENTION = timedelta(days=30)


def by_name(name: str) -> Topic:
    """The topic called `name`; KeyError when the river has none."""
    return {topic.name: topic for topic in RIVER}[name]
