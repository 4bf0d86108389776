"""The four systems that the tables compare, each with how it ranks the rows, made of what the folds say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agents.reading import Joint
from tinwatch.learning.alerting import Folded, Material
from tinwatch.learning.reader.judging import Answers, Fitted, decided, joints, ranked
from tinwatch.learning.reader.tables import Judged

RULES, LINEAR, READER, TOGETHER = "rules alone", "linear alone", "reader alone", "all together"


def systems(of: Material, by: Folded, given: Answers, fit: Fitted) -> dict[str, Judged]:
    """Rules rank by the scores of alerts, then of mere signals; models by what they score, asked or not; all together as in service."""
    both = joints(given, fit.temperature, fit.terms)
    rules = [max(((signal.alert, signal.score, signal.code) for signal in seen.signals), default=(False, -1.0, "-")) for seen in of.seen]
    looks = [seen.look.stance if seen.look else "NONE" for seen in of.seen]
    said = given.said
    return {
        RULES: Judged(np.array([2.0 * alert + score for alert, score, _ in rules]), looks, [code for _, _, code in rules]),
        LINEAR: Judged(by.margins, by.stances, by.codes),
        READER: Judged(
            said.alert.astype(np.float64),
            [given.stances[k] for k in said.stance.argmax(1).tolist()],
            [max(one.codes, key=lambda code, one=one: one.codes[code]) for one in given.readings(fit.temperature)],  # type: ignore[misc]
        ),
        TOGETHER: Judged(
            ranked(of, both),
            [one.stance if asked else look for one, asked, look in zip(both, of.asked, looks, strict=True)],
            [_code(of, both, i, fit) for i in range(len(both))],
        ),
    }


def _code(of: Material, both: Sequence[Joint], i: int, fit: Fitted) -> str:
    """The code that alerts, of several the best; where none does, what the models would call it."""
    decision = decided(of, both, i, fit.terms)
    alerting = [(signal.score, signal.code) for signal in decision.signals if signal.alert]
    return max(alerting)[1] if alerting else both[i].code
