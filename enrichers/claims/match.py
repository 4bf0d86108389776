"""Which known claims a text repeats, best first, and which of them without doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from enrichers.claims.aligning import Aligned, align
from enrichers.claims.cleaning import bare, spoken
from enrichers.claims.features import DENSE, NAMES, features
from enrichers.claims.index import ClaimIndex, Floats, Ints
from enrichers.claims.terms import terms
from topics.claims import Claim

CANDIDATES = 60
"""Claims that are compared closely; the right one is the 61st or later for one post in sixteen (CLEF-2020 train, words alone)."""

SUGGEST = 0.6
"""Score from which a match is worth a person's look."""

HELD = 0.2
"""Share of a claim's terms, by BM25, that a text must hold before a stream looks closer. Of 105 posts of our own that state a claim 103
hold so much and reach SUGGEST; with .3 and .35 it was 99, and more posts of pages that state nothing did."""

Embed = Callable[[Sequence[str]], Floats]


class Order(msgspec.Struct, frozen=True):
    """The learned order: a logistic model over NAMES, and one over NAMES and DENSE for a desk with embeddings."""

    words: Mapping[str, float]
    dense: Mapping[str, float]
    facts: Mapping[str, object] = {}

    def scores(self, columns: Floats, dense: bool) -> Floats:
        """The probability, 0–1, that each row's claim is the one the text repeats."""
        weights = self.dense if dense else self.words
        named = np.array([weights[name] for name in (NAMES + DENSE if dense else NAMES)], np.float32)
        return np.asarray(1 / (1 + np.exp(-np.clip(columns @ named + weights["bias"], -30, 30))), np.float32)


class Match(NamedTuple):
    """`confirmed`: text and claim tell the same fact beyond doubt; `differs` says why not. `start`/`end` is where the text tells it."""

    claim: Claim
    score: float
    confirmed: bool
    differs: tuple[str, ...]
    start: int
    end: int


class Matcher:
    """Looks texts up among the claims; never changed once built, so it is safe to share between threads."""

    def __init__(self, index: ClaimIndex, order: Order, vectors: Floats | None = None, embed: Embed | None = None) -> None:
        """`vectors` are the claims' embeddings, one row each, and `embed` makes those of texts; both or none."""
        self.index = index
        self._order = order
        self._vectors = vectors
        self._embed = embed

    def matches(self, text: str, top: int = 5) -> list[Match]:
        """The claims most like the text, best first; copies of one claim stand together in the order they were imported."""
        numbers, columns = self.compared(text)
        return self._ranked(text, numbers, columns, self._vectors is not None, top) if len(numbers) else []

    def compared(self, text: str) -> tuple[Ints, Floats]:
        """The candidates for a text, by words and letters and, where there are embeddings, by those; and the features of each."""
        said = spoken(text)
        query = terms(said)
        scores = self.index.scores(query.wide)
        numbers, near = _best(scores, CANDIDATES), None
        if self._vectors is not None and self._embed is not None:
            near = self._vectors @ self._embed([said])[0]
            numbers = np.unique(np.concatenate((numbers, _best(near, CANDIDATES))))
        return numbers, features(self.index, query.close, scores, numbers, near)

    def heard(self, text: str) -> list[Match]:
        """The same for a stream: only what is worth a look, by words alone, and quickly nothing for the many texts that repeat no claim."""
        query = terms(spoken(text))
        scores = self.index.scores(query.wide)
        numbers = np.flatnonzero(scores >= HELD * self.index.whole)
        if not len(numbers):
            return []
        numbers = numbers[np.argsort(-scores[numbers], kind="stable")[:CANDIDATES]]
        columns = features(self.index, query.close, scores, numbers)
        found = self._ranked(text, numbers, columns, False, 5)
        return [match for match in found if match.score >= SUGGEST or match.confirmed]

    def _ranked(self, text: str, numbers: Ints, columns: Floats, dense: bool, most: int) -> list[Match]:
        chances = self._order.scores(columns, dense)
        best: dict[int, float] = {}
        first = self.index.copy_of[numbers].tolist()
        for number, chance in zip(first, chances.tolist(), strict=True):
            best[number] = max(best.get(number, 0.0), chance)
        ranked = sorted(zip(first, numbers.tolist(), strict=True), key=lambda pair: (-best[pair[0]], pair))
        return [self._match(text, number, best[one]) for one, number in ranked[:most]]

    def _match(self, text: str, number: int, chance: float) -> Match:
        claim = self.index.claims[number]
        told = aligned(text, claim)
        return Match(claim, round(chance, 4), told.same, told.differs + ("bài này nói là không",) * told.denied, told.start, told.end)


def aligned(text: str, claim: Claim) -> Aligned:
    """Text and claim held against each other; a claim known by its headline only is held against that."""
    return align(text, bare(spoken(claim.claim)) or bare(spoken(claim.title)))


def _best(scores: Floats, count: int) -> Ints:
    """The positions of the highest scores above 0, highest first, the earlier of equals first."""
    above = np.flatnonzero(scores > 0)
    if len(above) > count:
        limit = np.partition(scores[above], len(above) - count)[len(above) - count]
        above = above[scores[above] >= limit]
    return above[np.argsort(-scores[above], kind="stable")][:count]
