"""How far a copy says the same as its original, word for word: the longest common subsequence of syllables.

rapidfuzz's LCSseq works on lists of words bit-parallel in C++, so 10,000 syllables take milliseconds; difflib's ratio is no LCS and
quadratic in Python. Only runs of three syllables count: in a long original the single words of any text can be found in order.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

LONGEST = 10_000
"""Syllables compared of either text; LCS needs a bit for each pair to tell where they match."""

_RUN = 3
_SHORT = 200
"""Code points of the longest line that can be boilerplate."""

_WORD = re.compile(r"[\w\u0300-\u036f]+")
_UNIT = re.compile(r"[^\n]*?(?:[.!?…](?=\s)|\n|$)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_BOILERPLATE = re.compile(
    r"^\W*(?:theo\b.{0,50}|(?:nguồn|dẫn nguồn|link(?: gốc| bài)?|tags?|từ khóa|xem thêm|đọc thêm|chia sẻ|bình luận|bài, ảnh|ảnh|bài gốc"
    r"|tác giả)\b.{0,120}|xem bài viết này.{0,160}|[\d/:\-– ,.]*(?:gmt\+7)?|#\S+(?:\s+#\S+)*)\W*$",
    re.IGNORECASE,
)
"""A line or sentence that is not the article: source, dates, tags, invitations. Addresses are left out wherever they stand."""


class Verbatim(NamedTuple):
    """`ratio`: share of the copy's syllables that stand in the original in the same order; `kept`: share of the original that is left.

    `others` are the stretches of the copy that the original does not have, in code points of the copy.
    """

    ratio: float
    kept: float
    others: tuple[tuple[int, int], ...]


def verbatim(copy: str, original: str) -> Verbatim | None:
    """Compare a copy with its original, boilerplate of both left out; None when either has no words."""
    ours, theirs = _words(copy), _words(original)
    if not ours or not theirs:
        return None
    blocks = LCSseq.opcodes([key for key, _, _ in ours], [key for key, _, _ in theirs]).as_matching_blocks()
    shortest = min(_RUN, len(ours), len(theirs))
    same = [(block.a, block.size) for block in blocks if block.size >= shortest]
    matched = sum(size for _, size in same)
    return Verbatim(matched / len(ours), matched / len(theirs), _gaps(ours, same))


def title_changed(copy: str, original: str) -> bool | None:
    """Whether the words of the title differ, punctuation and case aside; None when either is empty."""
    ours, theirs = ([key for key, _, _ in _split(title, 0)] for title in (copy, original))
    return ours != theirs if ours and theirs else None


def _words(text: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    for unit in _UNIT.finditer(text):
        said = unit.group().strip()
        if len(said) > _SHORT or not _BOILERPLATE.match(said):
            found += _split(unit.group(), unit.start())
        if len(found) >= LONGEST:
            break
    return found[:LONGEST]


def _split(text: str, at: int) -> list[tuple[str, int, int]]:
    return [(_key(match.group()), at + match.start(), at + match.end()) for match in _WORD.finditer(text)]


def _key(word: str) -> str:
    """One key for one word: composed or not, old tone place or new (hoà, hòa)."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in letters if not unicodedata.combining(c)) + "".join(sorted(c for c in letters if unicodedata.combining(c)))


def _gaps(words: list[tuple[str, int, int]], same: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out = []
    at = 0
    for start, size in [*same, (len(words), 0)]:
        if start > at:
            out.append((words[at][1], words[start - 1][2]))
        at = start + size
    return tuple(out)
