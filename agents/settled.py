"""What a decision of the desk says about the alert it is about: how often alerts are wrong is a figure for those who run it."""

from __future__ import annotations

from typing import Literal

from alerts.workflow import CLOSED
from topics.cases import Entry, State
from topics.false_alarms import FALSE_ALARMS

Outcome = Literal["confirmed", "false_alarm", "other"]


def outcome(entry: Entry, state: State) -> Outcome | None:
    """What the case turned out to be, by a line of the audit log and the state it led to; None for a line that settles nothing.

    The same false alarms as in the reports (topics/false_alarms.py). One that is undone later stays counted.
    """
    if entry.refused or entry.deed not in ("dismiss", "close", "approve"):
        return None
    if state in CLOSED or (state == "DISMISSED" and entry.reason in FALSE_ALARMS):
        return "false_alarm"
    if state in ("ESCALATED", "PUBLISHED_NOTE"):
        return "confirmed"
    return "other" if state == "DISMISSED" else None
