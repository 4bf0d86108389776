"""How much an alert matters, 0 to 100, as the sum of parts a monitor can read (domain.md §4.2).

A model's probability is no term of it, and neither is anything about who speaks or what they think of anybody.
"""

from __future__ import annotations

import math

from topics.records import Band, Reach, Severity

WEIGHTS: dict[str, tuple[float, int]] = {
    "H": (0.34, 4),  # harm
    "R": (0.18, 4),  # reach
    "V": (0.14, 3),  # velocity
    "B": (0.10, 3),  # breakout
    "F": (0.10, 2),  # falsifiability
    "E": (0.14, 3),  # evidence
}
"""Part → (weight, its largest level). The weights sum to one."""

HIGHEST = {"LOW": 34.0, "MEDIUM": 54.0}
"""Where a band ends that a severity may be held down to."""

_REACH_STEPS = (1.5, 2.5, 3.5, 4.5)
_VELOCITY_STEPS = (3.0, 10.0, 30.0)
_COPIES_STEPS = (2, 5, 20)
_PAGES_STEPS = (2, 3, 6)


def severity(
    *,
    harm: int,
    reach: Reach | None,
    evidence: int,
    falsifiability: int,
    velocity: int = 0,
    breakout: int = 0,
    plus: int = 0,
    most: Band | None = None,
) -> Severity:
    """Score and band from levels: harm 0–4, evidence 0–3, falsifiability 0–2, velocity 0–3, breakout 0–3, plus in points.

    Nothing that cannot be shown false (falsifiability 0) has any severity. `most` is LOW or MEDIUM where no more than that band may come
    out, because words are all there is; what is taken off for that stands in `plus`.
    """
    levels = {"H": harm, "R": reach_level(reach), "V": velocity, "B": breakout, "F": falsifiability, "E": evidence}
    parts = {part: float(level) for part, level in levels.items()} | {"plus": float(plus)}
    rated = rate(parts)
    top = HIGHEST[most] if most else 100.0
    return rate(parts | {"plus": plus - (rated.score - top)}) if rated.score > top else rated


def rate(parts: dict[str, float]) -> Severity:
    """The severity of these levels; ValueError for a level outside its scale."""
    for part, (_, top) in WEIGHTS.items():
        if not 0 <= parts[part] <= top:
            raise ValueError(f"severity part {part} is {parts[part]}, outside 0–{top}")
    if parts["F"] == 0:
        return Severity(score=0.0, band="LOW", parts=parts)
    score = 100 * sum(weight * parts[part] / top for part, (weight, top) in WEIGHTS.items()) + parts.get("plus", 0.0)
    score = round(min(100.0, score), 1)
    return Severity(score=score, band=band(score, parts["H"]), parts=parts)


def band(score: float, harm: float) -> Band:
    """CRITICAL needs both a high score and serious harm."""
    if score >= 75 and harm >= 3:
        return "CRITICAL"
    return "HIGH" if score >= 55 else "MEDIUM" if score >= 35 else "LOW"


def reach_level(reach: Reach | None) -> int:
    """0–4 by the order of magnitude of the reactions, or of a hundredth of the views."""
    if reach is None:
        return 0
    engaged = (reach.reactions or 0) + 2 * (reach.comments or 0) + 3 * (reach.shares or 0)
    seen = max(engaged, (reach.views or 0) / 100)
    return _level(math.log10(seen), _REACH_STEPS) if seen > 0 else 0


def velocity_level(per_hour: float, usual_per_hour: float | None) -> int:
    """0–3 by how many times faster a post grows than its page's posts usually do at that age; 0 while the usual is unknown."""
    return _level(per_hour / usual_per_hour, _VELOCITY_STEPS) if usual_per_hour else 0


def breakout_level(copies: int, pages: int) -> int:
    """0–3 by how many copies a story has, or on how many pages it stands, whichever is the larger level."""
    return max(_level(copies, _COPIES_STEPS), _level(pages, _PAGES_STEPS))


def _level(value: float, steps: tuple[float, ...]) -> int:
    return sum(value >= step for step in steps)
