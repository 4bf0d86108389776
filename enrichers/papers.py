"""Laws and licences that a text names by their number: `15/2018/NĐ-CP`, `Điều 27 Luật Quảng cáo`, `2215/GP-TTĐT`, `XNQC số …`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from enrichers.fold import Folded
from enrichers.spans import Taken


class Paper(NamedTuple):
    """A span of the folded text (canon offsets), LAW or LICENCE, and the number as it is officially written."""

    type: str
    start: int
    end: int
    value: str


_KINDS = r"bo luat|luat|nghi dinh|thong tu lien tich|thong tu|quyet dinh|nghi quyet|chi thi|cong van|phap lenh|cong dien"
_LAW = re.compile(
    rf"(?:(?<![a-z0-9])(?:{_KINDS})(?: so)?:? )?(?<![\d/.])\d{{1,5}}/(?:(?:19|20)\d\d/)?"
    r"(?:nd|qd|tt|ttlt|nq|ct|cv|vbhn|pl|l|cd|qh1\d|ubtvqh\d{1,2})(?:-[a-z]{1,12}\d{0,2}){0,3}(?![a-z0-9])"
)
_LAW_SHORT = re.compile(
    r"(?<![a-z0-9])(?:nghi dinh|thong tu|quyet dinh|nghi quyet|chi thi)(?: so)?:? (\d{1,4}(?:/(?:19|20)\d\d)?)"
    r"(?![\d/%]|[.,-]\d| ?(?:k|tr|trieu)\b)"
)
_TITLES = (
    "hinh su|dan su|quang cao|an ninh mang|bao chi|duoc|an toan thuc pham|canh tranh|dat dai|nha o|dau tu|doanh nghiep|lao dong|tre em|"
    "giao thong duong bo|trat tu,? an toan giao thong duong bo|duong bo|bao hiem xa hoi|bao hiem y te|kham benh,? chua benh|"
    "bao ve quyen loi nguoi tieu dung|thuong mai dien tu|thuong mai|chung khoan|(?:cac )?to chuc tin dung|giao duc|cong nghe thong tin|"
    "giao dich dien tu|vien thong|xuat ban|so huu tri tue|hon nhan va gia dinh|to tung hinh su|to tung dan su|kinh doanh bao hiem|"
    "xu ly vi pham hanh chinh|bao ve du lieu ca nhan|phong,? chong [a-z]+(?: [a-z]+){0,2}|quan ly thue|phong thu dan su|du lich|can cuoc"
)
"""Laws that posts cite, by name; where such a name ends only a list can tell."""
_PART = r"(?:diem [a-z],? ?)?(?:khoan \d{1,2},? ?)?dieu \d{1,3}[a-z]?,? ?"
_LAW_NAMED = re.compile(
    rf"(?<![a-z0-9]){_PART}(?:cua )?(?:(?:bo )?luat(?: (?:{_TITLES}))?(?: (?:nam )?(?:19|20)\d\d)?|blhs|blds|bltths|"
    rf"nghi dinh(?: so)? \d{{1,4}}(?:/(?:19|20)\d\d)?(?:/nd-cp)?)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?:bo )?luat (?:{_TITLES})(?: nam)? (?:19|20)\d\d(?![\d/])"
)
_LICENCE = re.compile(
    r"(?<![\d/.])\d{1,6}/(?:\d{2,4}/)?(?:gp|gpqc|xnqc|gpkd|gcn|gcnatp|xntb|xncb|atp|sxtm|gpxb|gpmxh)(?:-[a-z]{1,12}){0,3}(?![a-z0-9])"
)
_LICENCE_NAMED = re.compile(
    r"(?<![a-z0-9])(?:gpqc|xnqc|gpkd|gp|gphd|sdk|vd|giay phep(?: [a-z]{1,8}){0,8}|giay xac nhan(?: [a-z]{1,8}){0,6}|"
    r"so dang ky(?: [a-z]{1,8}){0,3}|so cong bo(?: [a-z]{1,8}){0,3})"
    r"(?: so|:| ?:)+ ?:? ?([0-9]{1,7}(?:[/.-][0-9a-z]{1,12}){0,5})(?![a-z0-9/])"
)


def papers(folded: Folded) -> list[Paper]:
    """Every law and licence in the text; a licence goes before a law, a part of a law before its number, where two overlap."""
    taken = Taken()
    return sorted((p for p in _all(folded, folded.plain) if taken.take(p.start, p.end)), key=lambda p: p.start)


def _all(folded: Folded, plain: str) -> Iterator[Paper]:
    for match in _LICENCE_NAMED.finditer(plain):
        yield Paper("LICENCE", match.start(), match.end(), _official(folded, match.start(1), match.end(1)))
    if "luat" in plain or "dieu " in plain:
        for match in _LAW_NAMED.finditer(plain):
            yield Paper("LAW", match.start(), match.end(), _as_written(folded, match.start(), match.end()))
    if "/" in plain:
        for match in _LICENCE.finditer(plain):
            yield Paper("LICENCE", match.start(), match.end(), _official(folded, match.start(), match.end()))
        for match in _LAW.finditer(plain):
            number = re.search(r"\d", match.group())
            assert number is not None
            yield Paper("LAW", match.start(), match.end(), _official(folded, match.start() + number.start(), match.end()))
    for match in _LAW_SHORT.finditer(plain):
        yield Paper("LAW", match.start(), match.end(), _named(folded, match))


def _as_written(folded: Folded, start: int, end: int) -> str:
    """The words as they stand, composed, with single spaces."""
    first, last = folded.origin("canon", start, end)
    return " ".join(unicodedata.normalize("NFC", folded.text[first:last]).split())


def _official(folded: Folded, start: int, end: int) -> str:
    """The number as written, composed and in capitals: `147/2024/nđ-cp` → `147/2024/NĐ-CP`."""
    first, last = folded.origin("canon", start, end)
    return unicodedata.normalize("NFC", folded.text[first:last]).upper().replace("Ð", "Đ")


_SHORT_OF = {"nghi dinh": "NĐ", "thong tu": "TT", "quyet dinh": "QĐ", "nghi quyet": "NQ", "chi thi": "CT"}


def _named(folded: Folded, match: re.Match[str]) -> str:
    kind = next(kind for kind in _SHORT_OF if match.group().startswith(kind))
    return f"{match[1]}/{_SHORT_OF[kind]}"
