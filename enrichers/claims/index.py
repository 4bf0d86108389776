"""Claims in memory, ready to be looked up: postings of words and runs of letters to find candidates, rows of words to compare them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from enrichers.claims.cleaning import bare, spoken
from enrichers.claims.terms import folded_words, terms
from enrichers.grams import Hashes
from topics.claims import Claim

K1, B = 1.2, 0.75
"""Of BM25, as everybody sets them."""

POSTINGS = 30_000
"""Postings read for one post, rarest terms first: with ten thousand claims reading all of them finds no more (CLEF-2020 train)."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Read(NamedTuple):
    """One claim as it is indexed: what its sentence and its headline are compared by, what finds it (both together), and what tells whether
    another claim says the same words."""

    said: Hashes
    head: Hashes
    wide: Hashes
    words: str


def read(claim: Claim) -> Read:
    """What is indexed of a claim; the summary is not, since it tells what is true."""
    said, head = bare(spoken(claim.claim)), bare(spoken(claim.title))
    one, other = terms(said), terms(head)
    wide = np.union1d(one.wide, other.wide) if said and head else one.wide if said else other.wide
    return Read(one.close, other.close, wide, " ".join(folded_words(said or head)))


class Rows:
    """Ragged rows of hashes, each with a weight: row i is `hashes[ends[i - 1]:ends[i]]`."""

    def __init__(self, rows: Sequence[Hashes]) -> None:
        self.lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        self.ends = np.cumsum(self.lengths)
        self.hashes = np.concatenate((np.empty(0, np.uint32), *rows))
        self.weights: NDArray[np.float16] = np.zeros(len(self.hashes), np.float16)
        self.whole: Floats = np.zeros(len(rows), np.float32)

    @property
    def owners(self) -> Ints:
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def weigh(self, weights: Floats) -> None:
        """Gives every entry its weight, and every row the sum of its entries'."""
        self.weights = weights.astype(np.float16)
        self.whole = np.maximum(np.bincount(self.owners, self.weights, len(self.lengths)), 1e-6).astype(np.float32)

    def shared(self, numbers: Ints, ascending: Hashes) -> Floats:
        """For each of these rows the weight of its entries that are among the ascending hashes."""
        lengths = self.lengths[numbers]
        if not len(ascending) or not lengths.sum():
            return np.zeros(len(numbers), np.float32)
        starts = np.cumsum(lengths) - lengths
        at = np.arange(int(lengths.sum())) + np.repeat((self.ends - self.lengths)[numbers] - starts, lengths)
        hashes = self.hashes[at]
        near = np.minimum(np.searchsorted(ascending, hashes), len(ascending) - 1)
        weights = np.where(ascending[near] == hashes, self.weights[at], 0)
        return np.bincount(np.repeat(np.arange(len(numbers)), lengths), weights, len(numbers)).astype(np.float32)


class Rarity:
    """How rare each hash is among the claims: ln(1 + (n - df + .5) / (df + .5)); a stranger is as rare as can be."""

    def __init__(self, hashes: Hashes, count: int) -> None:
        self._known, df = np.unique(hashes, return_counts=True)
        self._values = np.log1p((count - df + 0.5) / (df + 0.5)).astype(np.float32)
        self._highest = np.float32(np.log1p((count + 0.5) / 0.5))

    def of(self, hashes: Hashes) -> Floats:
        if not len(self._known):
            return np.full(len(hashes), self._highest, np.float32)
        at = np.minimum(np.searchsorted(self._known, hashes), len(self._known) - 1)
        return np.where(self._known[at] == hashes, self._values[at], self._highest)


class ClaimIndex:
    """All claims of one moment; never changed once built, so it is safe to share between threads."""

    def __init__(self, claims: Sequence[Claim], reads: Sequence[Read]) -> None:
        """`reads` are what `read` makes of the claims, in the same order."""
        self.claims = tuple(claims)
        self.said = Rows([read.said for read in reads])
        self.head = Rows([read.head for read in reads])
        self.rarity = Rarity(_once(self.said, self.head), len(reads))
        for rows in (self.said, self.head):
            rows.weigh(self.rarity.of(rows.hashes))
        self._post(Rows([read.wide for read in reads]))
        first: dict[str, int] = {}
        self.copy_of = np.fromiter((first.setdefault(read.words, n) for n, read in enumerate(reads)), np.int64, len(reads))
        """For each claim the first one that says the same words: several bodies check one claim, and one body may list it twice."""

    def __len__(self) -> int:
        return len(self.claims)

    def _post(self, rows: Rows) -> None:
        """The postings, in the order of their hashes: the BM25 weight of each term in each claim."""
        stretch = K1 * (1 - B + B * rows.lengths / max(1.0, float(rows.lengths.mean()) if len(rows.lengths) else 1.0))
        owners = rows.owners
        order = np.argsort(rows.hashes, kind="stable")
        self._keys, self._starts, counts = np.unique(rows.hashes[order], return_index=True, return_counts=True)
        self._stops = self._starts + counts
        rarity = np.log1p((len(rows.lengths) - counts + 0.5) / (counts + 0.5))
        self._docs = owners[order].astype(np.int32)
        self._weights = (np.repeat(rarity, counts) * ((K1 + 1) / (1 + stretch))[self._docs]).astype(np.float32)
        self.whole = np.maximum(np.bincount(self._docs, self._weights, len(rows.lengths)), 1e-6).astype(np.float32)

    def scores(self, query: Hashes) -> Floats:
        """BM25 of every claim, from the rarest of these hashes on until POSTINGS are read."""
        if not len(self._keys) or not len(query):
            return np.zeros(len(self), np.float32)
        at = np.minimum(np.searchsorted(self._keys, query), len(self._keys) - 1)
        at = at[self._keys[at] == query]
        sizes = (self._stops - self._starts)[at]
        order = np.argsort(sizes, kind="stable")
        at = at[order][np.cumsum(sizes[order]) <= POSTINGS]
        if not len(at):
            return np.zeros(len(self), np.float32)
        starts, lengths = self._starts[at], (self._stops - self._starts)[at]
        before = np.cumsum(lengths) - lengths
        postings = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        return np.bincount(self._docs[postings], self._weights[postings], len(self)).astype(np.float32)


def _once(*sides: Rows) -> Hashes:
    """The hashes of all rows, each once for every row number that has it on any side."""
    owned = np.sort(np.concatenate([(rows.owners << 32) | rows.hashes for rows in sides]))
    once: Ints = owned[np.diff(owned, prepend=-1) != 0]
    return (once & 0xFFFFFFFF).astype(np.uint32)
