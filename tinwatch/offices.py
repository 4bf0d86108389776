"""The desk's table of offices: CSV with `unit,office,contact`, where a unit is a code or a name of today's map."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from console.offices import Office, Offices
from enrichers.gazetteer import gazetteer
from enrichers.places import places
from enrichers.places_reading import unit_of
from tinwatch.settings import SettingError
from topics.records import Unit

LEAST = 0.7
"""Confidence with which a name in the table must be read."""


def offices(file: str) -> Offices:
    """The table of that file, an empty one without a file; SettingError names file, line and what would do."""
    return Offices({_key(unit): office for _, unit, office in rows(file)} if file else {})


def rows(file: str) -> Iterator[tuple[str, Unit, Office]]:
    """Unit as written, unit as understood, office, for each line; raises SettingError at the first that cannot be used."""
    try:
        lines = Path(file).expanduser().read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: {getattr(error, 'strerror', None) or 'is no text'}") from None
    yield from _read(file, lines)


def _read(file: str, lines: Iterable[str]) -> Iterator[tuple[str, Unit, Office]]:
    table = csv.DictReader(lines)
    if not {"unit", "office"} <= set(table.fieldnames or ()):
        raise SettingError(f"{file}: the first line must name the columns unit, office and, if wanted, contact")
    taken: dict[str, int] = {}
    for row in table:
        unit = _unit((row["unit"] or "").strip())
        name = (row["office"] or "").strip()
        if unit is None or not name:
            wrong = "has no office" if unit else f"{row['unit']!r} is no province or commune of today; a commune needs its province or code"
            raise SettingError(f"{file}, line {table.line_num}: {wrong}")
        if _key(unit) in taken:
            raise SettingError(f"{file}, line {table.line_num}: {unit.name} stands in line {taken[_key(unit)]} already")
        taken[_key(unit)] = table.line_num
        yield row["unit"].strip(), unit, Office(name, (row.get("contact") or "").strip())


def _key(unit: Unit) -> str:
    return unit.province if unit.level == "province" else unit.code


def _unit(written: str) -> Unit | None:
    """The one unit a name or code stands for; an old district is none, for its communes may go to several offices."""
    known = gazetteer().codes.get(written)
    if known is not None:
        return unit_of(known)
    found = places(f"Tại {written}")
    if len(found) != 1 or found[0].confidence < LEAST or found[0].text != written:
        return None
    unit = found[0].unit
    return None if unit is None or (unit.level == "province" and found[0].alternatives) else unit
