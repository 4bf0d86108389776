"""The advertising checks D1–D8 over every text of a post, under the rule of its day.

Facts relied on: ND 15/2018 Art. 27 (what may not be borrowed, the disclaimer); the advertising law as amended is in force from 1/1/2026.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agents.assessor import Assessor
from detectors.checks import advert
from topics.records import Article, Assessment, Check, Evidence, Media, Page, Post

AD = "Trà thảo mộc giảm cân nhà em, giảm ngay 5kg sau 2 hộp, inbox em chốt đơn"
FINE = "Trà thảo mộc bổ họng nhà em, 90k/hộp, inbox em đặt hàng. Thực phẩm này không phải là thuốc. XNQC số 1234/2024/XNQC-ATTP"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


def post(text: str, **more: object) -> Post:
    return Post(id="t:1", kind="post", page=Page(id="t:p"), text=text, **more)  # type: ignore[arg-type]


def checked(assessor: Assessor, made: Post) -> dict[str, Check]:
    look = assessor.seen(made).look
    assert look is not None
    return {check.id: check for check in advert.checks(look)}


def quoted(made: Post, mark: Evidence) -> str:
    field = made.media[0].ocr if mark.field == "media[0].ocr" else made.text
    return field[mark.start : mark.end]


def test_an_advertisement_gets_all_eight_and_their_words(assessor):
    made = post(AD)
    seen = checked(assessor, made)
    assert list(seen) == [f"D{i}" for i in range(1, 9)]
    assert seen["D1"].status == "FAIL"
    assert {"giảm ngay 5kg", "Trà thảo mộc"} <= {quoted(made, mark) for mark in seen["D1"].evidence}


def test_the_assessment_keeps_them_for_advertisements_only(assessor):
    assessment = assessor.assess(post(AD))
    assert assessment.alert_codes == ("ADHEALTH",)
    assert [check.id for check in assessment.checks] == [f"D{i}" for i in range(1, 9)]
    for text in (
        "Trời hôm nay đẹp quá",
        "Cho em hỏi thuốc hạ áo uống lúc nào ạ",
        "Cho vay góp ngày, nợ xấu vẫn duyệt, alo Zalo 0900 000 000",
    ):
        assert assessor.assess(post(text)).checks == ()
    assert Assessment(id="x").checks == ()


@pytest.mark.parametrize(
    ("check", "text", "status"),
    [
        ("D1", AD, "FAIL"),
        ("D1", FINE, "PASS"),
        ("D2", AD + ". Bác sĩ bệnh viện lớn khuyên dùng", "FAIL"),
        ("D2", AD + ". Khách hàng gửi ảnh cảm ơn", "FAIL"),
        ("D2", AD, "PASS"),
        ("D2", "Phòng khám Mẫu: bác sĩ trực tiếp khám, inbox đặt lịch", "UNKNOWN"),  # a clinic may name its doctors
        ("D3", AD, "FAIL"),
        ("D3", FINE, "PASS"),
        ("D3", "Kem trị nám hết nám sau 1 tuýp, chốt đơn ngay", "UNKNOWN"),  # no food
        ("D4", AD + ", khỏi tận gốc, cam kết hoàn tiền", "FAIL"),
        ("D4", FINE, "PASS"),
        ("D5", AD, "FAIL"),
        ("D5", AD + ", giấy phép Bộ Y tế", "FAIL"),  # a licence without its number
        ("D5", FINE, "PASS"),
        ("D6", AD + ", nhập mã giảm giá của mình", "FAIL"),
        ("D6", AD + ", nhập mã giảm giá của mình #quangcao", "PASS"),
        ("D6", AD, "UNKNOWN"),
        ("D7", AD, "UNKNOWN"),
        ("D7", AD + " tại tra-thao-moc.example/mua", "UNKNOWN"),
        ("D8", AD + ", VTV đưa tin khen", "FAIL"),
        ("D8", AD, "PASS"),
    ],
)
def test_each_check(assessor, check, text, status):
    assert checked(assessor, post(text))[check].status == status


def test_what_is_missing_in_the_text_may_stand_in_the_picture(assessor):
    said = Media(ocr="Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh. GPQC số 55/2025/GPQC")
    seen = checked(assessor, post(AD, media=(said,)))
    assert (seen["D3"].status, seen["D5"].status) == ("PASS", "PASS")
    assert {mark.field for mark in seen["D3"].evidence} == {"media[0].ocr"}


def test_a_picture_nobody_read_leaves_what_is_missing_unknown(assessor):
    seen = checked(assessor, post(AD, media=(Media(url="https://x.example/a.jpg"),)))
    assert {name: seen[name].status for name in ("D2", "D3", "D5", "D8")} == dict.fromkeys(("D2", "D3", "D5", "D8"), "UNKNOWN")
    assert seen["D1"].status == "FAIL", "what is there is there"


def test_words_in_a_picture_and_in_the_shared_article_count(assessor):
    in_picture = post("inbox em nhé", media=(Media(ocr=AD),))
    assert checked(assessor, in_picture)["D1"].status == "FAIL"
    in_article = post("inbox em nhé", article=Article(title=AD))
    assert {mark.field for mark in checked(assessor, in_article)["D1"].evidence} == {"article.title"}


@pytest.mark.parametrize(
    ("moment", "status"), [(datetime(2025, 12, 31, 16, 59, tzinfo=UTC), "UNKNOWN"), (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "FAIL")]
)
def test_paid_praise_must_be_named_only_since_2026(assessor, moment, status):
    """17:00 UTC is midnight in Viet Nam."""
    seen = checked(assessor, post(AD + ", nhập mã giảm giá của mình", published_at=moment))
    assert seen["D6"].status == status
    assert seen["D1"].status == "FAIL"


def test_nothing_is_sold_nothing_is_checked(assessor):
    assert checked(assessor, post("Bác sĩ dặn người tiểu đường tái khám đúng hẹn, gọi tổng đài bệnh viện")) == {}


def test_a_claim_without_a_sale_stays_a_health_claim(assessor):
    claim = "Ung thư giai đoạn cuối chỉ cần uống nước lá mãng cầu mỗi sáng là khối u tự tan, khỏi hóa trị, chia sẻ cứu người"
    assert assessor.assess(post(claim)).alert_codes == ("HEALTH",)


@pytest.mark.parametrize(
    "text",
    [
        "Thuốc paracetamol chỉ dùng khi sốt cao, đọc kỹ hướng dẫn",
        "Bệnh viện tỉnh đưa vào hoạt động khoa mới, ca phẫu thuật đầu tiên thành công",
        "Bảng giá nhà thuốc Mẫu: vitamin C 40.000đ/hộp, số đăng ký VD-12345-20. Sản phẩm này không phải là thuốc",
        "Nhà em còn 10 lọ mật ong 200k/lọ, uống ấm cho dễ chịu chứ không chữa bệnh gì, ai lấy inbox em",
    ],
)
def test_a_drug_named_news_and_price_lists_are_no_unlawful_advertisement(assessor, text):
    assert "ADHEALTH" not in assessor.assess(post(text)).alert_codes
