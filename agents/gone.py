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

MARGIN = timedelta(hours=1)
"""After the grace, when an original that was gone is looked at once more."""

RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(hours=24))
PATIENCE = timedelta(days=7)
"""How long after a try that told nothing, the first, second …; and how long after its moment a look is still tried."""

_GONE = frozenset({404, 410})


class Outcome(NamedTuple):
    """`gone_at`: when the original was first found gone and never there again; `lived`: how long the copy has been seen to outlive it."""

    gone_at: datetime | None
    lived: timedelta


def due(first_seen: datetime, looked: Sequence[Lookup]) -> datetime | None:
    """When to look next, None after the last time: the first planned moment that no look has reached yet.

    A look that tells nothing reaches no moment and is made again after a growing while, for PATIENCE; one that is refused is not. An
    original found gone is looked at once more when its grace is over, as soon as that is.
    """
    last = max((utc(look.at) for look in looked if _tells(look) or look.refused), default=None)
    planned = [utc(first_seen) + delay for delay in DELAYS]
    moment = next((moment for moment in planned if last is None or last < moment), None)
    seen = outcome(looked)
    if seen is not None and seen.gone_at is not None and seen.lived <= GRACE:
        moment = min(filter(None, (moment, seen.gone_at + GRACE + MARGIN)))
    failed = [utc(look.at) for look in looked if not _tells(look) and not look.refused and (last is None or utc(look.at) > last)]
    if moment is None or not failed or max(failed) < moment:
        return moment
    again = max(failed) + RETRIES[min(sum(at >= moment for at in failed), len(RETRIES)) - 1]
    return again if again <= moment + PATIENCE else next((later for later in planned if later > again), None)


def outcome(looked: Sequence[Lookup]) -> Outcome | None:
    """What the looks say; None when none of them tells, as a server that fails (5xx), forbids (401, 403, 429) or is silent does not."""
    told = sorted(filter(_tells, looked), key=lambda look: utc(look.at))
    if not told:
        return None
    gone: list[datetime] = []
    for look in told:
        if look.removed or look.status in _GONE:
            gone.append(utc(look.at))
        else:
            gone.clear()
    return Outcome(gone[0], gone[-1] - gone[0]) if gone else Outcome(None, timedelta())


def _tells(look: Lookup) -> bool:
    """Whether the original was there or was not; 304 says that it is there as before."""
    return look.removed or look.status in _GONE or look.status == 304 or 200 <= look.status < 300
