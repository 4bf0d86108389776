"""Floors under what the detectors do with the project's own sentences (tests/data/README.md), a little under the measured figures."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from agents.assessor import Assessor
from topics.records import Assessment, Page, Post

FILE = Path(__file__).parents[1] / "data" / "own_sentences.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
SIX = ("LOAN", "GAMBLE", "JOB", "AUTH", "GIFT", "HEALTH")
SITES = {"ADHEALTH": (26, 16), "LICENCE": (24, 12)}
CLAIMS = ("SAFETY", "DISASTER", "OFFICIAL", "FINRUM", "CONTEXT", "SYNTH")
LATER = ("INVEST", "DEPOSIT", "RECOVER", "CHARITY", "ADBAN", "IMPERS")
FLOOR: dict[str, dict[str, int]] = {
    "dev": {
        "LOAN": 18,
        "GAMBLE": 14,
        "JOB": 17,
        "AUTH": 16,
        "GIFT": 15,
        "HEALTH": 12,
        "INVEST": 10,
        "DEPOSIT": 8,
        "RECOVER": 6,
        "CHARITY": 5,
        "ADBAN": 6,
        "IMPERS": 5,
    },
    "held": {
        "LOAN": 9,
        "GAMBLE": 13,
        "JOB": 9,
        "AUTH": 9,
        "GIFT": 8,
        "HEALTH": 11,
        "INVEST": 4,
        "DEPOSIT": 5,
        "RECOVER": 8,
        "CHARITY": 7,
        "ADBAN": 7,
        "IMPERS": 5,
    },
}
"""Positives that must be found, per part and code."""

FALSE = {"dev": 1, "held": 3}
"""Most hard negatives and chatter that may alert."""


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], Assessment]]:
    assessor = Assessor()
    page = Page(id="t:p")
    return [(row, assessor.assess(Post(id=row["id"], kind=row["kind"], page=page, text=row["text"]))) for row in ROWS]


def test_the_file_is_what_its_readme_says() -> None:
    assert len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == len(ROWS)
    rows, alerting = Counter(row["code"] for row in ROWS), Counter(row["code"] for row in ROWS if row["alert"])
    assert (rows["-"], alerting["-"]) == (72, 0)
    assert {code: (rows[code], alerting[code]) for code in SIX} == dict.fromkeys(SIX, (50, 30))
    assert {code: (rows[code], alerting[code]) for code in LATER} == dict.fromkeys(LATER, (26, 16))
    assert {code: (rows[code], alerting[code]) for code in CLAIMS} == dict.fromkeys(CLAIMS, (26, 14))
    assert {code: (rows[code], alerting[code]) for code in SITES} == SITES
    assert all((hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 1) == (row["part"] == "held") for row in ROWS)


@pytest.mark.parametrize("part", FLOOR)
def test_it_finds_as_many_as_were_measured(judged: list[tuple[dict[str, Any], Assessment]], part: str) -> None:
    found = Counter(row["code"] for row, a in judged if row["part"] == part and row["alert"] and row["code"] in a.alert_codes)
    assert {code: found[code] for code in FLOOR[part] if found[code] < FLOOR[part][code]} == {}


@pytest.mark.parametrize("part", FALSE)
def test_it_alerts_on_few_of_the_rest(judged: list[tuple[dict[str, Any], Assessment]], part: str) -> None:
    false = [row["id"] for row, a in judged if row["part"] == part and not row["alert"] and a.alert_codes]
    assert len(false) <= FALSE[part], false


def test_ordinary_chatter_gives_no_signal(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    assert [(row["id"], [s.code for s in a.signals]) for row, a in judged if row["code"] == "-" and a.signals] == []


def test_a_post_mostly_carries_the_one_code_that_fits(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    several = [row["id"] for row, a in judged if row["code"] in SIX and row["alert"] and len(a.alert_codes) > 1]
    assert len(several) <= 16, several


@pytest.mark.parametrize(
    ("code", "part", "least"), [("ADHEALTH", "dev", 9), ("ADHEALTH", "held", 4), ("LICENCE", "dev", 5), ("LICENCE", "held", 1)]
)
def test_advertising_and_licence_are_found_as_often_as_was_measured(
    judged: list[tuple[dict[str, Any], Assessment]], code: str, part: str, least: int
) -> None:
    of = [(row, a) for row, a in judged if (row["code"], row["part"]) == (code, part)]
    assert sum(row["alert"] and code in a.alert_codes for row, a in of) >= least
    assert [row["id"] for row, a in of if not row["alert"] and code in a.alert_codes] == []
