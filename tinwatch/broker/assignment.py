"""Faust's own partition assignor, asked with one member: this process gets everything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from faust.types import TP

from tinwatch.broker.log import Log

MEMBER = "embedded"


class Cluster:
    """What the assignor wants to know of a Kafka cluster."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        """The topic's partitions; None when there is no such topic."""
        count = self._log.partitions(topic)
        return None if count is None else set(range(count))


def assign(app: Any, log: Log, topics: Iterable[str]) -> set[TP]:
    """The partitions that this process is to consume; the assignor remembers which of them are changelogs."""
    assignor = app.assignor
    metadata = assignor.metadata(set(topics))
    assignment = assignor.assign(Cluster(log), {MEMBER: metadata})[MEMBER]
    assignor.on_assignment(assignment)
    return {TP(topic, partition) for topic, partitions in assignment.assignment for partition in partitions}
