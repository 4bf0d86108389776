"""What nothing that judges a post may aim at: a viewpoint, a belief, a group of people, one person (domain.md §9).

One list for the built-in detectors, which a test holds to it, and for the rules that analysts write, which are refused over it. It is a
fence against drift and haste, no wall against cunning: whoever lets a rule pack into the folder answers for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

DENIED: tuple[str, ...] = (
    "xau doc", "thu dich", "quan diem", "phan dong", "chong pha", "chong doi", "bat dong chinh kien", "chinh tri", "dang phai",
    "ton giao", "dan toc", "tin nguong", "dao phat ", "giao hoi ", "cong giao", "tin lanh", "hoi giao",
    "thien chua", "linh muc", "phap luan",
    "khmer", "hmong", "nguoi dong tinh", "chuyen gioi", "lgbt", "homosex", "transgender",
    "bieu tinh", "tuan hanh", "khieu kien", "tuyen truyen", "le trai", "tieu cuc", "boi nho", "noi xau", "lanh dao dang", "che do",
    "dan chu", "nhan quyen", "dang cong san", "bau cu ",
    "critic", "dissent", "politic", "religio", "protest", "ideolog", "propaganda", "sentiment", "opposition", "activis",
    "extremis", "ethnic", "muslim", "catholic", "buddhis", "anti state", "anti government", "viewpoint filter", "hostile force",
    "toxic opinion",
)  # fmt: skip
"""Words, without accents, that name a viewpoint, a belief or a group of people; found as beginnings of words, or whole where a space ends
them."""

PERSONS: tuple[str, ...] = (
    "author", "user_id", "username", "commenter", "profile", "from_name", "person_id", "follower", "reputation", "strike", "real_name",
    "avatar",
)  # fmt: skip
"""Field names that would make an index of private persons."""

MOST_DIGITS = 7
"""Digits a pattern may spell out: a telephone number or an account has at least eight."""

_SURNAMES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đoàn|trịnh|trương|lâm|mai|đào|cao|hà|tạ|lương|tô|thái|châu|"
    "quách|kiều|vương|tăng|diệp|nghiêm|lưu|phùng|chu|bạch|la|thạch"
)
_UPPER = "".join(ch for ch in map(chr, range(0x41, 0x1EFA)) if ch.isupper())
_WORD = rf"[{_UPPER}][^\W\d_{_UPPER}]*"
_WRITTEN = re.compile(rf"(?<!\w)(?:(?:{_SURNAMES.title()})(?: {_WORD}){{1,4}}|(?:{_SURNAMES.upper()}) (?:VĂN|THỊ) [{_UPPER}]+)(?!\w)")
_PUBLIC = re.compile(
    r"(?:đường|phố|phường|quận|xã|huyện|thành phố|tỉnh|trường|bệnh viện|chợ|cầu|tp\.?|thpt|thcs|công ty|cửa hàng|tiệm|shop) *$",
    re.IGNORECASE,
)
"""Words after which a name is that of a street, a place or a house."""

_CLEAR = "nguyen|tran|pham|huynh|bui|ngo|duong|dinh|doan|trinh|truong|hoang|phan|dang|le|vu|vo|do|ho|ly|luong"
_MIDDLES = (
    "van|thi|duc|minh|quoc|ngoc|huu|xuan|dinh|hong|kim|hoang|tuan|thu|phuong|gia|quang|trong|viet|thuy|my|thanh|anh|bich|cong|nhat|diem|cam"
)
_GIVEN = (
    "an|anh|bao|binh|chau|chi|chinh|cuong|dat|dung|duc|duy|giang|ha|hai|hang|hanh|hau|hien|hieu|hoa|hoang|hong|hung|huong|huy|khanh|khoa|kien|"
    "lan|linh|loan|long|mai|minh|my|nam|nga|ngan|ngoc|nhan|nhung|oanh|phong|phuc|phuong|quan|quang|quynh|son|tam|tan|thang|thanh|thao|thu|thuy|"
    "tien|toan|trang|tri|trinh|trung|tu|tuan|tung|tuyet|uyen|van|viet|vinh|vy|yen"
)
_FOLDED = re.compile(rf"\b(?:{_CLEAR}) (?:{_MIDDLES}) (?:{_GIVEN})\b")
_HANDLE = re.compile(r"@\\?\w|(?:facebook|fb|tiktok|instagram|zalo|youtube)\\?\.(?:com|me)/\w|\bt\\?\.me/\w")
_PIECES = re.compile(r"\(\?:|[|()]")


def plain(text: str) -> str:
    """Lower case, without accents; only letters, digits and single spaces."""
    folded = "".join(ch for ch in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(ch)).replace("đ", "d")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded).split())


def denied(texts: Iterable[str]) -> Iterator[str]:
    """Every text that holds a denied word, with the word."""
    for text in texts:
        said = f" {plain(text)} "
        for word in DENIED:
            if f" {word}" in said:
                yield f"{word.strip()}: {text[:80]}"


def aims(pattern: str, spellings: Iterable[str] = ()) -> str:
    """The denied word that a pattern (short forms written out) spells, in one of its alternatives or however it is disguised, or nothing.

    `spellings` are the texts it matches, where they are few.
    """
    for hit in denied((*_PIECES.split(pattern), *spellings)):
        return hit.partition(":")[0]
    found = re.compile(pattern)
    words = (word.strip() for word in DENIED)  # one that takes any letters means none of them
    return next((word for word in words if found.fullmatch(word) and not found.fullmatch(re.sub("[a-z]", "q", word))), "")


def person(text: str) -> str:
    """The name of a person in a text for people to read, or nothing; streets and places called after somebody are no persons."""
    for match in _WRITTEN.finditer(unicodedata.normalize("NFC", text)):
        if not _PUBLIC.search(text[: match.start()]):
            return match[0]
    return ""


def points_at(pattern: str, tree: Any, spellings: Iterable[str] = ()) -> str:
    """What in a pattern points at one person: a name, an account on a platform, a telephone or account number; or nothing.

    `tree` is the parsed pattern (enrichers.patterns.read).
    """
    for text in (*_PIECES.split(pattern), *spellings):
        if match := _FOLDED.search(text):
            return f"a person's name ({match[0]})"
    if match := _HANDLE.search(pattern):
        return f"somebody's account ({match[0]}…)"
    return "a telephone or account number" if _digits(tree) > MOST_DIGITS else ""


def _digits(node: Any) -> int:
    """Most digits that one way through the pattern spells out."""
    total = 0
    for op, value in node:
        name = str(op)
        if name == "LITERAL":
            total += chr(value).isdigit()
        elif name == "BRANCH":
            total += max(_digits(branch) for branch in value[1])
        elif name == "SUBPATTERN":
            total += _digits(value[-1])
        elif name.endswith("_REPEAT"):
            total += _digits(value[2]) * max(1, int(value[0]))
    return total
