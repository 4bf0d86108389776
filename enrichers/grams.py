"""What a linear model reads of a text: hashed n-grams of letters and of words, and where each stands. Pure arithmetic, no vocabulary.

An n-gram is 32 bits of a polynomial hash: a vocabulary of fifty thousand meets a stranger in one of about eighty thousand n-grams.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from itertools import chain
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
_SIZED = [np.uint64((size * 0x100000001B3**size) % 2**64) for size in range(5)]
"""What keeps runs of one length apart from those of another."""

Hashes = NDArray[np.uint32]
Places = NDArray[np.int64]


class Grams(NamedTuple):
    """n-grams in the order they were counted: their hashes, and the half-open span of each in the text given."""

    hashes: Hashes
    starts: Places
    ends: Places


class Owned(NamedTuple):
    """n-grams of many texts: their hashes, and the number of the text each is of."""

    hashes: Hashes
    owners: Places


def accented(text: str) -> str:
    """The text with its accents: composed, lower case, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def letters(text: str) -> Grams:
    """Every run of 2–4 letters inside a word, its edges counted as a letter."""
    hashes, firsts = _letters(text[:MOST])
    starts = np.concatenate([np.maximum(first - 1, 0) for first in firsts])
    ends = np.concatenate([np.minimum(first + size - 1, len(text)) for size, first in zip(LETTERS, firsts, strict=True)])
    return Grams(hashes, starts, ends)


def letter_hashes(text: str) -> Hashes:
    """The hashes of `letters`, without their places."""
    return _letters(text[:MOST])[0]


def letter_hashes_of(texts: Sequence[str]) -> Owned:
    """`letter_hashes` of many texts at once: one after the other with a space between, they have the runs that each has alone."""
    some = [(number, text[:MOST]) for number, text in enumerate(texts) if len(text) > 1]
    hashes, firsts = _letters(" ".join(text for _, text in some))
    owners = np.repeat(np.array([number for number, _ in some], np.int64), [len(text) + 1 for _, text in some])
    return Owned(hashes, np.concatenate([owners[first] for first in firsts]))


def _letters(text: str) -> tuple[Hashes, list[Places]]:
    """Hashes, and for each length where its runs begin in the text with a space before and after."""
    points = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(points) < LETTERS[-1]:
        return np.empty(0, np.uint32), [np.empty(0, np.int64) for _ in LETTERS]
    space = points == 32
    two = points[:-1] * _BASE + points[1:]
    three = two[:-1] * _BASE + points[2:]
    four = three[:-1] * _BASE + points[3:]
    first_three = np.flatnonzero(~space[1:-1])
    first_four = np.flatnonzero(~(space[1:-2] | space[2:-1]))
    values = np.concatenate((two + _SIZED[2], three[first_three] + _SIZED[3], four[first_four] + _SIZED[4]))
    return _mixed(values), [np.arange(len(two)), first_three, first_four]


def run_hashes(text: str, sizes: tuple[int, ...]) -> Hashes:
    """The hashes of every run of so many letters, across words too."""
    return _hashed(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64), sizes)


def words(text: str) -> Grams:
    """Every word and every pair of neighbours; `!`, `?`, `…`, `"` and `%` are words."""
    found = list(_WORD.finditer(text, 0, MOST))
    return _runs([match[0] for match in found], [match.start() for match in found], [match.end() for match in found], (1, 2))


def word_hashes(text: str) -> Hashes:
    """The hashes of `words`, without their places."""
    return _hashed(_codes(_WORD.findall(text, 0, MOST)), (1, 2))


def word_hashes_of(texts: Sequence[str]) -> Owned:
    """`word_hashes` of many texts at once."""
    tokens = [_WORD.findall(text, 0, MOST) for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(of) for of in tokens])
    hashes = _hashed(_codes(list(chain.from_iterable(tokens))), (1, 2))
    within = np.flatnonzero(owners[1:] == owners[:-1])  # no pair reaches from one text into the next
    return Owned(hashes[np.concatenate((np.arange(len(owners)), len(owners) + within))], np.concatenate((owners, owners[within])))


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
    first, last = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
    spans = [max(0, len(tokens) - size + 1) for size in sizes]
    whole = np.concatenate([first[:n] for n in spans]), np.concatenate([last[len(last) - n :] for n in spans])
    return Grams(_hashed(_codes(tokens), sizes), *whole)


def _codes(tokens: list[str]) -> NDArray[np.uint64]:
    return np.array([zlib.crc32(token.encode("utf-8", "surrogatepass")) for token in tokens], dtype=np.uint64)


def _hashed(codes: NDArray[np.uint64], sizes: tuple[int, ...]) -> Hashes:
    """The hashes of every run of so many of these, shorter runs first."""
    values = []
    for size in sizes:
        count = max(0, len(codes) - size + 1)
        value = np.full(count, size, dtype=np.uint64)
        for i in range(size):
            value = value * _BASE + codes[i : i + count]
        values.append(value)
    return _mixed(np.concatenate(values))


def _mixed(value: NDArray[np.uint64]) -> Hashes:
    """The upper half after a multiplication: every bit of the polynomial takes part."""
    value = (value ^ (value >> _HIGH)) * _MIX
    return (value >> _HIGH).astype(np.uint32)
