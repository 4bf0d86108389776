"""The query string of the feed and the API ↔ what is asked of the index, and the same question put to one alert that arrives live."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from alerts.holding import REASONS
from console.times import read_moment
from enrichers.gazetteer import province_called
from search.docket import CaseQuery
from search.port import AlertQuery, PatternQuery, Query
from topics.cases import STATES
from topics.patterns import PatternKind
from topics.records import BANDS, CODES, Alert, Kind, Stance

STANCES: tuple[str, ...] = tuple(s for s in get_args(Stance) if s not in ("OPINION", "JOKE"))
"""The stances one may list documents by. Opinions and jokes are told apart so that they raise no alert, not so that they can be listed."""

KINDS: tuple[str, ...] = get_args(Kind)

PATTERNS: tuple[str, ...] = get_args(PatternKind)

_HELD = {"": False, "no": False, "only": True, "all": None}
_LONGEST_TEXT = 400
_MOST_VALUES = 50


def alert_query(params: QueryParams, *, limit: int = 50, strict: bool = False) -> AlertQuery:
    """Parameters band, code, state, page, reason (each repeatable), held (no, only, all), since, until, limit, cursor.

    `strict` raises ValueError for a value that does not exist; otherwise it is passed over.
    """
    return AlertQuery(
        bands=_among(params, "band", BANDS, strict),  # type: ignore[arg-type]
        codes=_among(params, "code", CODES, strict),
        states=_among(params, "state", STATES, strict),
        pages=_some(params, "page"),
        held=_HELD[_one(params, "held", tuple(_HELD), strict)],
        reasons=_among(params, "reason", REASONS, strict),
        since=_moment(params, "since", strict),
        until=_moment(params, "until", strict, end=True),
        limit=_number(params, "limit", limit, strict),
        cursor=params.get("cursor", ""),
    )


def document_query(params: QueryParams, *, limit: int = 30) -> Query:
    """Parameters q, code, page, band (repeatable), kind, stance, place, alerting (yes, no), since, until, order, cursor."""
    return Query(
        text=params.get("q", "").strip()[:_LONGEST_TEXT],
        codes=_among(params, "code", CODES, False),
        pages=_some(params, "page"),
        place=province_called(params.get("place", "").strip()[:_LONGEST_TEXT]),
        kind=_one(params, "kind", ("", *KINDS), False),
        stance=_one(params, "stance", ("", *STANCES), False),
        bands=_among(params, "band", BANDS, False),  # type: ignore[arg-type]
        alerting={"yes": True, "no": False}.get(params.get("alerting", "")),
        since=_moment(params, "since", False),
        until=_moment(params, "until", False, end=True),
        order="relevance" if params.get("order") == "relevance" else "newest",
        limit=limit,
        cursor=params.get("cursor", ""),
    )


def pattern_query(params: QueryParams, *, least: int, limit: int = 30) -> PatternQuery:
    """Parameters kind, page (repeatable), since, until, cursor; patterns of at least so many posts."""
    return PatternQuery(
        kinds=_among(params, "kind", PATTERNS, False),  # type: ignore[arg-type]
        pages=_some(params, "page"),
        least_posts=least,
        since=_moment(params, "since", False),
        until=_moment(params, "until", False, end=True),
        limit=limit,
        cursor=params.get("cursor", ""),
    )


def known(query: str) -> QueryParams:
    """Of a query string what the feed knows."""
    names = ("band", "code", "state", "page", "reason", "held", "since", "until")
    return QueryParams([(key, value) for key, value in QueryParams(query[:4000]).multi_items() if key in names and value])


def case_filter(params: QueryParams) -> CaseQuery:
    """Parameters band, code, state, post (repeatable), number, who and cursor."""
    number = params.get("number", "").strip().upper()[:_LONGEST_TEXT]
    return CaseQuery(
        numbers=(number,) if number else (),
        assignee=params.get("who", ""),
        bands=_among(params, "band", BANDS, False),  # type: ignore[arg-type]
        codes=_among(params, "code", CODES, False),
        states=_among(params, "state", STATES, False),  # type: ignore[arg-type]
        posts=_some(params, "post"),
        cursor=params.get("cursor", ""),
    )


def matches(query: AlertQuery, alert: Alert) -> bool:
    """Whether the index would answer this alert to the query, whatever page of the answer it would be on."""
    return (
        (not query.bands or alert.shown_band in query.bands)
        and (not query.codes or not set(query.codes).isdisjoint(alert.codes))
        and (not query.states or alert.state in query.states)
        and (not query.pages or not set(query.pages).isdisjoint(alert.pages))
        and (query.held is None or query.held == bool(alert.held))
        and (not query.reasons or alert.held in query.reasons)
        and (query.since is None or query.since <= alert.updated_at)
        and (query.until is None or alert.updated_at < query.until)
    )


def tally(query: AlertQuery) -> AlertQuery:
    """The same question asked only for its total."""
    return replace(query, limit=1, cursor="")


def link(path: str, params: QueryParams, **changes: str | None) -> str:
    """The path with the query string, some parameters set or (None) left out; the cursor never outlives a change of the filter."""
    kept = [(key, value) for key, value in params.multi_items() if value and key not in changes and key != "cursor"]
    kept += [(key, value) for key, value in changes.items() if value is not None]
    return f"{path}?{urlencode(kept)}" if kept else path


def toggled(path: str, params: QueryParams, key: str, value: str) -> str:
    """The link that adds this value of a repeatable filter, or takes it away."""
    kept = [(k, v) for k, v in params.multi_items() if v and (k, v) != (key, value) and k != "cursor"]
    if value not in params.getlist(key):
        kept.append((key, value))
    return f"{path}?{urlencode(kept)}" if kept else path


def chosen(query: AlertQuery | Query) -> bool:
    """Whether anything is filtered at all."""
    plain = type(query)()
    names = {f.name for f in fields(query)} - {"limit", "cursor", "order"}
    return any(getattr(query, name) != getattr(plain, name) for name in names)


def _some(params: QueryParams, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in params.getlist(key) if v))[:_MOST_VALUES]


def _among(params: QueryParams, key: str, known: tuple[str, ...], strict: bool) -> tuple[str, ...]:
    given = _some(params, key)
    if strict and (strange := [v for v in given if v not in known]):
        raise ValueError(f"{key}={strange[0]!r} is none of {', '.join(known)}")
    return tuple(v for v in given if v in known)


def _one(params: QueryParams, key: str, known: tuple[str, ...], strict: bool) -> str:
    given = params.get(key, "")
    if given in known:
        return given
    if strict:
        raise ValueError(f"{key}={given!r} is none of {', '.join(filter(None, known))}")
    return ""


def _moment(params: QueryParams, key: str, strict: bool, *, end: bool = False) -> datetime | None:
    try:
        return read_moment(params.get(key, ""), end=end)
    except ValueError:
        if strict:
            raise
        return None


def _number(params: QueryParams, key: str, default: int, strict: bool) -> int:
    given = params.get(key, "")
    if given.isascii() and given.isdecimal() and 1 <= int(given) <= 500:
        return int(given)
    if given and strict:
        raise ValueError(f"{key}={given!r} is not a number from 1 to 500")
    return default
