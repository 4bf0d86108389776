"""What Kibana sends to Elasticsearch for a saved search or a chart: the same query, the same aggregations."""

from __future__ import annotations

from typing import Any

from tinwatch.kibana.source import By, Chart, Of, Search, Source, time_of

ROWS = 500
"""Rows that Discover asks for at first."""


def search_body(made: Source, search: Search, since: str) -> dict[str, Any]:
    """The request of Discover; `since` is a date or date math, unused for a view without a time."""
    time = time_of(made, search.view)
    order = {search.sort: {"order": "asc", "unmapped_type": "boolean"}} if search.sort else {time: {"order": "desc"}} if time else {}
    return {
        "query": _query(search.query, time, since),
        "size": ROWS,
        "sort": [order] if order else [],
        "fields": [{"field": field} for field in search.columns],
        "source": False,
    }


def chart_body(made: Source, chart: Chart, since: str) -> dict[str, Any]:
    """The request of Lens: buckets from the outside in, measures at the innermost and, to order by, at every one."""
    time = time_of(made, chart.view)
    aggregations = _measures(chart)
    for n, by in reversed(list(enumerate(chart.by))):
        aggregations = {f"by{n}": {**_bucket(by, chart, time), "aggs": {**_measures(chart), **aggregations}}}
    return {"query": _query(chart.query, time, since), "size": 0, "track_total_hits": True, "aggs": aggregations}


def _query(query: str, time: str, since: str) -> dict[str, Any]:
    filters: list[dict[str, Any]] = []
    if query:
        filters.append({"query_string": {"query": query, "analyze_wildcard": True, "time_zone": "Asia/Ho_Chi_Minh"}})
    if time:
        filters.append({"range": {time: {"gte": since, "lte": "now", "format": "strict_date_optional_time"}}})
    return {"bool": {"filter": filters}}


def _bucket(by: By, chart: Chart, time: str) -> dict[str, Any]:
    if by.time:
        return {"date_histogram": {"field": time, "fixed_interval": "3h", "time_zone": "Asia/Ho_Chi_Minh", "min_doc_count": 0}}
    order = "_count" if chart.of[0].op == "count" else "of0" + {"median": ".50", "p90": ".90"}.get(chart.of[0].op, "")
    return {"terms": {"field": by.field, "size": by.size, "order": {order: "desc"}}}


def _measures(chart: Chart) -> dict[str, Any]:
    return {f"of{n}": made for n, of in enumerate(chart.of) if (made := _measure(of))}


def _measure(of: Of) -> dict[str, Any]:
    match of.op:
        case "count":
            return {}  # every bucket has its count
        case "unique":
            return {"cardinality": {"field": of.field}}
        case "average":
            return {"avg": {"field": of.field}}
        case "median" | "p90":
            return {"percentiles": {"field": of.field, "percents": [50 if of.op == "median" else 90]}}
        case _:
            return {of.op: {"field": of.field}}
