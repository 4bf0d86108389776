"""Every field and every question of the saved objects, put to the Elasticsearch that holds the index."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError

from search.elastic_client import Client, reason_of
from search.elastic_setup import alias
from tinwatch.kibana.asking import chart_body, search_body
from tinwatch.kibana.source import Source, fields, time_of


@dataclass(frozen=True)
class Checked:
    """`trouble` is empty where Kibana would get an answer; `found` is the number of records in it."""

    what: str
    name: str
    found: int = 0
    trouble: str = ""


async def check(client: Client, prefix: str, made: Source, since: str) -> AsyncIterator[Checked]:
    """Views with all their fields, then searches, then charts; `since` narrows down to a span as Kibana's clock does."""
    for kind in made.views:
        yield await _view(client, prefix, kind, made)
    for name, search in made.searches.items():
        yield await _asked(client, alias(prefix, search.view), "search", name, search_body(made, search, since))
    for name, chart in made.charts.items():
        yield await _asked(client, alias(prefix, chart.view), "chart", name, chart_body(made, chart, since))


async def _view(client: Client, prefix: str, kind: str, made: Source) -> Checked:
    """Whether each field is there, can be found and, unless it is text, counted; the time is a date."""
    wanted = sorted({field for view, field in fields(made) if view == kind})
    try:
        caps: dict[str, dict[str, Any]] = (await client.field_caps(index=alias(prefix, kind), fields=wanted or "id"))["fields"]
        count = int((await client.count(index=alias(prefix, kind)))["count"])
    except ApiError as error:
        return Checked("view", kind, trouble=_why(error))
    troubles = [f"{field}: {trouble}" for field in wanted if (trouble := _of(caps.get(field, {}), date=field == time_of(made, kind)))]
    return Checked("view", kind, count, "; ".join(troubles))


def _of(types: dict[str, Any], *, date: bool) -> str:
    if len(types) != 1:
        return "is not in the index" if not types else f"has {len(types)} types"
    [(kind, about)] = types.items()
    if date and kind != "date":
        return f"is no date but {kind}"
    return "" if about["searchable"] and (about["aggregatable"] or kind == "text") else "cannot be searched and counted"


async def _asked(client: Client, index: str, what: str, name: str, body: dict[str, Any]) -> Checked:
    try:
        answer = await client.search(index=index, allow_partial_search_results=False, **body)
    except ApiError as error:
        return Checked(what, name, trouble=_why(error))
    return Checked(what, name, int(answer["hits"]["total"]["value"]))


def _why(error: ApiError) -> str:
    """What went wrong on the shards; of the whole Elasticsearch says only that all failed."""
    body = error.body.get("error", {}) if isinstance(error.body, dict) else {}
    causes = body.get("root_cause") if isinstance(body, dict) else None
    return reason_of(causes[0] if causes else error.body)
