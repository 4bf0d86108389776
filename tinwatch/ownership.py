"""Which part of the river this process has now: what must be done by one process alone is done by whoever has a topic's one partition."""

from __future__ import annotations

import faust
from faust.exceptions import ConsumerNotStarted

from topics.river import Topic


def owns(app: faust.App, topic: Topic) -> bool:
    """Whether a partition of this topic is this process's, and its tables have been read."""
    try:
        return any(place.topic == topic.name for place in app.consumer.assignment()) and not app.tables.recovery.in_recovery
    except ConsumerNotStarted:
        return False
