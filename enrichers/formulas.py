"""Wishes, thanks, condolences, remembrance, prayers: said by all in set words, so that two who say the same have not copied each other.

Told by how much of a text its set phrases cover, small words left out. Used for one thing only: such a text is no near-copy of another.
Nothing is counted or kept of it. An offer dressed as a wish has words of its own, and with those it is a text like any other.
"""

from __future__ import annotations

import re

SHARE = 0.6
"""Part of a text's words that set phrases must cover."""

_PHRASES = (
    "chuc mung", "chuc", "kinh chuc", "xin chuc", "sinh nhat", "nam moi", "giang sinh", "trung thu", "tan hon", "tram nam hanh phuc",
    "manh khoe", "doi dao", "suc khoe", "hanh phuc", "thanh cong", "may man", "binh an", "an khang", "thinh vuong", "van su nhu y",
    "van su", "nhu y", "phat tai", "phat loc", "tai loc", "sung tuc", "ngap tran", "tran day", "tran ngap", "niem vui", "vui ve",
    "vui tuoi", "tre trung", "xinh dep", "tuoi tre", "tuoi moi", "thanh dat", "dat duoc", "moi dieu", "nhieu dieu", "dieu uoc", "uoc mo",
    "mong uoc", "tot lanh", "tot dep", "nhu y muon", "cuoc song", "cong viec", "gia dinh", "gia dao", "moi nguoi", "ca nha", "nguoi than",
    "yeu thuong", "ngay moi", "buoi sang", "chao buoi sang", "ngu ngon", "cuoi tuan", "hoc gioi", "cham ngoan", "hay an chong lon",
    "mau an chong lon", "chia buon", "thanh kinh", "phan uu", "kinh vieng", "vinh biet", "tien biet", "huong hon", "linh hon",
    "vong linh", "an nghi", "yen nghi", "sieu thoat", "vinh hang", "coi vinh hang", "coi phat", "thien dang", "nuoc chua", "mat mat",
    "tang quyen", "som vuot qua", "noi dau", "cau nguyen", "cau mong", "cau xin", "cau cho", "xin cau", "nguyen cau", "nam mo",
    "a di da phat", "quan the am", "bo tat", "amen", "lay chua", "lay phat", "lay me", "xin chua", "xin phat", "thien chua", "duc me",
    "phu ho", "do tri", "gia ho", "che cho", "ban on", "hong an", "thuong xot", "cam on", "cam ta", "biet on", "tri an", "chan thanh",
    "sau sac", "tran trong", "kinh trong", "tuyet voi", "qua dep", "hay qua", "qua hay", "hoan ho", "yeu qua", "thuong qua", "dang yeu",
    "dai tu dai bi", "cuu kho cuu nan", "bon su", "thich ca mau ni", "muon lanh", "vo luong", "cong duc", "nho on", "doi doi", "anh hung",
    "liet si", "nghieng minh", "kinh can", "thap nen", "nen huong", "tuong nho", "tiec thuong", "doi doi nho on", "linh thieng",
    "mong dai",
)  # fmt: skip
_SMALL = frozenset({
    "a", "ai", "anh", "ba", "ban", "bac", "cac", "cau", "cha", "chau", "chi", "cho", "chu", "co", "con", "cua", "cung", "da", "dau", "de",
    "den", "di", "duoc", "em", "gap", "gi", "hon", "la", "lai", "luon", "ma", "mai", "me", "minh", "moi", "mong", "nay", "ngay", "nha",
    "nhau", "nhe", "nhieu", "nhu", "nhung", "oi", "ong", "qua", "ra", "rang", "rat", "sau", "se", "som", "tat", "thay", "that", "the",
    "thi", "thiet", "them", "toi", "trong", "tu", "u", "va", "vao", "ve", "vi", "voi", "xin", "y", "yeu", "nam", "noi", "nguoi", "mot",
})  # fmt: skip
_SET = re.compile(r"(?<![a-z])(?:" + "|".join(sorted(_PHRASES, key=len, reverse=True)) + r")(?![a-z])")
_WORD = re.compile(r"[a-z]+")


def formulaic(canon: str) -> bool:
    """Whether a folded text is little else than set phrases."""
    said = _SET.sub(" | ", canon)
    rest = sum(word not in _SMALL for word in _WORD.findall(said))
    covered = sum(len(phrase.group().split()) for phrase in _SET.finditer(canon))
    return covered > 0 and covered >= SHARE * (covered + rest)
