"""Whether a text states a claim: the stretch of it that comes closest, and every way in which the two tell of different facts.

A claim is confirmed only when nothing at all speaks against it: all its telling words are there, none stands in another's place, and
numbers, names and denials agree. Whatever is said in other words is a suggestion for a person to look at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from enrichers.claims.facts import DIGITS, Number, accented, canon_digits, names, numbers
from enrichers.claims.wording import ALIASES, BESIDE, DENIALS, DOUBTS, EMPTY, HEADS, HEDGES, LONGEST, OPPOSITES, PLAIN, SAME, VAGUE

FEWEST = 5
"""Telling words, and numbers, that text and claim must both have before anything is confirmed: less is a topic, no statement."""

WIDEST = 3
"""Sentences in a row that may state one claim."""

SLACK = 0.12
"""Share of the claim's telling words that a text may leave out."""

_SENTENCE = re.compile(r"(?:[^.!?\n…]|[.!?…](?=\w))+[.!?…\n]*")
_WORD = re.compile(r"[^\W_]+")


class Aligned(NamedTuple):
    """`start`/`end` in code points of the text; `held` the share of the claim's telling words that are there; `differs` what speaks against
    the two being one fact, in words for the desk; `denied` whether the text denies it."""

    start: int
    end: int
    held: float
    differs: tuple[str, ...]
    denied: bool

    @property
    def same(self) -> bool:
        return not self.differs and not self.denied


class _Word(NamedTuple):
    key: str
    start: int
    end: int


def align(text: str, claim: str) -> Aligned:
    """Holds the stretch of the text that comes closest against the claim."""
    marked = accented(text) and accented(claim)
    empty = EMPTY if marked else PLAIN
    asked = _words(claim, marked)
    telling = [word.key for word in asked if word.key not in empty]
    outer, window = _closest(text, telling, marked)
    start, end = (window[0].start, window[-1].end) if window else outer
    there = {word.key for word in window}
    missing = [key for key in dict.fromkeys(telling) if key not in there]
    held = 1 - len(missing) / max(1, len(set(telling)))
    around = text[outer[0] : outer[1]]
    differs = [
        *_short(claim, telling, window, empty),
        *_numbers(claim, around),
        *_names(claim, around, asked, window),
        *_swapped(asked, window, empty),
    ]
    differs += _hedged(claim, text[start:end])
    if not differs and 1 - held > SLACK:
        differs.append("thiếu: " + ", ".join(missing[:6]))
    return Aligned(start, end, held, tuple(dict.fromkeys(differs)), _denied(claim, text, text[start:end]))


def _words(text: str, marked: bool, start: int = 0) -> list[_Word]:
    """The words with aliases and spellings brought together."""
    out: list[_Word] = []
    for match in _WORD.finditer(text):
        if any(c.isdigit() for c in match[0]):
            continue  # numbers are held against each other by what they are worth
        key = unicodedata.normalize("NFC", match[0].lower())
        if marked and key in DIGITS and key != "năm":
            continue
        key = key if marked else canon_digits(key)
        key = SAME.get(key, key) if marked else canon_digits(SAME.get(key, key))
        out += [_Word(part, start + match.start(), start + match.end()) for part in key.split()]
    return _with_places(out, text, start)


def _with_places(words: list[_Word], text: str, start: int) -> list[_Word]:
    """The words with every known place or body as one word, `@` before its one name."""
    plain = [canon_digits(word.key) for word in words]
    out: list[_Word] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            alias = " ".join(plain[at : at + size])
            if alias in ALIASES and (alias not in VAGUE or text[words[at].start - start].isupper()):
                out.append(_Word("@" + ALIASES[alias], words[at].start, words[at + size - 1].end))
                at += size
                break
        else:
            out.append(words[at])
            at += 1
    return out


def _closest(text: str, telling: Sequence[str], marked: bool) -> tuple[tuple[int, int], list[_Word]]:
    """Where the shortest run of up to WIDEST sentences stands that holds the most of the claim's telling words; and its words from the
    first to the last of those, with a few around."""
    wanted = set(telling)
    sentences = [(m.start(), m.end(), _words(m[0], marked, m.start())) for m in _SENTENCE.finditer(text)] or [(0, len(text), [])]
    best: tuple[tuple[float, int], int, int] = ((-1.0, 0), 0, 1)
    for first in range(len(sentences)):
        there: set[str] = set()
        for last in range(first, min(first + WIDEST, len(sentences))):
            there |= {word.key for word in sentences[last][2]} & wanted
            best = max(best, ((len(there), first - last), first, last + 1), key=lambda b: b[0])
    _, first, last = best
    words = [word for sentence in sentences[first:last] for word in sentence[2]]
    hits = [n for n, word in enumerate(words) if word.key in wanted]
    return (sentences[first][0], sentences[last - 1][1]), words[max(0, hits[0] - 3) : hits[-1] + 4] if hits else words


def _short(claim: str, telling: Sequence[str], window: Sequence[_Word], empty: frozenset[str]) -> list[str]:
    few = min(len(set(telling)), len({word.key for word in window} - empty)) + len(numbers(claim)) < FEWEST
    return ["quá ngắn để kết luận"] if few else []


def _numbers(claim: str, stretch: str) -> list[str]:
    there = numbers(stretch)
    out = []
    for number in numbers(claim):
        if any(number.value == other.value and (number.kind == other.kind or not (number.kind and other.kind)) for other in there):
            continue
        other = next((one for one in there if one.kind == number.kind and not _in(one, claim)), None)
        out.append(f"số: «{number.said}», ở đây «{other.said}»" if other else f"thiếu số: «{number.said}»")
    return out


def _hedged(claim: str, stretch: str) -> list[str]:
    """A plan or a chance instead of a fact, or the fact of another year."""
    ours, theirs = (set(HEDGES.findall(unicodedata.normalize("NFC", one.lower()))) for one in (claim, stretch))
    years, those = ({number.value for number in numbers(one) if number.kind == "calendar year"} for one in (claim, stretch))
    return [f"ở đây «{word}»" for word in sorted(theirs - ours)] + [f"ở đây năm «{year:.0f}»" for year in sorted(those - years)]


def _in(number: Number, text: str) -> bool:
    return any(number.value == other.value for other in numbers(text))


def _names(claim: str, stretch: str, asked: Sequence[_Word], window: Sequence[_Word]) -> list[str]:
    ours, theirs = ({word.key[1:] for word in words if word.key[0] == "@"} for words in (asked, window))
    out = [f"nơi, tổ chức: thiếu «{name}»" for name in sorted(ours - theirs)]
    out += [f"nơi, tổ chức: ở đây «{name}»" for name in sorted(theirs - ours)]
    order = [[word.key for word in dict.fromkeys(words) if word.key[0] == "@"] for words in (asked, window)]
    if not out and list(dict.fromkeys(order[0])) != list(dict.fromkeys(order[1])):
        out.append("nơi, tổ chức: thứ tự khác")
    plain = " " + " ".join(_WORD.findall(canon_digits(stretch))) + " "
    for name in names(claim):
        words = _WORD.findall(canon_digits(name.said))
        while len(words) > 1 and _WORD.findall(name.said.lower())[-len(words)] in HEADS:
            words = words[1:]
        said = f" {' '.join(words)} "
        if said not in plain and not any(said in f" {known} " for known in ours) and ALIASES.get(said.strip()) not in theirs:
            out.append(f"tên: thiếu «{name.said}»")
    return out


def _swapped(asked: Sequence[_Word], window: Sequence[_Word], empty: frozenset[str]) -> list[str]:
    """Telling words of the claim in whose place other telling words stand."""
    one, other = [w.key for w in asked], [w.key for w in window]
    out = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        lost = [key for key in one[a:b] if key[0] != "@" and key not in empty and key not in other]
        new = [key for key in other[c:d] if key[0] != "@" and key not in empty and key not in one]
        if tag == "replace" and lost and new:
            out.append(f"«{' '.join(one[a:b])}», ở đây «{' '.join(other[c:d])}»")
    out += [f"ở đây «{a} {b}»" for a, b in pairwise(other) if a in BESIDE and a not in one and b in one and b not in empty]
    for group in OPPOSITES:
        ours, theirs = group.intersection(one), group.intersection(other)
        if ours and theirs and not ours & theirs:
            out.append(f"«{', '.join(sorted(ours))}», ở đây «{', '.join(sorted(theirs))}»")
    return out


def _denied(claim: str, text: str, stretch: str) -> bool:
    """Whether the text says no where the claim does not, or the other way round."""
    text, claim, stretch = (unicodedata.normalize("NFC", one.lower()) for one in (text, claim, stretch))
    if DOUBTS.search(text) and not DOUBTS.search(claim):
        return True
    return len(DENIALS.findall(claim)) != len(DENIALS.findall(stretch))
