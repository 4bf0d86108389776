"""Rows harvested from the desk: their file, the manifest beside it, and what may be made of them.

The file is JSON Lines as `tinwatch evaluate` reads them, with label, source and licence. It holds no id of a post, page or case.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from tinwatch.learning.samples import Sample, filled
from topics.records import Kind

LICENCE = "desk, not to be shipped"
KEPT = timedelta(days=30)
"""For how long a harvest may train: what was deleted or purged since must leave the next model."""

Label = Literal["confirmed", "false_alarm"]


class NoHarvest(ValueError):
    """This is no harvest that may train now; the message says why."""


class Row(msgspec.Struct, frozen=True):
    """What the desk said of one case. `id` follows from the text alone; `stance` is empty where the decision does not tell it."""

    id: str
    text: str
    kind: Kind
    code: str
    label: Label
    stance: str
    alert: bool
    register: str = "desk"
    source: str = "desk"
    licence: str = LICENCE

    @property
    def sample(self) -> Sample:
        return Sample(self.id, filled(self.text), self.kind, self.code, self.stance, self.alert, self.register)


class Manifest(msgspec.Struct, frozen=True):
    """`sha256` is that of the rows; `left_out` says why how many of the `cases` gave no row."""

    made_at: datetime
    sha256: str
    cases: int
    rows: dict[str, int]
    codes: dict[str, int]
    left_out: dict[str, int]
    licence: str = LICENCE


def row(text: str, kind: Kind, code: str, label: Label, stance: str) -> Row:
    return Row(f"desk:{hashlib.sha256(text.encode()).hexdigest()[:16]}", text, kind, code, label, stance, label == "confirmed")


def manifest_of(file: Path) -> Path:
    """Where the manifest of a file of rows lies."""
    return file.with_name(f"{file.name}.manifest.json")


def write(file: Path, rows: Sequence[Row], cases: int, left_out: Mapping[str, int], now: datetime) -> Manifest:
    """Both files, for this user only; the manifest last, so that rows without theirs are no harvest."""
    content = b"".join(msgspec.json.encode(one) + b"\n" for one in rows)
    counts, codes = _counted([one.label for one in rows]), _counted([one.code for one in rows])
    manifest = Manifest(now, hashlib.sha256(content).hexdigest(), cases, counts, codes, dict(sorted(left_out.items())))
    manifest_of(file).unlink(missing_ok=True)
    for path, lines in ((file, content), (manifest_of(file), msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")):
        draft = path.with_name(f"{path.name}.new")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(lines)
        draft.replace(path)
    return manifest


def harvested(file: str | Path) -> bool:
    """Whether rows of the desk are said to lie there."""
    return manifest_of(Path(file)).exists()


def read(file: Path, now: datetime) -> list[Row]:
    """The rows; raises NoHarvest for what was changed, lost its manifest or is too old, OSError."""
    if not harvested(file):
        raise NoHarvest(f"{file}: no manifest beside it; rows of the desk are made by `tinwatch model harvest`")
    content = file.read_bytes()
    try:
        manifest = msgspec.json.decode(manifest_of(file).read_bytes(), type=Manifest)
        rows = [msgspec.json.decode(line, type=Row) for line in content.splitlines()]
    except msgspec.DecodeError as error:
        raise NoHarvest(f"{file}: {error}") from error
    if hashlib.sha256(content).hexdigest() != manifest.sha256:
        raise NoHarvest(f"{file}: not the rows that its manifest is of")
    if now - manifest.made_at > KEPT:
        raise NoHarvest(f"{file}: older than {KEPT.days} days: harvest anew, so that what was deleted since trains nothing")
    return rows


def taught(rows: Sequence[Row]) -> dict[str, object]:
    """What a model that learned from the rows says of that (`File.facts`)."""
    return {"licence": LICENCE, "rows": len(rows), "ids": sorted(one.id for one in rows)}


def ids_taught(facts: Mapping[str, object]) -> frozenset[str]:
    """The rows that a model learned from, by its facts."""
    told = facts.get("desk")
    return frozenset(map(str, told["ids"])) if isinstance(told, dict) else frozenset()


def stays(facts: Mapping[str, object]) -> str:
    """Why a model with these facts must not be shipped; empty when nothing of the desk speaks against it."""
    return f"it learned from rows of the desk (licence: {LICENCE})" if "desk" in facts else ""


def _counted(names: Sequence[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}
