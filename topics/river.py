"""Where it travels: every topic with key, partitions and retention, in the order of the flow.

One partition means one total order: judge sees all signals in one sequence, so grouping does not depend on the number of workers, and an
alert's offset is its version and the live feed's resume point. Only what deserves an alert gets there, so one partition carries a nation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from msgspec import Struct

from alerts.grouping import Story
from topics.cases import Case, Entry, Event, Notice
from topics.letters import Letter
from topics.mutes import Muted
from topics.originals import Citation, Cited, Look
from topics.patterns import Memory, Pattern, Traces
from topics.records import Alert, Assessed, Post
from topics.threads import Parent
from topics.watchlist import Course, PageHealth, Removal, Round, Trouble, Watched


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


WATCHES = Topic("watches.v1", Watched, "page.id", 12, timedelta(days=7), "what the desk writes down about the pages it watches")
ERRANDS = Topic("errands.v1", Watched, "page.id", 1, None, "the watch-list as the collectors are to follow it")
COURSES = Topic("courses.v1", Course, "page.id", 1, None, "collect's memory: pages, posts looked at again, quotas; changelog of its table")
ROUNDS = Topic("rounds.v1", Round, "page.id", 12, timedelta(days=2), "what each visit of a collector to a page brought")
REMOVALS = Topic("removals.v1", Removal, "page.id", 12, timedelta(days=7), "posts and comments that their platform no longer shows")
POSTS = Topic("posts.v1", Post, "page.id", 12, timedelta(days=7), "posts and comments; one key per page, so that a page's order holds")
THREADS = Topic("threads.v1", Parent, "partition of posts.v1, post.id", 12, None, "assess's memory: posts that comments stand under")
CITATIONS = Topic("citations.v1", Citation, "original's address", 1, timedelta(days=7), "posts that may be copies of a press article")
LOOKS = Topic("looks.v1", Look, "original's address", 1, timedelta(days=2), "what each look at an original or a copy of it found")
ORIGINALS = Topic(
    "originals.v1", Cited, "original's address", 1, None, "recheck's memory: originals, looks, copies; changelog of its table"
)
ASSESSED = Topic("assessed.v1", Assessed, "page.id", 12, timedelta(days=2), "every post with its assessment, on its way to the index")
SIGNALS = Topic("signals.v1", Assessed, "page.id", 1, timedelta(days=7), "only the posts that deserve an alert")
MUTES = Topic("mutes.v1", Muted, "case.id", 1, None, "judge's memory: pages with codes that the desk muted; changelog of its table")
ALERTS = Topic("alerts.v1", Alert, "alert.id", 1, timedelta(days=90), "every version of every alert")
STORIES = Topic("stories.v1", Story, "alert.id", 1, None, "judge's memory: the open stories, changelog of its table")
DECISIONS = Topic("decisions.v1", Event, "case.id", 1, timedelta(days=30), "what people and clocks do to cases, in one order for all")
DOSSIERS = Topic("dossiers.v1", Case, "case.id", 1, None, "escalate's memory: every case, and where the audit log stands; changelog")
CASES = Topic("cases.v1", Case, "case.id", 1, timedelta(days=7), "every version of every case")
NOTICES = Topic("notices.v1", Notice, "case.id", 1, timedelta(days=7), "what the desk should hear of")
LETTERS = Topic("letters.v1", Letter, "letter.id", 1, None, "notify's memory: what each channel has to tell whom; changelog")
ENTRIES = Topic("entries.v1", Entry, "entry.seq", 1, timedelta(days=5 * 365 + 1), "the audit log, a hash chain; kept for five years")
SIGHTINGS = Topic("sightings.v1", PageHealth, "page.id", 12, timedelta(days=1), "which pages a batch of posts came from, and their times")
PAGES = Topic("pages.v1", PageHealth, "page.id", 12, None, "when each page was last heard of, changelog of watch's table")
TROUBLES = Topic("troubles.v1", Trouble, "trouble.key", 1, None, "what holds up collecting, as the desk was told of it")
TRACES = Topic("traces.v1", Traces, "posts.v1 partition", 1, timedelta(days=2), "what of each post matters beside others, a batch a record")
MEMORIES = Topic("memories.v1", Memory, "offset in traces.v1", 1, None, "gather's memory: the batches in its window, changelog")
PATTERNS = Topic(
    "patterns.v1", Pattern, "pattern.id", 1, timedelta(days=90), "every version of each group of copies or pages and each burst"
)

RIVER: tuple[Topic, ...] = (
    WATCHES,
    ERRANDS,
    COURSES,
    POSTS,
    ROUNDS,
    REMOVALS,
    THREADS,
    CITATIONS,
    LOOKS,
    ORIGINALS,
    ASSESSED,
    SIGNALS,
    STORIES,
    MUTES,
    ALERTS,
    DECISIONS,
    DOSSIERS,
    CASES,
    NOTICES,
    LETTERS,
    ENTRIES,
    SIGHTINGS,
    PAGES,
    TROUBLES,
    TRACES,
    MEMORIES,
    PATTERNS,
)
"""In the order of the flow: a worker is idle when each, in this order, has nothing uncommitted."""

DEAD_RETENTION = timedelta(days=30)


def by_name(name: str) -> Topic:
    """The topic called `name`; KeyError when the river has none."""
    return {topic.name: topic for topic in RIVER}[name]
