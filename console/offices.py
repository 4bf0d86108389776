"""Which office a place's alerts go to, by the table that the desk owns (docs/places.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from topics.records import Place

MOST = 5
"""Offices named on one card."""


@dataclass(frozen=True)
class Office:
    name: str
    contact: str = ""


class Offices:
    """`by_unit`: code of a commune, or full name of a province of today → the office that answers for it."""

    def __init__(self, by_unit: Mapping[str, Office] | None = None) -> None:
        self._by_unit = dict(by_unit or {})

    def __len__(self) -> int:
        return len(self._by_unit)

    def of(self, places: Iterable[Place]) -> tuple[Office, ...]:
        """Each office once, in the order of the places: a commune's own where the table has one, else its province's."""
        units = [place.unit for place in places if place.unit]
        found = (self._by_unit.get(unit.code) or self._by_unit.get(unit.province) for unit in units)
        return tuple(dict.fromkeys(office for office in found if office))[:MOST]
