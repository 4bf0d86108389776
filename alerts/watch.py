"""How what is known of a page is folded together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from alerts.baseline import merged
from topics.records import Page, encode, utc
from topics.watchlist import Gap, Named, PageHealth, Round, Tier, Watched

R = TypeVar("R", bound=Struct)

EVERY: dict[Tier, timedelta] = {"A": timedelta(minutes=15), "B": timedelta(hours=4), "C": timedelta(days=1)}
"""How often a page is to be visited by its tier (domain.md §6.1)."""

GRACE = timedelta(minutes=15)

MOST_NAMES, MOST_GAPS = 30, 20
"""Names and gaps that are remembered of a page, the newest."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def join(one: PageHealth, other: PageHealth) -> PageHealth:
    """What both know of one page; joining the same again changes nothing, whatever the order."""
    newer = other if _later(one.last_seen_at, other.last_seen_at) == other.last_seen_at else one
    last_ok = _later(one.last_ok, other.last_ok)
    return PageHealth(
        page=Page(id=one.page.id, name=newer.page.name or one.page.name or other.page.name),
        platform=newer.platform or one.platform or other.platform,
        last_post_at=_later(one.last_post_at, other.last_post_at),
        last_comment_at=_later(one.last_comment_at, other.last_comment_at),
        last_seen_at=_later(one.last_seen_at, other.last_seen_at),
        watched=_newest(one.watched, other.watched),
        last=_newest(one.last, other.last),
        last_ok=last_ok,
        failing_since=_failing((one.failing_since, other.failing_since), last_ok),
        hours=merged(one.hours, other.hours) if one.hours and other.hours else one.hours or other.hours,
        names=_names((*one.names, *other.names)) if other.names else one.names,
        gaps=tuple(sorted({*one.gaps, *other.gaps}, key=lambda gap: (gap.since, gap.until))[-MOST_GAPS:]) if other.gaps else one.gaps,
    )


def watching(known: PageHealth | None, written: Watched) -> PageHealth:
    """With what the desk wrote down of it."""
    news = PageHealth(page=Page(id=written.page.id), platform=written.platform, watched=written)
    return join(known or PageHealth(page=written.page), news)


def visited(known: PageHealth | None, round: Round) -> PageHealth:
    """With what a visit brought. Who is first to be answered after a time that was too long ends a gap."""
    gaps: tuple[Gap, ...] = ()
    if round.ok and known and known.last_ok and utc(round.at) - utc(known.last_ok) > patience(round.every, round.tier):
        gaps = (Gap(known.last_ok, round.at),)
    names: tuple[Named, ...] = ()
    if round.renamed_from:
        since = known.watched.at if known and known.watched and known.watched.at else utc(round.at) - timedelta(microseconds=1)
        before = () if known and known.names else (Named(round.renamed_from, since),)
        names = (*before, Named(round.page.name, round.at))
    news = PageHealth(
        page=Page(id=round.page.id),
        platform=round.platform,
        last=round,
        last_ok=round.at if round.ok else None,
        failing_since=None if round.ok else round.at,
        names=names,
        gaps=gaps,
    )
    return join(known or PageHealth(page=round.page), news)


def sighted(known: PageHealth | None, seen: PageHealth) -> PageHealth:
    """With what a batch of its posts says. The names of a page that collectors visit are those its platform tells them, no others."""
    if seen.page.name and seen.last_seen_at and not (known and known.watched):
        seen = replace(seen, names=(Named(seen.page.name, seen.last_seen_at),))
    return join(known or PageHealth(page=Page(id=seen.page.id)), seen)


def patience(every: float, tier: Tier) -> timedelta:
    """How long after a visit a page of this pace may go without another. `every` in seconds, 0 where only the tier is known."""
    return 2 * (timedelta(seconds=every) if every else EVERY[tier]) + GRACE


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _failing(since: Iterable[datetime | None], last_ok: datetime | None) -> datetime | None:
    return min((at for at in since if at and (last_ok is None or at > last_ok)), default=None)


def _newest(one: R | None, other: R | None) -> R | None:
    if one is None or other is None or one == other:
        return one if other is None else other
    return max(one, other, key=lambda record: (utc(getattr(record, "at", None) or _NEVER), encode(record)))


def _names(names: Iterable[Named]) -> tuple[Named, ...]:
    """In order of time, each where it begins."""
    kept: list[Named] = []
    for named in sorted(set(names), key=lambda named: (utc(named.at), named.name)):
        if not kept or kept[-1].name != named.name:
            kept.append(named)
    return tuple(kept[-MOST_NAMES:])
