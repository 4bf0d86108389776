"""Writes the dashboards that Grafana reads from boards.yml beside it: `python dashboards/grafana/build.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCE = {"type": "prometheus", "uid": "${source}"}
SIZES = {"number": (4, 4), "lines": (12, 8), "table": (12, 6)}
"""Width and height of a panel in a grid of 24 columns, by kind."""

KINDS = {"number": "stat", "lines": "timeseries", "table": "table"}


def boards() -> list[dict[str, Any]]:
    """The boards as they are written by hand."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "boards.yml").read_text("utf-8"))
    return found


def board(told: dict[str, Any]) -> dict[str, Any]:
    """One dashboard as Grafana imports it (schema 39: Grafana 11 and newer, which raises it by itself)."""
    variable = {"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus", "hide": 0}
    return {
        "uid": told["uid"],
        "title": told["title"],
        "tags": ["tinwatch"],
        "schemaVersion": 39,
        "version": 1,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": [variable]},
        "annotations": {"list": []},
        "links": [{"title": "tinwatch", "type": "dashboards", "tags": ["tinwatch"], "asDropdown": True}],
        "panels": _panels(told["panels"]),
    }


def _panels(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The panels from left to right, a new row where the next does not fit."""
    found, x, y, tallest = [], 0, 0, 0
    for number, one in enumerate(told, start=1):
        width, height = SIZES[one.get("kind", "lines")]
        if x + width > 24:
            x, y, tallest = 0, y + tallest, 0
        found.append(_panel(number, one, {"x": x, "y": y, "w": width, "h": height}))
        x, tallest = x + width, max(tallest, height)
    return found


def _panel(number: int, told: dict[str, Any], place: dict[str, int]) -> dict[str, Any]:
    kind = told.get("kind", "lines")
    at_once = kind != "lines"
    targets = [
        {
            "refId": chr(ord("A") + n),
            "datasource": SOURCE,
            "expr": expression,
            "legendFormat": legend or "__auto",
            "instant": at_once,
            "range": not at_once,
            "format": "table" if kind == "table" else "time_series",
        }
        for n, (legend, expression) in enumerate(told["show"].items())
    ]
    return {
        "id": number,
        "type": KINDS[kind],
        "title": told["title"],
        "description": told["about"],
        "datasource": SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": told["unit"], "min": 0}, "overrides": []},
        "targets": targets,
    }


def texts() -> dict[Path, str]:
    """File → what stands in it."""
    return {HERE / f"{told['uid']}.json": json.dumps(board(told), ensure_ascii=False, indent=1) + "\n" for told in boards()}


if __name__ == "__main__":
    for path, text in texts().items():
        path.write_text(text, "utf-8")
