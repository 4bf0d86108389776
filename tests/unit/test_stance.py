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
