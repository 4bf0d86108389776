"""aiokafka's log, sparing with words: while Kafka is away it would say the same thirty times a second."""

from __future__ import annotations

import logging
import time

LOGGERS = ("aiokafka", "aiokafka.consumer.fetcher", "aiokafka.consumer.group_coordinator", "aiokafka.producer.sender")
EVERY = 10.0
"""Seconds until the same may be said again."""


class Sparing(logging.Filter):
    """Lets each message through once in a while, whatever it names."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now - self._said.get(str(record.msg), -EVERY) < EVERY:
            return False
        self._said[str(record.msg)] = now
        return True


_SPARING = {name: Sparing() for name in LOGGERS}


def install() -> None:
    """Applies to this process; a second call changes nothing."""
    for name, sparing in _SPARING.items():
        logging.getLogger(name).addFilter(sparing)
