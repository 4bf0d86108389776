"""How a case begins with an alert or by splitting another one, and how it follows its alert as that grows."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from alerts.holding import MUTED
from alerts.plan import Plan
from alerts.workflow import ENDED
from topics.cases import Case, Event, State
from topics.records import BANDS, Alert, Band

FIRST_STEPS = frozenset({"acknowledge", "finding"})
"""What is due as soon as the desk can see an alert, and not while it cannot."""


def opened(event: Event, plan: Plan) -> Case:
    """The case of an alert; the clocks of one that is held back wait until the desk can see it."""
    alert = event.alert
    assert alert is not None
    case = Case(
        id=event.case,
        number=event.number,
        alert=alert,
        opened_at=event.at,
        updated_at=event.at,
        band=alert.band,
        posts=alert.posts,
        history=(_trimmed(event),),
    )
    return case if alert.held else replace(case, due=due_from(case, event.at, alert.band, plan))


def split_off(event: Event, plan: Plan) -> Case:
    """The case of posts that were taken out of another one, whose alert it begins with; `event.to` is that case."""
    assert event.alert is not None
    alert = replace(event.alert, id=event.case, posts=event.posts, post_count=len(event.posts), held="")
    case = opened(replace(event, alert=alert), plan)
    return replace(case, split_from=event.to)


def grown(case: Case, event: Event, plan: Plan) -> Case:
    """The case with its alert as it is now.

    Worse than when it was dismissed, it is opened again; its clocks never run longer than before.
    """
    alert, old = event.alert, case.alert
    assert alert is not None
    if _same(alert, old):
        return case
    posts = tuple(post for post in alert.posts if post not in case.left)
    after = replace(case, alert=alert, posts=(*posts, *(post for post in case.joined if post not in posts)))
    after = replace(after, updated_at=max(case.updated_at, alert.updated_at), history=_history(case, event))
    seen_first = bool(old.held) and not alert.held
    worse = BANDS.index(alert.band) < BANDS.index(old.band)
    if not case.overridden:
        after = replace(after, band=alert.band)
    if worse or seen_first:
        after = replace(after, version=case.version + 1)
    if worse and case.state == "DISMISSED":
        back: State = "NEW"
        after = replace(after, state=back, before=case.state, reason="", acknowledged_at=None, ended_at=None, late=())
    if alert.held == MUTED and not old.held:
        waits = {name: at for name, at in after.due.items() if name not in FIRST_STEPS}
        return replace(after, due=waits, late=tuple(name for name in after.late if name not in FIRST_STEPS))
    if after.state in ENDED or alert.held or not (worse or seen_first):
        return after
    return replace(after, due=due_from(after, event.at, after.band, plan))


def due_from(case: Case, at: datetime, band: Band, plan: Plan) -> dict[str, datetime]:
    """What is due, with acknowledgement and first finding where they are still to come, the earlier of then and now."""
    due, terms = dict(case.due), plan.terms
    if case.acknowledged_at is None:
        due["acknowledge"] = min(terms.acknowledged_by(at, band), due.get("acknowledge", datetime.max.replace(tzinfo=at.tzinfo)))
    if case.finding is None:
        due["finding"] = min(terms.found_by(at, band), due.get("finding", datetime.max.replace(tzinfo=at.tzinfo)))
    return due


def decided(alert: Alert, case: Case) -> Alert:
    """The alert with what its case writes into it: the state, and the band that a person set. CRITICAL leaves nothing held."""
    said = case.band if case.overridden else None
    return replace(alert, state=case.state, set_band=said, held="" if said == "CRITICAL" else alert.held)


def _same(alert: Alert, old: Alert) -> bool:
    """Whether nothing changed but what the case itself wrote into the alert."""
    return replace(alert, state="", set_band=None, version=0, updated_at=old.updated_at) == replace(old, state="", set_band=None, version=0)


def _history(case: Case, event: Event) -> tuple[Event, ...]:
    """A story may grow a thousand times: of versions that follow one another and differ in size only the first is kept, as it is now."""
    last, now = case.history[-1], _trimmed(event)
    assert now.alert is not None
    if last.deed == "alert" and last.alert and (last.alert.band, last.alert.held) == (now.alert.band, now.alert.held):
        return (*case.history[:-1], replace(last, alert=now.alert))
    return (*case.history, now)


def _trimmed(event: Event) -> Event:
    """The event as history keeps it: the alert itself stands in the case."""
    assert event.alert is not None
    alert = replace(event.alert, posts=event.alert.posts[:1], pages=(), page_names=(), places=(), claims=(), why=(), detectors=())
    return replace(event, alert=alert)
