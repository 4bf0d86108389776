"""What programs may ask, as OpenAPI 3.1: made from the records and from what the filters know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from alerts.holding import REASONS
from console.api import Answer
from topics.cases import STATES
from topics.records import BANDS, CODES, Alert

_SCHEMA = "#/components/schemas/{name}"


def description() -> dict[str, Any]:
    """An OpenAPI document of `/api`, `/metrics` and the two probes."""
    (answer, alert), records = msgspec.json.schema_components((Answer, Alert), ref_template=_SCHEMA)
    known = {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "API token, `twk_…` (tinwatch user token add)"}}
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tinwatch",
            "version": "1",
            "description": "Alerts for programs that read. Nothing can be changed or decided here.",
        },
        "security": [{"token": []}],
        "paths": {
            "/api/alerts": {"get": _read("Alerts, the last changed first.", answer, PARAMETERS, 400)},
            "/api/alerts/{id}": {"get": _read("One alert.", alert, (_text("id", "of the alert", "path"),), 404)},
            "/api/openapi.json": {"get": _read("This description.", {"type": "object"})},
            "/metrics": {
                "get": {"summary": "Metrics for Prometheus; the setting `metrics_token` opens it too.", "responses": _plain("text/plain")}
            },
            "/healthz": {"get": {"summary": "The process answers.", "security": [], "responses": _plain("application/json")}},
            "/readyz": {
                "get": {"summary": "The index answers; 503 when not.", "security": [], "responses": _plain("application/json", 503)}
            },
        },
        "components": {"schemas": {**records, "Problem": _PROBLEM}, **known},
    }


async def openapi(request: Request) -> Response:
    """This description of what programs may ask."""
    return JSONResponse(description())


def _text(name: str, about: str, place: str = "query", format: str = "") -> dict[str, Any]:
    schema = {"type": "string", **({"format": format} if format else {})}
    return {"name": name, "in": place, "required": place == "path", "description": about, "schema": schema}


def _some(name: str, about: str, values: Sequence[str] = ()) -> dict[str, Any]:
    """A parameter that may stand there several times."""
    item = {"type": "string", **({"enum": list(values)} if values else {})}
    return {"name": name, "in": "query", "description": about, "explode": True, "schema": {"type": "array", "items": item, "maxItems": 50}}


PARAMETERS = (
    _some("band", "only these", BANDS),
    _some("code", "alerts with one of these", CODES),
    _some("state", "where its case stands", STATES),
    _some("page", "ids of pages, one of which it must name"),
    _some("reason", "why it is held back", REASONS),
    {**_text("held", "what is held back: left out, alone, or too"), "schema": {"enum": ["", "no", "only", "all"], "default": ""}},
    _text("since", "changed at that moment or later: 2026-11-20 (Vietnamese days) or RFC 3339"),
    _text("until", "changed before it; a day is included"),
    {**_text("limit", "alerts in one answer"), "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}},
    _text("cursor", "of the answer before; asks for what follows it"),
)
"""What console.filters.alert_query reads."""

_PROBLEM = {"type": "object", "properties": {"error": {"type": "string"}, "status": {"type": "integer"}}, "required": ["error", "status"]}


def _read(about: str, schema: dict[str, Any], parameters: Sequence[dict[str, Any]] = (), *wrong: int) -> dict[str, Any]:
    problem = {"description": "what was wrong", "content": {"application/json": {"schema": {"$ref": _SCHEMA.format(name="Problem")}}}}
    good = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    return {
        "summary": about,
        "parameters": list(parameters),
        "responses": {"200": good, **{str(n): problem for n in (401, 403, *wrong, 503)}},
    }


def _plain(kind: str, *wrong: int) -> dict[str, Any]:
    return {str(status): {"description": "answered", "content": {kind: {}}} for status in (200, *wrong)}
