"""Texts as numbers for matching: hashes of words, of neighbouring words and of runs of letters, all of the folded text."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from enrichers.fold import canon
from enrichers.grams import Hashes, run_hashes

MOST = 1500
"""Letters of a text that are compared: a claim stands in a few sentences, not in a book."""

RUN = 4
"""Length of the runs of letters; they reach across words, since two syllables make a Vietnamese word."""

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|ly)$")
_APOSTROPHE = re.compile(r"['’](?:s\b)?")


class Terms(NamedTuple):
    """Each in ascending order without repetition: `wide` finds candidates (words and runs of letters), `close` compares (words, pairs)."""

    wide: Hashes
    close: Hashes


def folded_words(text: str) -> list[str]:
    """The words of the folded text, English endings off."""
    return [_ENDING.sub("", word) if len(word) > 4 else word for word in _WORD.findall(_APOSTROPHE.sub("", canon(text[:MOST])))]


def terms(text: str) -> Terms:
    """What a text is compared by."""
    words = folded_words(text)
    alone = _hashed(words)
    runs = run_hashes(" " + " ".join(words) + " ", (RUN,)) if words else alone
    pairs = _hashed([f"{a} {b}" for a, b in pairwise(words)])
    return Terms(np.unique(np.concatenate((alone, runs))), np.unique(np.concatenate((alone, pairs))))


def _hashed(words: list[str]) -> Hashes:
    """One 32-bit hash a word."""
    return np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint32, len(words))
