"""The project's own training sentences (examples/training/own_*.jsonl): format, labels, and nothing that belongs to anybody."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from detectors.denied import denied
from tinwatch.learning.folds import folds
from tinwatch.learning.samples import WRITTEN, samples
from topics.records import CODES

FOLDER = Path(__file__).parents[2] / "examples" / "training"
FILES = sorted(FOLDER.glob("own_*.jsonl"))
ROWS: list[dict[str, Any]] = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
FIELDS = ["id", "text", "kind", "code", "stance", "alert", "key", "register"]
STANCES = {"PROMOTE", "WARN", "DEBUNK", "REPORT", "VICTIM", "ASK", "JOKE", "OPINION", "NONE"}
REGISTERS = {"chat", "teencode", "no_diacritics", "regional", "obfuscated", "official", "news", "ad", "long"}
LEAST = 35
"""Positives, and hard negatives, of each code."""

_DIGITS = re.compile(r"(?<![\d.,])\d(?:[ .\-]?\d){7,}(?![\d])")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
_DOMAIN = re.compile(r"\b[\w-]+\.(?:com|vn|net|org|info|top|xyz|vip|cc|me|io|app|shop|online|site|club|win|tv|news|link)\b")


def test_each_row_says_what_it_is() -> None:
    for row in ROWS:
        assert wrong(row) == [], row["id"]


def wrong(row: dict[str, Any]) -> list[str]:
    """What does not hold of the row."""
    holds = {
        "fields": list(row) == FIELDS,
        "id": bool(re.fullmatch(r"OS\d{5}", row["id"])),
        "kind": row["kind"] in {"post", "comment"},
        "code": row["code"] in {*CODES, "-"} - {"CLICKBAIT"},
        "stance": row["stance"] in STANCES,
        "register": row["register"] in REGISTERS,
        "alert": row["alert"] is (row["stance"] == "PROMOTE") and not (row["alert"] and row["code"] == "-"),
        "key": row["key"] in row["text"] if row["key"] else row["code"] == "-",
    }
    return [name for name, held in holds.items() if not held]


def test_no_number_or_address_can_be_anybodys() -> None:
    for row in ROWS:
        for found in _DIGITS.findall(row["text"]):
            plain = re.sub(r"\D", "", found)
            assert re.fullmatch(r"09000000\d\d|000\d+", plain) or _GROUPED.fullmatch(found.strip()), (row["id"], found)
        assert not _DOMAIN.search(row["text"]), row["id"]


def test_no_row_is_there_twice_or_nearly_nor_copies_what_was_written_before() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)
    before = samples(WRITTEN)
    many = 2**8
    group = folds([s.id for s in before] + ids, [s.text for s in before] + [row["text"] for row in ROWS], many)
    alone = folds(ids, [f"{id_} {id_} {id_}" for id_ in ids], many)
    assert list(group[len(before) :]) == list(alone)


def test_every_code_has_enough_of_both_and_no_stance_is_rare() -> None:
    count = Counter((row["code"], row["alert"]) for row in ROWS)
    few = {(code, alert): count[code, alert] for code in set(CODES) - {"CLICKBAIT"} for alert in (True, False)}
    assert {key: n for key, n in few.items() if n < LEAST} == {}
    stance = Counter(row["stance"] for row in ROWS)
    assert min(stance[name] for name in STANCES) > 100
    assert stance["PROMOTE"] <= len(ROWS) / 2


def test_no_positive_is_about_a_viewpoint() -> None:
    assert list(denied(row["text"] for row in ROWS if row["alert"])) == []
