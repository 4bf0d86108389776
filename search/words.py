"""What the user typed and what a post says, brought to the same words; nothing here knows an engine.

A word typed with accents is looked up as written (tone marks in either of the two accepted places, any case); a word typed without is
looked up in folded text. A phrase in which any word bears an accent is taken as written as a whole: who types “công an” does not mean
“công ăn”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Fold = Callable[[str], str]
"""Brings text to its accent-free, lower-case form; punctuation may stay. Must give for a word alone what it gives for it inside a text."""

MAX_TERMS = 200
"""Terms of one query that are looked up; what is pasted beyond them is ignored."""

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u0331])*")
"""A run of letters and digits with the combining marks that found no composed letter; the same cut as SQLite's unicode61."""
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_QUOTES = re.compile('["“”„‟«»＂]')
_MARKS = re.compile("[\u0300-\u036f]")
_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_OLD_PLACE = {
    f"{first}{second}": f"{toned}{plain}"
    for first, plain, seconds, toned_firsts in (("o", "a", "àáảãạ", "òóỏõọ"), ("o", "e", "èéẻẽẹ", "òóỏõọ"), ("u", "y", "ỳýỷỹỵ", "ùúủũụ"))
    for second, toned in zip(seconds, toned_firsts, strict=True)
}


@dataclass(frozen=True)
class Term:
    """Words that must stand one after the other; `exact`: as written, accents included, else in folded text."""

    words: tuple[str, ...]
    exact: bool


def as_written(text: str) -> str:
    """The text in NFC and lower case, without invisible characters, the tone mark of oa, oe, uy on the first vowel (hoà → hòa)."""
    plain = _INVISIBLE.sub("", text) if not text.isascii() else text
    return _TONE.sub(lambda m: _OLD_PLACE[m.group()], unicodedata.normalize("NFC", plain).lower())


def accented(text: str) -> bool:
    """Whether any letter bears a diacritic or is a đ."""
    if text.isascii():
        return False
    spread = unicodedata.normalize("NFD", text)
    return "đ" in spread or "Đ" in spread or _MARKS.search(spread) is not None


def terms(text: str, fold: Fold) -> tuple[Term, ...] | None:
    """The terms of a query text, each once; None when it is blank, an empty tuple when it holds no word and so can match nothing."""
    if not text or text.isspace():
        return None
    pieces = _QUOTES.split(text)
    found: dict[Term, None] = {}
    for number, piece in enumerate(pieces):
        quoted = number % 2 == 1 and number < len(pieces) - 1  # what follows a quote that is never closed is plain words
        for chunk in (piece,) if quoted else piece.split():
            exact = accented(chunk)
            words = tuple(WORD.findall(as_written(chunk) if exact else fold(chunk)))
            if words:
                found.setdefault(Term(words, exact))
                if len(found) == MAX_TERMS:
                    return tuple(found)
    return tuple(found)
