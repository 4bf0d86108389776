"""Who speaks, in sentences of our own."""

from __future__ import annotations

import pytest

from agents.assessor import Assessor
from topics.records import Page, Post, Stance


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


def read(assessor: Assessor, text: str) -> Stance:
    return assessor.assess(Post(id="t:1", kind="comment", page=Page(id="t:p"), text=text)).stance


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        ("WARN", "Công an xã cảnh báo thủ đoạn giả danh ngân hàng, bà con tuyệt đối không đọc mã OTP cho người lạ"),
        ("WARN", "lừa đảo đấy, tránh xa ra nha mọi người"),
        ("DEBUNK", "Bệnh viện bác bỏ thông tin này, đây là tin giả, ảnh cắt ghép"),
        ("REPORT", "Cơ quan điều tra đã khởi tố 5 bị can, tạm giam 2 người về tội tổ chức đánh bạc"),
        ("VICTIM", "em bị lừa mất 5 triệu rồi, nó chặn luôn số em, khóc quá trời"),
        ("ASK", "cho em hỏi trang này có thật không ạ?"),
        ("JOKE", "ước gì trúng số để trả nợ cho crush 🤣"),
        ("OPINION", "theo mình thủ tục này nên bỏ, chậm quá"),
        ("PROMOTE", "Cho vay nhanh, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"),
        ("NONE", "Hôm nay nhà mình nấu canh chua cá lóc"),
        ("NONE", "Nam mô A Di Đà Phật"),
        ("NONE", "Chúc cả nhà ngủ ngon"),
    ],
)
def test_the_plain_cases(assessor: Assessor, stance: Stance, text: str) -> None:
    assert read(assessor, text) == stance


def test_a_warning_word_does_not_cancel_a_lure(assessor: Assessor) -> None:
    text = "CẢNH BÁO! Tài khoản của quý khách sắp bị khóa, bấm ngay xacminh.example nhập mật khẩu trong 12h"
    assert read(assessor, text) == "PROMOTE"


def test_a_warning_that_quotes_the_lure_stays_a_warning(assessor: Assessor) -> None:
    text = 'Công an cảnh báo: kẻ xấu nhắn "tài khoản sắp bị khóa, bấm vào link nhập mật khẩu", người dân tuyệt đối không bấm'
    assessment = assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text))
    assert assessment.stance == "WARN"
    assert assessment.alert_codes == ()


def test_the_prayer_is_no_report_although_it_folds_like_a_fine(assessor: Assessor) -> None:
    """ "Đà Phật" folds to "da phat", which is also "đã phạt"."""
    assert read(assessor, "Nam mô A Di Đà Phật 🙏🙏🙏") == "NONE"


@pytest.mark.parametrize(
    "text",
    [
        "Công an tỉnh cảnh báo giấy tờ của bạn sắp hết hạn, cập nhật tại giayto-moi.example để tránh bị phạt",
        "CẢNH BÁO từ ngân hàng: kẻ xấu đang lấy cắp dữ liệu, quý khách bấm khoathe.example và nhập mã xác thực ngay",
    ],
)
def test_a_lure_to_an_address_outweighs_an_imitated_warning(assessor: Assessor, text: str) -> None:
    assert read(assessor, text) == "PROMOTE"


def test_what_a_body_says_it_never_demands_is_no_demand(assessor: Assessor) -> None:
    text = "Công ty khẳng định không yêu cầu ứng viên chuyển tiền, không tuyển cộng tác viên qua Telegram"
    assert assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)).signals == ()


def test_what_a_bank_never_asks_for_is_no_demand(assessor: Assessor) -> None:
    text = "Tổng đài ngân hàng không bao giờ hỏi mã OTP, bà con nhớ nha"
    assert assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)).alert_codes == ()
    lure = "Tổng đài ngân hàng đây, chị đọc mã OTP giúp em để hoàn tiền nha"
    assert assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=lure)).alert_codes


def test_an_airline_denies_nothing(assessor: Assessor) -> None:
    """ "hàng không" ends in a negation only by its letters."""
    text = "Hãng hàng không tặng vé miễn phí, nhập số CCCD và mã OTP tại ve.example"
    assert "GIFT" in assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)).alert_codes


def test_news_that_turns_to_nobody_is_no_offer(assessor: Assessor) -> None:
    assert read(assessor, "Nhóm lừa trúng thưởng xe máy, thu thuế trước bạ của 300 người vừa bị đưa ra xét xử") == "REPORT"
