"""`advance(case, event, plan) -> (case, notices)`: the fold of what happens to a case. Pure: every event brings its time."""

from __future__ import annotations

from msgspec.structs import replace

from alerts.deeds import DEEDS
from alerts.needs import Refused
from alerts.opening import due_from, grown, opened, split_off
from alerts.plan import Plan
from alerts.telling import told
from alerts.workflow import BLIND, ENDED, LOGGED, STEPS, by_itself
from topics.cases import Answer, Case, Event, Notice

MOST_ANSWERS = 50
MOST_EVENTS = 2000
"""Events in the history of a case; what comes beyond is refused, but for what the agents and the second person must be able to say."""

UNENDING = frozenset(
    {"alert", "clock", "capture", "refuse", "correct", "archive", "hold", "release", "unmute", "undo", "forget", "removed"}
)


def advance(case: Case | None, event: Event, plan: Plan) -> tuple[Case | None, tuple[Notice, ...]]:
    """The case after this event, and what the desk should hear of.

    An event that the workflow forbids changes nothing but `answers`, where its id stands with the reasons. Without a case only an alert, or
    the posts that split off another case, begin one; of anything else nothing comes.
    """
    if event.deed in LOGGED or (event.deed == "alert" and event.alert is None):
        return case, ()
    if case is None:
        if event.alert is None or event.deed not in ("alert", "open"):
            return None, ()
        begun = opened(event, plan) if event.deed == "alert" else split_off(event, plan)
        return begun, told(None, begun, event)
    reasons = refusals(case, event)
    if not reasons:
        try:
            after = _after(case, event, plan)
        except Refused as refused:
            reasons = refused.reasons
    if reasons:
        return (case if by_itself(event) else _answered(case, Answer(event=event.id, refused=reasons))), ()
    return after, told(case, after, event)


def refusals(case: Case, event: Event) -> tuple[str, ...]:
    """Why this event cannot happen now, as far as state, role and what the user had seen tell; DEEDS may find more."""
    step, reasons = STEPS[event.deed], []
    if case.state not in step.states:
        reasons.append("state")
    if event.role not in step.roles:
        reasons.append("role")
    if event.deed not in BLIND and event.seen != case.version:
        reasons.append("changed")
    if len(case.history) >= MOST_EVENTS and event.deed not in UNENDING:
        reasons.append("full")
    return tuple(reasons)


def _after(case: Case, event: Event, plan: Plan) -> Case:
    if event.deed == "alert":
        return grown(case, event, plan)
    after = DEEDS[event.deed](case, event, plan)
    if by_itself(event):
        return case if after == case else replace(after, history=(*case.history, event))
    if event.deed in BLIND:
        return _answered(replace(after, history=(*case.history, event)), Answer(event=event.id))
    to = STEPS[event.deed].to
    after = _acknowledged(replace(after, state=to) if to else after, event)
    if after.state != case.state:
        after = replace(after, before=case.state)
        if after.state in ENDED:
            ended_at = case.ended_at if after.state == "ARCHIVED" and case.ended_at else event.at
            after = replace(after, due={}, late=(), ended_at=ended_at)
        elif case.state in ENDED:
            after = replace(after, ended_at=None, due=due_from(after, event.at, after.band, plan))
    after = replace(after, version=case.version + 1, updated_at=max(case.updated_at, event.at), history=(*case.history, event))
    return _answered(after, Answer(event=event.id))


def _acknowledged(case: Case, event: Event) -> Case:
    if case.acknowledged_at is not None:
        return case
    due = {name: at for name, at in case.due.items() if name != "acknowledge"}
    return replace(case, acknowledged_at=event.at, due=due)


def _answered(case: Case, answer: Answer) -> Case:
    return replace(case, answers=(*case.answers, answer)[-MOST_ANSWERS:])
