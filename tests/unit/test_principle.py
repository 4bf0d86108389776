"""The product judges facts that evidence can settle, never viewpoints: no name, code, field or cue may aim at one (domain.md §9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

import detectors
import enrichers.stance
from agents.assessor import judges
from detectors import cues
from topics import records

DENIED = (
    "xau doc", "thu dich", "quan diem", "phan dong", "chong pha", "chong doi", "bat dong chinh kien", "chinh tri", "dang phai",
    "ton giao", "dan toc",
    "bieu tinh", "tuyen truyen", "le trai", "tieu cuc", "boi nho", "noi xau", "lanh dao dang", "che do", "dan chu", "nhan quyen",
    "critic", "dissent", "politic", "religio", "protest", "ideolog", "propaganda", "sentiment", "opposition", "activis",
    "extremis", "ethnic", "anti state", "anti government", "viewpoint filter", "hostile force", "toxic opinion",
)  # fmt: skip
"""Words, without accents, that name a viewpoint, a belief or a group of people who hold one."""

PERSONS = (
    "author",
    "user_id",
    "username",
    "commenter",
    "profile",
    "from_name",
    "person_id",
    "follower",
    "reputation",
    "strike",
    "real_name",
    "avatar",
)
"""Field names that would make an index of private persons."""

TOLERATED = frozenset({"theo minh quan diem ca nhan", "quan diem ca nhan"})
"""How people mark their own view: a cue that silences alerts. The stance families may hold it, nothing that detects may."""


def plain(text: str) -> str:
    folded = "".join(ch for ch in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(ch)).replace("đ", "d")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded).split())


def denied(texts: Iterable[str]) -> Iterator[str]:
    """Every text that holds a denied word, with the word."""
    for text in texts:
        said = f" {plain(text)} "
        for word in DENIED:
            if f" {word}" in said:
                yield f"{word}: {text[:80]}"


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
    sources = [path.read_text(encoding="utf-8") for path in Path(detectors.__path__[0]).glob("*.py")]
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
