"""Closing up words that were pulled apart: `c.ờ b.ạc` → `co bac`, `v a y t i ề n` → `vay tien`; ordinary punctuation stays.

A run of pieces is closed only when the letters then make Vietnamese syllables (or a word such texts use) and the pieces by
themselves do not. Addresses, numbers, dates, `TP.HCM`, `v.v` and initials are no such thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from publicsuffixlist import PublicSuffixList

from enrichers.leet import best
from enrichers.spans import Taken
from enrichers.syllables import bare, segment

_SEP = r"(?:[^\w\s@$]|_)"
_SIGN = re.compile(r"(?<=[a-z0-9@$])[^a-z0-9@$ ]{1,3}[a-z]")
_LONE = re.compile(r" [a-z](?![a-z0-9])")
_CHAIN = re.compile(rf"(?<![a-z0-9@$])[a-z0-9@$]+(?:{_SEP}{{1,3}}[a-z0-9@$]+)+")
_SPACED = re.compile(rf"(?<![^ (\[\"'])[a-z](?:{_SEP}{{0,2}} {_SEP}{{0,2}}[a-z](?!{_SEP}?[a-z0-9])){{2,39}}")
_SPLIT = re.compile(r"(?<![^ ])(?:[bcdghklmnpqrstvx][hgir]? [aeiouy][a-z]{0,4}(?: |$)){2,}")
_PIECES = re.compile(r"[a-z0-9@$]+")
_LETTERS = re.compile(r"[a-z]")
_SOFT = frozenset("._-*/~|•·+^=:;")
"""Signs that stand inside a pulled-apart word. Others (comma, bracket, apostrophe) count only when they come in twos."""
_SHORT_HOSTS = frozenset({"t", "m", "g", "s", "x", "y"})

Source = Callable[[int, int], str]
"""The original words behind a span of the canon text."""


class Edit(NamedTuple):
    """Canon text [start:end) becomes `to`: nothing, one space, or the letter a digit stood for."""

    start: int
    end: int
    to: str


class Closed(NamedTuple):
    """The edits of one run, and how many separators they took out of the inside of words."""

    edits: tuple[Edit, ...]
    inside: int


@lru_cache(maxsize=1)
def suffixes() -> frozenset[str]:
    """Top-level domains of the public-suffix list (offline copy)."""
    known: set[str] = set(PublicSuffixList(only_icann=True)._publicsuffix)  # noqa: SLF001 - the package offers no way to list them
    return frozenset(s for s in known if "." not in s and s.isascii())


def close(canon: str, source: Source) -> list[Closed]:
    """What closes the pulled-apart words of a canon text, in order and without overlap."""
    if not _hint(canon):
        return []
    found: list[Closed] = []
    taken = Taken()
    for pattern, look in ((_SPACED, _spaced), (_CHAIN, _chain), (_SPLIT, _split)):
        for match in pattern.finditer(canon):
            closed = look(match, source)
            if closed is not None and taken.take(match.start(), match.end()):
                found.append(closed)
    return sorted(found)


def _hint(canon: str) -> bool:
    """A sign between letters, or two letters by themselves: without that nothing is pulled apart. Both searches are cheap."""
    return bool(_SIGN.search(canon)) or len(_LONE.findall(canon)) + (canon[1:2] == " ") > 1


def apply(canon: str, runs: list[Closed]) -> tuple[str, list[int]]:
    """The joined text, and for each of its characters the index in the canon text."""
    text: list[str] = []
    source: list[int] = []
    done = 0
    for edit in sorted(edit for run in runs for edit in run.edits):
        text.append(canon[done : edit.start] + edit.to)
        source.extend(range(done, edit.start + len(edit.to)))
        done = edit.end
    text.append(canon[done:])
    source.extend(range(done, len(canon)))
    return "".join(text), source


def _chain(match: re.Match[str], source: Source) -> Closed | None:
    """Pieces with signs between them and no space: `v.a.y`, `ti.ề.n`, `vay_tiền`."""
    base, pieces = match.start(), list(_PIECES.finditer(match.group()))
    words = [piece.group() for piece in pieces]
    gaps = [(a.end(), b.start()) for a, b in pairwise(pieces)]
    letters = "".join(words)
    if not letters.isalpha():
        if sum(map(str.isalpha, words)) < 2 or any(len(w) > 1 and not w.isalpha() for w in words) or best(letters, 9) == letters:
            return None
        letters = best(letters, 9)
    signs = [match.group()[a:b] for a, b in gaps]
    if _address(words, signs, base, pieces, source):
        return None
    whole = all(map(bare, words)) and 2 * sum(len(w) > 1 for w in words) >= len(words)
    cut = segment(letters)
    if whole and (cut is None or len(gaps) > 1 or len(cut) > 1 or signs[0] in "-/" or _abbreviation(source(base, match.end()))):
        return _spaces(base, gaps, signs)
    if cut is None or (len(gaps) == 1 and (len(cut) > 1 or not _soft(signs[0]) or _abbreviation(source(base, match.end())))):
        return None
    return _edits(base, pieces, gaps, letters, cut)


def _edits(base: int, pieces: list[re.Match[str]], gaps: list[tuple[int, int]], letters: str, cut: tuple[str, ...]) -> Closed:
    """Signs inside a word go, signs between two words become a space, digits become the letters they were read as."""
    ends: set[int] = set()
    for word in cut:
        ends.add(len(word) + max(ends, default=0))
    edits: list[Edit] = []
    inside = at = 0
    for index, piece in enumerate(pieces):
        for offset, char in enumerate(piece.group()):
            if letters[at] != char:
                edits.append(Edit(base + piece.start() + offset, base + piece.start() + offset + 1, letters[at]))
            at += 1
        if index < len(gaps):
            start, end = gaps[index]
            edits.append(Edit(base + start, base + end, " " if at in ends else ""))
            inside += at not in ends
    return Closed(tuple(edits), inside)


def _soft(sign: str) -> bool:
    """Whether one sign is enough to say that a word was pulled apart: see _SOFT, and any emoji or bullet."""
    return sign in _SOFT or not sign.isascii()


def _spaces(base: int, gaps: list[tuple[int, int]], signs: list[str]) -> Closed | None:
    """Whole words with one sign between them read as words: `vay_tien`, `anh/chi`."""
    if not all(map(_soft, signs)):
        return None
    return Closed(tuple(Edit(base + start, base + end, " ") for start, end in gaps), 0)


def _address(words: list[str], signs: list[str], base: int, pieces: list[re.Match[str]], source: Source) -> bool:
    """Whether the run is (or contains) a web or mail address; one with Vietnamese marks on it is none (`b.ạc`, though .ac exists)."""
    if words[0] in ("www", "http", "https") or "://" in signs:
        return True
    for index, sign in enumerate(signs):
        host, top = words[index], words[index + 1]
        named = sign == "." and top in suffixes() and (len(host) > 1 or host in _SHORT_HOSTS)
        if named and source(base + pieces[index].start(), base + pieces[index + 1].end()).isascii():
            return True
    return False


def _abbreviation(original: str) -> bool:
    """Whether `X.Y` is written like an abbreviation: two capitals without tone (`N.A`), or a capitalised second part (`C.Hiền`)."""
    second = re.split(r"[^\w]|_", original)[-1]
    if original.isascii() and original.isupper() and len(original) == 3:
        return True
    return len(second) > 1 and second[0].isupper() and second[1].islower()


def _spaced(match: re.Match[str], source: Source) -> Closed | None:
    """Single letters with a space between them: `v a y t i ề n`, also with letters of other words at either end."""
    spots = [match.start() + m.start() for m in _LETTERS.finditer(match.group())]
    letters = "".join(match.string[i] for i in spots)
    for size in range(len(spots), 2, -1):
        for first in range(len(spots) - size + 1):
            cut = segment(letters[first : first + size]) if size == len(spots) or size > 3 else None
            if cut is not None and all(set(word) - set("aeiouy") for word in cut):
                return _closed_letters(spots[first : first + size], cut)
    return None


def _closed_letters(spots: list[int], cut: tuple[str, ...]) -> Closed:
    ends = set()
    total = 0
    for word in cut:
        total += len(word)
        ends.add(total)
    edits = [Edit(a + 1, b, " " if index in ends else "") for index, (a, b) in enumerate(pairwise(spots), start=1)]
    return Closed(tuple(edits), len(spots) - len(cut))


def _split(match: re.Match[str], source: Source) -> Closed | None:
    """An onset torn from its rhyme, twice running: `t ín d ụng`. One alone is chat spelling (`k an`) and stays."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[a-z]+", match.group())]
    pairs = list(zip(words[::2], words[1::2], strict=False))
    text = match.group()
    if not all(bare(text[a:b] + text[c:d]) for (a, b), (c, d) in pairs):
        return None
    return Closed(tuple(Edit(match.start() + b, match.start() + c, "") for (_, b), (c, _) in pairs), 0)
