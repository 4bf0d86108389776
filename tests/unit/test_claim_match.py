"""Known claims and posts about them (tests/data/claims): found, told apart, and never confirmed where the fact is another one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from enrichers.claims.aligning import align
from enrichers.claims.cleaning import bare, spoken
from enrichers.claims.facts import names, numbers
from tinwatch.claims import matcher
from tinwatch.learning.claims import measured, pairs_of
from topics.claims import Claim

CLAIMS, PAIRS = pairs_of(Path(__file__).parents[1] / "data" / "claims")


def test_the_set_is_large_enough_and_whole() -> None:
    kinds = Counter(pair.kind for pair in PAIRS)
    assert kinds["same"] >= 150
    assert kinds["other"] >= 60
    assert {pair.claim for pair in PAIRS} <= {claim.id for claim in CLAIMS}
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
    assert sum(pair.held for pair in PAIRS) > len(PAIRS) / 4


@pytest.mark.parametrize("held", [False, True])
def test_posts_find_their_claim_and_another_fact_is_never_confirmed(held: bool) -> None:
    figures = measured(matcher(CLAIMS), [pair for pair in PAIRS if pair.held == held])
    assert figures.wrong == ()
    assert figures.found >= 0.97
    assert figures.ranked >= 0.95
    assert figures.confirmed >= 0.45


LEMON = "Uống nước lá sen mỗi tối chữa khỏi bệnh mất ngủ"
SCHOOL = "Học sinh Hà Nội được nghỉ học 2 tuần từ ngày 5/9 vì dịch sởi"


@pytest.mark.parametrize(
    ("claim", "text", "same"),
    [
        (LEMON, "Bà con ơi uống nước lá sen mỗi tối chữa khỏi bệnh mất ngủ luôn nha", True),
        (LEMON, "uong nuoc la sen moi toi chua khoi benh mat ngu ne", True),
        (LEMON, "Uống nước lá vối mỗi tối chữa khỏi bệnh mất ngủ", False),
        (LEMON, "Uống nước lá sen mỗi tối KHÔNG chữa khỏi bệnh mất ngủ", False),
        (LEMON, "Tin uống nước lá sen mỗi tối chữa khỏi bệnh mất ngủ là tin giả", False),
        (LEMON, "Uống nước lá sen", False),
        (SCHOOL, "Tin nóng: học sinh HN được nghỉ học hai tuần từ 5/9 vì dịch sởi", True),
        (SCHOOL, "Học sinh Hải Phòng được nghỉ học 2 tuần từ ngày 5/9 vì dịch sởi", False),
        (SCHOOL, "Học sinh Hà Nội được nghỉ học 1 tuần từ ngày 5/9 vì dịch sởi", False),
        (SCHOOL, "Học sinh Hà Nội được nghỉ học 2 tuần từ ngày 9/5 vì dịch sởi", False),
        (SCHOOL, "Học sinh được nghỉ học 2 tuần từ ngày 5/9 vì dịch sởi", False),
        (SCHOOL, "Đề xuất học sinh Hà Nội được nghỉ học 2 tuần từ ngày 5/9 vì dịch sởi", False),
        (SCHOOL, "Nhớ năm 2014 học sinh Hà Nội được nghỉ học 2 tuần từ ngày 5/9 vì dịch sởi", False),
        (LEMON, "Uống nước lá sen mỗi sáng chữa khỏi bệnh mất ngủ", False),
        ("Lào trả Thái Lan toàn bộ số gạo mốc đã nhập", "Thái Lan trả Lào toàn bộ số gạo mốc đã nhập", False),
        ("Bệnh viện phát sữa cho trẻ trên 6 tuổi ở xã nghèo", "Bệnh viện phát sữa cho trẻ dưới 6 tuổi ở xã nghèo", False),
        ("Mỗi hộ được cấp 3 triệu đồng sửa nhà", "mỗi hộ được cấp 3.000.000đ để sửa nhà nha", True),
        ("Mỗi hộ được cấp 3 triệu đồng sửa nhà", "mỗi hộ được cấp 3tr5 để sửa nhà nha", False),
    ],
)
def test_the_same_fact_and_another(claim: str, text: str, same: bool) -> None:
    assert align(text, claim).same == same


def test_what_differs_is_named_and_where_it_stands_is_exact() -> None:
    text = "Chào cả nhà. Mai trời mưa! Học sinh Hà Nội được nghỉ học 1 tuần từ ngày 5/9 vì dịch sởi. Chúc ngủ ngon."
    found = align(text, SCHOOL)
    assert any("2 tuan" in why and "1 tuan" in why for why in found.differs)
    assert text[found.start : found.end].startswith("Học sinh Hà Nội")
    assert "ngủ ngon" not in text[found.start : found.end]


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Thông tin lá vối chữa gút là sai sự thật", "Thông tin lá vối chữa gút"),
        ("Sự thật về việc bán vé tàu giả ở ga Vinh", "bán vé tàu giả ở ga Vinh"),
        ("[TIN GIẢ] Hồ chứa trên núi bị nứt", "Hồ chứa trên núi bị nứt"),
        ("Công an huyện bác tin mất cắp hàng loạt ở chợ nổi", "mất cắp hàng loạt ở chợ nổi"),
        ("Chip trong bánh mì: sự thật là gì?", "Chip trong bánh mì"),
        ("Tin giả", "Tin giả"),
    ],
)
def test_the_words_that_judge_are_no_part_of_the_claim(title: str, left: str) -> None:
    assert bare(title) == left


def test_what_a_platform_adds_is_left_out() -> None:
    said = spoken("Xem ngay https://vi-du.example/a #TinNóng2 pic.twitter.com/x9 — Ai Đó (@ai_do) June 1, 2020")
    assert said == "Xem ngay Tin Nóng 2 . Ai Đó June 2020"


def test_a_check_of_what_somebody_said_is_found_by_who_said_it_when() -> None:
    known = [Claim(id=f"o{n}", claim=f"Actor Ai Khác {n} was stabbed in May 20{n:02}.") for n in range(40)]
    known.append(Claim(id="right", claim="In June 2021, singer Đoàn Vĩ Thử was stabbed by assailants."))
    found = matcher(known).matches("I'M OK! THEY OPENED MY CAR DOOR! SAY PRAYERS — Đoàn Vĩ Thử (@dvt) June 7, 2021")
    assert [match.claim.id for match in found][:1] == ["right"]
    assert not any(match.confirmed for match in found)


def test_numbers_and_names() -> None:
    assert {(n.value, n.kind) for n in numbers("2.000 tỷ đồng, 1tr5, ba người, 12%, 5/9/2026, tháng 3 năm 2027")} == {
        (2e12, "money"), (1.5e6, "money"), (3, "person"), (12, "%"), (905, "date"), (3, "month of the year"),
    }  # fmt: skip
    assert [n.said for n in names("Ông chủ nói Bộ Y tế và VNeID đều do An Tín Phát làm")] == ["Bộ Y", "VNeID", "An Tín Phát"]


def test_no_claims_and_odd_texts_are_fine() -> None:
    assert matcher([]).matches("gì đó") == []
    ready = matcher([Claim(id="1", title="Nước lã chữa bách bệnh"), Claim(id="2", claim="🔥")])
    for text in ("", "🔥🔥", "\ud83d nước lã", "x" * 100_000, "nước lã chữa bách bệnh " * 2000):
        assert len(ready.matches(text)) <= 2
        ready.heard(text)


def test_copies_of_one_claim_stand_together_in_their_order() -> None:
    claims = [Claim(id="a", claim="Nước dừa nóng trị sỏi thận"), Claim(id="b", claim="Ăn dưa chuột trị sỏi mật"),
              Claim(id="c", claim="“Nước dừa nóng trị sỏi thận”!", title="Kiểm chứng: nước dừa")]  # fmt: skip
    assert [m.claim.id for m in matcher(claims).matches("kiểm chứng nước dừa nóng trị sỏi thận")][:2] == ["a", "c"]


def test_a_stream_suggests_nearly_every_post_that_states_a_claim() -> None:
    ready = matcher(CLAIMS)
    same = [pair for pair in PAIRS if pair.kind == "same"]
    heard = [any(match.claim.id == pair.claim for match in ready.heard(pair.text)) for pair in same]
    assert sum(heard) / len(same) > 0.95
