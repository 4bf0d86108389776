"""The deeds mute and unmute of a case: what its pages post under its codes stays out of the feed, until a moment and for a reason.

Which alerts that mutes: alerts/silence.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from alerts.needs import need
from alerts.plan import Plan
from topics.cases import Case, Event
from topics.mutes import MUTINGS, Mute
from topics.records import utc

LONGEST = timedelta(days=30)

MOST_PAGES = 50
"""Pages of one mute: a story of more is not something to look away from."""


def mute(case: Case, event: Event, plan: Plan) -> Case:
    """The deed: from this case on, its pages with its codes, or those of them that the event names; a mute it had ends with that."""
    asked = event.mute
    need(asked, "mute")
    assert asked is not None
    pages, codes = asked.pages or case.alert.pages, asked.codes or case.alert.codes
    need(event.reason in MUTINGS, "reason")
    until = utc(asked.until)
    need(utc(event.at) < until <= utc(event.at) + LONGEST, "until")
    need(set(pages) <= set(case.alert.pages) and set(codes) <= set(case.alert.codes) and len(pages) <= MOST_PAGES, "pages")
    mute = Mute(until=until, pages=pages, codes=codes, by=event.by, at=event.at, reason=event.reason, text=event.text.strip())
    return replace(case, mute=mute)


def unmute(case: Case, event: Event, plan: Plan) -> Case:
    need(case.mute, "done")
    return replace(case, mute=None)


def expired(case: Case, at: datetime) -> Case:
    """The case without its mute, where the time of that is over."""
    return replace(case, mute=None) if case.mute is not None and case.mute.until <= at else case
