"""Sentences that name nobody and nothing, taken from unmarked texts: what ordinary words look like, so that they are no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from enrichers.names.lists import lists
from enrichers.names.words import Word, lines
from tinwatch.learning.markup import Marked

_KNOWN = {"province", "place", "org", "product", "press"}
_ENDS = (".", "!", "?", "…")
LEAST, MOST = 3, 60
"""Words a sentence has."""


def plain(texts: Iterable[str]) -> Iterator[Marked]:
    """Each different line in which no list sees a name and no word but the first of a sentence has a capital."""
    seen: set[str] = set()
    for text in texts:
        for line in text.splitlines():
            line = " ".join(line.split())
            if line in seen:
                continue
            seen.add(line)
            for words in lines(line):
                if LEAST <= len(words) <= MOST and not _naming(words):
                    yield Marked(line, ())
                    break


def _naming(words: Sequence[Word]) -> bool:
    """Whether anything in a line may be part of a name."""
    if any(w.shape in ("UP", "mixed") or (w.shape == "Cap" and last.plain not in _ENDS) for last, w in pairwise(words)):
        return True
    before: set[str] = set()
    for word, marks in zip(words, lists().marks(words), strict=True):
        exact = {mark.partition(":")[0] for mark in marks}
        kinds = {kind.rstrip("~") for kind in exact}
        name = bool(kinds & {"given", "surname"})
        if exact & _KNOWN or (name and before & {"title", "orghead", "placehead", "given", "surname", "middle"}):
            return True
        if (kinds & {"district", "commune"} and before & {"before", "placehead", "orghead"}) or (word.plain == "oi" and "given" in before):
            return True
        before = kinds
    return False
