"""The way from an alert to the same posts in Kibana's Discover, where a desk has one (docs/kibana.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

from console.links import openable

VIEW = "tinwatch-documents"
"""Id of the data view that `tinwatch kibana export` makes."""

COLUMNS = ("alert_codes", "page_name", "text", "id")

MOST = 50
"""Posts in one address."""

BEFORE, AFTER = timedelta(days=30), timedelta(days=1)
"""Around an alert: its posts may be older than it is."""

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_UNQUOTED = "!'()*:,-_.~/"  # what rison is written with may stand in a fragment as it is

Rison = str | bool | Sequence["Rison"] | Mapping[str, "Rison"]


def kibana_address(url: str) -> str:
    """The address without the slash at its end, empty for none; a space of Kibana belongs to it (`…/s/desk`). Raises ValueError."""
    if url and (not openable(url) or urlsplit(url).query or urlsplit(url).fragment):
        raise ValueError("must be a plain address of Kibana, such as https://kibana.example.vn or https://kibana.example.vn/s/desk")
    return url.rstrip("/")


def in_discover(kibana: str, posts: Sequence[str], opened: datetime, updated: datetime) -> str:
    """Where Kibana 8.9 or later shows these posts. `kibana` is an address of `kibana_address`; the query is Lucene."""
    named = " OR ".join('"' + id.replace("\\", "\\\\").replace('"', '\\"') + '"' for id in posts[:MOST])
    span = rison({"time": {"from": _moment(opened - BEFORE), "to": _moment(updated + AFTER)}})
    shown = rison({"columns": COLUMNS, "index": VIEW, "query": {"language": "lucene", "query": f"id:({named})"}, "sort": [["at", "desc"]]})
    return f"{kibana}/app/discover#/?_g={quote(span, safe=_UNQUOTED)}&_a={quote(shown, safe=_UNQUOTED)}"


def rison(value: Rison) -> str:
    """The value as Kibana writes it into an address (rison: JSON made short for fragments)."""
    if isinstance(value, bool):
        return "!t" if value else "!f"
    if isinstance(value, str):
        return value if _BARE.fullmatch(value) else "'" + value.replace("!", "!!").replace("'", "!'") + "'"
    if isinstance(value, Mapping):
        return "(" + ",".join(f"{rison(key)}:{rison(one)}" for key, one in value.items()) + ")"
    return "!(" + ",".join(map(rison, value)) + ")"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
