"""Which alerts stay out of the feed, and why: the attention of a desk is small, and nothing is hidden silently.

A held alert is in the index like any other, listed on demand and counted in the feed; it is released as soon as the reason is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from alerts.silence import Until, silent
from topics.records import Alert, Assessed, Band

STALE = timedelta(days=30)

ALONE = "low_alone"
"""One comment of band LOW on one page: shown when a second copy appears or it grows worse."""

OLD = "old"
"""First collected more than thirty days after it was published, as when a page is added to the watch-list."""

BUDGET = "budget"
"""Beyond the cards of its band that the desk looks at in one shift: shown when it grows worse, or grows in a shift with room."""

MUTED = "muted"
"""Somebody of the desk muted its pages with its codes: shown when that ends, unless the story is over by then."""

REASONS = (BUDGET, ALONE, OLD, MUTED)

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Budget:
    """How many new cards of each band a desk looks at in one shift; CRITICAL is never counted and never held for it.

    `starts`: minutes after midnight in Viet Nam at which a shift begins, ascending, at least one.
    """

    starts: tuple[int, ...] = (6 * 60, 14 * 60, 22 * 60)
    cards: Mapping[Band, int] = field(default_factory=lambda: {"HIGH": 60, "MEDIUM": 40, "LOW": 20})

    def slot(self, at: datetime, band: Band) -> str:
        """What cards are counted by: the shift this moment lies in, by its beginning, and the band."""
        local = at.astimezone(VIETNAM)
        minute = local.hour * 60 + local.minute
        begun = [start for start in self.starts if start <= minute]
        start, day = (begun[-1], local) if begun else (self.starts[-1], local - timedelta(days=1))
        return f"{day.date()} {start // 60:02}:{start % 60:02} {band}"


class Desk(NamedTuple):
    """The budget, what was spent of it (slot → cards shown so far), and what is muted."""

    budget: Budget
    spent: Mapping[str, int]
    muted: Until


class Card(NamedTuple):
    """Whether an alert is held, and for a new card its slot and its number in it, from 1."""

    held: str
    slot: str = ""
    number: int = 0


def hold(alert: Alert, signal: Assessed) -> str:
    """The reason to keep this alert out of the feed that lies in itself, or nothing; none for what a person called CRITICAL."""
    if alert.set_band == "CRITICAL":
        return ""
    if alert.shown_band == "LOW" and alert.post_count == 1 and signal.post.kind == "comment":
        return ALONE
    return OLD if signal.collected_at - signal.at > STALE else ""


def card(alert: Alert, signal: Assessed, *, shown: bool, desk: Desk) -> Card:
    """What becomes of an alert with this signal; `shown`: it has had its card before, and needs no second one.

    The shift is that of the collecting, when the desk could see it first: times of the records, no clock, so that a replay decides alike.
    """
    reason = hold(alert, signal)
    return Card(reason) if reason else seated(alert, signal.collected_at, shown=shown, desk=desk)


def seated(alert: Alert, at: datetime, *, shown: bool, desk: Desk) -> Card:
    """What becomes of an alert that nothing in itself holds, at this moment: muted it takes no place of the budget."""
    if silent(alert, desk.muted, at):
        return Card(MUTED)
    if shown or alert.shown_band == "CRITICAL":
        return Card("")
    slot = desk.budget.slot(at, alert.shown_band)
    number = desk.spent.get(slot, 0) + 1
    return Card("", slot, number) if number <= desk.budget.cards[alert.shown_band] else Card(BUDGET)
