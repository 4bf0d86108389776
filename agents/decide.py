"""The one place that decides whether a post alerts: what the rules found, who speaks, and the learned models' opinion.

Without an opinion the rules decide. With one its stance stands (it knows the rules' own), and three things hold whatever its probability:
only a stance under which the detector may alert does; where the rules alone would alert, a low probability makes a mere signal of it;
where they would not, a high one lets their fitting evidence alert, or, when there is none, gives a signal of the model's own, if at least
cues of two groups stand in the post. The probability is never a term of severity, and analysts' rules are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from agents.learned import FAR, Limits, Opinion
from detectors.weigh import deserves
from topics.records import Band, Signal, Stance

MAY_ALERT: frozenset[Stance] = frozenset({"PROMOTE", "NONE"})
"""Stances under which a post may alert: the speaker offers, or asserts without naming anybody else."""

RECORDED = frozenset({"LICENCE", "CONTEXT"})
"""Codes that a register or a date settles, never wording: of these the model alone raises no alert."""

SIGNAL = 0.5
"""Highest score of a mere signal."""


class Judge(NamedTuple):
    """One detector module, read once, or one rule of an analyst: `module` is what has its detect()."""

    module: Any
    name: str
    code: str
    harm: int
    version: str
    stances: frozenset[Stance] = MAY_ALERT


Judged = tuple[tuple[Judge, Signal], ...]
"""Signals, each with who gave it."""


class Decision(NamedTuple):
    """`harms` are those of what alerts; `most` is the band it stays within when nothing but a model's own words does."""

    stance: Stance
    signals: tuple[Signal, ...]
    alert_codes: tuple[str, ...]
    harms: tuple[int, ...]
    most: Band | None = None


def decide(
    judged: Judged, ruled: Judged, stance: Stance, detectors: Sequence[Judge], model: Limits | None, opinion: Opinion | None
) -> Decision:
    """Rules and model together. `judged` is what the detectors alone would have, `ruled` what analysts' rules have."""
    if model is None or opinion is None:
        return _decision((*judged, *ruled), stance)
    enough = opinion.probability >= (model.keep if any(signal.alert for _, signal in judged) else model.alert)
    said = tuple((judge, _heard(judge, signal, opinion, enough)) for judge, signal in judged)
    bar = model.alone if opinion.near else max(model.alone, FAR)
    alone = opinion.probability >= bar and opinion.grounded and opinion.stance in MAY_ALERT
    alone = alone and opinion.code not in RECORDED
    if alone and not any(signal.alert for _, signal in said) and (marks := opinion.why()):
        harm = max((judge.harm for judge in detectors if judge.code == opinion.code), default=1)
        score = round(opinion.probability, 3)
        own = Signal(code=opinion.code, score=score, alert=True, detector=model.name, version=model.version, evidence=marks)
        judge = Judge(None, model.name, opinion.code, harm, model.version)
        most = None if any(signal.alert for _, signal in ruled) else model.most
        return _decision((*said, (judge, own), *ruled), opinion.stance)._replace(most=most)
    return _decision((*said, *ruled), opinion.stance)


def _heard(judge: Judge, signal: Signal, opinion: Opinion, enough: bool) -> Signal:
    """A detector's signal with the alert it keeps, gets or loses by the model's opinion."""
    alert = enough and opinion.stance in judge.stances and deserves(signal.evidence)
    if alert == signal.alert:
        return signal
    return msgspec.structs.replace(signal, alert=alert, score=max(signal.score, SIGNAL) if alert else min(signal.score, SIGNAL))


def _decision(judged: Judged, stance: Stance) -> Decision:
    alerting = [(judge, signal) for judge, signal in judged if signal.alert]
    return Decision(
        stance="PROMOTE" if alerting else stance,
        signals=tuple(signal for _, signal in judged),
        alert_codes=tuple(dict.fromkeys(signal.code for _, signal in alerting)),
        harms=tuple(judge.harm for judge, _ in alerting),
    )
