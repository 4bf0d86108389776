"""What the words around a name say: a place, somebody's home, or a person, street, firm or dish that merely bears the name."""

from __future__ import annotations

import re
from typing import Protocol

from enrichers.gazetteer import spelled
from enrichers.places_words import (
    AT,
    AT_PLAIN,
    GROUPS,
    HOUSES,
    LIVES,
    NOT_HOUSES,
    ROADS,
    ROADS_PLAIN,
    SURNAMES,
    TAILS,
    TITLES,
    TOWARDS,
    TOWARDS_PLAIN,
    WARES,
    WARES_PLAIN,
)  # fmt: skip
from enrichers.syllables import BARE

_PIN = re.compile(r"(?:📍|🏠|🏡|🏢|🏘)️?\s*$")
_YEAR = re.compile(r"\s*(?:/|-|năm |nam |\.)?\s*20[12]\d\b")
_MANY = frozenset(map(spelled, ("các", "hai", "ba", "bốn", "năm", "nhiều", "những", "2", "3", "4", "5", "6", "7", "8", "9", "loạt")))
_ROUTES = frozenset(" ".join(map(spelled, way.split())) for way in ("cao tốc", "tuyến", "đường sắt", "quốc lộ", "tuyến đường"))
_CITY = " ".join(map(spelled, ("thành", "phố")))
_CLEAR = frozenset(map(spelled, ("nguyễn", "trần", "phạm", "lê", "văn", "thị")))
"""Of the surnames those that are hardly ever another word."""
_FILLERS = frozenset(
    spelled(word)
    for line in (
        "đa khoa quốc tế cổ phần thương mại đầu tư xây dựng phát triển",
        "tư thục công lập hữu hạn tổng hợp tnhh dịch vụ tỉnh thành phố",
    )
    for word in line.split(" ")
)
_TIES = frozenset("@_/.")
_BACK, _ON = re.compile(r"\S+$"), re.compile(r"\S+")
_WEB = re.compile(r"@\w|://|\w\.(?:vn|com|net|org|info|xyz|top|edu|gov|me|cc|club|shop)\b", re.IGNORECASE)
_FAR = 7
"""Words before a name in which the head of a firm's name is looked for."""


class Words(Protocol):
    text: str
    words: list[str]
    starts: list[int]
    folds: list[str]

    @property
    def plain(self) -> bool: ...
    def end(self, i: int) -> int: ...
    def gap(self, i: int) -> str: ...
    def upper(self, i: int) -> bool: ...
    def shout(self, i: int, j: int) -> bool: ...


class Around:
    """Asks about the name that begins at word i or ends at word `last`."""

    def __init__(self, text: Words) -> None:
        self._text = text
        self.taken = -1
        """Last word of the place found before this one: the names of neighbouring places are no longer name."""

    def _before(self, i: int, words: int) -> str:
        """The last words before i, spelled; empty when something but a space stands between."""
        text = self._text
        if i < words or any(text.gap(k) not in (" ", ". ") for k in range(i - words, i)):
            return ""
        return " ".join(spelled(word) for word in text.words[i - words : i])

    def _folded_before(self, i: int, words: int) -> str:
        text = self._text
        if i < words or any(text.gap(k) != " " for k in range(i - words, i)):
            return ""
        return " ".join(text.folds[i - words : i])

    def cue(self, i: int) -> int:
        """2 for a word that stands before places only, 1 for one that often does, 0 for none."""
        text = self._text
        if _PIN.search(text.text, max(0, text.starts[i] - 6), text.starts[i]):
            return 2
        one, two = (self._before(i, n) for n in (1, 2))
        if i and text.gap(i - 1) in (": ", ":"):
            one = one or spelled(text.words[i - 1])
            two = two or (self._before(i - 1, 1) and f"{self._before(i - 1, 1)} {one}")
        if one in AT or two in AT:
            return 2
        if text.plain and (self._folded_before(i, 1) in AT_PLAIN or self._folded_before(i, 2) in AT_PLAIN):
            return 2
        if self._further(i):
            return 2
        if one in TOWARDS or two in TOWARDS:
            return 1
        return int(text.plain and self._folded_before(i, 1) in TOWARDS_PLAIN)

    def _further(self, i: int) -> bool:
        """Whether a word of place stands before a name in capitals and a comma: "ở KCN Thăng Long, Đông Anh"."""
        text, k = self._text, i - 1
        if k <= self.taken or not text.upper(i) or text.gap(k) != ", ":
            return False
        while k > self.taken and i - k <= _FAR and text.upper(k):
            if k and text.gap(k - 1) == " " and spelled(text.words[k - 1]) in AT:
                return True
            k -= 1
        return False

    def home(self, i: int) -> bool:
        """Whether the name says where a person lives or comes from."""
        if any(self._before(i, n) in LIVES for n in (1, 2, 3)):
            return True
        text = self._text
        if not i or text.gap(i - 1).strip() not in (":", ","):
            return False
        return spelled(text.words[i - 1]) in LIVES or " ".join(map(spelled, text.words[max(0, i - 2) : i])) in LIVES

    def plural(self, i: int) -> bool:
        """Whether several units are announced: "các xã …", "hai huyện …"."""
        return self._before(i, 1) in _MANY

    def year(self, i: int) -> bool:
        """Whether a year follows: "Q1/2026" is a quarter."""
        text = self._text
        return bool(_YEAR.match(text.text, text.end(i)))

    def borne(self, i: int, last: int, province: bool) -> bool:
        """Whether the name is borne by something else: a person, a street, a firm, a dish, or is part of a longer name."""
        if self._tailed(last):
            return True
        if self.cue(i) > 1:
            return False
        if self.address(i, last) or self._person(i, province) or self._road(i, province) or self._ware(i) or self._house(i):
            return True
        return self._longer(i, last, province)

    def route(self, i: int, last: int) -> bool:
        """Whether a road is called after the places it joins: "cao tốc Hà Nội - Hải Phòng"."""
        return self._before(i, 2) in _ROUTES or (self._before(i, 1) in _ROUTES and "-" in self._text.text[self._text.end(last) :][:2])

    def _tailed(self, last: int) -> bool:
        """Whether the next word makes a newspaper, a firm or an ocean of the name."""
        text = self._text
        if last + 1 >= len(text.words) or text.gap(last) != " " or not text.upper(last + 1):
            return False
        word = text.words[last + 1]
        foreign = word.isascii() and word.isalpha() and not word.isupper() and word.lower() not in BARE
        return foreign or spelled(word) in TAILS

    def address(self, i: int, last: int) -> bool:
        """Whether it is inside a web address, a mail address or a handle."""
        text, start, end = self._text.text, self._text.starts[i], self._text.end(last)
        if text[max(0, start - 1) : start] not in _TIES and text[end : end + 1] not in _TIES:
            return False
        left, right = _BACK.search(text[max(0, start - 80) : start]), _ON.match(text, end)
        return bool(_WEB.search((left[0] if left else "") + text[start:end] + (right[0] if right else "")))

    def _person(self, i: int, province: bool) -> bool:
        one, two = self._before(i, 1), self._before(i, 2)
        if two in GROUPS or not one:
            return False
        if one in TITLES:
            return True
        named = one in SURNAMES and self._text.upper(i - 1) and not self._text.shout(i - 1, i)
        return named and (not province or one in _CLEAR)

    def _road(self, i: int, province: bool) -> bool:
        one, two = self._before(i, 1), self._before(i, 2)
        if two == _CITY:
            return False
        if one in ROADS or (self._text.plain and (self._folded_before(i, 1) in ROADS_PLAIN or self._folded_before(i, 2) in ROADS_PLAIN)):
            return True
        return not province and bool(one) and one[0].isdecimal() and one not in _MANY

    def _ware(self, i: int) -> bool:
        if any(self._before(i, n) in WARES for n in (1, 2)) or self._before(i, 3) in WARES:
            return True
        if self._before(i, 2).partition(" ")[0] in WARES and self._before(i, 1) not in TOWARDS and self._text.words[i - 1].islower():
            return True
        three = self._before(i, 3).split(" ")
        if len(three) == 3 and " ".join(three[:2]) in WARES and three[2] not in TOWARDS and not self._text.upper(i - 1):
            return True
        return self._text.plain and any(self._folded_before(i, n) in WARES_PLAIN for n in (1, 2))

    def _house(self, i: int) -> bool:
        """Whether the head of a name stands before it, with nothing between but the rest of that name."""
        text = self._text
        for n in range(1, min(_FAR, i) + 1):
            k = i - n
            if text.gap(k) not in (" ", ". "):
                return False
            one = spelled(text.words[k])
            two = f"{spelled(text.words[k - 1])} {one}" if k and text.gap(k - 1) == " " else ""
            if two in NOT_HOUSES:
                return False
            if one in HOUSES or two in HOUSES:
                return True
            if one in AT or one in TOWARDS or (not text.upper(k) and one not in _FILLERS and n > 1):
                return False
        return False

    def _longer(self, i: int, last: int, province: bool) -> bool:
        """Whether capitals go on before or after the name, as in one longer name; a headline in capitals says nothing."""
        text, count = self._text, len(self._text.words)
        if not text.upper(i) or text.shout(i, last):
            return False
        run = 0
        while last + 1 + run < count and run < 4 and text.gap(last + run) == " " and text.upper(last + 1 + run):
            run += 1
        if text.plain:
            return False
        if province:
            before = [text.upper(k) and text.gap(k) == " " and not text.words[k].isupper() for k in range(max(0, self.taken + 1, i - 2), i)]
            return len(before) == 2 and all(before) and self.cue(i) == 0 and run < 1
        opens = i == self.taken + 1 or i == 1 or (i > 1 and text.gap(i - 2) not in (" ", "-"))
        if i and text.gap(i - 1) == " " and text.upper(i - 1) and not opens and self.cue(i) == 0:
            return not text.words[i - 1].isupper() and run < 1
        return False
