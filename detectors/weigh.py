"""The decision all detectors share: which cues have to meet, and what their meeting is worth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from detectors.sight import Sight
from topics.records import Evidence

Meeting = Sequence[str]
"""Cues that stand together: each a family, a group, or several with `|` between; one with `-` before it has to be absent."""

MARKS = 12
"""Most places shown for one post: a monitor reads a few marks, not all."""


class _Parted(NamedTuple):
    """A meeting taken apart: the cues that have to be there, the same as names, and the names that have to be absent."""

    wanted: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]


class _Plan(NamedTuple):
    """Meetings taken apart; of each one's cues the most telling is among `anchors`: without any of these none of them holds."""

    when: Sequence[Meeting]
    anchors: tuple[str, ...]
    meetings: tuple[_Parted, ...]


_plans: dict[int, _Plan] = {}
"""By the identity of `when`, a constant of its detector: hashing its words each time would cost more than looking for them."""


def meet(sight: Sight, when: Sequence[Meeting], syllables: int = 50) -> tuple[Evidence, ...]:
    """The evidence of every meeting in `when` that holds within so many syllables, in the order of the text; nothing when none does."""
    plan = _plans.get(id(when))
    if plan is None or plan.when is not when:
        plan = _plans[id(when)] = _planned(when)
    if not sight.has(*plan.anchors):
        return ()
    marks = {mark for meeting in plan.meetings for mark in _held(sight, meeting, syllables)}
    return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start, mark.end, mark.why)))[:MARKS]


def _held(sight: Sight, meeting: _Parted, syllables: int) -> tuple[Evidence, ...]:
    for either in meeting.names:
        if not sight.has(*either):
            return ()
    return () if meeting.barred and sight.has(*meeting.barred) else sight.together(meeting.wanted, syllables)


def _planned(when: Sequence[Meeting]) -> _Plan:
    meetings = tuple(map(_parted, when))
    told = (max(meeting.names, key=lambda names: all("." in name for name in names)) for meeting in meetings)
    return _Plan(when, tuple(dict.fromkeys(chain.from_iterable(told))), meetings)


def _parted(meeting: Meeting) -> _Parted:
    wanted = tuple(cue for cue in meeting if cue[0] != "-")
    barred = chain.from_iterable(cue[1:].split("|") for cue in meeting if cue[0] == "-")
    return _Parted(wanted, tuple(tuple(cue.split("|")) for cue in wanted), tuple(barred))


def deserves(evidence: Sequence[Evidence]) -> bool:
    """Whether the evidence is more than vocabulary: words of at least two groups, which is what their `why` tells apart."""
    return len({mark.why for mark in evidence}) >= 2


def score(evidence: Sequence[Evidence], *, alert: bool, tied: bool, obfuscation: float) -> float:
    """0–1: more groups of cues, a contact or account in reach (`tied`) and disguise raise it; a mere signal stays at one half or below."""
    groups = len({mark.why for mark in evidence})
    value = 1 - 0.55**groups
    value += (1 - value) * (0.3 * tied + 0.3 * min(1.0, obfuscation))
    return round(value if alert else min(value, 0.5), 3)
