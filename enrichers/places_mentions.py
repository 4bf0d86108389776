"""Where a text names units of the gazetteer, and how surely: names with what they are names of ("xã X", "Q.1"), and bare ones.

Offsets are code points of the text as written. What a mention refers to is settled by its neighbours (places.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from enrichers.gazetteer import WORDS, Gazetteer, Node, folded, spelled
from enrichers.places_around import Around
from enrichers.places_words import CITIES, COMMON, COMMUNE, DESIGNATORS, DISTRICT, FAMOUS, PROVINCE, SHORT, SHORTER, SURNAMES

FIRM, LIKELY, WEAK = 2, 1, 0
"""A place by itself; one beside a larger place; a commune's bare name, which needs a larger place or a word of place and one meaning."""

_FUSED = re.compile(r"([pqf])(\d{1,2})")
_GAP = re.compile(r"[.:]? ?")
_INSIDE = re.compile(r" |-| - |['’.]")
_SHOUT = 3
"""So many capitals in a row after a name are a headline, no longer name."""


@dataclass(slots=True)
class Mention:
    """Words `first` to `last`; `nodes` are the units they may name.

    `cue`: a word of place stands before. `home`: it is where somebody lives.
    """

    first: int
    last: int
    start: int
    end: int
    nodes: list[Node]
    sure: int
    designated: bool = False
    cue: bool = False
    home: bool = False
    plural: bool = False
    lower: bool = False
    common: bool = False
    """An ordinary word or the name of many a person."""
    wider: list[Node] = field(default_factory=list)
    """The meanings if the word for what it is were wrong: a commune that has become a ward is still called one."""


@dataclass
class Text:
    """A text cut into words, each with its folded form."""

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Text:
        made = cls(text)
        for match in WORDS.finditer(text):
            made.words.append(match[0])
            made.starts.append(match.start())
        made.folds = [folded(word) for word in made.words]
        return made

    def end(self, i: int) -> int:
        return self.starts[i] + len(self.words[i])

    def gap(self, i: int) -> str:
        """What stands between word i and the next."""
        return self.text[self.end(i) : self.starts[i + 1]]

    def plain_word(self, i: int) -> bool:
        """Whether a word is written without any accent."""
        word = self.words[i]
        return word.isascii() or spelled(word) == self.folds[i]

    @cached_property
    def plain(self) -> bool:
        """Whether the whole text is written without accents, or nearly."""
        marked = sum(not word.isascii() for word in self.words)
        return marked * 12 <= len(self.words)

    def upper(self, i: int) -> bool:
        return self.words[i][0].isupper()

    def shout(self, i: int, j: int) -> bool:
        """Whether words i to j are all capitals, so that capitals say nothing."""
        return self.text[self.starts[i] : self.end(j)].isupper() and self.end(j) - self.starts[i] > 3


class Finder:
    """Finds mentions in one text."""

    def __init__(self, text: Text, gazetteer: Gazetteer) -> None:
        self.text, self._gazetteer = text, gazetteer
        self._around = Around(text)
        self._borne = -2
        """Last word of a name that something else bears: "cao tốc Hà Nội - Hải Phòng" goes on behind it."""

    def mentions(self) -> Iterator[Mention]:
        folds, seconds, i, count = self.text.folds, self._gazetteer.seconds, 0, len(self.text.folds)
        while i < count:
            fold, found = folds[i], None
            if fold in _OPENERS or (fold[-1].isdecimal() and _FUSED.fullmatch(fold)):
                found = self._designated(i)
            if found is None and fold in seconds:
                after = seconds[fold]
                if "" in after or (i + 1 < count and folds[i + 1] in after):
                    found = self._bare(i)
            if found is None or (found.sure == WEAK and not found.designated and self._hides(found)):
                i = max(i, self._borne if found is None else i) + 1
                continue
            if self._around.route(i, found.last) or (self._borne == i - 1 and i and "-" in self.text.gap(i - 1)):
                self._borne = found.last
            else:
                self._around.taken = found.last if found.sure > WEAK else self._around.taken
                yield found
            i = found.last + 1

    def _hides(self, weak: Mention) -> bool:
        """Whether a surer name begins inside a weak one and goes on behind it: "công an Hà Nội" names no An Hà."""
        for k in range(weak.first + 1, weak.last + 1):
            other = self._bare(k) if self.text.folds[k] in self._gazetteer.seconds else None
            if other and other.sure == FIRM and other.last > weak.last:
                return True
        return False

    def _designated(self, i: int) -> Mention | None:
        """A unit with the word for what it is: "quận 1", "Q.1", "q1", "TP Huế"."""
        text, folds = self.text, self.text.folds
        fused = _FUSED.fullmatch(folds[i])
        if fused:
            return self._numbered(i, fused[1], str(int(fused[2])))
        two = f"{folds[i]} {folds[i + 1]}" if i + 1 < len(folds) and text.gap(i) in ((".",) if len(folds[i]) == 1 else (" ",)) else ""
        word = two if two in DESIGNATORS else folds[i]
        last = i + word.count(" ")
        if word == "xa" and i and folds[i - 1] == "tac":  # hợp tác xã
            return None
        if word not in DESIGNATORS or last + 1 >= len(folds) or not _GAP.fullmatch(text.gap(last)):
            return None
        spelling, kind, levels = DESIGNATORS[word]
        if not spelling and len(word) == 1 and not ("." in text.gap(last) or (text.upper(i) and text.upper(last + 1))):
            return None
        bare = all(text.plain_word(k) for k in range(i, last + 1))
        if spelling and not bare and " ".join(spelled(w) for w in text.words[i : last + 1]) != " ".join(map(spelled, spelling.split())):
            return None
        for length, nodes in self._named(last + 1):
            kept = [node for node in nodes if node.level in levels and node.type == kind]
            wider = [node for node in nodes if node.level in ("d" if kind == "Thành phố" else levels)] if spelling else []
            if (kept or (wider and not text.plain)) and self._worded(i, last, length, bool(spelling) and bare):
                return self._made(i, last + length, kept, wider)
        return None

    def _worded(self, i: int, last: int, length: int, bare: bool) -> bool:
        """Whether a word for a unit and a name really are that: not "quan tâm", "xa lạ", "phuong anh"."""
        text, name = self.text, last + 1
        plain = all(text.plain_word(k) for k in range(name, name + length))
        if not text.upper(name) and " ".join(text.folds[name : name + length]) in COMMON and not text.plain:
            return False
        if length == 1 and not text.folds[name].isdecimal():
            return (text.upper(name) or not plain or text.folds[name - 1] in ("tp", "pho")) and (not bare or text.plain)
        return not bare or (plain and (text.plain or text.upper(name)))

    def _numbered(self, i: int, letter: str, number: str) -> Mention | None:
        """ "Q1" stands for a district, unless it is a quarter of a year or a question."""
        kind, levels = ("Quận", DISTRICT) if letter == "q" else ("Phường", COMMUNE)
        nodes = [node for node in self._gazetteer.names.get(number, ()) if node.level in levels and node.type == kind]
        if not nodes or self._around.year(i) or self._around.address(i, i):
            return None
        cue = self._around.cue(i)
        return self._made(i, i, nodes, [], FIRM if cue and letter == "q" else LIKELY)

    def _made(self, i: int, last: int, nodes: list[Node], wider: list[Node], sure: int = FIRM) -> Mention:
        text, around = self.text, self._around
        if text.folds[last].isdecimal() and around.year(last):
            sure = WEAK
        made = Mention(i, last, text.starts[i], text.end(last), nodes or wider, sure, designated=True, wider=wider)
        made.cue, made.home, made.plural = around.cue(i) > 0, around.home(i), around.plural(i)
        return made

    def _named(self, i: int) -> Iterator[tuple[int, list[Node]]]:
        """The names that begin at word i, longest first, with the units that are spelled so."""
        folds, after = self.text.folds, self._gazetteer.seconds.get(self.text.folds[i])
        if after is None:
            return
        longest = max(after.get(folds[i + 1], 0) if i + 1 < len(folds) else 0, after.get("", 0))
        for length in range(min(longest, len(folds) - i), 0, -1):
            nodes = self._gazetteer.names.get(" ".join(folds[i : i + length]))
            if nodes and all(_INSIDE.fullmatch(self.text.gap(k)) for k in range(i, i + length - 1)):
                kept = self._spelled(i, length, nodes)
                if kept:
                    yield length, kept

    def _spelled(self, i: int, length: int, nodes: list[Node]) -> list[Node]:
        """The units whose name has the accents that are written; a word without any may have lost them."""
        written = [spelled(self.text.words[k]) for k in range(i, i + length)]
        exact = [node for node in nodes if node.spelled == written]
        lost = all(self.text.plain_word(k) for k in range(i, i + length))
        return exact if exact and not self.text.plain else nodes if lost else exact

    def _bare(self, i: int) -> Mention | None:
        for length, nodes in self._named(i):
            last = i + length - 1
            name = " ".join(self.text.folds[i : last + 1])
            levels = {node.level for node in nodes}
            if not self._written(i, last, name, nodes):
                continue
            if length == 1 and name not in SHORT | SHORTER and name not in FAMOUS | CITIES | {"hue", "vinh"}:
                continue
            if length > 1 and "-" in self.text.gap(i) and not any("-" in node.name for node in nodes):
                continue
            if self._around.borne(i, last, any(node.level in PROVINCE for node in nodes)):
                self._borne = last
                return None
            if "P" in levels or "p" in levels:  # who says "Ninh Bình" means the province, whatever else bears the name
                nodes = [node for node in nodes if node.level in PROVINCE]
            cue = self._around.cue(i)
            sure = self._sure(i, last, name, levels, cue)
            if sure is not None:
                found = Mention(i, last, self.text.starts[i], self.text.end(last), nodes, sure)
                found.cue, found.home = cue > 1, self._around.home(i)
                found.lower = not self.text.upper(last)
                found.common = name in COMMON or found.lower
                return found
        return None

    def _written(self, i: int, last: int, name: str, nodes: list[Node]) -> bool:
        """Whether a bare name is written as one: capitals throughout or nowhere, accents left out only where all are."""
        text = self.text
        if any(text.upper(k) for k in range(i + 1, last + 1)) and not all(text.upper(k) for k in range(i, last + 1)):
            return False
        lost = (
            not text.plain
            and all(text.plain_word(k) for k in range(i, last + 1))
            and all(node.spelled != text.folds[i : last + 1] for node in nodes)
        )
        return not lost or name in FAMOUS | CITIES | SHORT | SHORTER

    def _sure(self, i: int, last: int, name: str, levels: set[str], cue: int) -> int | None:
        """How sure a bare name is; None where it is no place whatever stands beside it."""
        text = self.text
        upper = all(text.upper(k) for k in range(i, last + 1)) and not text.shout(max(0, i - 1), min(last + 1, len(text.words) - 1))
        exact = not text.plain if all(text.plain_word(k) for k in range(i, last + 1)) else True
        if name in SHORT | SHORTER:
            return self._short(i, name, cue)
        if name == "ho chi minh":
            return FIRM if cue else LIKELY
        known = name not in COMMON and name != "vinh"
        if levels & set(PROVINCE):
            fine = (upper or exact or name in FAMOUS) if known else (upper and exact)
            return FIRM if fine or cue > 1 or (cue and (upper or exact)) else LIKELY
        if "d" in levels:
            if (known and exact and (upper or name in CITIES)) or name in FAMOUS:
                return FIRM
            strong = cue > 1 and (upper or known or name in CITIES)
            return FIRM if strong or (cue and exact and upper) or (cue and name in CITIES) else LIKELY
        if not upper and not (exact and known and last > i):
            return None
        return WEAK if text.folds[i] not in SURNAMES or cue > 1 else None

    def _short(self, i: int, name: str, cue: int) -> int | None:
        word = self.text.words[i]
        if name in SHORT:
            return FIRM if cue or word.isupper() or len(name) > 3 else LIKELY
        if not word.isupper() or (name == "dn" and word[0] != "Đ") or (name == "td" and "Đ" not in word):
            return None
        return FIRM if cue > 1 else LIKELY


_OPENERS = frozenset(word.split()[0] for word in DESIGNATORS)
