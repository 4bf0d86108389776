"""The learned reader as the agents see it: a text in, numbers out; and how its numbers join the linear model's.

Pure: who runs the network is `tinwatch.reading`. A reader is given the words of a post alone, never its page, its id or who wrote it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, cast

from topics.records import Stance

_EDGE = 1e-6
"""Probabilities are kept this far from 0 and 1, where their logits end."""


LONGEST = 4_000
"""Letters of a text that a reader is given: more than any has ever taken in, so that long posts cost no more memory than others."""


class Failed(Exception):
    """A reader that gives no answer, or one that is no number; the message says what it did."""


class Reading(NamedTuple):
    """What a reader makes of one text, calibrated: the logit of "deserves an alert", and probabilities of stances and of codes."""

    alert: float
    stances: Mapping[str, float]
    codes: Mapping[str, float]


class Terms(NamedTuple):
    """How readings weigh beside the linear model: `linear`·logit + `reader`·logit + `offset` is the logit of both together.

    `stance_weight` is the reader's share in the stance. Limits of the joint probability: from `alert` on a rule's fitting evidence alerts,
    below `keep` a rule's alert becomes a signal, from `alone` on the models alert without any rule.
    """

    linear: float
    reader: float
    offset: float
    stance_weight: float
    alert: float
    keep: float
    alone: float


class Reader(Protocol):
    """Something that reads; safe to share between threads. The same text gives the same reading whenever it is asked."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def terms(self) -> Terms: ...

    def read(self, text: str) -> Reading:
        """Raises Failed when there is no reading."""
        ...


class Joint(NamedTuple):
    """What both models think together."""

    probability: float
    stance: Stance
    code: str


def words_of(texts: Iterable[str]) -> str:
    """The texts of a post as a reader gets them: one after the other, composed letters, white space collapsed, nothing folded."""
    return " ".join(" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)[:LONGEST]


def joined(reading: Reading, terms: Terms, probability: float, stances: Mapping[Stance, float], code: str) -> Joint:
    """Reader and linear model together; `probability`, `stances` (scores, not probabilities) and `code` are the linear model's.

    Its code stands: in the folds it names .90 of the alerts rightly, the reader .69 (tinwatch/models/reader/card.md).
    """
    odds = terms.linear * _logit(probability) + terms.reader * reading.alert + terms.offset
    shares = _shares(stances)
    both = {
        name: terms.stance_weight * reading.stances.get(name, 0.0) + (1 - terms.stance_weight) * shares.get(name, 0.0)
        for name in dict.fromkeys((*reading.stances, *shares))
    }
    stance = cast(Stance, max(both, key=lambda name: both[name]))
    return Joint(_chance(odds), stance, code)


def _logit(probability: float) -> float:
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))


def _shares(scores: Mapping[Stance, float]) -> dict[str, float]:
    """Scores as shares of one (softmax)."""
    top = max(scores.values(), default=0.0)
    powers = {name: math.exp(score - top) for name, score in scores.items()}
    return {name: power / sum(powers.values()) for name, power in powers.items()}
