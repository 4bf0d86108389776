"""Making the clickbait model, of headlines of ViClickbait-2025 (CC BY 4.0, see NOTICE) and of posts written for this project."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from agents.headlines import BARE, NAME, grams, headline
from agents.linear import File, Linear, packed
from tinwatch.learning import meaning
from tinwatch.learning.folds import folds
from tinwatch.learning.ridge import Counted, Matrix, calibrated, counted, fit
from tinwatch.learning.samples import FOLDER, Missing, Sample
from tinwatch.reading.embedder import Embedder

FILE = FOLDER / "clickbait.csv.gz"

WEIGHTS = {"letters.title": 1.0, "words.title": 1.0, "shapes.title": 1.0, "letters.lead": 0.5, "words.lead": 0.5, "named": 0.0}
RIDGE = 3.0

TITLE, TEXT = 0.8, 0.98
"""Shares of the signals that must be right in the folds: on titles of articles, and on posts, where ordinary talk must not be hit."""

ASKED = 0.2
"""Probability by the words of a title from which its meaning is looked at.

By folds that is half of the titles, of 615 signals two are lost, and the macro F1 is the same (.811, .809 when all are asked).
"""


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


def folded(of: Material, parts: NDArray[np.int64]) -> Matrix:
    """The score of every row by a model fitted without its fold."""
    scores = np.zeros(len(of.rows))
    for part in np.unique(parts):
        made = fit(of.blocks, WEIGHTS, _named(of), _targets(of), np.flatnonzero(parts != part), ridge=RIDGE)
        scores[parts == part] = made.scores[parts == part, 0]
    return scores


@dataclass(frozen=True)
class Judged:
    """What the folds say: scores of all rows by words and, where there is what embeds, of the titles by their meaning too."""

    parts: NDArray[np.int64]
    words: Matrix
    titles: meaning.Titles | None = None
    both: meaning.Both | None = None


def judged(of: Material, count: int, embedder: Embedder | None, say: Callable[[str], None]) -> Judged:
    """Every row judged by models fitted without its fold; the words alone without an embedder."""
    say(f"{count} folds")
    parts = folds([row.id for row in of.rows], [row.text for row in of.rows], count)
    words = folded(of, parts)
    if embedder is None:
        return Judged(parts, words)
    given = meaning.titles([row.text for row in of.rows if row.title], of.bait[of.title], embedder, say)
    return Judged(parts, words, given, meaning.folded(given, words[of.title], parts[of.title]))


def figures(of: Material, by: Judged) -> dict[str, float]:
    """On the titles of the data set: both F1, and signals as served, right and found; on posts of our own the latter.

    Both F1 at the cut where the macro F1 is best over all titles, and where each fold's cut is the best one of the others.
    """
    words, truth, parts = by.words[of.title], of.bait[of.title], by.parts[of.title]
    out: dict[str, float] = {"headlines": len(truth), "clickbait": int(truth.sum())}
    if by.both:
        open_ = _open(words, truth)
        out |= _told(np.where(open_, by.both.scores, -np.inf), truth, parts, TITLE, "title")
        out["share of titles whose meaning is looked at"] = float(open_.mean())
        out |= {f"words alone: {name}": value for name, value in _told(words, truth, parts, TITLE, "title").items()}
    else:
        out |= _told(words, truth, parts, TITLE, "title")
    text = ~of.title
    out |= _signals(by.words[text], of.bait[text], TEXT, "text")
    return {name: round(float(value), 3) for name, value in out.items()}


def trained(of: Material, by: Judged, facts: dict[str, object]) -> bytes:
    """The bytes of the model fitted on all rows, its limits and calibration from the folds; with the second one in it."""
    made = fit(of.blocks, WEIGHTS, _named(of), _targets(of), np.arange(len(of.rows)), keep=True, ridge=RIDGE)
    line = calibrated(by.words[of.title], of.bait[of.title])
    limits = {}
    for name, rows, share in (("title", of.title, TITLE), ("text", ~of.title, TEXT)):
        limits[name] = round(float(_chances(line, _cut(by.words[rows], of.bait[rows], share))), 6)
    second = b""
    if by.titles and by.both:
        told = np.where(_open(by.words[of.title], of.bait[of.title]), by.both.scores, -np.inf)
        second = meaning.trained(by.titles, by.both, _cut(told, by.titles.bait, TITLE), ASKED)
    file = File(NAME, (NAME,), tuple(np.round(made.bias, 6).tolist()), made.blocks, {}, line[0], line[1], limits, facts, second)
    return packed(msgspec.structs.replace(file, named={BARE: (_told_by_leads(of, Linear(packed(file))),)}))


def _told_by_leads(of: Material, model: Linear) -> float:
    """What leads add to the score on average: so much a title without one gets.

    By folds, of the same titles with their leads taken off, 524 signals in place of 238, 430 and 211 of them right.
    """
    told = [(grams(row.text, row.lead), grams(row.text, "")) for row in of.rows if row.title and row.lead]
    return round(float(np.mean([model.scores(both, {})[0] - model.scores(title, {})[0] for both, title in told])), 6)


def _open(words: Matrix, truth: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which titles are left open by their words."""
    return np.asarray(_chances(calibrated(words, truth), words) >= ASKED)


def _told(scores: Matrix, truth: NDArray[np.bool_], parts: NDArray[np.int64], share: float, of: str) -> dict[str, float]:
    best = scores >= _best(scores, truth)
    other = np.zeros(len(truth), bool)
    for part in np.unique(parts):
        other[parts == part] = scores[parts == part] >= _best(scores[parts != part], truth[parts != part])
    out = {"macro F1": _macro(truth, best), "F1 of clickbait": _f1(truth, best)}
    out |= {"macro F1, cut of the other folds": _macro(truth, other), "F1 of clickbait, cut of the other folds": _f1(truth, other)}
    return out | _signals(scores, truth, share, of)


def _signals(scores: Matrix, truth: NDArray[np.bool_], share: float, of: str) -> dict[str, float]:
    said = scores >= _cut(scores, truth, share)
    return {f"signals on a {of}": int(said.sum()), f"right on a {of}": int((said & truth).sum()), f"baits on a {of}": int(truth.sum())}


def _best(scores: Matrix, truth: NDArray[np.bool_]) -> float:
    """The cut with the best macro F1."""
    cuts = np.quantile(scores, np.linspace(0.3, 0.95, 131), method="lower")
    return float(max(cuts, key=lambda cut: _macro(truth, scores >= cut)))


def _macro(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return (_f1(truth, said) + _f1(~truth, ~said)) / 2


def _chances(line: tuple[float, float], scores: Matrix | float) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-(line[0] * scores + line[1]))))


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
