"""What comes back from Elasticsearch, as records."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from topics.records import decode

R = TypeVar("R", bound=Struct)


def recorded(hit: dict[str, Any], kind: type[R]) -> R:
    """The record kept in a hit or a got document."""
    return decode(msgspec.json.encode(hit["_source"]["record"]), kind)
