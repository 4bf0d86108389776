"""The units of today's map and the old ones they were made of: read once, when first asked for, in some tens of milliseconds.

Sources and licences: NOTICE, docs/places.md. `make.py` makes units.txt.gz; aliases.txt, written for this project, has the names that the
sources lack: districts merged shortly before 2025, other spellings, what people call a city.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from enrichers.fold import canon

TYPES = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")

WORDS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LOOSE = {"đăk": "đắk", "đak": "đắk", "krong": "krông", "lăk": "lắk"}
"""Highland syllables that maps and people spell in several ways."""


_PROVINCE = 2  # digits of a province's code
_RANKS = {"P": 0, "p": 0, "d": 1, "C": 2, "c": 3}


class Node:
    """A unit. `level`: P and C are provinces and communes of today, p, d and c the old three levels; `up` is what it belongs to.

    `heirs`: what it became, of today. `inside`: the old districts and provinces that a commune of today was made of. `of`: for another name
    of a unit that unit, else itself; `own`: no mere spelling of that unit's name.
    """

    __slots__ = ("_spelled", "code", "heirs", "inside", "level", "name", "of", "own", "type", "up")

    def __init__(self, level: str, full: str, up: Node | None, code: str = "") -> None:
        self.level, self.code, self.up = level, code, up
        self.type = next((one for one in TYPES if full.startswith(one + " ")), "")
        self.name = full.removeprefix(self.type).strip()
        self.heirs: list[Node] = []
        self.inside: set[Node] = set()
        self.of = self
        self.own = True
        self._spelled: list[str] = []

    @property
    def full(self) -> str:
        return f"{self.type} {self.name}".strip()

    @property
    def spelled(self) -> list[str]:
        """The words of its name, see `spelled()`."""
        if not self._spelled:
            self._spelled = [spelled(word) for word in WORDS.findall(self.name)]
        return self._spelled

    @property
    def province(self) -> Node:
        """The province of today it lies in."""
        node = self.of
        if node.level in "cd":
            node = node.heirs[0]
        if node.level == "C":
            assert node.up
            return node.up
        return node.heirs[0] if node.level == "p" else node

    def within(self, other: Node) -> bool:
        """Whether it is a true part of the other; what is of today also lies in the old units it was made of."""
        mine, big = self.of, other.of
        if mine is big or _RANKS[big.level] >= _RANKS[mine.level]:
            return False
        return big in mine.inside or mine.up is big or (mine.up is not None and mine.up.within(big)) or mine.province is big


class Gazetteer:
    """All units by folded name. `seconds`: first word → second word → the most words a name so begun has; "" where one word is a name."""

    def __init__(self, units: Iterator[str], aliases: Iterator[str]) -> None:
        self.names: dict[str, list[Node]] = {}
        self.seconds: dict[str, dict[str, int]] = {}
        self.codes: dict[str, Node] = {}
        self._read(units)
        for nodes in self.names.values():
            for node in nodes:
                if node.level == "d":  # the heirs of most of its communes first
                    node.heirs = [heir for heir, _ in Counter(node.heirs).most_common()]
        for line in aliases:
            alias, full, province = line.split("\t")
            self._alias(alias, full, province)

    def _read(self, lines: Iterator[str]) -> None:
        province = old = district = None
        for line in lines:
            level, code, full = line.split("\t")
            if level == "P":
                province = self.codes[code] = Node(level, full, None, code)
            elif level == "C":
                self.codes[code] = Node(level, full, province, code)
            elif level == "p":
                old = Node(level, full, None)
                old.heirs = [self.codes[code]]
            elif level == "d":
                district = Node(level, full, old)
            if level == "c":
                self._add(self._commune(full, district, code))
            else:
                self._add({"P": province, "C": self.codes.get(code), "p": old, "d": district}[level])

    def _commune(self, full: str, district: Node | None, codes: str) -> Node:
        assert district is not None
        assert district.up is not None
        node = Node("c", full, district)
        node.heirs = [self.codes[code] for code in codes.split()]
        for heir in node.heirs:
            heir.inside |= {district, district.up}
            district.heirs.append(heir)
        return node

    def _add(self, node: Node | None) -> None:
        assert node is not None
        words = key(node.name).split(" ")
        self.names.setdefault(" ".join(words), []).append(node)
        longest = self.seconds.setdefault(words[0], {})
        second = words[1] if len(words) > 1 else ""
        longest[second] = max(len(words), longest.get(second, 0))

    def _alias(self, alias: str, full: str, province: str) -> None:
        """A name that begins with = is another way to write the unit's own name; without, it is the name of something that became it."""
        found = [node for node in self.names[key(bare(full))] if node.full == full and node.level in "Ppd"]
        of = next(node for node in found if not province or (node.up and node.up.full == province))
        node = Node(of.level, alias.removeprefix("="), of.up, of.code)
        node.type, node.heirs, node.of, node.own = node.type or of.type, of.heirs, of, not alias.startswith("=")
        self._add(node)


def bare(full: str) -> str:
    """The name without what it is the name of."""
    return full.removeprefix(next((one for one in TYPES if full.startswith(one + " ")), "")).strip()


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """One word in lower case without accents or disguise; a number without leading zeros."""
    return word.lstrip("0") or word if word.isdecimal() else canon(word) if not word.isalnum() or not word[0].isdigit() else word.lower()


@lru_cache(maxsize=1 << 15)
def spelled(word: str) -> str:
    """One word in lower case with its accents, whichever vowel the tone was put on."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).lower())
    shape = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    tone = "".join(c for c in parts if c in _TONES)
    whole = shape + tone
    return spelled(_LOOSE[whole]) if whole in _LOOSE else whole


def key(name: str) -> str:
    return " ".join(folded(word) for word in WORDS.findall(name))


def _lines(name: str) -> Iterator[str]:
    content = (files(__name__) / name).read_bytes()
    text = gzip.decompress(content).decode() if name.endswith(".gz") else content.decode()
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one that ships; some ten megabytes."""
    return Gazetteer(_lines("units.txt.gz"), _lines("aliases.txt"))


def province_called(code: str) -> str:
    """The name of a province of today for its code (two digits), anything else as it is."""
    node = gazetteer().codes.get(code) if len(code) == _PROVINCE else None
    return node.full if node else code
