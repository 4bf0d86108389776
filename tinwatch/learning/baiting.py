"""Making the clickbait model, of headlines of ViClickbait-2025 (CC BY 4.0, see NOTICE) and of posts written for this project."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.headlines import NAME, grams, headline
from agents.linear import File, packed
from tinwatch.learning.folds import folds
from tinwatch.learning.ridge import Counted, Matrix, calibrated, counted, fit
from tinwatch.learning.samples import FOLDER, Missing, Sample

FILE = FOLDER / "clickbait.csv.gz"

WEIGHTS = {"letters.title": 1.0, "words.title": 1.0, "shapes.title": 1.0, "letters.lead": 0.5, "words.lead": 0.5, "named": 0.0}
RIDGE = 3.0

TITLE, TEXT = 0.8, 0.98
"""Shares of the signals that must be right in the folds: on titles of articles, and on posts, where ordinary talk must not be hit."""


@dataclass(frozen=True)
class Headline:
    """`title` is false for a post of our own that is as long as a headline."""

    id: str
    text: str
    lead: str
    bait: bool
    title: bool


@dataclass(frozen=True)
class Material:
    rows: Sequence[Headline]
    blocks: dict[str, Counted]

    @property
    def bait(self) -> NDArray[np.bool_]:
        return np.array([row.bait for row in self.rows])

    @property
    def title(self) -> NDArray[np.bool_]:
        return np.array([row.title for row in self.rows])


def headlines(samples: Sequence[Sample]) -> list[Headline]:
    """The data set's headlines, then the samples that could be one; raises Missing when the file is not there."""
    try:
        lines = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    except FileNotFoundError as error:
        raise Missing(f"{FILE}: not there. The training data is in the repository: train in a checkout") from error
    given = [Headline(row["id"], row["title"], row["lead"], row["clickbait"] == "1", True) for row in csv.DictReader(lines)]
    own = [
        Headline(sample.id, sample.text, "", sample.code == "CLICKBAIT" and sample.stance == "PROMOTE", False)
        for sample in samples
        if headline(sample.text)
    ]
    return given + own


def material(rows: Sequence[Headline]) -> Material:
    each = [grams(row.text, row.lead) for row in rows]
    return Material(rows, {name: counted([one[name] for one in each]) for name in WEIGHTS if name != "named"})


def folded(of: Material, count: int) -> Matrix:
    """The score of every row by a model fitted without its fold."""
    parts = folds([row.id for row in of.rows], [row.text for row in of.rows], count)
    scores = np.zeros(len(of.rows))
    for part in range(count):
        made = fit(of.blocks, WEIGHTS, _named(of), _targets(of), np.flatnonzero(parts != part), ridge=RIDGE)
        scores[parts == part] = made.scores[parts == part, 0]
    return scores


def figures(of: Material, scores: Matrix) -> dict[str, float]:
    """On the data set's headlines: F1 of the clickbait class, macro F1, at the cut where the macro F1 is best; signals right and found."""
    at, truth = scores[of.title], of.bait[of.title]
    cuts = np.quantile(at, np.linspace(0.3, 0.95, 131))
    both = [(_f1(truth, at >= cut) + _f1(~truth, at < cut)) / 2 for cut in cuts]
    best = cuts[int(np.argmax(both))]
    out = {"headlines": len(at), "clickbait": int(truth.sum()), "macro F1": max(both), "F1 of clickbait": _f1(truth, at >= best)}
    for name, rows, share in (("title", of.title, TITLE), ("text", ~of.title, TEXT)):
        said = scores[rows] >= _cut(scores[rows], of.bait[rows], share)
        out[f"signals on a {name}"] = int(said.sum())
        out[f"right on a {name}"] = int((said & of.bait[rows]).sum())
        out[f"baits on a {name}"] = int(of.bait[rows].sum())
    return {name: round(float(value), 3) for name, value in out.items()}


def trained(of: Material, scores: Matrix, facts: dict[str, object]) -> bytes:
    """The bytes of the model fitted on all rows, its limits and calibration from the folds."""
    made = fit(of.blocks, WEIGHTS, _named(of), _targets(of), np.arange(len(of.rows)), keep=True, ridge=RIDGE)
    line = calibrated(scores[of.title], of.bait[of.title])
    limits = {}
    for name, rows, share in (("title", of.title, TITLE), ("text", ~of.title, TEXT)):
        cut = _cut(scores[rows], of.bait[rows], share)
        limits[name] = round(float(1 / (1 + np.exp(-(line[0] * cut + line[1])))), 6)
    bias = tuple(np.round(made.bias, 6).tolist())
    return packed(File(NAME, (NAME,), bias, made.blocks, {}, line[0], line[1], limits, facts))


def _targets(of: Material) -> Matrix:
    return of.bait.astype(np.float64)[:, None]


def _named(of: Material) -> tuple[list[str], Matrix]:
    return [], np.zeros((len(of.rows), 0))


def _cut(scores: Matrix, truth: NDArray[np.bool_], share: float) -> float:
    """The lowest score from which so large a share is right."""
    order = np.argsort(-scores)
    right = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(right >= share)
    return float(scores[order[good[-1]]]) if len(good) else float("inf")


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return float(2 * (truth & said).sum() / max(1, truth.sum() + said.sum()))
