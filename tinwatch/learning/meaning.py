"""The second step of the clickbait model: what titles mean (their embeddings) beside what the first step makes of their words.

Ridge regression on the vectors of the titles alone. The leads' vectors were tried, by themselves and together with the titles': no better
(macro F1 .808–.811 against .807–.810), at twice the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.headlines import NAME, meaning
from agents.linear import File, packed
from agents.reading import words_of
from tinwatch.learning.ridge import Matrix, calibrated
from tinwatch.reading.embedder import Embedder

RIDGE = 2.0
"""Weight of the penalty, in mean squared lengths of a vector; chosen by folds, which hardly mind (1–3 is alike)."""

STEP = 250

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Titles:
    """Titles × size, with the version of what embedded them, and which of them bait."""

    vectors: Matrix
    version: str
    bait: Mask


def titles(texts: Sequence[str], bait: Mask, embedder: Embedder, say: Callable[[str], None] = lambda _: None) -> Titles:
    """Some 7 ms a title of one core."""
    vectors = np.empty((len(texts), embedder.size))
    for i, text in enumerate(texts):
        vectors[i] = embedder.embed([words_of((text,))])[0]
        if (i + 1) % STEP == 0 or i + 1 == len(texts):
            say(f"embedding {i + 1:,} of {len(texts):,} titles")
    return Titles(vectors, embedder.version, bait)


@dataclass(frozen=True)
class Both:
    """Scores of every title by both steps, each fitted without its fold; the second one's were multiplied by `scale`, then added."""

    scores: Matrix
    scale: float


def folded(of: Titles, words: Matrix, parts: NDArray[np.int64]) -> Both:
    """`words` are the first step's scores of the titles from the same folds. The second one's get their spread, then they add up."""
    by_meaning = np.zeros(len(words))
    for part in np.unique(parts):
        weights, bias = _fit(of, parts != part)
        by_meaning[parts == part] = of.vectors[parts == part] @ weights + bias
    scale = float(words.std() / by_meaning.std())
    return Both(words + by_meaning * scale, scale)


def trained(of: Titles, both: Both, limit: float, asked: float) -> bytes:
    """The second model, of all titles; `limit` is a score of both, `asked` the first model's probability from which this one is asked."""
    weights, bias = _fit(of, np.ones(len(of.bait), bool))
    weights, bias = weights * both.scale, bias * both.scale
    slope, offset = calibrated(both.scores, of.bait)
    chance = float(1 / (1 + np.exp(-(slope * limit + offset))))
    named: dict[str, tuple[float, ...]] = {name: (round(weight, 6),) for name, weight in meaning(weights.astype(np.float32), 1.0).items()}
    limits = {"title": round(chance, 6), "asked": asked}
    return packed(File(f"{NAME}: titles", (NAME,), (round(float(bias), 6),), {}, named, slope, offset, limits, {"embedder": of.version}))


def _fit(of: Titles, train: Mask) -> tuple[Matrix, float]:
    """Weights and bias."""
    middle = of.vectors[train].mean(0)
    spread, truth = of.vectors[train] - middle, of.bait[train].astype(np.float64)
    length = float((spread * spread).sum(1).mean())
    system = spread.T @ spread + RIDGE * length * np.eye(spread.shape[1])
    weights = np.linalg.solve(system, spread.T @ (truth - truth.mean()))
    return weights, float(truth.mean() - middle @ weights)
