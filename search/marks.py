"""Where the words of a query stand in a text, for highlighting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from search.words import WORD, Fold, Term, as_written

_CHUNK = re.compile(r"\S+")
# In the original, invisible characters stand inside words and marks stand apart from their letters.
_RAW = re.compile(
    "[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff](?=[\\w\u0300-\u036f])|[\u0300-\u036f])*"
)

_Spot = tuple[str, int, int]


class Marker:
    """Finds terms in texts; keeps the folded form of recent words, since the same few thousand syllables make up every page."""

    def __init__(self, fold: Fold) -> None:
        self._written = lru_cache(1 << 15)(lambda chunk: tuple(WORD.findall(as_written(chunk))))
        self._folded = lru_cache(1 << 15)(lambda chunk: tuple(WORD.findall(fold(chunk))))

    def marks(self, text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
        """Code-point spans of the terms' words in `text`, half-open, ascending, never overlapping."""
        spans: set[tuple[int, int]] = set()
        for exact in (True, False):
            wanted = [term.words for term in terms if term.exact is exact]
            if wanted:
                spans.update(_hits(self._spots(text, exact), wanted))
        return _apart(spans)

    def _spots(self, text: str, exact: bool) -> list[_Spot]:
        """Every word of the text in its comparable form, with its place in the original."""
        form = self._written if exact else self._folded
        spots: list[_Spot] = []
        for chunk in _CHUNK.finditer(text):
            words = form(chunk.group())
            if not words:
                continue
            raw = [match.span() for match in _RAW.finditer(chunk.group())]
            start = chunk.start()
            if len(raw) == len(words):
                spots += [(word, start + a, start + b) for word, (a, b) in zip(words, raw, strict=True)]
            else:  # the folding saw a letter where a sign stands (v@y): the whole chunk is the word
                spots += [(word, start, chunk.end()) for word in words]
        return spots


def _hits(spots: list[_Spot], wanted: list[tuple[str, ...]]) -> set[tuple[int, int]]:
    first: dict[str, list[int]] = {words[0]: [] for words in wanted}
    for number, spot in enumerate(spots):
        if spot[0] in first:
            first[spot[0]].append(number)
    spans: set[tuple[int, int]] = set()
    for words in wanted:
        for number in first[words[0]]:
            stretch = spots[number : number + len(words)]
            if len(words) == 1 or tuple(spot[0] for spot in stretch) == words:
                spans.update((start, end) for _, start, end in stretch)
    return spans


def _apart(spans: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
