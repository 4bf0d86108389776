"""The labelled sentences the alert model learns from, all written for this project and in this repository."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from topics.records import Page, Post

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "training"
WRITTEN = (FOLDER / "written_scams.jsonl", FOLDER / "written_claims.jsonl")
"""What the folds are judged on; the other files are only learned from."""

FILES = (*WRITTEN, FOLDER / "labelled.tsv", ROOT / "tests" / "data" / "own_sentences.jsonl", *sorted(FOLDER.glob("own_*.jsonl")))

FILL = {
    "{PHONE}": "0900 000 000",
    "{URL}": "http://vi-du-thu.example/dk",
    "{ACC}": "0000 1111 2222",
    "{BANK}": "VCB",
    "{HANDLE}": "@vidu_thu",
    "{EMAIL}": "abc@abc-xyz.example",
    "{DOMAIN}": "abc-xyz.example",
    "{NAME}": "Vân",
}
"""What stands in for the placeholders of the labelled sentences: numbers that nobody can have, names kept for examples."""

_STANCES = {
    "POS": "PROMOTE",
    "NEG:warning": "WARN",
    "NEG:factcheck": "DEBUNK",
    "NEG:news": "REPORT",
    "NEG:satire": "JOKE",
    "NEG:legit": "NONE",
    "NEG:victim": "VICTIM",
    "NEG:ask": "ASK",
    "NEG:opinion": "OPINION",
}
_SAME = {"ASSERT": "PROMOTE", "-": "NONE"}


class Missing(FileNotFoundError):
    """Training data that is not there: it is in the repository, not in the installed package."""


@dataclass(frozen=True)
class Sample:
    """`written` rows are judged in folds; `held` ones were not read by those who wrote the rules (docs/detection.md)."""

    id: str
    text: str
    kind: str
    code: str
    stance: str
    alert: bool
    register: str
    written: bool = False
    held: bool = False

    @property
    def post(self) -> Post:
        comment = self.kind == "comment"
        return Post(
            id=self.id, kind="comment" if comment else "post", page=Page(id="train"), text=self.text, parent="p" if comment else None
        )


class _Line(msgspec.Struct):
    id: str
    text: str
    code: str
    stance: str
    alert: bool
    kind: str = "post"
    register: str = ""


def samples(files: tuple[Path, ...] = FILES) -> list[Sample]:
    """Every sample of the files, in their order; raises Missing when one is not there, ValueError when a line cannot be read."""
    return [sample for file in files for sample in (_table(file) if file.suffix == ".tsv" else _lines(file))]


def digests(files: tuple[Path, ...] = FILES) -> dict[str, str]:
    """File name → the first 16 digits of its SHA-256."""
    return {file.name: hashlib.sha256(_bytes(file)).hexdigest()[:16] for file in files}


def _lines(file: Path) -> Iterator[Sample]:
    written = file in WRITTEN
    for number, line in enumerate(_bytes(file).splitlines(), 1):
        try:
            row = msgspec.json.decode(line, type=_Line)
        except msgspec.DecodeError as error:
            raise ValueError(f"{file}:{number}: {error}") from error
        held = written and hashlib.sha256(row.id.encode()).digest()[0] % 10 >= 6
        stance = _SAME.get(row.stance, row.stance)
        yield Sample(row.id, filled(row.text), row.kind, row.code, stance, row.alert, row.register, written, held)


def _table(file: Path) -> Iterator[Sample]:
    rows = csv.DictReader(_bytes(file).decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        alert = row["kind"] == "POS" and row["code"] != "CLICKBAIT"
        yield Sample(row["id"], filled(row["text"]), "post", row["code"], _STANCES[row["kind"]], alert, "labelled")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise Missing(f"{file}: not there. The training data is in the repository: train in a checkout") from error


def filled(text: str) -> str:
    """The text with its placeholders filled."""
    for name, value in FILL.items():
        text = text.replace(name, value)
    return text
