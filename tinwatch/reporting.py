"""Reports of the desk's work, from the index."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from alerts.health import coverage
from channels.eml import File
from channels.reports.accuracy import accuracy
from channels.reports.facts import ENDED, facts
from channels.reports.report import report
from collectors.clock import Clock
from console.masking import mask_numbers
from search.docket import CaseQuery
from search.port import Index, PatternQuery
from tinwatch.concealing import conceal
from tinwatch.destinations import addressed
from tinwatch.settings import Settings
from topics.cases import STATES, Case
from topics.patterns import Pattern


async def reported(
    settings: Settings, index: Index, kind: str, form: str, since: datetime, until: datetime, *, inside: bool = False
) -> File:
    """A report of this span; `inside` adds what is for administrators of the desk only. Raises Unusable for a template with faults."""
    desk = addressed(settings).desk
    cases, patterns = await _cases(index, since), await _patterns(index, since, until)
    waiting = tuple(state for state in STATES if state not in ENDED)
    total = (await index.docket.cases(CaseQuery(states=waiting, limit=1))).total
    told = await asyncio.to_thread(facts, cases, patterns, since, until, public, total)
    made = coverage(await index.pages(), Clock.read(settings.collect_clock).now())
    told = replace(told, watched=made.watched, collected=made.collected)
    own = accuracy(cases, since, until) if inside else ()
    return await asyncio.to_thread(report, kind, form, told, desk, settings.reports_folder, own)


def public(text: str) -> str:
    """A sentence as anybody may read it: without names of persons, with numbers masked."""
    return mask_numbers(conceal(text))


async def _cases(index: Index, since: datetime) -> list[Case]:
    """All that changed since then."""
    query, found = CaseQuery(since=since, limit=500), list[Case]()
    while True:
        page = await index.docket.cases(query)
        found += page.cases
        if not page.cursor:
            return found
        query = replace(query, cursor=page.cursor)


async def _patterns(index: Index, since: datetime, until: datetime) -> list[Pattern]:
    query, found = PatternQuery(kinds=("copies", "coordinated"), since=since, until=until, limit=500), list[Pattern]()
    while True:
        page = await index.patterns(query)
        found += page.patterns
        if not page.cursor:
            return found
        query = replace(query, cursor=page.cursor)
