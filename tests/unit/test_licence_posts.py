"""LICENCE on posts: two signs of different kinds, never a name alone, never a comment, never a paper of the register."""

from __future__ import annotations

import pytest

from agents.assessor import Assessor
from topics.records import Page, Post

OFFICE = "Ban phóng viên của trang sẽ xuống xã tìm hiểu, bà con gửi tin về đường dây nóng tòa soạn"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


def codes(assessor: Assessor, text: str, name: str = "Chợ Quê", kind: str = "post") -> tuple[str, ...]:
    return assessor.assess(Post(id="t:1", kind=kind, page=Page(id="t:p", name=name), text=text, parent="x")).alert_codes  # type: ignore[arg-type]


def test_a_name_like_a_paper_s_with_an_office_is_a_sign_of_two_kinds(assessor):
    made = Post(id="t:1", kind="post", page=Page(id="t:p", name="Tin nhanh Làng Chài"), text=OFFICE)
    assessment = assessor.assess(made)
    assert assessment.alert_codes == ("LICENCE",)
    assert {"page.name", "text"} == {mark.field for signal in assessment.signals for mark in signal.evidence if signal.code == "LICENCE"}
    assert [check.id for check in assessment.checks] == ["A1", "A6", "A8", "B1", "B5"]


@pytest.mark.parametrize(
    "text", ["Chiều nay trời mưa to ở vùng núi", "Giá cà phê sáng nay tăng nhẹ", "Cháy chợ lúc 5 giờ, chưa rõ nguyên nhân"]
)
def test_a_name_alone_is_no_alert_and_costs_no_checks(assessor, text):
    assessment = assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p", name="Tin nhanh Làng Chài"), text=text))
    assert "LICENCE" not in assessment.alert_codes
    assert assessment.checks == ()


def test_an_office_on_a_page_with_an_ordinary_name_is_one_sign(assessor):
    assert codes(assessor, OFFICE) == ()


def test_a_comment_is_nobody_s_newspaper(assessor):
    assert codes(assessor, OFFICE, "Tin nhanh Làng Chài", "comment") == ()


def test_a_paper_of_the_register_may_have_an_office(assessor):
    assert codes(assessor, OFFICE, "Báo Tuổi Trẻ") == ()
    assert codes(assessor, OFFICE, "VnExpres") == ("LICENCE",)


@pytest.mark.parametrize(
    "text",
    [
        "Trang Tin Núi 24h bị xử phạt vì không ghi nguồn, lấy bài từ một tờ báo",
        "Tôi thấy trang này toàn copy trên báo về, chán thật",
        "Chính quyền làm ăn chậm chạp quá, dân kêu mãi",
        "Nhóm mình chỉ chia sẻ link gốc, không chép nguyên bài, không tự xưng phóng viên",
    ],
)
def test_views_news_and_proper_conduct(assessor, text):
    assert "LICENCE" not in codes(assessor, text, "Tin nhanh Làng Chài")
