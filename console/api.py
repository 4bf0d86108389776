"""The same alerts for programs: records as in interfaces.md, account numbers in the headline masked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from console import filters
from console.cards import plain
from console.desk import desk_of
from topics.records import Alert


class Answer(msgspec.Struct):
    """`cursor` asks for the next page when given back; empty on the last one."""

    alerts: Sequence[Alert]
    total: int
    cursor: str


async def alerts(request: Request) -> Response:
    """Alerts by the filters of the feed, the last changed first."""
    try:
        query = filters.alert_query(request.query_params, strict=True)
        found = await desk_of(request).index.alerts(query)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    return _json(Answer([_masked(a) for a in found.alerts], found.total, found.cursor))


async def alert(request: Request) -> Response:
    """One alert."""
    found = await desk_of(request).index.alert(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "no such alert")
    return _json(_masked(found))


def _masked(found: Alert) -> Alert:
    return replace(found, headline=plain(found.headline), why=tuple(plain(why) for why in found.why))


def _json(record: object) -> Response:
    return Response(msgspec.json.encode(record), media_type="application/json")
