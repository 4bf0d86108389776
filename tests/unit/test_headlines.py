"""CLICKBAIT: a signal, never an alert; on titles and headline-like posts of pages, not on talk."""

from __future__ import annotations

import pytest

from agents.assessor import Assessor
from agents.headlines import Headlines, headline
from tinwatch.models import file_of
from topics.records import Article, Page, Post

BAIT = "Cô gái bất ngờ nổi tiếng sau một đêm: Danh tính khiến ai cũng ngỡ ngàng"
PLAIN = "UBND tỉnh phê duyệt quy hoạch 9 khu công nghiệp giai đoạn 2026-2030"


@pytest.fixture(scope="module")
def model() -> Headlines:
    return Headlines(file_of("clickbait").read_bytes())


def post(text: str = "", kind: str = "post", **more: object) -> Post:
    return Post(id="t:1", kind=kind, page=Page(id="t:p"), text=text, **more)  # type: ignore[arg-type]


def test_a_title_that_baits_is_a_signal_over_the_whole_title_and_nothing_more(model):
    assessment = Assessor(headlines=model).assess(post("", article=Article(title=f" {BAIT} ")))
    assert [(s.code, s.alert, s.detector, s.version) for s in assessment.signals] == [("CLICKBAIT", False, "clickbait", model.version)]
    mark = assessment.signals[0].evidence[0]
    assert (mark.field, f" {BAIT} "[mark.start : mark.end]) == ("article.title", BAIT)
    assert assessment.alert_codes == ()
    assert assessment.severity.score == 0


def test_a_plain_title_is_none(model):
    assert model.chance(PLAIN) < model.chance(BAIT)
    assert model.signals(post("", article=Article(title=PLAIN))) == ()


def test_comments_are_not_looked_at(model):
    assert model.signals(post(BAIT, "comment", parent="p")) == ()


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (PLAIN, True),
        (f"{PLAIN} #tin24h https://bao.example/1", True),
        ("Ngắn quá", False),
        (f"{PLAIN}\nđọc thêm", False),
        ("dài " * 60, False),
    ],
)
def test_a_headline_is_one_line_of_its_length(text, yes):
    assert headline(text) is yes
