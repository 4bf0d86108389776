"""The decision all detectors share: which cues have to meet, and what their meeting is worth."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from topics.records import Evidence

Meeting = Sequence[str]
"""Cues that have to stand in one post; each is a family, a group, or several of them with `|` between."""

MARKS = 12
"""Most places shown for one post: a monitor reads a few marks, not all."""


def meet(sight: Sight, when: Sequence[Meeting], unless: Sequence[Meeting] = ()) -> tuple[Evidence, ...]:
    """The evidence of every meeting in `when` that holds, or nothing when none does or one in `unless` does."""
    held = [meeting for meeting in when if holds(sight, meeting)]
    if not held or any(holds(sight, meeting) for meeting in unless):
        return ()
    names = dict.fromkeys(name for meeting in held for cue in meeting for name in cue.split("|"))
    return sight.hits(*names)[:MARKS]


def holds(sight: Sight, meeting: Meeting) -> bool:
    return all(sight.has(*cue.split("|")) for cue in meeting)


def deserves(evidence: Sequence[Evidence]) -> bool:
    """Whether the evidence is more than vocabulary: words of at least two groups, which is what their `why` tells apart."""
    return len({mark.why for mark in evidence}) >= 2


def score(evidence: Sequence[Evidence], *, alert: bool, tied: bool, obfuscation: float) -> float:
    """0–1: more groups of cues, a contact or account in reach (`tied`) and disguised spelling raise it; a mere signal stays below one half."""
    groups = len({mark.why for mark in evidence})
    value = 1 - 0.55**groups
    value += (1 - value) * (0.3 * tied + 0.3 * min(1.0, obfuscation))
    return round(value if alert else min(value, 0.5), 3)
