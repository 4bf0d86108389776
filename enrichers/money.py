"""Amounts of money as people write them: 500k, 1tr5, 3 củ, 3-5tr/tháng, 1.500.000đ, 8%/ngày; in dong where that can be worked out.

`tr`, `củ` and `chai` are millions, `lít` and `xị` hundreds of thousands. `1tr5` is 1.5 million, `1tr250` 1.25 million.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from enrichers.fold import Folded
from enrichers.spans import Taken


class Amount(NamedTuple):
    """A span of the folded text (canon offsets) and its value: whole dong, `low-high`, `8%/ngày`, `100 USD`, or "" where unknown."""

    start: int
    end: int
    value: str


_UNITS = {
    "k": 1_000, "nghin": 1_000, "ngan": 1_000, "ngh": 1_000, "xi": 100_000, "lit": 100_000, "tr": 1_000_000, "trieu": 1_000_000,
    "cu": 1_000_000, "chai": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000, "d": 1, "dong": 1, "vnd": 1,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?![\d])|\d{1,12}(?:[.,]\d{1,2})?"
_UNIT = r"trieu|tr|nghin|ngan|ngh|k|ty|ti|cu|chai|lit|xi|vnd|dong|d"
_AMOUNT = re.compile(
    rf"(?<![a-z0-9.,/-])(?P<low>{_NUMBER})(?: ?(?P<lowunit>trieu|tr|nghin|k|ty|cu))? ?(?:-|~|den|toi) ?"
    rf"(?P<high>{_NUMBER}) ?(?P<highunit>{_UNIT})(?P<highrest>\d{{1,3}})?(?![a-z0-9])"
    rf"|(?<![a-z0-9.,-])(?P<one>{_NUMBER}) ?(?P<unit>{_UNIT})(?P<rest>\d{{1,3}}(?![a-z0-9]))?"
    r"(?: (?P<half>ruoi))?(?: (?:dong|vnd|d))?(?![a-z0-9])"
)
_FOREIGN = re.compile(rf"(?<![a-z0-9.,])(?:[$€] ?({_NUMBER})|({_NUMBER}) ?(usd|usdt|\$|€|eur|do la))(?![a-z0-9])")
_RATE = re.compile(r"(?<![a-z0-9.,])(\d{1,3}(?:[.,]\d{1,2})?) ?% ?(?:/|mot|1|moi|tren|theo|mot thang)? ?(ngay|thang|nam|tuan|gio)\b")
_SHARE = re.compile(r"\b(?:lai(?: suat)?|vay(?: tien)?|loi nhuan|hoa hong|phi|sinh loi)[a-z :]{0,12} (\d{1,3}(?:[.,]\d{1,2})?) ?%")
_COUNTED = re.compile(
    r" ?(?:likes?|follow|followers?|subs?|views?|nguoi|luot|share|fan|thanh vien|km|km/h|cal|kcal|hz|w|pixel|binh luan|cmt|xem|dan"
    r"|member|mem|hoc sinh|sinh vien|tuoi|bitcoin|btc|coin|chai|chiec|tre em|cuon|san pham|ho dan|ho gia dinh)\b"
)
_VESSEL = re.compile(r"(?:can|binh|thung|xe|xo|bon|tich|uong|lit)\W{1,2}$")
_COIN = re.compile(r" ?(usdt|usd|do la|do my|eur|euro|yen|won|nhan dan te|bang anh|baht)\b")
_COINS = {"usdt": "USDT", "usd": "USD", "do la": "USD", "do my": "USD", "eur": "EUR", "euro": "EUR", "yen": "JPY", "won": "KRW",
          "nhan dan te": "CNY", "bang anh": "GBP", "baht": "THB"}  # fmt: skip
_THINGS = {
    "cu": re.compile(r" (?:khoai|ca rot|hanh|toi|san|sam|cai|gung|nghe|lac|mi|dau|sen|tam that|den|ham)\b"),
    "lit": re.compile(r" (?:xang|nuoc|dau|sua|ruou|bia|mau|son|nhot|con|khi|oxy|tren|/)"),
    "chai": re.compile(r" (?:nuoc|bia|ruou|dau|sua|xit|thuoc|ken|son|serum|tinh dau|lo|nuoc mam)\b"),
    "ti": re.compile(r" (?:so|le|gia|vi|mi)\b"),
    "ngan": re.compile(r" (?:hang|sach|ha|nga|can|chan)\b"),
    "ty": re.compile(r" (?:le|gia|so|trong)\b"),
    "dong": re.compile(r" (?:ho|nguoi|doi|pham|bao|chi|hanh|phuc|dang|bang|song|san|co|thap|duc|long)\b"),
}
_SPOKEN = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SAID = re.compile(r"(?<![a-z0-9])(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)( tram| muoi)? (trieu|nghin|ngan|ty)(?: dong)?(?![a-z0-9])")


def amounts(folded: Folded) -> list[Amount]:
    """Every amount in the text, by position, without overlap."""
    plain = folded.plain
    taken = Taken()
    sources = (_rates(plain), _foreign(plain), _sums(folded), _said(folded))
    return sorted(amount for source in sources for amount in source if taken.take(amount.start, amount.end))


def _decimal(number: str) -> Decimal:
    """The value of `1.500.000`, `1,5` or `50`: groups of three digits are thousands, anything else after a mark is a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return Decimal(re.sub(r"[.,]", "", number))
    return Decimal(number.replace(",", "."))


def _worth(number: str, unit: str, rest: str | None = None, half: bool = False) -> int:
    """Whole dong: `1tr5` adds tenths of the unit, `1tr250` thousandths, `rưỡi` a half."""
    value = _decimal(number) + (Decimal("0.5") if half else 0)
    if rest:
        value += Decimal(rest) / (10 ** len(rest))
    return int(value * _UNITS[unit])


def _sums(folded: Folded) -> Iterator[Amount]:
    plain = folded.plain
    for match in _AMOUNT.finditer(plain):
        unit, number = match["unit"] or match["highunit"], match["one"] or match["high"]
        after = plain[match.end() : match.end() + 16]
        if (unit in ("k", "tr", "trieu", "nghin", "ngan", "ty") and _COUNTED.match(after)) or _is_thing(unit, after):
            continue
        if unit == "lit" and _VESSEL.search(plain[max(0, match.start() - 8) : match.start()]):
            continue
        if (unit == "d" and not _dong(match.group(), number)) or (unit in ("ty", "ti", "cu") and not _meant(folded, match, unit)):
            continue
        coin = _COIN.match(after)
        end = match.end() + (coin.end() if coin else 0)
        value = str(_worth(number, unit, match["rest"] or match["highrest"], bool(match["half"])))
        if not match["one"]:
            value = f"{_worth(match['low'], match['lowunit'] or unit)}-{value}"
        yield Amount(match.start(), end, f"{value} {_COINS[coin[1]]}" if coin else value)


def _meant(folded: Folded, match: re.Match[str], unit: str) -> bool:
    """Whether the accents are those of the unit: `2 tỷ`, `3 củ`, not `1 tý`, `2 cụ`."""
    start, end = match.span("unit" if match["unit"] else "highunit")
    written = unicodedata.normalize("NFC", folded.text[slice(*folded.origin("canon", start, end))]).lower()
    return written in {"ty": ("ty", "tỷ", "tỉ"), "ti": ("ti", "tỉ", "tỷ"), "cu": ("cu", "củ")}[unit]


def _is_thing(unit: str, after: str) -> bool:
    return unit in _THINGS and _THINGS[unit].match(after) is not None


def _dong(written: str, number: str) -> bool:
    """Whether a bare `đ` after a number is the currency: `500.000đ`, `1.500.000 đ`, `0đ`, not `3N2Đ`."""
    return number == "0" or len(number) > 3 or (len(number) == 3 and " " not in written)


def _foreign(plain: str) -> Iterator[Amount]:
    for match in _FOREIGN.finditer(plain):
        number, sign = match[1] or match[2], match[3] or match.group()[0]
        unit = "EUR" if sign in ("€", "eur") else "USDT" if sign == "usdt" else "USD"
        yield Amount(match.start(), match.end(), f"{_decimal(number).normalize():f} {unit}")


def _rates(plain: str) -> Iterator[Amount]:
    per = {"ngay": "ngày", "thang": "tháng", "nam": "năm", "tuan": "tuần", "gio": "giờ"}
    for match in _RATE.finditer(plain):
        yield Amount(match.start(), match.end(), f"{match[1].replace(',', '.')}%/{per[match[2]]}")
    for match in _SHARE.finditer(plain):
        yield Amount(match.start(1), match.end(), f"{match[1].replace(',', '.')}%")


def _said(folded: Folded) -> Iterator[Amount]:
    """Amounts in words (`hai triệu`), where the accents agree: `tạm ngăn` is no amount."""
    if not re.search(r" (?:trieu|nghin|ngan|ty)\b", folded.plain):
        return
    for match in _SAID.finditer(folded.plain):
        first, last = folded.origin("canon", match.start(1), match.end(1))
        word = unicodedata.normalize("NFC", folded.text[first:last]).lower()
        if word in _SPOKEN and not _COUNTED.match(folded.plain, match.end()):
            times = {"": 1, " tram": 100, " muoi": 10}[match[2] or ""]
            yield Amount(match.start(), match.end(), str(_SPOKEN[word] * times * _UNITS[match[3]]))
