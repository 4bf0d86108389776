"""Making the alert model: what it is told of each sample, its folds, its limits, its file."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents import features
from agents.assessor import Assessor, Seen
from agents.decide import Decision, decide
from agents.learned import ALERT, Limits, Opinion, margin, reaching
from agents.linear import File, packed
from tinwatch.learning.folds import folds, teaching
from tinwatch.learning.ridge import Counted, Matrix, calibrated, counted, fit, tabled
from tinwatch.learning.samples import Sample
from topics.records import CODES, Evidence, Stance

NAME = "alert"
FOLDS = 5

WEIGHTS = {"letters.folded": 1.0, "letters.accented": 1.0, "words.folded": 1.0, "words.accented": 1.0, "named": 0.07}
"""What each block counts for; the named features are many and not of length one."""

SHARE = 0.02
"""Share of the negatives that may alert in the folds: where the limits are set."""

TRUSTED = 0.25
"""How much more margin a post has on which the rules alone would alert."""

STANCES: tuple[Stance, ...] = ("PROMOTE", "REPORT", "WARN", "DEBUNK", "VICTIM", "ASK", "JOKE", "OPINION", "NONE")
ANY = (Evidence(start=0, end=1, why=""),)


@dataclass(frozen=True)
class Material:
    """The samples with what the rules see in them and the features made of it."""

    samples: Sequence[Sample]
    assessor: Assessor
    seen: Sequence[Seen]
    asked: NDArray[np.bool_]
    blocks: dict[str, Counted]
    named: tuple[list[str], Matrix]
    heads: tuple[str, ...]
    targets: Matrix

    @property
    def alert(self) -> NDArray[np.bool_]:
        return np.array([sample.alert for sample in self.samples])

    @property
    def written(self) -> NDArray[np.bool_]:
        return np.array([sample.written for sample in self.samples])


@dataclass(frozen=True)
class Folded:
    """What the folds say of every sample: the margin, the best stance and code, each from a model that had not seen it."""

    margins: Matrix
    stances: list[Stance]
    codes: list[str]
    line: tuple[float, float]
    scores: Matrix
    """Of every sample under every head."""

    def probability(self, margins: Matrix) -> Matrix:
        slope, offset = self.line
        return np.asarray(1 / (1 + np.exp(-np.clip(slope * margins + offset, -50, 50))))


def material(samples: Sequence[Sample], shelf: MutableMapping[str, bytes] | None = None) -> Material:
    """Look at every sample with the rules alone and work out its features."""
    assessor = Assessor(shelf)
    seen = [assessor.seen(sample.post) for sample in samples]
    asked = [one.look is not None and features.asked(one.fields, one.look) for one in seen]
    grams = [features.grams_of(one.fields) for one in seen]
    named = tabled([features.named(one.fields, one.look) if one.look else {} for one in seen])
    codes = sorted({sample.code for sample in samples if sample.alert} & set(CODES))
    heads = (ALERT, *(f"stance:{name}" for name in STANCES), *(f"code:{code}" for code in codes))
    targets = _neutral(samples, heads, np.array([[_is(sample, head) for head in heads] for sample in samples], dtype=np.float64))
    blocks = {name: counted([one[name] for one in grams]) for name in WEIGHTS if name != "named"}
    return Material(samples, assessor, seen, np.array(asked), blocks, named, heads, targets)


def _is(sample: Sample, head: str) -> bool:
    kind, _, name = head.partition(":")
    return sample.alert if kind == ALERT else sample.stance == name if kind == "stance" else sample.alert and sample.code == name


def _neutral(samples: Sequence[Sample], heads: Sequence[str], targets: Matrix) -> Matrix:
    """The targets, where a row of unknown stance is under each stance what rows of its kind, alerts or none, are on average."""
    stances = [i for i, head in enumerate(heads) if head.startswith("stance:")]
    known, alert = np.array([bool(sample.stance) for sample in samples]), np.array([sample.alert for sample in samples])
    for kind in (True, False):
        if (like := known & (alert == kind)).any():
            targets[np.ix_(~known & (alert == kind), stances)] = targets[np.ix_(like, stances)].mean(0)
    return targets


def folded(of: Material, count: int = FOLDS) -> Folded:
    """Every written sample scored by a model fitted without its fold; the others are only learned from."""
    texts = [sample.text for sample in of.samples]
    parts = folds([sample.id for sample in of.samples], texts, count)
    scores = np.zeros_like(of.targets)
    for part in range(count):
        rest = np.flatnonzero(teaching(parts, texts, of.written, part))
        scores[parts == part] = fit(of.blocks, WEIGHTS, of.named, of.targets, rest).scores[parts == part]
    stances = [i for i, head in enumerate(of.heads) if head.startswith("stance:")]
    codes = [i for i, head in enumerate(of.heads) if head.startswith("code:")]
    named = [{of.heads[i].partition(":")[2]: float(row[i]) for i in stances} for row in scores]
    margins = np.array([margin(float(row[0]), said) for row, said in zip(scores, named, strict=True)])
    return Folded(
        margins,
        [STANCES[int(row[stances].argmax())] for row in scores],
        [of.heads[codes[int(row[codes].argmax())]].partition(":")[2] for row in scores],
        calibrated(margins[of.written & of.asked], of.alert[of.written & of.asked]),
        scores,
    )


def ranks(of: Material, by: Folded) -> Matrix:
    """What the limits cut: the margin, with what the rules' own alert adds; where the model is not asked, the rules alone."""
    ruled = np.array([any(signal.alert for signal in seen.signals) for seen in of.seen])
    return np.where(of.asked, by.margins + TRUSTED * ruled, np.where(ruled, np.inf, -np.inf))


def limits(of: Material, by: Folded, share: float = SHARE, part: NDArray[np.bool_] | None = None) -> Limits:
    """The limits under which so many of the negatives (of the written samples, or of a part) alert in the folds.

    All else is decided as in service.
    """
    part = of.written if part is None else part
    open_ = np.array([decided(of, by, i, Limits(NAME, "", 0.0, 0.0)).alert_codes != () for i in range(len(of.samples))])
    false = np.sort(ranks(of, by)[part & ~of.alert & open_])[::-1]
    allowed = int(share * (part & ~of.alert).sum())
    cut = float(np.nextafter(false[min(allowed, len(false) - 1)], np.inf))
    chance = by.probability(np.array([cut, cut - TRUSTED]))
    return Limits(NAME, "", float(np.ceil(chance[0] * 1e6) / 1e6), float(np.ceil(chance[1] * 1e6) / 1e6))


def decided(of: Material, by: Folded, i: int, at: Limits) -> Decision:
    """The decision on one sample, by the same rule as in service, under the folds' opinion."""
    seen = of.seen[i]
    if seen.look is None:
        return Decision("NONE", (), (), ())
    opinion = None
    if of.asked[i]:
        chance = float(by.probability(by.margins[i : i + 1])[0])
        opinion = Opinion(chance, seen.look.detectable, by.stances[i], by.codes[i], lambda: ANY, near=reaching(seen.look))
    return decide(seen.judged, seen.ruled, seen.look.stance, of.assessor.judges, at, opinion)


def trained(of: Material, by: Folded, facts: dict[str, object]) -> bytes:
    """The bytes of the model fitted on all samples, with the limits and the calibration that the folds gave."""
    made = fit(of.blocks, WEIGHTS, of.named, of.targets, np.arange(len(of.samples)), keep=True)
    at = limits(of, by)
    return packed(
        File(
            name=NAME,
            heads=of.heads,
            bias=tuple(np.round(made.bias, 6).tolist()),
            blocks=made.blocks,
            named=made.named,
            slope=by.line[0],
            offset=by.line[1],
            limits={"alert": at.alert, "keep": at.keep},
            facts=facts,
        )
    )
