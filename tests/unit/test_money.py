"""Amounts as people write them, in dong.

Facts relied on: k nghìn 10³; tr triệu củ 10⁶; xị lít 10⁵; tỷ 10⁹; a point or comma before three digits groups thousands.
"""

from __future__ import annotations

import pytest

from enrichers.fold import Folded
from enrichers.money import amounts


def seen(text: str) -> list[tuple[str, str]]:
    folded = Folded(text)
    return [(text[slice(*folded.origin("canon", a.start, a.end))], a.value) for a in amounts(folded)]


@pytest.mark.parametrize(
    ("text", "marked", "value"),
    [
        ("thu nhập 500k/ngày", "500k", "500000"),
        ("1tr5", "1tr5", "1500000"),
        ("3tr9 thôi", "3tr9", "3900000"),
        ("1tr250", "1tr250", "1250000"),
        ("2k5", "2k5", "2500"),
        ("10 triệu đồng", "10 triệu đồng", "10000000"),
        ("1 triệu rưỡi", "1 triệu rưỡi", "1500000"),
        ("2,5 triệu", "2,5 triệu", "2500000"),
        ("1.199k/người", "1.199k", "1199000"),
        ("1.500.000đ", "1.500.000đ", "1500000"),
        ("1.500.000 đ", "1.500.000 đ", "1500000"),
        ("học 0đ", "0đ", "0"),
        ("0 đồng", "0 đồng", "0"),
        ("200 nghìn", "200 nghìn", "200000"),
        ("3 củ", "3 củ", "3000000"),
        ("5 lít", "5 lít", "500000"),
        ("2 xị", "2 xị", "200000"),
        ("1,5 tỷ", "1,5 tỷ", "1500000000"),
        ("21.000 tỉ", "21.000 tỉ", "21000000000000"),
        ("3-5tr/tháng", "3-5tr", "3000000-5000000"),
        ("500k-1tr/ngày", "500k-1tr", "500000-1000000"),
        ("từ 5 đến 10 triệu", "5 đến 10 triệu", "5000000-10000000"),
        ("lãi 8%/ngày", "8%/ngày", "8%/ngày"),
        ("1,5% mỗi tháng", "1,5% mỗi tháng", "1.5%/tháng"),
        ("lãi suất 0%", "0%", "0%"),
        ("38 tỷ USD", "38 tỷ USD", "38000000000 USD"),
        ("100 usdt", "100 usdt", "100 USDT"),
        ("$50", "$50", "50 USD"),
        ("hai triệu đồng", "hai triệu đồng", "2000000"),
        ("ba trăm nghìn", "ba trăm nghìn", "300000"),
        ("５００k", "５００k", "500000"),
        ("5\u200b00k", "5\u200b00k", "500000"),
    ],
)
def test_an_amount(text: str, marked: str, value: str) -> None:
    assert seen(text) == [(marked, value)]


@pytest.mark.parametrize(
    "text",
    [
        "3 củ khoai, 5 lít xăng, can 20 lít, 2 cụ già, 1 tý nữa",
        "10k like, 300k người, 2 triệu lượt xem, 1k bitcoin",
        "combo 3N2Đ, 5Đ, 4G, mp3, F88, U23, K50",
        "giảm 50%, pin 100%",
        "ngày 18/7, 19h30, 0900 000 012, 15/2018/NĐ-CP",
        "tạm ngăn đường, Bá Tỷ, một triệu chai nhựa",
        "công ty, k ạ, tr ơi, đ",
        "",
    ],
)
def test_no_amount(text: str) -> None:
    assert seen(text) == []
