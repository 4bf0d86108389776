"""What the river answered, in words."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.workflow import SYSTEM_DEEDS
from console.words import Words
from topics.cases import Case, Event

_SILENT = frozenset({"comment", "capture", "clock", "hold", "release", "mute", "unmute"})
"""Deeds that make no new version."""


def said(words: Words, refused: Sequence[str], case: Case | None, seen: int) -> tuple[str, ...]:
    """One sentence for each reason. Who changed the case meanwhile is named: the two should talk."""
    if case is not None and "changed" in refused:
        return (_changed(words, case, seen), *(words.name("refused", one) for one in refused if one not in ("changed", "state")))
    return tuple(words.name("refused", one) for one in refused)


def _changed(words: Words, case: Case, seen: int) -> str:
    newest = newer(case, seen)
    if newest is None:
        return words("refused.changed")
    if newest.deed in SYSTEM_DEEDS:
        return words("refused.grown", deed=words.name("deed", newest.deed))
    return words("refused.meanwhile", by=newest.by, deed=words.name("deed", newest.deed), state=words.name("state", case.state))


def newer(case: Case, seen: int) -> Event | None:
    """The last deed that made the version; None when this one was seen already."""
    if seen >= case.version:
        return None
    return next((event for event in reversed(case.history) if event.deed not in _SILENT), None)
