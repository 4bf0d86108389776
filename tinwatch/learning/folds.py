"""Folds that near-copies do not straddle: texts that share much of their three-word runs stay together."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from enrichers.fold import canon

ALIKE = 0.3
"""Share of common three-word runs (Jaccard) from which two texts count as copies."""

_WORD = re.compile(r"\w+")


def folds(ids: Sequence[str], texts: Sequence[str], count: int) -> NDArray[np.int64]:
    """The fold of each text, 0 … count - 1, by the hash of its group's first id: the same whatever else is in the data."""
    return np.array([hashlib.sha256(ids[first].encode()).digest()[1] % count for first in groups(texts)])


def teaching(parts: NDArray[np.int64], texts: Sequence[str], judged: NDArray[np.bool_], part: int) -> NDArray[np.bool_]:
    """Which texts may teach when a fold is judged: those of the other folds, and those never judged that are no copy of one that is."""
    group = np.array(groups(texts))
    copied = np.isin(group, group[judged & (parts == part)])
    return np.asarray((parts != part) | ~(judged | copied))


def groups(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one of its group of near-copies."""
    first = list(range(len(texts)))
    runs = [_runs(canon(text)) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(runs):
        shared = Counter(j for run in own for j in holders[run])
        for j, common in shared.items():
            if common / len(own | runs[j]) > ALIKE:
                a, b = sorted((_root(first, i), _root(first, j)))
                first[b] = a
        for run in own:
            holders[run].append(i)
    return [_root(first, i) for i in range(len(texts))]


def _runs(text: str) -> set[str]:
    words = _WORD.findall(text)
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def _root(first: list[int], i: int) -> int:
    while first[i] != i:
        i = first[i]
    return i
