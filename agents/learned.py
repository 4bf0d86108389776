"""The learned model's opinion of one post, with the words it rests on. An opinion only: `agents.decide` decides.

The model is linear over n-grams and over what the rules made of the post (`agents.features`). It never sees who wrote or what a page is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import numpy as np

from agents.features import asked, grams, named
from agents.linear import Floats, Linear, Unusable
from agents.look import Field, Look
from enrichers.grams import Grams, letters, words
from topics.records import CODES, Band, Evidence, Stance

ALERT = "alert"
OTHERS = 0.5
"""How much the best stance that never alerts takes off the alert's own score; chosen by folds over the written sentences."""

ALONE = 0.95
"""Probability from which the model alerts without any detector: below it half of what it raised on real pages was news and talk."""

FAR = 0.98
"""The same for a post that says no way to reach its writer and orders nothing: below it nearly all on real pages were news."""

PHRASES, LONGEST = 3, 6
"""Most phrases shown, and words in one."""


class Opinion(NamedTuple):
    """`probability` that the post alone deserves an alert, calibrated; `grounded` when cues of two groups stand in it;
    the stance and the code that score best; `why` marks the words; `scores` are those of all stances;
    `near` when the post says how to reach its writer, or orders its reader to do something."""

    probability: float
    grounded: bool
    stance: Stance
    code: str
    why: Callable[[], tuple[Evidence, ...]]
    scores: Mapping[Stance, float] = {}
    near: bool = True


class Limits(NamedTuple):
    """Who gives the opinion, and from which probability on it alerts: with a detector's fitting evidence, where the rules alert (`keep`),
    and without any detector (`alone`), then in no higher band than `most`."""

    name: str
    version: str
    alert: float
    keep: float
    alone: float = ALONE
    most: Band = "LOW"


class Learned:
    """The model ready to judge posts. Safe to share between threads."""

    def __init__(self, content: bytes) -> None:
        """Raises `agents.linear.Unusable` when the bytes are no model, or one with other heads."""
        self._model = Linear(content)
        heads = self._model.heads
        self._alert = [i for i, head in enumerate(heads) if head == ALERT]
        self._stances = {cast(Stance, head.partition(":")[2]): i for i, head in enumerate(heads) if head.startswith("stance:")}
        self._codes = [i for i, head in enumerate(heads) if head.removeprefix("code:") in CODES]
        if not (self._alert and self._stances and self._codes and {"alert", "keep"} <= self._model.limits.keys()):
            raise Unusable("a model for something else: it has no heads alert, stance:… and code:… with their limits")
        self.name, self.version = self._model.name, self._model.version
        alert = self._model.limits["alert"]
        self.limits = Limits(self.name, self.version, alert, self._model.limits["keep"], max(ALONE, alert))

    def opinion(self, fields: Sequence[Field], look: Look) -> Opinion | None:
        """What the model thinks; None for a post it is not asked about."""
        return self.opinions([(fields, look)])[0]

    def opinions(self, posts: Sequence[tuple[Sequence[Field], Look | None]]) -> list[Opinion | None]:
        """`opinion` of many posts at once, in a fraction of the time; None where there is nothing to look at."""
        of = [(fields, look) if look and asked(fields, look) else None for fields, look in posts]
        some = [one for one in of if one]
        told = [named(fields, look) for fields, look in some]
        scores = iter(self._model.all_scores(grams([fields for fields, _ in some]), told) if some else ())
        return [self._opinion(*one, next(scores).tolist()) if one else None for one in of]

    def _opinion(self, fields: Sequence[Field], look: Look, scores: Sequence[float]) -> Opinion:
        stances = {name: scores[i] for name, i in self._stances.items()}
        best = max(self._codes, key=scores.__getitem__)
        code = self._model.heads[best].partition(":")[2]
        return Opinion(
            self._model.probability(margin(scores[self._alert[0]], stances)),
            look.detectable,
            max(stances, key=stances.__getitem__),
            code,
            lambda: self._marks(fields, (self._alert[0], best), f"từ ngữ hay gặp trong bài mẫu loại {code}"),
            stances,
            reaching(look),
        )

    def _marks(self, fields: Sequence[Field], heads: Sequence[int], why: str) -> tuple[Evidence, ...]:
        """The phrases that speak most for these heads, in the order of the text."""
        found = [(weight, field, start, end) for field in fields for weight, start, end in self._phrases(field, heads)]
        marks = []
        for _, field, start, end in sorted(found, key=lambda one: -one[0])[:PHRASES]:
            first, last = field.folded.origin("joined", start, end)
            marks.append(Evidence(start=first, end=last, why=why, field=field.name))
        return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start, mark.end)))

    def _phrases(self, field: Field, heads: Sequence[int]) -> list[tuple[float, int, int]]:
        """Weight, start and end in the joined view of every run of words that speak for the heads."""
        text = field.folded.joined
        along = np.zeros(len(text) + 1)
        for block, of in (("letters.folded", letters(text)), ("words.folded", words(text))):
            _spread(along, of, self._model.shares(block, of.hashes, heads))
        whole = np.concatenate(([0.0], np.cumsum(along)))
        singles = [(match[0], match[1]) for match in _single(words(text))]
        runs: list[list[tuple[float, int, int]]] = [[]]
        for start, end in singles:
            weight = float(whole[end] - whole[start])
            if weight <= 0 or len(runs[-1]) == LONGEST:
                runs.append([])
            if weight > 0:
                runs[-1].append((weight, start, end))
        return [(sum(weight for weight, _, _ in run), run[0][1], run[-1][2]) for run in runs if run]


def reaching(look: Look) -> bool:
    """Whether a post says how to reach its writer, or orders its reader to click, pay or hand over something."""
    return look.tied or look.invites or look.lure


def margin(alert: float, stances: Mapping[Any, float]) -> float:
    """How far the alert's score stands above the stances that never alert."""
    return alert - OTHERS * max(0.0, *(score for name, score in stances.items() if name != "PROMOTE"))


def _spread(along: Floats, of: Grams, shares: Floats) -> None:
    """Add each n-gram's share evenly to the letters it covers."""
    for start, end, share in zip(of.starts.tolist(), of.ends.tolist(), shares.tolist(), strict=True):
        if share and end > start:
            along[start:end] += share / (end - start)


def _single(of: Grams) -> list[tuple[int, int]]:
    """The spans of the words themselves: pairs begin where a word ends later."""
    spans = sorted(set(zip(of.starts.tolist(), of.ends.tolist(), strict=True)))
    return [span for i, span in enumerate(spans) if i == 0 or spans[i - 1][0] != span[0]]
