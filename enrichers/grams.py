"""What a linear model reads of a text: hashed n-grams of letters and of words, and where each stands. Pure arithmetic, no vocabulary.

An n-gram is 32 bits of a polynomial hash: a vocabulary of fifty thousand meets a stranger in one of about eighty thousand n-grams.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTERS = (2, 3, 4)
"""Lengths of the letter n-grams; none reaches beyond a space on either side of a word."""

MOST = 4000
"""Letters of one text that are read: a book posted as a comment is judged by its beginning."""

_WORD = re.compile(r'\w+|[!?…"%]')
_SHAPE = re.compile(r"\w+|[^\w\s]")
_BASE = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HIGH = np.uint64(32)

Hashes = NDArray[np.uint32]
Places = NDArray[np.int64]


class Grams(NamedTuple):
    """n-grams in the order they were counted: their hashes, and the half-open span of each in the text given."""

    hashes: Hashes
    starts: Places
    ends: Places


def accented(text: str) -> str:
    """The text with its accents: composed, lower case, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def letters(text: str) -> Grams:
    """Every run of 2–4 letters inside a word, its edges counted as a letter."""
    if not text:
        return _joined([], [], [])
    text = f" {text[:MOST]} "
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    spaces = np.concatenate(([0], np.cumsum(points == 32)))
    hashes, starts, ends = [], [], []
    for size in LETTERS:
        count = len(points) - size + 1
        if count <= 0:
            continue
        value = np.full(count, size, dtype=np.uint64)
        for i in range(size):
            value = value * _BASE + points[i : i + count]
        first = np.arange(count)
        inside = spaces[first + size - 1] - spaces[first + 1]
        kept = first[inside == 0]
        hashes.append(_mixed(value[kept]))
        starts.append(np.maximum(kept - 1, 0))
        ends.append(np.minimum(kept + size - 1, len(text) - 2))
    return _joined(hashes, starts, ends)


def words(text: str) -> Grams:
    """Every word and every pair of neighbours; `!`, `?`, `…`, `"` and `%` are words."""
    found = list(_WORD.finditer(text, 0, MOST))
    return _runs([match[0] for match in found], [match.start() for match in found], [match.end() for match in found], (1, 2))


def shapes(text: str) -> Grams:
    """How a headline is built: runs of 1–3 of CAPITALS, Capitalised, lower-case and numeric words and of signs."""
    found = list(_SHAPE.finditer(text, 0, MOST))
    return _runs([_shape(match[0]) for match in found], [m.start() for m in found], [m.end() for m in found], (1, 2, 3))


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return word
    if word.isdigit():
        return "0"
    return "AA" if word.isupper() and len(word) > 1 else "Aa" if word[0].isupper() else "a"


def _runs(tokens: list[str], starts: list[int], ends: list[int], sizes: tuple[int, ...]) -> Grams:
    codes = np.array([zlib.crc32(token.encode("utf-8", "surrogatepass")) for token in tokens], dtype=np.uint64)
    first, last = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
    hashes = []
    for size in sizes:
        count = max(0, len(codes) - size + 1)
        value = np.full(count, size, dtype=np.uint64)
        for i in range(size):
            value = value * _BASE + codes[i : i + count]
        hashes.append(_mixed(value))
    spans = [max(0, len(codes) - size + 1) for size in sizes]
    return _joined(hashes, [first[:n] for n in spans], [last[len(last) - n :] for n in spans])


def _mixed(value: NDArray[np.uint64]) -> Hashes:
    """The upper half after a multiplication: every bit of the polynomial takes part."""
    value = (value ^ (value >> _HIGH)) * _MIX
    return (value >> _HIGH).astype(np.uint32)


def _joined(hashes: list[Hashes], starts: list[Places], ends: list[Places]) -> Grams:
    if not hashes:
        return Grams(np.empty(0, np.uint32), np.empty(0, np.int64), np.empty(0, np.int64))
    return Grams(np.concatenate(hashes), np.concatenate(starts), np.concatenate(ends))
