"""The tables of a reader: rules, linear model, reader and all together on the same rows, with how far chance could move each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinwatch.learning.samples import Sample

SHARES = (0.01, 0.02, 0.05)
DRAWS = 1000
"""Times the rows are drawn anew for the middle 95 % of a figure."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """One system on all rows: `ranks` is how much each speaks for an alert, with the stance and code it gives."""

    ranks: Floats
    stances: Sequence[str]
    codes: Sequence[str]


def overall(samples: Sequence[Sample], systems: Mapping[str, Judged], part: Mask) -> dict[str, Any]:
    """System → figure → value and the middle 95 % of it, on a part of the rows; the same draws for every system."""
    rows = np.flatnonzero(part)
    alert = np.array([samples[i].alert for i in rows.tolist()])
    draws = np.random.default_rng(0).integers(0, len(rows), (DRAWS, len(rows)))
    out: dict[str, Any] = {"positives": int(alert.sum()), "negatives": int((~alert).sum())}
    for name, one in systems.items():
        ranks = one.ranks[rows]
        stance = np.array([[_number(samples[i].stance), _number(one.stances[i])] for i in rows.tolist()])
        code = np.array([one.codes[i] == samples[i].code for i in rows.tolist()])
        figures: dict[str, Callable[[NDArray[np.int64]], float]] = {
            f"recall at {share:.0%}": lambda at, ranks=ranks, share=share: recall(ranks[at], alert[at], share)  # type: ignore[misc]
            for share in SHARES
        }
        figures["area under the curve"] = lambda at, ranks=ranks: area(ranks[at], alert[at])  # type: ignore[misc]
        figures["stance macro-F1"] = lambda at, stance=stance: macro_f1(stance[at])  # type: ignore[misc]
        figures["right code of positives"] = lambda at, code=code: float(code[at][alert[at]].mean())  # type: ignore[misc]
        out[name] = {what: _ranged(figure, draws) for what, figure in figures.items()}
    return out


def by_group(
    samples: Sequence[Sample], systems: Mapping[str, Judged], part: Mask, key: Callable[[Sample], str], share: float
) -> dict[str, Any]:
    """Group → positives, negatives, and each system's recall and false alerts where `share` of the part's negatives may alert."""
    alert = np.array([sample.alert for sample in samples])
    groups = np.array([key(sample) for sample in samples])
    cuts = {name: limit(one.ranks[part], alert[part], share) for name, one in systems.items()}
    out: dict[str, Any] = {}
    for group in sorted(set(groups[part].tolist())):
        rows = part & (groups == group)
        row: dict[str, Any] = {"positives": int((rows & alert).sum()), "negatives": int((rows & ~alert).sum())}
        for name, one in systems.items():
            raised = one.ranks > cuts[name]
            row[name] = [_share(raised[rows & alert]), _share(raised[rows & ~alert])]
        out[group] = row
    return out


def limit(ranks: Floats, alert: Mask, share: float) -> float:
    """The rank above which at most so many of the negatives stand."""
    falling = np.sort(ranks[~alert])[::-1]
    return float(falling[min(int(share * len(falling)), len(falling) - 1)]) if len(falling) else -np.inf


def recall(ranks: Floats, alert: Mask, share: float) -> float:
    return float((ranks[alert] > limit(ranks, alert, share)).mean())


def area(ranks: Floats, alert: Mask) -> float:
    """Chance that a positive ranks above a negative, ties counted half."""
    negatives = np.sort(ranks[~alert])
    below = np.searchsorted(negatives, ranks[alert], "left") + np.searchsorted(negatives, ranks[alert], "right")
    return float(below.mean() / 2 / len(negatives))


def macro_f1(pairs: NDArray[np.int64]) -> float:
    """Mean F1 over the labels that occur as truth; `pairs` are truth and answer."""
    size = int(pairs.max()) + 1
    table = np.bincount(pairs[:, 0] * size + pairs[:, 1], minlength=size * size).reshape(size, size)
    there = table.sum(1) > 0
    both = table.sum(0) + table.sum(1)
    return float(np.mean(2 * table.diagonal()[there] / both[there]))


def length(sample: Sample) -> str:
    """Characters of a text, in four steps."""
    count = len(sample.text)
    return "1: under 100" if count < 100 else "2: 100-199" if count < 200 else "3: 200-399" if count < 400 else "4: 400 and more"


def accents(sample: Sample) -> str:
    return "no accents" if sample.text.isascii() else "accents"


def _number(label: str, known: dict[str, int] = {}) -> int:  # noqa: B006 - labels are numbered once
    return known.setdefault(label, len(known))


def _ranged(figure: Callable[[NDArray[np.int64]], float], draws: NDArray[np.int64]) -> list[float]:
    drawn = [figure(draw) for draw in draws]
    value = figure(np.arange(draws.shape[1]))
    return [round(float(one), 3) for one in (value, np.quantile(drawn, 0.025), np.quantile(drawn, 0.975))]


def _share(what: Mask) -> float | None:
    return round(float(what.mean()), 3) if len(what) else None
