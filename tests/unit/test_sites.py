"""What the addresses of a post give the detectors, through the whole assessor; hosts are made up, `lists` holds the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.assessor import Assessor
from topics.records import Article, Page, Post

BAIT = "Xem video đầy đủ ở đây nhé mọi người "


@pytest.fixture(scope="module")
def assessor(tmp_path_factory: pytest.TempPathFactory) -> Assessor:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "scam.desk.txt").write_text("tin-nong-hoi.example\n")
    (folder / "gambling.desk.txt").write_text("||thang-lon.example^\n")
    (folder / "notes.txt").write_text("khong-phai.example\n")
    return Assessor(lists=folder)


def post(text: str, **more: Any) -> Post:
    return Post(id="t:1", kind="comment", page=Page(id="t:p"), text=text, **more)


def test_a_listed_site_under_a_lure_alerts_and_is_marked(assessor: Assessor) -> None:
    text = BAIT + "https://tin-nong-hoi.example/clip"
    done = assessor.assess(post(text))
    assert done.alert_codes == ("IMPERS",)
    marks = {text[mark.start : mark.end]: mark.why for mark in done.signals[0].evidence}
    assert marks["https://tin-nong-hoi.example/clip"] == "địa chỉ có trong danh sách cảnh báo công khai"


def test_an_address_beside_the_text_counts_too(assessor: Assessor) -> None:
    done = assessor.assess(post(BAIT, links=("https://l.facebook.com/l.php?u=https%3A%2F%2Ftin-nong-hoi.example%2F1",)))
    assert done.alert_codes == ("IMPERS",)
    assert "links[0]" in {mark.field for mark in done.signals[0].evidence}
    shared = assessor.assess(post(BAIT, article=Article(title="Tin nóng", url="https://tin-nong-hoi.example/1")))
    assert "article.url" in {mark.field for mark in shared.signals[0].evidence}


def test_the_real_address_hidden_behind_another_is_seen(assessor: Assessor) -> None:
    done = assessor.assess(post(BAIT + "https://chogao.example/go?to=https://tin-nong-hoi.example/1"))
    assert done.alert_codes == ("IMPERS",)


def test_a_listed_betting_site_is_gambling(assessor: Assessor) -> None:
    assert "GAMBLE" in assessor.assess(post("vào thang-lon.example nhận thưởng ngay nha")).alert_codes


@pytest.mark.parametrize(
    "text",
    [
        "Xem video đầy đủ ở đây nhé mọi người https://khong-phai.example/clip",
        "Xem video đầy đủ ở đây nhé mọi người https://vnexpress.net/clip",
        "Cảnh báo: trang https://tin-nong-hoi.example chiếm tài khoản, bà con tuyệt đối không bấm vào",
        "Cho hỏi trang https://tin-nong-hoi.example có thật không mọi người?",
        "Mình lỡ bấm https://tin-nong-hoi.example rồi, mất luôn nick, mọi người cẩn thận nhé",
    ],
)
def test_others_do_not_alert(assessor: Assessor, text: str) -> None:
    assert assessor.assess(post(text)).alert_codes == ()


def test_a_post_of_links_only_stays_cheap(assessor: Assessor) -> None:
    done = assessor.assess(post(BAIT, links=tuple(f"https://a{i}.tin-nong-hoi.example/" for i in range(1000))))
    assert done.alert_codes == ("IMPERS",)
    assert len(done.signals[0].evidence) <= 12
