"""Telephone numbers, accounts, mail addresses, handles: by shape and context, without taking one for the other.

Facts relied on: Vietnamese mobiles are 03 05 07 08 09 and eight digits more, landlines 02 and nine; hotlines are 1800/1900 with four or six
more; 0900 000 0xx is of that shape and assigned to nobody here; bank accounts have 6 to 19 digits. All numbers below are invented.
"""

from __future__ import annotations

import pytest

from enrichers.contacts import contacts
from enrichers.fold import Folded


def seen(text: str) -> list[tuple[str, str]]:
    """Type and value of every contact, in order."""
    return [(contact.type, contact.value) for contact in contacts(Folded(text))]


@pytest.mark.parametrize(
    "text",
    [
        "LH 0900000012",
        "0900 000 012",
        "0900.000.012",
        "0900-000-012",
        "(0900) 000 012",
        "09 00 00 00 12",
        "0 9 0 0 0 0 0 0 1 2",
        "0_9_0_0_0_0_0_0_1_2",
        "+84 900 000 012",
        "+84900000012",
        "84900000012",
        "(84) 900000012",
        "(+84)900 000 012",
        "+84 0900000012",
        "o9oo ooo o12 0900000012",
        "O900000OI2",
        "o9 0000 00l2",
        "0️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣",
        "⓪⑨⓪⓪⓪⓪⓪⓪①②",
        "𝟎𝟗𝟎𝟎𝟎𝟎𝟎𝟎𝟏𝟐",
        "０９００００００１２",
        "09\u200b00\u200b000\u200b012",
        "zalo0900000012nhé",
        "không chín không không không không không không một hai",
        "0 chín 0 0 0 không 0 0 một hai",
        "sđt:0900000012.",
    ],
)
def test_a_telephone_number_however_written(text: str) -> None:
    assert ("PHONE", "+84900000012") in seen(text)
    assert {kind for kind, _ in seen(text)} == {"PHONE"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0900 000 000, 0900 000 012", ["+84900000000", "+84900000012"]),
        ("0900000000-0900000012", ["+84900000000", "+84900000012"]),
        ("0900000000/0900000012", ["+84900000000", "+84900000012"]),
        ("0900 000 000 10tr", ["+84900000000"]),
        ("024 3822 0000", ["+842438220000"]),
        ("hotline 1900 1234", ["19001234"]),
        ("1900 123456", ["1900123456"]),
        ("18001090", ["18001090"]),
        ("+1 650-253-0000", ["+16502530000"]),
    ],
)
def test_several_and_other_numbers(text: str, values: list[str]) -> None:
    assert seen(text) == [("PHONE", value) for value in values]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("STK 0000 1111 2222 VCB", "000011112222"),
        ("Stk: 19031234567890, Techcombank", "19031234567890"),
        ("số tài khoản 123456789 ngân hàng MB", "123456789"),
        ("ck vào 0000 1111 2222 Vietcombank", "000011112222"),
        ("Vietinbank 100000000001", "100000000001"),
        ("STK 0900000012 MB", "0900000012"),
        ("MB 0900000012", "0900000012"),
        ("momo: 0900000012", "0900000012"),
        ("chuyển tiền vào 0000 1111 2222", "000011112222"),
        ("gửi số 0000 1111 2222 nhé", "000011112222"),
        ("chuyển vào tài khoản tạm giữ 0000 1111 2222 để xác minh", "000011112222"),
    ],
)
def test_an_account(text: str, value: str) -> None:
    assert seen(text) == [("ACCOUNT", value)]


@pytest.mark.parametrize(
    "text",
    [
        "giá 1.500.000đ, 10.000.000 người",
        "tk 20.000.000 đồng",
        "ngày 20.10.2023, 18/7, 20-10-2023, 2023-2024, năm 1900-1975, 1900 - 1975",
        "CCCD 001234567890 MST 0101234567 mã đơn 123456789012",
        "lúc 19h30 ngày 18/7/2024",
        "09x xxx xxxx, 0912xxxxxx, 40******30",
        "123 456",
        "1234567890123456789012345",
        "0900 000",
        "01234567890123456789",
        "biển số 29A-123.45",
        "hai ba bốn năm sáu bảy tám chín",
        "không một ai",
        "3.14159265358979",
        "",
    ],
)
def test_what_is_neither(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail a.b+c@gmail.com nhé", [("EMAIL", "a.b+c@gmail.com")]),
        ("Lienhe@Cong-Ty.com.vn.", [("EMAIL", "lienhe@cong-ty.com.vn")]),
        ("a@b.khongco", []),
        ("tele @vay_nhanh24h", [("HANDLE", "@vay_nhanh24h")]),
        ("nhóm telegram: @tuyendungctv", [("HANDLE", "@tuyendungctv")]),
        ("@nguyen_a1 bạn nói đúng", []),  # a reply to somebody
        ("cảm ơn @Minh nhiều", []),
        ("mời cả nhà @everyone @followers", []),
    ],
)
def test_mail_addresses_and_handles(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen(text) == expected
