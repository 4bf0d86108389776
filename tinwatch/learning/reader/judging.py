"""Reader and linear model together: temperatures, how they add up, from where on they alert. All from answers of the folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.decide import Decision, decide
from agents.learned import ALONE, Limits, Opinion, reaching
from agents.reading import Joint, Reading, Terms, joined
from tinwatch.learning.alerting import ANY, STANCES, Folded, Material
from tinwatch.learning.reader.said import Said
from tinwatch.reading.folder import Manifest
from topics.records import Stance

SHARE = 0.02
"""Share of the negatives that may alert in the folds."""

TRUST, SINGLE = 1.0, 2.5
"""How much more a post counts on which the rules alone would alert, and how much less one on which no rule would, in logits.

Chosen by folds on held rows: recall at 2 % is .81 of 136, .70 without either; between 0–2.5 and 2–3 it moves by two or three rows.
"""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """What both models say of rows they had not seen, the linear one's calibrated. `asked` is where the linear one has an opinion."""

    said: Said
    stances: Sequence[str]
    codes: Sequence[str]
    chances: Floats
    scores: Sequence[dict[Stance, float]]
    named: Sequence[str]
    """The code that the linear model would give each row."""
    asked: Mask
    real: Sequence[int]
    """Places of the codes that can alert; what else the reader learned to name is no answer of its own."""

    def readings(self, heat: dict[str, float]) -> list[Reading]:
        """The reader's answers as `tinwatch.reading` gives them."""
        stances = softmax(self.said.stance / heat["stance"]).tolist()
        codes = softmax(self.said.code[:, list(self.real)] / heat["code"]).tolist()
        names = [self.codes[k] for k in self.real]
        return [
            Reading(float(alert) / heat["alert"], dict(zip(self.stances, stance, strict=True)), dict(zip(names, code, strict=True)))
            for alert, stance, code in zip(self.said.alert, stances, codes, strict=True)
        ]


@dataclass(frozen=True)
class Fitted:
    """Temperatures by head and the terms of `agents.reading`."""

    temperature: dict[str, float]
    terms: Terms

    @classmethod
    def read(cls, manifest: Manifest) -> Fitted:
        """Those of a reader's directory."""
        combine, limits = manifest.combine, manifest.limits
        return cls(manifest.temperature, Terms(**combine, stance_weight=manifest.stance_weight, **limits))


def answers(of: Material, by: Folded, said: Said, stances: Sequence[str], codes: Sequence[str]) -> Answers:
    """All answers of the rows; a reader's codes are real where the linear model has them too."""
    places = [of.heads.index(f"stance:{name}") for name in STANCES]
    scores = [dict(zip(STANCES, row[places].tolist(), strict=True)) for row in by.scores]
    real = [k for k, code in enumerate(codes) if f"code:{code}" in of.heads]
    return Answers(said, stances, codes, by.probability(by.margins), scores, by.codes, of.asked, real)


def fitted(of: Material, given: Answers, part: Mask, fresh: Mask) -> Fitted:
    """Temperatures fitted on a part of the rows; how both models add up, and the limits, on those of it that are `fresh`.

    The linear model is told what the rules see. On sentences that the rules' writers had read it looks better than it is, and would be
    believed too much.
    """
    fresh = part & fresh if (part & fresh).any() else part
    asked = fresh & given.asked
    truth = of.alert
    heat = {
        "alert": _warmth(given.said.alert[part], truth[part]),
        "stance": _heat(given.said.stance[part], [given.stances.index(of.samples[i].stance) for i in np.flatnonzero(part).tolist()]),
        "code": _heat(
            given.said.code[part & truth], [given.codes.index(of.samples[i].code) for i in np.flatnonzero(part & truth).tolist()]
        ),
    }
    logits = np.clip(np.log(given.chances) - np.log1p(-given.chances), -13.8155, 13.8155)
    linear, reader, offset = _line(np.stack([logits, given.said.alert / heat["alert"]], 1)[asked], truth[asked])
    terms = Terms(linear, reader, offset, 0.5, 0.0, 0.0, 0.0)
    best = max(np.linspace(0, 1, 41), key=lambda w: _stance_f1(of, given, heat, terms._replace(stance_weight=float(w)), asked))
    terms = terms._replace(stance_weight=round(float(best), 3))
    return Fitted(heat, limited(of, joints(given, heat, terms), terms, fresh))


def joints(given: Answers, heat: dict[str, float], terms: Terms) -> list[Joint]:
    """What both think of every row, as in service."""
    asked = zip(given.readings(heat), given.chances, given.scores, given.named, strict=True)
    return [joined(one, terms, float(chance), scores, code) for one, chance, scores, code in asked]


def limited(of: Material, both: Sequence[Joint], terms: Terms, part: Mask, share: float = SHARE) -> Terms:
    """The terms with the limits under which so many of the part's negatives alert."""
    cut = _cut(ranked(of, both)[part & ~of.alert], int(share * (part & ~of.alert).sum()))
    alert = _up(_chance(cut))
    return terms._replace(alert=alert, keep=_up(_chance(cut - TRUST)), alone=max(alert, ALONE, _up(_chance(cut + SINGLE))))


def ranked(of: Material, both: Sequence[Joint]) -> Floats:
    """What the limits cut: the joint logit, more where the rules alone would alert, less where no rule would whatever the models say.

    Minus infinity for what never alerts; where the models are not asked the rules alone decide.
    """
    free = Terms(1, 1, 0, 0.5, 0.0, 0.0, 0.0)
    ruled = np.array([any(signal.alert for signal in seen.signals) for seen in of.seen])
    open_ = [decided(of, both, i, free) for i in range(len(both))]
    could = np.array([bool(decision.alert_codes) for decision in open_])
    single = np.array([decision.most is not None for decision in open_])
    odds = np.array([_logit(one.probability) for one in both]) + TRUST * ruled - SINGLE * single
    return np.where(could, np.where(of.asked, odds, np.inf), -np.inf)


def decided(of: Material, both: Sequence[Joint], i: int, terms: Terms) -> Decision:
    """The decision on one row by the same rule as in service."""
    seen = of.seen[i]
    if seen.look is None:
        return Decision("NONE", (), (), ())
    opinion = None
    if of.asked[i]:
        opinion = Opinion(both[i].probability, seen.look.detectable, both[i].stance, both[i].code, lambda: ANY, near=reaching(seen.look))
    at = Limits("reader", "", terms.alert, terms.keep, terms.alone, "MEDIUM")
    return decide(seen.judged, seen.ruled, seen.look.stance, of.assessor.judges, at, opinion)


def _cut(ranks: Floats, allowed: int) -> float:
    """The lowest rank that only so many of these reach."""
    falling = np.sort(ranks)[::-1]
    return float(np.nextafter(falling[allowed], np.inf)) if len(falling) > allowed else -50.0


def softmax(values: NDArray[np.floating]) -> Floats:
    powers = np.exp(np.asarray(values, np.float64) - values.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def _heat(logits: NDArray[np.float32], truth: Sequence[int]) -> float:
    """The temperature at which the answers are likeliest."""

    def loss(heat: float) -> float:
        return -float(np.log(softmax(logits / heat)[np.arange(len(truth)), truth] + 1e-12).mean())

    return round(float(min(np.geomspace(0.3, 5, 141), key=loss)), 4)


def _warmth(logits: NDArray[np.float32], truth: Mask) -> float:
    def loss(heat: float) -> float:
        return float(np.logaddexp(0, np.where(truth, -logits, logits) / heat).mean())

    return round(float(min(np.geomspace(0.3, 5, 141), key=loss)), 4)


def _line(columns: Floats, truth: Mask) -> tuple[float, float, float]:
    """Weights and offset of logistic regression, a little held back, by Newton's method; no weight below zero."""
    design = np.column_stack([columns, np.ones(len(columns))])
    line, held = np.array([0.5, 0.5, 0.0]), np.diag([1.0, 1.0, 0.0])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ line, -50, 50)))
        spread = design.T @ (design * (chance * (1 - chance))[:, None]) + held
        step = np.linalg.solve(spread, design.T @ (truth - chance) - held @ line)
        line = line + step
        if np.abs(step).max() < 1e-9:
            break
    a, b, c = np.round(line, 5).tolist()
    return max(0.0, a), max(0.0, b), c


def _stance_f1(of: Material, given: Answers, heat: dict[str, float], terms: Terms, part: Mask) -> float:
    from tinwatch.learning.figures import stance_f1

    return stance_f1([sample.stance for sample in of.samples], [one.stance for one in joints(given, heat, terms)], part)


def _logit(chance: float) -> float:
    kept = min(max(chance, 1e-12), 1 - 1e-12)
    return float(np.log(kept / (1 - kept)))


def _chance(odds: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def _up(chance: float) -> float:
    """Six digits, rounded up."""
    return min(1.0, float(np.ceil(chance * 1e6) / 1e6))
