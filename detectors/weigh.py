"""The decision all detectors share: which cues have to meet, and what their meeting is worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain

from detectors.sight import Sight
from topics.records import Evidence

Meeting = Sequence[str]
"""Cues that stand together: each a family, a group, or several with `|` between; one with `-` before it has to be absent."""

MARKS = 12
"""Most places shown for one post: a monitor reads a few marks, not all."""


def meet(sight: Sight, when: Sequence[Meeting], syllables: int = 50) -> tuple[Evidence, ...]:
    """The evidence of every meeting in `when` that holds within so many syllables, in the order of the text; nothing when none does."""
    marks = {mark for meeting in when for mark in _held(sight, meeting, syllables)}
    return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start, mark.end, mark.why)))[:MARKS]


def _held(sight: Sight, meeting: Meeting, syllables: int) -> tuple[Evidence, ...]:
    wanted, names, barred = _parted(tuple(meeting))
    for either in names:
        if not sight.has(*either):
            return ()
    return () if barred and sight.has(*barred) else sight.together(wanted)


@cache
def _parted(meeting: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The cues that have to be there, the same as names, and the names of all that have to be absent."""
    wanted = tuple(cue for cue in meeting if cue[0] != "-")
    barred = chain.from_iterable(cue[1:].split("|") for cue in meeting if cue[0] == "-")
    return wanted, tuple(tuple(cue.split("|")) for cue in wanted), tuple(barred)


def deserves(evidence: Sequence[Evidence]) -> bool:
    """Whether the evidence is more than vocabulary: words of at least two groups, which is what their `why` tells apart."""
    return len({mark.why for mark in evidence}) >= 2


def score(evidence: Sequence[Evidence], *, alert: bool, tied: bool, obfuscation: float) -> float:
    """0–1: more groups of cues, a contact or account in reach (`tied`) and disguise raise it; a mere signal stays at one half or below."""
    groups = len({mark.why for mark in evidence})
    value = 1 - 0.55**groups
    value += (1 - value) * (0.3 * tied + 0.3 * min(1.0, obfuscation))
    return round(value if alert else min(value, 0.5), 3)
