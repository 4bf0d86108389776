"""Which alerts are muted: those of nothing but pages and codes that the desk muted.

Never one that is CRITICAL, nor what somebody has taken up, nor a story that reaches one page or one code more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import product

from topics.cases import Case
from topics.mutes import Muted
from topics.records import Alert

Until = Mapping[tuple[str, str], datetime]
"""Page and code → until when it is muted."""


def muted(case: Case) -> Muted:
    """What judge remembers of it."""
    if case.mute is None:
        return Muted(case=case.id, far=case.far)
    return Muted(case=case.id, far=case.far, until=case.mute.until, pages=case.mute.pages, codes=case.mute.codes)


def together(all: Iterable[Muted]) -> dict[tuple[str, str], datetime]:
    """Of mutes of one page with one code the one that lasts longest holds."""
    until: dict[tuple[str, str], datetime] = {}
    for one in all:
        if one.until is not None:
            until |= {pair: max(one.until, until.get(pair, one.until)) for pair in product(one.pages, one.codes)}
    return until


def silent(alert: Alert, until: Until, at: datetime) -> bool:
    """Whether this alert is muted at that moment: each of its pages with each of its codes."""
    if not until or alert.state != "NEW" or alert.shown_band == "CRITICAL":
        return False
    ends = (until.get(pair) for pair in product(alert.pages, alert.codes))
    return all(end is not None and at < end for end in ends)
