"""The pages that are watched: the list with its filters, and how collecting them goes. Pages of organisations, never persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response

from alerts.health import STATES, Cause, Condition, called, conditions, coverage, entry, renamed
from console.desk import desk_of
from console.pages import page
from enrichers.fold import canon
from topics.records import utc
from topics.watchlist import Owner, PageHealth, Tier, Watched

OWNERS: tuple[Owner, ...] = get_args(Owner)
TIERS: tuple[Tier, ...] = get_args(Tier)
_MOST = 1000
_NAMED = 12
"""Pages that are named under one cause."""


class Row(NamedTuple):
    health: PageHealth
    watched: Watched
    stands: Condition
    name: str


class Group(NamedTuple):
    """Pages with one cause on one platform: one thing to mend."""

    state: str
    cause: Cause
    platform: str
    since: datetime | None
    rows: Sequence[Row]
    more: int


class Source(NamedTuple):
    """A platform: its pages, those collected within a day, the part of its quota used at the last visit, days that its token has left."""

    platform: str
    watched: int
    collected: int
    quota: float
    left: float | None


def now_of(request: Request) -> datetime:
    watching = desk_of(request).watching
    return watching.now() if watching else datetime.now(UTC)


async def rows_of(request: Request) -> list[Row]:
    """The whole watch-list by name."""
    pages = await desk_of(request).index.pages()
    found = conditions(pages, now_of(request))
    rows = [Row(one, watched, found[one.page.id], called(one)) for one in pages if (watched := entry(one))]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.watched.page.id))


async def watchlist_page(request: Request) -> Response:
    """The pages that are watched, by the parameters q, tier, state, owner, place."""
    rows = await rows_of(request)
    asked = {name: request.query_params.get(name, "").strip()[:400] for name in ("q", "tier", "state", "owner", "place")}
    wanted = [row for row in rows if _fits(row, asked)]
    return page(
        request,
        "watchlist.html",
        rows=wanted[:_MOST],
        found=len(wanted),
        most=_MOST,
        watched=len(rows),
        asked=asked,
        tiers=TIERS,
        states=STATES,
        owners=OWNERS,
        coverage=coverage([row.health for row in rows], now_of(request)),
        written=request.query_params.get("written", "") if request.query_params.get("written", "").isdecimal() else "",
    )


async def watchlist_health_page(request: Request) -> Response:
    """What is wrong, by its cause, with the mend; and each platform with its quota and its token."""
    rows, now = await rows_of(request), now_of(request)
    made = coverage([row.health for row in rows], now)
    names = [(row, before, name) for row in rows for before, name in filter(None, [renamed(row.health, now)])]
    return page(request, "watchlist_health.html", coverage=made, groups=_groups(rows), names=names, sources=_sources(rows, now))


def _fits(row: Row, asked: dict[str, str]) -> bool:
    watched = row.watched
    words = canon(" ".join((row.name, watched.page.name, watched.page.id, watched.url, *watched.tags)))
    return (
        canon(asked["q"]) in words
        and asked["tier"] in ("", watched.tier)
        and asked["state"] in ("", row.stands.state)
        and asked["owner"] in ("", watched.owner)
        and canon(asked["place"]) in canon(watched.place)
    )


def _groups(rows: Sequence[Row]) -> list[Group]:
    """Those that concern most pages first."""
    found: dict[tuple[str, Cause, str], list[Row]] = {}
    for row in rows:
        if row.stands.state != "OK":
            found.setdefault((row.stands.state, row.stands.cause, row.watched.platform), []).append(row)
    groups = []
    for (state, cause, platform), those in found.items():
        since = min((utc(row.stands.since) for row in those if row.stands.since), default=None)
        groups.append(Group(state, cause, platform, since, those[:_NAMED], max(0, len(those) - _NAMED)))
    return sorted(groups, key=lambda group: (-len(group.rows) - group.more, group.cause, group.platform))


def _sources(rows: Sequence[Row], now: datetime) -> list[Source]:
    watched = Counter(row.watched.platform for row in rows)
    found = []
    for platform in sorted(watched):
        those = [row for row in rows if row.watched.platform == platform]
        newest = max((row.health.last for row in those if row.health.last), key=lambda one: utc(one.at), default=None)
        left = [row.stands.left.total_seconds() / 86_400 for row in those if row.stands.left is not None]
        collected = coverage([row.health for row in those], now).collected
        found.append(Source(platform, len(those), collected, newest.quota if newest else 0.0, min(left, default=None)))
    return found
