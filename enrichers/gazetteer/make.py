"""Makes units.txt.gz of the two public sources: `python -m enrichers.gazetteer.make FOLDER` (docs/places.md names and hashes the files).

The units of today are those of units_34_3321.json; the table of the merger only says what became of the old ones. Where the table
still has a code that the units no longer have, the unit of the same name in the same province is meant.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from enrichers.gazetteer import TYPES

UNITS = "units_34_3321.json"
TABLE = "convert_legacy_2025.csv.gz"
TARGET = Path(__file__).with_name("units.txt.gz")


def lines(units: list[dict[str, Any]], table: Iterator[dict[str, str]]) -> Iterator[str]:
    """One unit a line, under the one it belongs to. `P`, `C`: province and commune of today; `p`, `d`, `c`: the old three levels.

    An old commune names the codes of its heirs; a district without communes, an island, stands for its only one.
    """
    codes: dict[tuple[str, str], str] = {}
    known: set[str] = set()
    for province in units:
        yield f"P\t{province['Code']}\t{province['FullName']}"
        for unit in province["Wards"]:
            yield f"C\t{unit['Code']}\t{titled(unit['FullName'])}"
            codes[province["Code"], unit["FullName"]] = unit["Code"]
            known.add(unit["Code"])
    old: dict[tuple[str, str], dict[str, dict[str, list[str]]]] = {}
    for row in table:
        code = row["newWardCode"] if row["newWardCode"] in known else codes[row["newProvinceCode"], row["newWard"]]
        districts = old.setdefault((row["province"], row["newProvinceCode"]), {})
        district = titled(row["district"])
        name = titled(row["ward"]) or district
        heirs = districts.setdefault(district, {}).setdefault(name, [])
        if code not in heirs:
            heirs.append(code)
    for (name, code), districts in old.items():
        yield f"p\t{code}\t{name}"
        for district, communes in districts.items():
            yield f"d\t\t{district}"
            for commune, heirs in communes.items():
                yield f"c\t{' '.join(heirs)}\t{commune}"


def titled(full: str) -> str:
    """A full name with the word for what it is written as everywhere: the sources have Thị Xã and xã as well."""
    kind = next((one for one in TYPES if full.lower().startswith(one.lower() + " ")), "")
    return kind + full[len(kind) :]


def make(folder: Path) -> bytes:
    """The content of units.txt.gz; the same bytes for the same sources."""
    with gzip.open(folder / TABLE, "rt", encoding="utf-8-sig", newline="") as table:
        body = "\n".join(lines(json.loads((folder / UNITS).read_text("utf-8")), csv.DictReader(table)))
    sources = "".join(f"# {name} sha256 {sha256((folder / name).read_bytes()).hexdigest()}\n" for name in (UNITS, TABLE))
    return gzip.compress(f"# gazetteer 1\n{sources}{body}\n".encode(), mtime=0)


if __name__ == "__main__":
    TARGET.write_bytes(make(Path(sys.argv[1])))
