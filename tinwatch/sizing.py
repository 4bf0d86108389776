"""How many cores, processes, how much disk and memory a desk needs, from what a post was measured to cost (docs/sizing.md). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from topics.river import POSTS

DAY = 86_400.0
PEAK = 3.0
"""The busiest quarter of an hour beside the day's mean: an assumption of ours (evenings), to be replaced by what a desk sees."""

BUSY = 0.6
"""Of a core's time that is planned with; the rest is for peaks beyond that, restarts and catching up."""

ROOM = 1.3
"""Disk beside what the records take: merges, write-ahead logs, deleted documents that are not yet merged away."""

SHARD_BYTES, SHARD_DOCUMENTS = 50e9, 2e8
"""Elastic's advice for one shard; not measured here."""

MEMORY_TO_DISK = 30.0
"""Bytes of disk for one of memory on nodes that are searched all the time: Elastic's advice; half of the memory is heap. Not measured."""


@dataclass(frozen=True)
class Cost:
    """What one record costs, all that follows from it included; measured by `python -m benchmarks sizing`.

    `core` and `core_servers`: seconds of a core, embedded and with Kafka and Elasticsearch. `broker_days` and `kafka_days`: bytes in
    the broker's file, or in Kafka (one replica), times the days that each topic keeps them; without what is kept as long as a case.
    `index`: bytes in the embedded index, `elastic`: of a document, one copy.
    """

    core: float
    core_servers: float
    broker_days: float
    index: float
    kafka_days: float
    elastic: float


COMMENT = Cost(core=1.77e-3, core_servers=2.49e-3, broker_days=6_060, index=1_271, kafka_days=1_400, elastic=469)
"""Of 50 characters."""

POST = Cost(core=16.6e-3, core_servers=15.9e-3, broker_days=63_700, index=8_437, kafka_days=16_800, elastic=3_667)
"""Of 1,000 characters, one in ten with an alert: more than desks see."""

CASE, CASE_KAFKA = 1_770, 544
"""Bytes of a case in escalate's memory, in the broker's file and in Kafka."""


@dataclass(frozen=True)
class Load:
    """What comes in a day, and for how many days it is kept; `replicas`: copies in Elasticsearch beside the first."""

    posts: float
    comments: float
    keep_posts: int = 396
    keep_comments: int = 90
    keep_cases: int = 731
    cases: float = 0
    replicas: int = 1

    @property
    def daily(self) -> float:
        return self.posts + self.comments

    def each(self, of_post: float, of_comment: float) -> float:
        """A day's sum of what each post and each comment costs."""
        return self.posts * of_post + self.comments * of_comment


@dataclass(frozen=True)
class OneBox:
    """`cores` are those of its one process at the peak: above 1 it falls behind and catches up later, or servers are needed."""

    cores: float
    disk: float


@dataclass(frozen=True)
class Cluster:
    """`processes` that assess, at most one for each of posts.v1's partitions. Bytes; `memory` that of all Elasticsearch nodes."""

    cores: float
    processes: int
    partitions: int
    kafka: float
    elastic: float
    shards: int
    memory: float


def peak(load: Load) -> float:
    """Records a second in the busiest quarter of an hour."""
    return PEAK * load.daily / DAY


def one_box(load: Load) -> OneBox:
    cores = PEAK * load.each(POST.core, COMMENT.core) / DAY / BUSY
    kept = load.posts * load.keep_posts * POST.index + load.comments * load.keep_comments * COMMENT.index
    flowing = load.each(POST.broker_days, COMMENT.broker_days) + load.cases * load.keep_cases * CASE
    return OneBox(cores, ROOM * (kept + flowing))


def cluster(load: Load) -> Cluster:
    cores = PEAK * load.each(POST.core_servers, COMMENT.core_servers) / DAY / BUSY
    kept = load.posts * load.keep_posts, load.comments * load.keep_comments
    stored = kept[0] * POST.elastic + kept[1] * COMMENT.elastic
    elastic = ROOM * (1 + load.replicas) * stored
    return Cluster(
        cores=cores,
        processes=ceil(cores),
        partitions=max(POSTS.partitions, ceil(cores)),
        kafka=ROOM * 3 * (load.each(POST.kafka_days, COMMENT.kafka_days) + load.cases * load.keep_cases * CASE_KAFKA),
        elastic=elastic,
        shards=max(1, ceil(ROOM * stored / SHARD_BYTES), ceil(sum(kept) / SHARD_DOCUMENTS)),
        memory=elastic / MEMORY_TO_DISK,
    )
