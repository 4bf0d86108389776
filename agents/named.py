"""Names in a post that has signals: organisations, places, products. No persons: nothing that is kept of a post may list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from agents.look import Field
from enrichers.names.tagger import Names
from topics.records import Entity

KEPT = frozenset({"ORG", "PLACE", "PRODUCT"})
"""What of the model's finds an assessment may hold."""


def named(names: Names | None, fields: Sequence[Field]) -> Iterator[Entity]:
    """The names in all texts of a post that may be kept; nothing without a model."""
    if names is None:
        return
    for field in fields:
        for entity in names.find(field.folded.text, field.entities):
            if entity.type in KEPT:
                yield msgspec.structs.replace(entity, field=field.name)
