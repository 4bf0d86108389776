"""The releases of Faust and aiokafka whose code was read for what is replaced of them here (docs/decisions/0006-kafka-delivery.md).

tinwatch/acked.py, tinwatch/broker/, tinwatch/kafka/ override private parts. A later patch release is let through, and fails a test until
somebody has read it; another minor release is refused: a delivery that no longer fits loses records without a word.
"""

from __future__ import annotations

from importlib.metadata import version

READ = {"faust-streaming": "0.15.3", "aiokafka": "0.14.0"}


class Unread(RuntimeError):
    """A release of which nobody has looked whether our corrections still fit."""


def check(name: str) -> None:
    """Unread when another minor release of this distribution is installed."""
    read, installed = READ[name], version(name)
    minor = read[: read.rindex(".") + 1]
    if not installed.startswith(minor):
        raise Unread(
            f"{name} {installed} is installed; what tinwatch replaces of it was read in {read}: look whether it still fits {minor}x"
        )
