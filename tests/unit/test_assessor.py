"""The composition: which texts are read, where evidence points, what may alert, how much it weighs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from agents.assessor import Assessor, Judge, judges
from enrichers.fold import Folded
from topics.records import Article, Assessment, Media, Page, Post, Reach

SCAM = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


def post(text: str = "", **more: object) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text=text, **more)  # type: ignore[arg-type]


def test_a_scam_alerts_with_marks_on_the_words_themselves(assessor: Assessor) -> None:
    assessment = assessor.assess(post(SCAM))
    assert assessment.alert_codes == ("LOAN",)
    marked = {SCAM[mark.start : mark.end] for signal in assessment.signals for mark in signal.evidence}
    assert "nợ xấu vẫn duyệt" in marked
    assert assessment.severity.score > 35
    assert assessment.severity.parts["E"] == 2, "a telephone number is evidence that outlives the post"
    assert [entity.type for entity in assessment.entities] == ["PHONE"]


def test_an_offer_without_anything_to_reach_it_by_is_weaker_evidence(assessor: Assessor) -> None:
    assessment = assessor.assess(post("Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, ib em"))
    assert assessment.alert_codes == ("LOAN",)
    assert assessment.severity.parts["E"] == 1


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("article.title", {"article": Article(title=SCAM)}),
        ("article.lead", {"article": Article(lead=SCAM)}),
        ("media[0].ocr", {"media": (Media(ocr=SCAM),)}),
        ("media[1].alt", {"media": (Media(), Media(alt=SCAM))}),
    ],
)
def test_every_text_of_a_post_is_read_and_named(assessor: Assessor, field: str, more: dict[str, object]) -> None:
    assessment = assessor.assess(post(**more))
    assert assessment.alert_codes == ("LOAN",)
    assert {mark.field for signal in assessment.signals for mark in signal.evidence} == {field}
    assert {entity.field for entity in assessment.entities} == {field}


def test_a_post_without_cues_is_done_at_once(assessor: Assessor) -> None:
    assert assessor.assess(post("Nam mô bổn sư")) == Assessment(id="t:1")
    assert assessor.assess(post("")) == Assessment(id="t:1")


@pytest.mark.parametrize(
    "text",
    [
        "Nam mô A Di Đà Phật",
        "Amen, lạy Chúa ban bình an",
        "Chúc mừng sinh nhật, chúc chị luôn vui khỏe",
        "Xem bài viết này trên Báo Mẫu: https://bao-mau.example/tin-moi-nhat",
        "Xã làm ăn thế này thì dân khổ, tôi sẽ khiếu nại tới cùng",
        "Bầu cử năm nay ít ứng viên trẻ quá",
        "Tôi không đồng tình với quyết định này, đề nghị công khai",
        "Bác sĩ ở đây tận tình lắm, cảm ơn bệnh viện",
    ],
)
def test_prayer_praise_complaint_and_views_leave_no_signal(assessor: Assessor, text: str) -> None:
    assert assessor.assess(post(text)).signals == ()


def test_a_victims_story_is_a_tip_and_no_alert(assessor: Assessor) -> None:
    assessment = assessor.assess(post("em bị lừa mất 2 triệu vì tuyển ctv làm nhiệm vụ thả tim, nó bắt nạp tiền cọc rồi chặn luôn"))
    assert assessment.stance == "VICTIM"
    assert [(signal.code, signal.alert) for signal in assessment.signals] == [("JOB", False)]
    assert assessment.signals[0].score <= 0.5
    assert assessment.alert_codes == ()
    assert assessment.severity.score == 0


def test_words_inside_an_address_are_not_the_speakers(assessor: Assessor) -> None:
    assert assessor.assess(post("Xem chi tiết: https://bao-mau.example/cho-vay-nong-no-xau-van-duyet-dong-phi-ho-so")).signals == ()


def test_the_worst_alerting_code_sets_the_severity(assessor: Assessor) -> None:
    both = assessor.assess(post(SCAM + ". Soi cầu chốt số bạch thủ hôm nay, phí 200k trượt hoàn tiền", reach=Reach(shares=2000)))
    assert set(both.alert_codes) >= {"LOAN", "GAMBLE"}
    assert both.severity.parts["H"] == 3
    assert both.severity.parts["R"] == 3


def test_a_detector_that_raises_is_not_hushed_up() -> None:
    assessor = Assessor()
    broken = ModuleType("detectors.broken")

    def detect(sight: object) -> None:
        raise RuntimeError("bug")

    broken.detect = detect  # type: ignore[attr-defined]
    assessor.judges = (Judge(broken, "broken", "LOAN", 3, "1"),)
    with pytest.raises(RuntimeError, match="bug"):
        assessor.assess(post(SCAM))


def test_the_compiled_engine_loses_no_match_that_re_finds(assessor: Assessor) -> None:
    """Vectorscan 5.4.12 silently loses matches of some patterns; what it is given must be loose enough that none of ours is among them."""
    scanner = assessor._scanner
    places = [
        (family, re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", re.ASCII | re.DOTALL)) for family, pattern in assessor.patterns
    ]
    lost = []
    for text in texts():
        folded = Folded(text)
        found = {hit.family for hit in scanner.scan(folded)}
        lost += [(text, family) for family, place in places if family not in found and place.search(folded.joined.replace("_", "-"))]
    assert not lost


def texts() -> list[str]:
    """The examples of all detectors and a slice of the bundled stream: some two hundred texts that are full of cues."""
    examples = [text for judge in judges() for text in (*judge.module.CATCHES, *judge.module.IGNORES)]
    stream = (Path(__file__).parents[2] / "examples/sentences.jsonl").read_text("utf-8").splitlines()
    return examples + [json.loads(line)["text"] for line in stream[::3]]
