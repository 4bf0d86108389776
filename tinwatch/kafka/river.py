"""Creates the topics of the river, and tells how those that exist differ from it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

from tinwatch.broker.errors import BrokerError
from tinwatch.broker.log import TopicSpec
from tinwatch.kafka.reach import Unwelcome
from topics.river import ASSESSED, DEAD_RETENTION, POSTS, RIVER

MOST_REPLICAS = 3
EXISTS, UNKNOWN = 36, 3
DENIED = (29, 31)
"""Kafka's codes: topic exists, topic unknown, not authorized for the topic, for the cluster."""

SPECS = (
    *(TopicSpec(t.name, t.partitions, t.retention, t.retention is None) for t in RIVER),
    *(TopicSpec(t.dead, 1, DEAD_RETENTION) for t in RIVER),
)


LONGEST_LAG = timedelta(days=7)
"""In which a compacted topic is to be rid of what was superseded."""

ORDERED = {topic.name for topic in RIVER} - {POSTS.name, ASSESSED.name}
"""Topics whose number of partitions must be ours: one that gives a total order, or as many as the table that they feed."""


@dataclass(frozen=True)
class Found:
    """A topic that exists: what it should be, its partitions, and of its configuration what this user may see."""

    spec: TopicSpec
    partitions: int
    config: Mapping[str, str]

    @property
    def differing(self) -> dict[str, tuple[str, str]]:
        """What is set and what should be, by the name of the setting."""
        wanted = config(self.spec)
        return {name: (self.config[name], wanted[name]) for name in wanted if self.config.get(name, wanted[name]) != wanted[name]}

    @property
    def difference(self) -> str:
        """One sentence, empty when there is none."""
        differs = [f"{self.partitions} partitions (asked for {self.spec.partitions})"] if self.partitions != self.spec.partitions else []
        differs += [f"{name}={is_} (asked for {should})" for name, (is_, should) in self.differing.items()]
        return f"topic {self.spec.name} has {', '.join(differs)}; `tinwatch topics alter` says what can be done" if differs else ""


async def ensure(admin: AIOKafkaAdminClient, specs: Sequence[TopicSpec] = SPECS) -> list[Found]:
    """Create what is missing, change nothing that exists; what differs, of which BrokerError when nothing can work so."""
    there = await partitions(admin, [spec.name for spec in specs])
    missing = [spec for spec in specs if spec.name not in there]
    if missing:
        await _create(admin, missing)
    kept = await configured(admin, [spec.name for spec in specs if spec.name in there])
    found = [Found(spec, there[spec.name], kept[spec.name]) for spec in specs if spec.name in there]
    useless = [one for one in found if one.spec.name in ORDERED and one.partitions != one.spec.partitions]
    if useless:
        raise BrokerError(f"{useless[0].difference}; with other partitions than these the order of its records is lost")
    return [one for one in found if one.difference]


async def partitions(admin: AIOKafkaAdminClient, names: Iterable[str]) -> dict[str, int]:
    """How many partitions each of these topics has; those that do not exist are left out."""
    found = {}
    for topic in await admin.describe_topics(list(names)):
        if topic["error_code"] == UNKNOWN:
            continue
        if topic["error_code"] in DENIED:
            raise Unwelcome(f"this user may not see topic {topic['topic']}: it needs Describe, Read and Write on it")
        if topic["error_code"] and topic["error_code"] != 5:  # 5: a leader is still being chosen
            raise BrokerError(f"topic {topic['topic']}: {for_code(topic['error_code']).__name__}")
        found[topic["topic"]] = len(topic["partitions"])
    return found


async def _create(admin: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> None:
    """Create topics; another process may be doing the same at this moment."""
    replicas = min(MOST_REPLICAS, len((await admin.describe_cluster())["brokers"]))
    wanted = [NewTopic(spec.name, spec.partitions, replicas, topic_configs=config(spec)) for spec in specs]
    for name, code, *reason in (await admin.create_topics(wanted)).topic_errors:
        if code in DENIED:
            raise Unwelcome(f"this user may not create topic {name}: it needs Create on it, or somebody else creates it")
        if code not in (0, EXISTS):
            raise BrokerError(f"topic {name} could not be created: {reason[0] if reason and reason[0] else for_code(code).__name__}")
    async with asyncio.timeout(30):  # the answer comes before every broker knows of them
        while len(await partitions(admin, [spec.name for spec in specs])) < len(specs):  # noqa: ASYNC110 - it happens in Kafka
            await asyncio.sleep(0.1)


def config(spec: TopicSpec) -> dict[str, str]:
    """What Kafka is told of a topic."""
    size = {"max.message.bytes": "4100000"}  # a little over what the producer sends at most (tinwatch/app.py)
    if spec.compact:  # what was superseded or deleted may go late, not never: a quiet topic would keep it
        return {"cleanup.policy": "compact", "max.compaction.lag.ms": str(_milliseconds(LONGEST_LAG)), **size}
    return {"cleanup.policy": "delete", "retention.ms": str(_milliseconds(spec.retention)), **size}


def _milliseconds(retention: timedelta | None) -> int:
    return -1 if retention is None else int(retention.total_seconds() * 1000)


async def configured(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """Policy and retention of each topic; nothing for one that this user may not look into."""
    if not names:
        return {}
    asked = dict.fromkeys(("cleanup.policy", "retention.ms", "max.compaction.lag.ms", "max.message.bytes"), "")
    resources = [ConfigResource(ConfigResourceType.TOPIC, name, asked) for name in names]
    found: dict[str, Mapping[str, str]] = {name: {} for name in names}
    for answer in await admin.describe_configs(resources):
        for _, _, _, name, entries in answer.resources:
            found[name] = {entry[0]: entry[1] for entry in entries}
    return found
