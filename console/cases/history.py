"""The history of a case in words: who did what, when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.cases.forms import FORMS
from console.evidence import showable
from console.times import absolute
from console.words import Words
from topics.cases import Case, Entry, Event


@dataclass(frozen=True)
class Line:
    """`by` is empty for what the program did by itself."""

    at: datetime
    by: str
    deed: str
    about: str = ""
    text: str = ""


@dataclass(frozen=True)
class Reader:
    """Somebody who opened or exported the case: how often, and when last."""

    by: str
    deed: str
    times: int
    at: datetime


def lines(case: Case, words: Words, numbers: dict[str, str]) -> list[Line]:
    """Newest first. `numbers`: id → number of the cases that it names."""
    return [_line(event, words, numbers) for event in reversed(case.history)]


def _line(event: Event, words: Words, numbers: dict[str, str]) -> Line:
    by = "" if event.by == "tinwatch" else event.by
    return Line(event.at, by, words.name("deed", event.deed), "; ".join(_about(event, words, numbers)), showable(event.text))


def _about(event: Event, words: Words, numbers: dict[str, str]) -> list[str]:
    about = []
    if event.alert is not None:
        about.append(words.name("band", event.alert.band))
        if event.alert.held:
            about.append(f"{words('card.held')}: {words.name('held', event.alert.held)}")
    if event.reason:
        kind = (FORMS[event.deed].kind if event.deed in FORMS else "") or "reason"
        about.append(words.name(kind, event.reason))
    if event.mute is not None:
        about.append(f"{words('mutes.until')} {absolute(event.mute.until)}")
    if event.to:
        about.append(numbers.get(event.to, event.to))
    if event.posts:
        about.append(words("history.posts", n=len(event.posts)))
    if event.finding is not None:
        about.append(f"{words.name('verdict', event.finding.verdict)} → {words.name('proposal', event.finding.proposal)}")
    if event.captured is not None:
        about.append(f"{words.name('captured', event.captured.state)} {event.captured.post}")
    return about


def readers(entries: Sequence[Entry]) -> list[Reader]:
    """Who opened and who exported it, the last one first."""
    found: dict[tuple[str, str], Reader] = {}
    for entry in entries:
        if entry.deed in ("read", "export"):
            before = found.pop((entry.by, entry.deed), None)
            found[entry.by, entry.deed] = Reader(entry.by, entry.deed, (before.times if before else 0) + 1, entry.at)
    return list(reversed(found.values()))
