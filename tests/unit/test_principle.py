"""The product judges facts that evidence can settle, never viewpoints: no name, code, field or cue may aim at one (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import detectors
import enrichers.stance
from agents.assessor import judges
from detectors import cues
from detectors.denied import PERSONS, aims, denied, person, plain, points_at
from enrichers import patterns as reading
from topics import records

TOLERATED = frozenset({"theo minh quan diem ca nhan", "quan diem ca nhan"})
"""How people mark their own view: a cue that silences alerts. The stance families may hold it, nothing that detects may."""


def detecting() -> Iterator[str]:
    """All that the detectors show or look for: names, labels, patterns, documentation."""
    yield from records.CODES
    yield from cues.GROUPS
    yield from cues.GROUPS.values()
    for module in (cues, *(judge.module for judge in judges())):
        yield module.__name__
        yield module.__doc__ or ""
        for family, patterns in module.CUES.items():
            yield family
            yield from patterns


def fields() -> Iterator[str]:
    for kind in vars(records).values():
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from (field.name for field in msgspec.structs.fields(kind))


def test_no_detector_code_group_or_cue_aims_at_a_viewpoint() -> None:
    assert list(denied(detecting())) == []


def test_no_source_file_of_the_detectors_does() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(detectors.__path__[0]).rglob("*.py") if path.name != "denied.py"]
    assert len(sources) > 8
    assert list(denied(line for source in sources for line in source.splitlines())) == []


def test_stance_knows_no_viewpoint_but_the_words_that_mark_ones_own() -> None:
    found = list(denied(word for patterns in enrichers.stance.CUES.values() for p in patterns for word in p.split("|")))
    assert [hit for hit in found if plain(hit.partition(": ")[2]) not in TOLERATED] == []


def test_no_record_names_a_person_or_a_viewpoint() -> None:
    names = list(fields())
    assert "text" in names
    assert [name for name in names if name in PERSONS] == []
    assert list(denied(names)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Phát hiện quan điểm sai trái",
        "detectors.dissent",
        "offer.thông tin xấu độc",
        "GOVERNMENT_CRITICISM",
        "các thế lực thù địch",
        "religion_filter",
    ],
)
def test_the_lint_catches_what_is_planted(planted: str) -> None:
    assert list(denied([planted]))


@pytest.mark.parametrize("judge", judges(), ids=lambda judge: judge.name)
def test_no_pattern_spells_a_denied_word_or_points_at_a_person_however_it_is_written(judge) -> None:
    for pattern in (p for family in judge.module.CUES.values() for p in cues.spelled(family)):
        tree = reading.read(pattern)
        spellings = reading.spellings(tree)
        assert (aims(pattern, spellings), points_at(pattern, tree, spellings)) == ("", ""), pattern


@pytest.mark.parametrize("pattern", ["bieu tinh", "b[i]eu tinh", "(?:bieu|x) tinh", "di <x>bieu tinh", r"b\w+u tinh", "ton giao"])
def test_a_pattern_that_spells_a_denied_word_is_found_out(pattern: str) -> None:
    assert aims(pattern, reading.spellings(reading.read(pattern)))


@pytest.mark.parametrize("pattern", ["nguyen van an", "0900 000 012", "09[0-9] 0000 0012", "1{9}", "@vidu_thu", r"fb\.com/vidu"])
def test_a_pattern_that_points_at_one_person_is_found_out(pattern: str) -> None:
    tree = reading.read(pattern)
    assert points_at(pattern, tree, reading.spellings(tree))


@pytest.mark.parametrize("pattern", ["nguyen vat lieu", r"0\d{9}", "(?:100|99|98|95|97) ?%", "le phi ho so", "phat giao thong", "san pham"])
def test_ordinary_patterns_pass(pattern: str) -> None:
    tree = reading.read(pattern)
    assert (aims(pattern), points_at(pattern, tree)) == ("", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trò lừa của Nguyễn Văn A ở chợ", "Nguyễn Văn A"),
        ("đường Trần Hưng Đạo", ""),
        ("KHAI TRƯƠNG TẠI ĐÂY", ""),
        ("NGUYỄN THỊ B", "NGUYỄN THỊ B"),
    ],
)
def test_a_person_named_in_a_text_is_found(text: str, name: str) -> None:
    assert person(text) == name
