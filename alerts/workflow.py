"""The way of a case through the desk (domain.md §4.3): which deed is possible in which state, who may do it, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from topics.cases import STATES, Deed, Event, State

CLOSED: frozenset[State] = frozenset({"CLOSED_NOT_CHECKABLE", "CLOSED_OPINION", "CLOSED_TRUE"})
ENDED: frozenset[State] = CLOSED | {"DISMISSED", "DUPLICATE", "PUBLISHED_NOTE", "OUTCOME_RECORDED", "CORRECTION", "ARCHIVED"}
"""States in which nothing is waited for: the time of keeping runs."""

UNTOUCHED: frozenset[State] = frozenset({"NEW", "TRIAGED"})
WORKING: frozenset[State] = UNTOUCHED | {"IN_CHECK", "DRAFT_FINDING", "MONITOR"}
TOLD: frozenset[State] = frozenset({"ESCALATED", "PUBLISHED_NOTE", "OUTCOME_RECORDED", "APPEAL"})
"""States in which somebody outside has heard of the finding."""

ALIVE: frozenset[State] = frozenset(STATES) - {"ARCHIVED"}

ANALYSTS = frozenset({"analyst", "approver", "admin"})
APPROVERS = frozenset({"approver", "admin"})
SYSTEM = frozenset({""})
EVERYBODY = ANALYSTS | {"viewer"} | SYSTEM


class Step(NamedTuple):
    """`to` is None where the deed leaves the state, or where alerts/cases.py finds out where it leads."""

    states: frozenset[State]
    roles: frozenset[str] = ANALYSTS
    to: State | None = None


STEPS: Mapping[Deed, Step] = {
    "alert": Step(frozenset(STATES), SYSTEM),
    "open": Step(frozenset(STATES), SYSTEM),
    "clock": Step(frozenset(STATES), SYSTEM),
    "keep": Step(frozenset({"NEW"}), to="TRIAGED"),
    "dismiss": Step(WORKING, to="DISMISSED"),
    "undo": Step(CLOSED | {"DISMISSED", "DUPLICATE"}),
    "merge": Step(WORKING, to="DUPLICATE"),
    "split": Step(WORKING),
    "assign": Step(ALIVE),
    "comment": Step(ALIVE),
    "override": Step(WORKING | {"REVIEW"}),
    "check": Step(UNTOUCHED | {"MONITOR", "CORRECTION"}, to="IN_CHECK"),
    "monitor": Step(WORKING - {"MONITOR"}, to="MONITOR"),
    "close": Step(WORKING),
    "draft": Step(frozenset({"IN_CHECK", "DRAFT_FINDING"}), to="DRAFT_FINDING"),
    "submit": Step(frozenset({"DRAFT_FINDING"}), to="REVIEW"),
    "refuse": Step(frozenset({"REVIEW"}), APPROVERS, to="DRAFT_FINDING"),
    "approve": Step(frozenset({"REVIEW"}), APPROVERS),
    "contact": Step(WORKING | {"REVIEW", "ESCALATED"}),
    "answer": Step(WORKING | {"REVIEW", "ESCALATED"}),
    "waive": Step(WORKING | {"REVIEW"}),
    "capture": Step(ALIVE, SYSTEM | ANALYSTS),
    "sent": Step(frozenset({"ESCALATED"})),
    "receipt": Step(frozenset({"ESCALATED", "OUTCOME_RECORDED"})),
    "outcome": Step(frozenset({"ESCALATED"}), to="OUTCOME_RECORDED"),
    "appeal": Step(TOLD - {"APPEAL"}, to="APPEAL"),
    "rule": Step(frozenset({"APPEAL"}), APPROVERS),
    "correct": Step(TOLD, APPROVERS, to="CORRECTION"),
    "archive": Step(ENDED - {"ARCHIVED"}, APPROVERS, to="ARCHIVED"),
    "hold": Step(frozenset(STATES), APPROVERS),
    "release": Step(frozenset(STATES), APPROVERS),
    "mute": Step(ALIVE),
    "unmute": Step(frozenset(STATES)),
    "forget": Step(ENDED, SYSTEM),
    "removed": Step(frozenset(STATES), SYSTEM),
    "read": Step(frozenset(STATES), EVERYBODY),
    "export": Step(frozenset(STATES), EVERYBODY),
    "access": Step(frozenset(STATES), EVERYBODY),
}

LOGGED: frozenset[Deed] = frozenset({"read", "export", "access"})
"""Deeds that change no case and are only written into the audit log."""

BLIND: frozenset[Deed] = LOGGED | {"alert", "open", "clock", "capture", "comment", "hold", "release", "mute", "unmute", "forget", "removed"}
"""Deeds that need not have seen the newest version of the case, and make no new one."""


SYSTEM_DEEDS: frozenset[Deed] = frozenset({"alert", "open", "clock", "capture", "removed"})
"""What the agents do by themselves: it stands in the history of the case, not in the audit log of people's deeds."""


def by_itself(event: Event) -> bool:
    """Whether an agent did this, and nobody waits for an answer."""
    return event.deed in SYSTEM_DEEDS and not event.role


def possible(state: State, role: str) -> tuple[Deed, ...]:
    """What somebody of this role can do to a case in this state."""
    return tuple(deed for deed, step in STEPS.items() if state in step.states and role in step.roles and deed not in LOGGED)
