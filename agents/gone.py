"""When to look again at an original, and what the looks say: gone while the copy lives (A7). Pure; who fetches records the looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from agents.known import Lookup
from topics.records import utc

DELAYS = (timedelta(hours=1), timedelta(hours=24), timedelta(days=7), timedelta(days=30))
"""After the copy was first seen."""

GRACE = timedelta(hours=24)
"""How long a copy may outlive its original: our own proposal. ND 147 is said to say three hours, which nobody has verified."""

_GONE = frozenset({404, 410})


class Outcome(NamedTuple):
    """`gone_at`: when the original was first found gone and never there again; `lived`: how long the copy has been seen to outlive it."""

    gone_at: datetime | None
    lived: timedelta


def due(first_seen: datetime, looked: Sequence[Lookup]) -> datetime | None:
    """When to look next, None after the last time: the first planned moment that no look has reached yet."""
    last = max((utc(look.at) for look in looked), default=None)
    planned = [utc(first_seen) + delay for delay in DELAYS]
    return next((moment for moment in planned if last is None or last < moment), None)


def outcome(looked: Sequence[Lookup]) -> Outcome | None:
    """What the looks say; None when none of them tells, as a server that fails (5xx), forbids (401, 403, 429) or is silent does not."""
    told = sorted((look for look in looked if look.removed or look.status in _GONE or 200 <= look.status < 300), key=lambda k: utc(k.at))
    if not told:
        return None
    gone: list[datetime] = []
    for look in told:
        if look.removed or look.status in _GONE:
            gone.append(utc(look.at))
        else:
            gone.clear()
    return Outcome(gone[0], gone[-1] - gone[0]) if gone else Outcome(None, timedelta())
