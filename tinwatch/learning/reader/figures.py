"""The figures of a reader, of its folds or of rows that nothing was fitted on."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from agents import features
from agents.learned import margin
from agents.linear import Linear
from agents.reading import words_of
from tinwatch.learning import alerting
from tinwatch.learning.alerting import STANCES, Folded, Material
from tinwatch.learning.figures import stance_f1
from tinwatch.learning.reader.judging import Answers, Fitted, Mask, answers, decided, fitted, joints
from tinwatch.learning.reader.said import Predictions, Said
from tinwatch.learning.reader.systems import systems
from tinwatch.learning.reader.tables import accents, by_group, length, overall
from tinwatch.learning.samples import Sample
from tinwatch.reading.network import Network
from tinwatch.reading.reader import FILE, OUTPUTS

AT = 0.02
"""Share of the negatives that may alert in the tables by group."""


@dataclass(frozen=True)
class Grounds:
    """What figures are made of: rows with what rules and linear model make of them, the reader's answers, how all are put together."""

    material: Material
    linear: Folded
    answers: Answers
    fit: Fitted
    judged: Mask

    @classmethod
    def of(cls, samples: Sequence[Sample], predicted: Predictions, count: int, shelf: MutableMapping[str, bytes]) -> Grounds:
        """From folds: the linear model is fitted anew in each, the reader's answers are those of its own folds, which are the same."""
        material = alerting.material(samples, shelf)
        linear = alerting.folded(material, count)
        said, known = predicted.of([sample.id for sample in samples])
        judged = known & material.written
        held = np.array([sample.held for sample in samples])
        given = answers(material, linear, said, predicted.stances, predicted.codes)
        return cls(material, linear, given, fitted(material, given, judged, held), judged)

    @classmethod
    def shipped(cls, samples: Sequence[Sample], linear: Linear, folder: Path, shelf: MutableMapping[str, bytes]) -> Grounds:
        """From models as they ship, for rows that neither trained nor chose anything."""
        material = alerting.material(samples, shelf)
        network = Network(folder, FILE, OUTPUTS)
        manifest = network.manifest
        rows = [network.run(words_of((sample.text,))) for sample in samples]
        said = Said(*(np.array([row[k] for row in rows]) for k in range(3)))
        scored = _scored(material, linear)
        given = replace(answers(material, scored, said, manifest.stances, manifest.codes), real=range(len(manifest.codes)))
        return cls(material, scored, given, Fitted.read(manifest), np.ones(len(samples), bool))


def figures(on: Grounds) -> dict[str, Any]:
    """JSON-ready: all rows, those held from the rules' writers, groups, and what the limits that ship let alert."""
    of, samples = on.material, on.material.samples
    four = systems(of, on.linear, on.answers, on.fit)
    held = on.judged & np.array([sample.held for sample in samples])
    parts = {"all": on.judged, "held": held} if held.any() else {"all": on.judged}
    out: dict[str, Any] = {name: overall(samples, four, part) for name, part in parts.items()}
    for name, key in (("code", lambda s: s.code), ("register", lambda s: s.register), ("length", length), ("accents", accents)):
        out[f"by {name}"] = by_group(samples, four, on.judged, key, AT)
    return out | {"as shipped": {name: _shipped(on, part) for name, part in parts.items()}}


def _shipped(on: Grounds, part: Mask) -> dict[str, float]:
    """Under the limits that ship."""
    of = on.material
    both = joints(on.answers, on.fit.temperature, on.fit.terms)
    done = [decided(of, both, i, on.fit.terms) for i in range(len(both))]
    alerted = np.array([bool(one.alert_codes) for one in done])
    right = np.array([sample.code in one.alert_codes for sample, one in zip(of.samples, done, strict=True)])
    single = np.array([one.most is not None for one in done])
    shares = {
        "recall": alerted[part & of.alert], "right code": right[part & of.alert], "negatives alerted": alerted[part & ~of.alert],
        "positives alerted by models alone": single[part & of.alert], "negatives alerted by models alone": single[part & ~of.alert],
    }  # fmt: skip
    out = {name: round(float(share.mean()), 3) for name, share in shares.items()}
    return out | {"stance macro-F1": stance_f1([sample.stance for sample in of.samples], [one.stance for one in done], part)}


def _scored(of: Material, linear: Linear) -> Folded:
    """What the linear model that ships says of every row."""
    scores = np.zeros((len(of.samples), len(of.heads)))
    place = {head: i for i, head in enumerate(linear.heads)}
    own = [place.get(head) for head in of.heads]
    for i, seen in enumerate(of.seen):
        if seen.look is not None:
            row = linear.scores(features.grams_of(seen.fields), features.named(seen.fields, seen.look))
            scores[i] = [0.0 if at is None else row[at] for at in own]
    stances = [of.heads.index(f"stance:{name}") for name in STANCES]
    codes = [i for i, head in enumerate(of.heads) if head.startswith("code:")]
    margins = [margin(float(row[0]), dict(zip(STANCES, row[stances].tolist(), strict=True))) for row in scores]
    best = [of.heads[codes[int(row[codes].argmax())]].partition(":")[2] for row in scores]
    said = [STANCES[int(row[stances].argmax())] for row in scores]
    return Folded(np.array(margins), said, best, linear.line, scores)
