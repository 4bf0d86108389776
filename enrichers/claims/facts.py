"""The numbers, dates and names of a statement, in a form in which two statements can be held against each other."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from enrichers.fold import canon
from enrichers.syllables import spelled


class Number(NamedTuple):
    """`kind` is what is counted (money, %, day, person …, date, or nothing), `said` how it was written."""

    value: float
    kind: str
    said: str


class Name(NamedTuple):
    """A name as it was written, and its folded words."""

    said: str
    words: str


_TIMES = {
    "trieu": 1e6,
    "tr": 1e6,
    "ty": 1e9,
    "ti": 1e9,
    "nghin": 1e3,
    "ngan": 1e3,
    "k": 1e3,
    "tram": 1e2,
    "million": 1e6,
    "billion": 1e9,
    "cu": 1e6,
}
_KINDS = {
    "dong": "money", "vnd": "money", "d": "money", "usd": "usd", "do la": "usd", "%": "%", "phan tram": "%", "percent": "%",
    "ngay": "day", "tuan": "week", "thang": "month", "nam": "year", "gio": "hour", "h": "hour", "phut": "minute", "days": "day",
    "nguoi": "person", "chau": "person", "em": "person", "tre": "person", "hoc sinh": "person", "be": "person", "nan nhan": "person",
    "mang": "person", "diem": "point", "cau": "question", "ca": "case", "tuoi": "age", "lan": "time", "km": "km", "m": "m", "kg": "kg",
    "g": "g", "ml": "ml", "lit": "l", "do": "degree",
    "xa": "unit", "phuong": "unit", "tinh": "unit", "ngan hang": "bank", "mui": "dose",
}  # fmt: skip
_WORDS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi hai": 12,
    "muoi lam": 15,
}
_COUNTED = (
    "trieu|ty|nghin|ngan|tram|tuan|ngay|thang|nguoi|chau|em|hoc sinh|lan|gio|phan tram|tinh|ngan hang|ca|mui|tuoi|diem|cau|be|so|mang"
    "|xa|phuong|huyen|quan|chiec|xe|lop|doi|ho|tan|hom|dot|mon|suat|vien|goi|phan|trieu dong|ty dong"
)
_DATE = re.compile(
    r"(?<![\d/.])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?(?![\d/.-]*\d)(?!\s?%)"
    r"|\bngay (\d{1,2}) thang (\d{1,2})(?:(?: nam|,)? (\d{4}))?"
)
_MONTH = re.compile(r"\bthang (\d{1,2})\b(?:(?:/| nam )(\d{4}))?")
_YEAR = re.compile(r"\bnam (\d{4})\b|(?<![\d.,/])((?:19|20)\d\d)(?![\d.,]*\d)(?! ?(?:ty|trieu|dong|nguoi|chiec|d|k|con|xe)\b)")
_UNITS = "|".join(sorted({*_TIMES, *_KINDS} - {"%"}, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d+)?)\s?((?:%|(?:{_UNITS})(?![a-z]))?)\s?((?:(?:{_UNITS})(?![a-z]))?)(\d?)(?![\d])"
)
DIGITS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
"""Numbers in words, as they are written with accents; "một" is also an article."""

_TOLD = re.compile(rf"\b({'|'.join(DIGITS)}) (?!nay|ngoái|sau|trước|học|mới|tới|qua|\d)([^\W\d]+)")
_SPELT = re.compile(rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))}) ({_COUNTED})\b ?((?:{_UNITS})?)\b")


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text; a date counts as one."""
    plain = canon_digits(text)
    found: list[Number] = []

    def take(pattern: re.Pattern[str], read: object) -> None:
        nonlocal plain
        for match in pattern.finditer(plain):
            number = read(match)  # type: ignore[operator]
            if number is not None:
                found.append(number)
                plain = plain[: match.start()] + "\0" * (match.end() - match.start()) + plain[match.end() :]

    for pattern, read in ((_DATE, _date), (_MONTH, _month), (_YEAR, _year), (_NUMBER, _number)):
        take(pattern, read)
    if accented(text):
        found += [_told(match) for match in _TOLD.finditer(unicodedata.normalize("NFC", text.lower()))]
    else:
        take(_SPELT, _spelt)
    return tuple(dict.fromkeys(found))


def accented(text: str) -> bool:
    """Whether a text is written with accents: one without says less, and is compared without."""
    return sum(not c.isascii() for c in text) > 0.04 * len(text)


def _told(match: re.Match[str]) -> Number:
    """A number in words with what it counts, whatever that is."""
    noun, times = canon_digits(match[2]), _TIMES.get(canon_digits(match[2]), 1)
    kind = _KINDS.get(noun) or ("money" if times >= 1e3 else noun if times == 1 else "")
    return Number(DIGITS[match[1]] * times, kind, match[0].strip())


def canon_digits(text: str) -> str:
    """Lower case without accents; digits stay digits, whatever they stand for."""
    spread = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def _date(match: re.Match[str]) -> Number | None:
    day, month = int(match[1] or match[4]), int(match[2] or match[5])
    return Number(month * 100 + day, "date", match[0]) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _month(match: re.Match[str]) -> Number | None:
    return Number(int(match[1]), "month of the year", match[0]) if 1 <= int(match[1]) <= 12 else None


def _year(match: re.Match[str]) -> Number:
    return Number(int(match[1] or match[2]), "calendar year", match[0])


def _number(match: re.Match[str]) -> Number:
    digits = match[1]
    value = float(re.sub(r"[.,]", "", digits)) if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) else float(digits.replace(",", "."))
    units = [unit for unit in (match[2], match[3]) if unit]
    kind = next((_KINDS[unit] for unit in units if unit in _KINDS), "")
    for unit in units:
        value *= _TIMES.get(unit, 1)
    if units and units[0] in _TIMES and not kind:
        kind = "money" if _TIMES[units[0]] >= 1e3 else ""
        if match[4] and units[0] in ("trieu", "tr", "ty", "cu"):  # 1tr5 is one and a half million
            value += int(match[4]) * _TIMES[units[0]] / 10
    return Number(value, kind, match[0].strip())


def _spelt(match: re.Match[str]) -> Number:
    times = _TIMES.get(match[2], 1)
    kind = _KINDS.get(match[2]) or _KINDS.get(match[3]) or ("money" if times >= 1e3 else "")
    return Number(_WORDS[match[1]] * times, kind, match[0].strip())


_TOKEN = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*|[.!?:;\n“”\"(),]")
_OPENERS = frozenset('.!?:\n“"')
_OUTSIDE = frozenset({"thông", "tin", "cảnh", "báo", "nóng", "hot", "sốc", "gấp", "khẩn"})


def names(text: str) -> tuple[Name, ...]:
    """Runs of capitalised words and acronyms; a single capital that merely opens a sentence is none, nor is a text all in capitals."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text))
    words = [t for t in tokens if t[0].isalnum()]
    if sum(t.isupper() for t in words) > len(words) / 2:
        return ()
    found: list[Name] = []
    run: list[str] = []
    opened = True  # whether the run, or the next word, opens a sentence
    for token in [*tokens, "."]:
        if token[0].isalpha() and token[0].isupper() and token.lower() not in _OUTSIDE:
            run.append(token)
            continue
        if run and not (opened and len(run) == 1 and not _telling(run[0])):
            found.append(Name(" ".join(run), canon(" ".join(run))))
        opened = token[0] in _OPENERS
        run = []
    return tuple(dict.fromkeys(found))


def _telling(word: str) -> bool:
    """Whether a word is a name wherever it stands: an acronym, or no Vietnamese syllable."""
    return (word.isupper() and len(word) > 1) or not spelled(word.lower())
