"""What an index says of a record that it will never take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A record the index will never take, and why; the caller sends it to the dead letters."""

    id: str
    reason: str
