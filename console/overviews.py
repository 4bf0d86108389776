"""Two overviews of the feed: what was held back, and what is going on where. By story and place, never by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from alerts.holding import REASONS
from alerts.workflow import ENDED
from console.cards import cards_of
from console.desk import desk_of
from console.pages import page
from search.port import AlertQuery, Index
from topics.cases import STATES
from topics.records import BANDS, Alert

_DAYS = (1, 7)
_SHOWN = 5
_MOST = 2000
"""Alerts that are read for an overview; the page says when there are more."""

_OPEN = tuple(state for state in STATES if state not in ENDED)


async def held_page(request: Request) -> Response:
    """What the feed kept back within a day or a week: how many of what for which reason, and the weightiest of each."""
    desk = desk_of(request)
    days = 7 if request.query_params.get("days") == "7" else 1
    since = datetime.now(UTC) - timedelta(days=days)
    alerts, whole = await _all(desk.index, AlertQuery(held=True, since=since, limit=500))
    groups = []
    for reason in REASONS:
        held = sorted((alert for alert in alerts if alert.held == reason), key=lambda alert: -alert.score)
        counted = Counter((alert.shown_band, code) for alert in held for code in alert.codes)
        rows = sorted(counted.items(), key=lambda item: (BANDS.index(item[0][0]), -item[1]))
        groups.append((reason, len(held), rows, await cards_of(desk.index, held[:_SHOWN], desk.settings.offices)))
    return page(request, "held.html", groups=groups, days=days, choices=_DAYS, whole=whole, total=len(alerts))


async def places_page(request: Request) -> Response:
    """Open alerts of the last days by province and the commune or district they name."""
    desk = desk_of(request)
    days = 1 if request.query_params.get("days") == "1" else 7
    query = AlertQuery(states=_OPEN, since=datetime.now(UTC) - timedelta(days=days), limit=500)
    alerts, whole = await _all(desk.index, query)
    return page(request, "places.html", rows=_by_place(alerts), days=days, choices=_DAYS, whole=whole)


def _by_place(alerts: Sequence[Alert]) -> list[tuple[str, Counter[str], list[tuple[str, int]]]]:
    """(province, alerts by band, (unit, alerts) of it), the province with most first; an alert counts once for each place it names."""
    provinces: dict[str, Counter[str]] = {}
    units: dict[str, Counter[str]] = {}
    for alert in alerts:
        named = {(place.unit.province or place.unit.name, place.unit.name) for place in alert.places if place.unit}
        for province in {province for province, _ in named}:
            provinces.setdefault(province, Counter())[alert.shown_band] += 1
        for province, unit in named:
            if unit != province:
                units.setdefault(province, Counter())[unit] += 1
    ordered = sorted(provinces.items(), key=lambda item: (-item[1].total(), item[0]))
    return [(province, bands, units.get(province, Counter()).most_common(12)) for province, bands in ordered]


async def _all(index: Index, query: AlertQuery) -> tuple[list[Alert], bool]:
    found: list[Alert] = []
    while True:
        result = await index.alerts(query)
        found += result.alerts
        if not result.cursor or len(found) >= _MOST:
            return found, not result.cursor
        query = replace(query, cursor=result.cursor)
