"""Champion and challenger put before decided cases that are new to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.assessor import Assessor
from tinwatch.learning.desk.judging import Judged
from tinwatch.learning.desk.rows import Row, ids_taught
from tinwatch.learning.folds import groups

Served = tuple[Assessor, Mapping[str, object]]
"""A model as it would serve, and the facts in its file."""


def tried(rows: Sequence[Row], champion: Served, challenger: Served) -> tuple[list[Judged], int]:
    """What both would have done about each row that neither learned from, nor from a near-copy; and how many were left out for that."""
    fresh = unknown(rows, ids_taught(champion[1]) | ids_taught(challenger[1]))
    judged = [Judged(row.alert, *(bool(who.assess(row.sample.post).alert_codes) for who, _ in (champion, challenger))) for row in fresh]
    return judged, len(rows) - len(fresh)


def unknown(rows: Sequence[Row], taught: frozenset[str]) -> list[Row]:
    """The rows that are not among those taught and no near-copy of one that is."""
    group = groups([row.text for row in rows])
    known = {first for row, first in zip(rows, group, strict=True) if row.id in taught}
    return [row for row, first in zip(rows, group, strict=True) if first not in known]
