"""No list, index or profile of persons: their names are shown by `tinwatch entities` and kept nowhere (domain.md §8).

A name stands in the text of a post like any other word. What must not be is a field that lists, filters, counts or groups by it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files

import msgspec
import pytest

from agents.assessor import Assessor
from agents.judge import Stories, fold
from agents.named import KEPT
from agents.trace import trace
from alerts.severity import severity
from enrichers.fold import canon
from enrichers.names.tagger import Names
from search import sqlite_schema
from search.elastic_lines import alert_line, document_line
from search.port import AlertQuery, PatternQuery, Placed, Query
from search.sqlite_rows import alert_row, document_row
from tinwatch.models.names import FILE
from topics import patterns, records
from topics.records import Article, Assessed, Assessment, Entity, Evidence, Media, Page, Post, Signal

NAMES = Names(FILE.read_bytes())
OFFERS = [
    "Chị Nguyễn Thị Hồng Thắm cho vay góp ngày, không thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000",
    "chi tran thi kim loan cho vay gop ngay, khong the chap, no xau van duyet, alo zalo 0900 000 000",
    "CHỦ TỊCH UBND XÃ TÂN LẬP ÔNG LÊ QUANG TRỌNG: cho vay góp ngày, nợ xấu vẫn duyệt, alo Zalo 0900 000 000",
    "Bác sĩ Trần Hữu Lộc cam kết khỏi hẳn tiểu đường, không cần đi viện, đặt mua ngay 0900 000 000",
]
NOBODY = "Quách Thị Vô Danh"
"""Stands in no text: where it turns up, an entity was copied."""
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(names=NAMES)


@pytest.mark.parametrize("text", OFFERS)
@pytest.mark.parametrize("where", ["text", "title", "ocr"])
def test_an_assessment_lists_no_person(assessor: Assessor, text: str, where: str) -> None:
    assert "PERSON" in {entity.type for entity in NAMES.find(text)}, "or nothing is proven"
    more = {"title": {"article": Article(title=text)}, "ocr": {"media": (Media(ocr=text),)}, "text": {}}[where]
    post = Post(id="t:1", kind="post", page=Page(id="t:p"), text=text if where == "text" else "", **more)  # type: ignore[arg-type]
    assessment = assessor.assess(post)
    assert assessment.signals
    assert "PERSON" not in {entity.type for entity in assessment.entities}


def test_what_may_be_kept_of_names_is_no_person() -> None:
    assert sorted(KEPT) == ["ORG", "PLACE", "PRODUCT"]


def test_organisations_and_places_of_a_post_with_signals_are_kept_with_their_place(assessor: Assessor) -> None:
    text = "Công ty Hưng Phát ở Bình Dương cho vay góp ngày, không thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"
    found = assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)).entities
    assert {(e.type, text[e.start : e.end]) for e in found} >= {("ORG", "Công ty Hưng Phát"), ("PLACE", "Bình Dương")}


def test_no_names_are_looked_for_in_a_post_without_signals(assessor: Assessor) -> None:
    assert assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text="Chợ Bến Thành ở Sài Gòn đông vui")).entities == ()


def planted() -> Assessed:
    """A document as no agent of ours makes it: with a person among its entities."""
    person = Entity(type="PERSON", text=NOBODY, start=0, end=3, value=NOBODY)
    opinion = Signal(code="LOAN", score=0.9, alert=True, detector="loan", version="1", evidence=(Evidence(start=0, end=3, why="chào mời"),))
    rated = severity(harm=3, reach=None, evidence=2, falsifiability=2)
    assessment = Assessment(id="t:1", stance="PROMOTE", signals=(opinion,), alert_codes=("LOAN",), entities=(person,), severity=rated)
    post = Post(id="t:1", kind="post", page=Page(id="t:p", name="Trang"), text="Cho vay nhanh, gọi em")
    return Assessed(post=post, assessment=assessment, at=NOW, collected_at=NOW)


def test_a_person_among_the_entities_reaches_nothing_that_is_indexed_grouped_or_counted() -> None:
    done = planted()
    alert = fold(Stories(), done, 0).alert
    shown = {
        "sqlite document": repr([getattr(document_row(done, canon), name) for name in ("shelf", "places", "written", "folded")]),
        "elasticsearch document": without_record(document_line(done, canon).source),
        "sqlite alert": repr(alert_row(Placed(0, alert))),
        "elasticsearch alert": json.dumps(json.loads(alert_line(Placed(0, alert)).source), ensure_ascii=False),
        "alert": repr(alert),
        "trace": repr(trace(done)),
    }
    assert [where for where, text in shown.items() if NOBODY in text or canon(NOBODY) in text] == []


def without_record(source: bytes) -> str:
    fields = json.loads(source)
    assert fields.pop("record")
    return json.dumps(fields, ensure_ascii=False)


ASKED = {"person", "persons", "people", "entity", "entities", "author", "authors", "names", "who"}
"""`name` alone is a page's or a place's."""


def test_neither_engine_has_a_field_for_entities_or_persons() -> None:
    for mapping in (files("search") / "mappings").iterdir():
        content = json.loads(mapping.read_text("utf-8"))["mappings"]
        assert content["dynamic"] == "strict", f"{mapping.name}: an unknown field would be indexed by itself"
        properties = content["properties"]
        assert ASKED & properties.keys() == set()
        assert properties["record"] == {"type": "object", "enabled": False}, "what is stored whole is not indexed"
    columns = {line.split()[0] for line in sqlite_schema.TABLES.replace("(", "\n").replace(",", "\n").splitlines() if line.split()}
    assert {"place", "shelf"} <= columns
    assert ASKED & columns == set()


def test_nothing_can_be_asked_for_or_grouped_by_a_person() -> None:
    for query in (Query, AlertQuery, PatternQuery):
        assert ASKED & query.__dataclass_fields__.keys() == set()
    kinds = [
        kind
        for module in (records, patterns)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    ]
    holding = {kind.__name__ for kind in kinds for field in msgspec.structs.fields(kind) if "Entity" in str(field.type)}
    assert holding == {"Assessment"}, "alerts, traces and patterns know no entities"
