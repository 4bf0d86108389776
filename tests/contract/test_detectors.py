"""What every detector promises. A file dropped into detectors/ is held to it without being named here."""

from __future__ import annotations

import time
import unicodedata
from types import ModuleType

import pytest

from agents.assessor import Assessor, families, judges
from detectors import cues
from topics.records import CODES, Page, Post

JUDGES = judges()
BUDGET = 0.06
"""Seconds for 2,000 letters of nothing but cues, the worst there is; an ordinary comment takes a tenth of a millisecond."""


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


def post(text: str) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)


def cases(name: str) -> list[object]:
    return [
        pytest.param(judge.module, text, id=f"{judge.name}-{i}") for judge in JUDGES for i, text in enumerate(getattr(judge.module, name))
    ]


modules = pytest.mark.parametrize("module", [judge.module for judge in JUDGES], ids=[judge.name for judge in JUDGES])


def test_the_six_codes_of_the_first_release_are_there() -> None:
    assert {judge.code for judge in JUDGES} >= {"LOAN", "GAMBLE", "JOB", "AUTH", "GIFT", "HEALTH"}


@modules
def test_it_says_what_it_sees_and_how_bad_that_is(module: ModuleType) -> None:
    assert module.CODE in CODES
    assert module.HARM in range(5)
    assert isinstance(module.VERSION, str)
    assert module.VERSION
    assert len((module.__doc__ or "").split()) > 10
    assert "Not meant:" in (module.__doc__ or "")
    assert len(module.CATCHES) >= 3
    assert len(module.IGNORES) >= 3


@modules
def test_its_cue_families_belong_to_known_groups(module: ModuleType) -> None:
    assert {cues.group(family) for family in module.CUES} <= cues.GROUPS.keys()


@modules
def test_it_asks_only_for_cues_that_exist(module: ModuleType) -> None:
    known = set(families([cues, *(judge.module for judge in JUDGES)])) | cues.SITES
    asked = {name for meeting in getattr(module, "WHEN", ()) for cue in meeting for name in cue.removeprefix("-").split("|")}
    assert {name for name in asked if "." in name} <= known
    assert {name for name in asked if "." not in name} <= cues.GROUPS.keys()


@pytest.mark.parametrize(("module", "text"), cases("CATCHES"))
def test_it_catches(assessor: Assessor, module: ModuleType, text: str) -> None:
    assessment = assessor.assess(post(text))
    assert module.CODE in assessment.alert_codes, (assessment.stance, assessment.signals)
    signal = next(signal for signal in assessment.signals if signal.code == module.CODE)
    assert 0 < signal.score <= 1
    assert all(0 <= mark.start < mark.end <= len(text) for mark in signal.evidence)
    assert len({mark.why for mark in signal.evidence}) > 1, "one group of cues alone is only vocabulary"


@pytest.mark.parametrize(("module", "text"), cases("IGNORES"))
def test_it_ignores(assessor: Assessor, module: ModuleType, text: str) -> None:
    assert module.CODE not in assessor.assess(post(text)).alert_codes


@pytest.mark.parametrize(("module", "text"), cases("CATCHES"))
def test_it_catches_the_same_without_accents(assessor: Assessor, module: ModuleType, text: str) -> None:
    """UNLIKE tells look-alikes apart by their accents; it must not take the unaccented spelling with it."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch)).replace("đ", "d").replace("Đ", "D")
    assert module.CODE in assessor.assess(post(bare)).alert_codes


@modules
def test_it_keeps_its_time_budget(assessor: Assessor, module: ModuleType) -> None:
    text = (" ".join(module.CATCHES + module.IGNORES) + " ") * 20
    assessor.assess(post(text[:2000]))
    start = time.thread_time()
    for _ in range(5):
        assessor.assess(post(text[:2000]))
    assert (time.thread_time() - start) / 5 < BUDGET


def test_a_family_has_one_home() -> None:
    twice = ModuleType("twice")
    twice.CUES = {"offer.x": ("a",)}  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="offer"):
        families([twice, twice])
