"""The rows the reader learns from, each file with its licence: what may not ship does not train."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tinwatch.learning.desk.rows import LICENCE as DESK
from tinwatch.learning.desk.rows import harvested
from tinwatch.learning.making import ordinary_talk
from tinwatch.learning.samples import FILES, FOLDER, Missing, Sample, samples

Say = Callable[[str], None]

OWN = "the project's own"
SHIPPABLE = frozenset({OWN, "MIT", "BSD-3-Clause", "Apache-2.0", "CC BY 4.0", "CC0"})
"""Licences under which a model made from the rows may be passed on."""

FOREIGN = {"comments_mit": "MIT", "clickbait": "CC BY 4.0", "pages_dev": "none", "claims_en": "research use only"}
"""Folder of a file from outside the repository → its licence, as data.md has it. A folder that is not named has none."""

MEASURED = frozenset({"written_eval.jsonl"})
"""Files that only ever measure: they neither train nor choose anything."""


PREDICTIONS = FOLDER / "reader_folds.npz"
"""What readers of the folds said of the written rows, for the tables."""


class Refused(ValueError):
    """A file that must not train a model to be shipped; the message says why."""


@dataclass(frozen=True)
class Source:
    """One file of the data manifest: `digest` is the first 16 digits of its SHA-256."""

    name: str
    licence: str
    digest: str
    rows: int


def licence(file: Path) -> str:
    """The licence of a training file; raises Refused when it does not allow to ship what is learned from it."""
    if file.name in MEASURED:
        raise Refused(f"{file}: only measures, never trains")
    foreign = DESK if harvested(file) else FOREIGN.get(file.resolve().parent.name, "none that is known")
    known = OWN if file.resolve() in {own.resolve() for own in FILES} else foreign
    if known not in SHIPPABLE:
        raise Refused(f"{file}: licence {known}; a model to be shipped must not learn from it")
    return known


def source(file: Path, rows: int) -> Source:
    """Raises Refused, Missing."""
    known = licence(file)
    try:
        return Source(f"{file.parent.name}/{file.name}", known, hashlib.sha256(file.read_bytes()).hexdigest()[:16], rows)
    except FileNotFoundError as error:
        raise Missing(f"{file}: not there") from error


def rows(files: Sequence[Path] = FILES) -> tuple[list[Sample], list[Source]]:
    """Every sample of the files with the manifest; raises Refused before any file is read."""
    for file in files:
        licence(file)
    each = [samples((file,)) for file in files]
    return [sample for some in each for sample in some], [source(file, len(some)) for file, some in zip(files, each, strict=True)]


def data(background: Path | None, work: Path, shelf: MutableMapping[str, bytes], say: Say) -> tuple[list[Sample], list[Source]]:
    """All rows with their manifest; which comments are taken as ordinary talk is kept in the folder. Raises Refused, Missing."""
    if background is not None:
        source(background, 0)
    found, sources = rows()
    if background is None:
        return found, sources
    named = hashlib.sha256(json.dumps([asdict(one) for one in [*sources, source(background, 0)]]).encode()).hexdigest()[:16]
    file = work / f"ordinary-{named}.json"
    if not file.exists():
        taken = ordinary_talk(found, background, shelf, say)
        work.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([asdict(sample) for sample in taken], ensure_ascii=False), encoding="utf-8")
    more = [Sample(**row) for row in json.loads(file.read_text(encoding="utf-8"))]
    return [*found, *more], [*sources, source(background, len(more))]
