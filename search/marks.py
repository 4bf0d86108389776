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
    """Finds terms in texts; keeps the form of recent pieces, since the same few thousand syllables make up every page."""

    def __init__(self, fold: Fold) -> None:
        self._exact = lru_cache(1 << 15)(lambda chunk: _spots(chunk, as_written(chunk)))
        self._folded = lru_cache(1 << 15)(lambda chunk: _spots(chunk, fold(chunk)))

    def marks(self, text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
        """Code-point spans of the terms' words in `text`, half-open, ascending, never overlapping."""
        spans: set[tuple[int, int]] = set()
        for form, exact in ((self._exact, True), (self._folded, False)):
            wanted = [term.words for term in terms if term.exact is exact]
            if wanted:
                spots = [
                    (word, chunk.start() + start, chunk.start() + end)
                    for chunk in _CHUNK.finditer(text)
                    for word, start, end in form(chunk.group())
                ]
                spans.update(_hits(spots, wanted))
        return _apart(spans)


def _spots(chunk: str, form: str) -> tuple[_Spot, ...]:
    """Every word of `form`, which is what became of `chunk`, with its place in `chunk`."""
    words = WORD.findall(form)
    raw = [match.span() for match in _RAW.finditer(chunk)]
    if len(raw) == len(words):
        return tuple((word, start, end) for word, (start, end) in zip(words, raw, strict=True))
    return tuple((word, 0, len(chunk)) for word in words)  # the folding saw a letter where a sign stands (v@y): all of it is the word


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
