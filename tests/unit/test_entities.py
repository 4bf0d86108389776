"""Everything a text names, together: types, exact offsets, no overlap; nothing in ordinary comments, and nothing slow.

Facts relied on: NĐ 15/2018/NĐ-CP, NĐ 147/2024/NĐ-CP, Luật 24/2018/QH14 exist; `2215/GP-TTĐT` has the form of a licence number.
"""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichers.entities import entities
from enrichers.fold import Folded


def seen(text: str) -> list[tuple[str, str, str]]:
    return [(e.type, e.text, e.value) for e in entities(text)]


def test_a_whole_offer() -> None:
    text = "Vay 10tr, lãi 1%/ngày! LH 0900 000 012 hoặc tele @vay_24h, web vay24h.example/nhan; STK 0000 1111 2222 VCB; a@b.vn"
    assert seen(text) == [
        ("MONEY", "10tr", "10000000"),
        ("MONEY", "1%/ngày", "1%/ngày"),
        ("PHONE", "0900 000 012", "+84900000012"),
        ("HANDLE", "@vay_24h", "@vay_24h"),
        ("URL", "vay24h.example/nhan", "http://vay24h.example/nhan"),
        ("ACCOUNT", "0000 1111 2222", "000011112222"),
        ("EMAIL", "a@b.vn", "a@b.vn"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Nghị định 147/2024/NĐ-CP", ("LAW", "Nghị định 147/2024/NĐ-CP", "147/2024/NĐ-CP")),
        ("vi phạm 15/2018/nđ-cp", ("LAW", "15/2018/nđ-cp", "15/2018/NĐ-CP")),
        ("Luật số 24/2018/QH14", ("LAW", "Luật số 24/2018/QH14", "24/2018/QH14")),
        ("nghị định 168 phạt nặng", ("LAW", "nghị định 168", "168/NĐ")),
        ("Quyết định 999/QĐ", ("LAW", "Quyết định 999/QĐ", "999/QĐ")),
        ("Thông tư số 09/2014/TT-BTTTT", ("LAW", "Thông tư số 09/2014/TT-BTTTT", "09/2014/TT-BTTTT")),
        ("theo Điều 174 Bộ luật Hình sự 2015", ("LAW", "Điều 174 Bộ luật Hình sự 2015", "Điều 174 Bộ luật Hình sự 2015")),
        ("khoản 2 Điều 8 Luật An ninh mạng", ("LAW", "khoản 2 Điều 8 Luật An ninh mạng", "khoản 2 Điều 8 Luật An ninh mạng")),
        ("dieu 27 luat quang cao", ("LAW", "dieu 27 luat quang cao", "dieu 27 luat quang cao")),
        ("điều 101 nghị định 15/2020/NĐ-CP", ("LAW", "điều 101 nghị định 15/2020/NĐ-CP", "điều 101 nghị định 15/2020/NĐ-CP")),
        ("Luật Quảng cáo 2012 cấm", ("LAW", "Luật Quảng cáo 2012", "Luật Quảng cáo 2012")),
        ("Giấy phép 2215/GP-TTĐT", ("LICENCE", "2215/GP-TTĐT", "2215/GP-TTĐT")),
        ("GPQC số 123/2023/XNQC-ATTP", ("LICENCE", "GPQC số 123/2023/XNQC-ATTP", "123/2023/XNQC-ATTP")),
        ("giấy phép số 123/GP-BTTTT cấp", ("LICENCE", "giấy phép số 123/GP-BTTTT", "123/GP-BTTTT")),
        ("csgt.vn", ("DOMAIN", "csgt.vn", "csgt.vn")),
        ("www.csgt.vn", ("DOMAIN", "www.csgt.vn", "csgt.vn")),
        ("https://csgt.vn", ("DOMAIN", "csgt.vn", "csgt.vn")),
    ],
)
def test_one_entity(text: str, expected: tuple[str, str, str]) -> None:
    if text.startswith("https"):
        assert seen(text) == [("URL", text, text)]
    else:
        assert seen(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Mọi người cho em hỏi quán này còn mở cửa không ạ?",
        "Nhà em ở Q.1 TP.HCM, lớp 12A1, sinh năm 1990, cao 1m65.Có ai biết không.Em cảm ơn",
        "18/7 lúc 19h30, tỉ số 2-1, 3.5 điểm, 100%, top 10, u23, covid19",
        "@Lan Anh ơi đi ăn không",
        "có 3 điều luật sư nói đúng, điều 1 nên nhớ: luật chơi",
        "😂😂😂 1️⃣2️⃣3️⃣ ❤️",
        "\x00\x00 \u202e\u200f \ufffd\ufffd",
        "...",
        "",
    ],
)
def test_nothing_in_ordinary_comments(text: str) -> None:
    assert seen(text) == []


def test_decomposed_text_gives_the_same_entities() -> None:
    text = "Luật số 24/2018/QH14, 10 triệu đồng, STK 0000 1111 2222 ngân hàng Á Châu"
    composed, decomposed = entities(text), entities(unicodedata.normalize("NFD", text))
    assert [(e.type, e.value) for e in composed] == [(e.type, e.value) for e in decomposed]
    assert [unicodedata.normalize("NFC", e.text) for e in decomposed] == [e.text for e in composed]


ALPHABET = "0123456789 .-/:@kđtr%aeoncmvhwSTK_()[]\u200b\u0323😂ｏ"


@given(st.one_of(st.text(st.sampled_from(ALPHABET), max_size=80), st.text(max_size=60)))
def test_offsets_are_exact_sorted_and_apart(text: str) -> None:
    last = 0
    for entity in entities(text):
        assert text[entity.start : entity.end] == entity.text != ""
        assert entity.start >= last
        assert entity.value
        last = entity.end
    assert entities(text) == entities(text, Folded(text))


@pytest.mark.parametrize(
    "unit", ["1 ", "0900000012 ", "ab.com ", " . com", "stk 1", "@a", "http://a ", "1/2024/nd-", "1tr ", "1.", "khong 0 ", "a@"]
)
def test_a_long_post_takes_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    began = time.process_time()
    entities(text)
    assert time.process_time() - began < 15  # about 2 s; quadratic work would take minutes


def test_an_ordinary_comment_is_nearly_free() -> None:
    text = "Mọi người cho em hỏi quán này còn mở cửa không ạ?"
    began = time.process_time()
    for _ in range(10_000):
        entities(text)
    assert time.process_time() - began < 0.5  # 50 µs each is far more than the 1–2 it takes
