"""Saved objects as Kibana's import takes them, a line each.

Versions as Kibana 8.9 wrote them: it and every later one (9.x too) takes older objects and brings them up, and refuses those of a version
that it does not know yet. Sources: the types `index-pattern`, `search`, `lens`, `dashboard` in Kibana's repository, their schemas 8.8/8.9.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tinwatch.kibana import lens
from tinwatch.kibana.source import Dashboard, Language, Search, Source, View, time_of

CORE = "8.8.0"
TYPES = {"index-pattern": "8.0.0", "search": "8.0.0", "lens": "8.9.0", "dashboard": "8.9.0"}
PANELS = "8.9.0"

SOURCE_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"
NOWHERE = {"query": {"query": "", "language": "lucene"}, "filter": []}


def saved_objects(made: Source, *, prefix: str, console: str, language: Language) -> Iterator[dict[str, Any]]:
    """All of them, each after those that it refers to. `prefix`: of the indices; `console`: address of the web page."""
    for kind, view in made.views.items():
        yield _object("index-pattern", f"tinwatch-{kind}", _view(kind, view, prefix, console, language))
    for name, search in made.searches.items():
        yield _object("search", f"tinwatch-{name}", _search(made, search, language), _refers(SOURCE_REFERENCE, search.view))
    for name, chart in made.charts.items():
        yield _object("lens", f"tinwatch-chart-{name}", lens.attributes(made, chart, language), _refers(lens.REFERENCE, chart.view))
    for name, dashboard in made.dashboards.items():
        yield _object("dashboard", f"tinwatch-{name}", _dashboard(made, dashboard, language), *_panels_refer(made, dashboard))


def ndjson(made: Source, *, prefix: str, console: str, language: Language) -> str:
    """The file that Kibana imports."""
    objects = saved_objects(made, prefix=prefix, console=console, language=language)
    return "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in objects)


def _object(kind: str, id: str, attributes: dict[str, Any], *references: dict[str, str]) -> dict[str, Any]:
    return {
        "type": kind,
        "id": id,
        "attributes": attributes,
        "references": list(references),
        "coreMigrationVersion": CORE,
        "typeMigrationVersion": TYPES[kind],
        "managed": False,
    }


def _refers(name: str, view: str) -> dict[str, str]:
    return {"name": name, "type": "index-pattern", "id": f"tinwatch-{view}"}


def _view(kind: str, view: View, prefix: str, console: str, language: Language) -> dict[str, Any]:
    formats: dict[str, Any] = {field: {"id": "url", "params": _link(console + path)} for field, path in view.links.items()}
    formats |= {field: {"id": "duration", "params": _span()} for field in view.seconds}
    formats |= {field: {"id": "percent", "params": {"pattern": "0.0%"}} for field in view.shares}
    made = {
        "title": f"{prefix}-{kind}",
        "name": f"tinwatch · {view.title[language == 'en']}",
        "fields": "[]",
        "fieldAttrs": "{}",
        "fieldFormatMap": json.dumps(formats, sort_keys=True),
        "runtimeFieldMap": "{}",
        "sourceFilters": json.dumps([{"value": "record"}, {"value": "record.*"}]),
        "typeMeta": "{}",
        "allowHidden": False,
    }
    return made | ({"timeFieldName": view.time} if view.time else {})


def _link(template: str) -> dict[str, Any]:
    return {"type": "a", "urlTemplate": template, "labelTemplate": "{{value}}", "openLinkInCurrentTab": False}


def _span() -> dict[str, Any]:
    return {"inputFormat": "seconds", "outputFormat": "humanizePrecise", "outputPrecision": 1, "useShortSuffix": True}


def _search(made: Source, search: Search, language: Language) -> dict[str, Any]:
    asked = {"query": {"query": search.query, "language": "lucene"}, "filter": [], "indexRefName": SOURCE_REFERENCE}
    time = time_of(made, search.view)
    sort = [[search.sort, "asc"]] if search.sort else [[time, "desc"]] if time else []
    return {
        "title": f"tinwatch · {search.title[language == 'en']}",
        "description": "",
        "columns": list(search.columns),
        "sort": sort,
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(asked, ensure_ascii=False)},
    }


def _dashboard(made: Source, dashboard: Dashboard, language: Language) -> dict[str, Any]:
    english = language == "en"
    panels: list[dict[str, Any]] = [
        {
            "version": PANELS,
            "type": "lens" if name in made.charts else "search",
            "gridData": {"x": x, "y": y, "w": width, "h": height, "i": str(n)},
            "panelIndex": str(n),
            "embeddableConfig": {"enhancements": {}},
            "panelRefName": f"panel_{n}",
        }
        for n, (name, x, y, width, height) in enumerate(dashboard.panels(), 1)
    ]
    options = {"useMargins": True, "syncColors": True, "syncCursor": True, "syncTooltips": False, "hidePanelTitles": False}
    return {
        "title": dashboard.title[english],
        "description": dashboard.about[english],
        "timeRestore": True,
        "timeFrom": dashboard.since,
        "timeTo": "now",
        "refreshInterval": {"pause": not dashboard.every, "value": (dashboard.every or 60) * 1000},
        "panelsJSON": json.dumps(panels),
        "optionsJSON": json.dumps(options),
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(NOWHERE)},
        "version": 1,
    }


def _panels_refer(made: Source, dashboard: Dashboard) -> Iterator[dict[str, str]]:
    for n, (name, *_) in enumerate(dashboard.panels(), 1):
        kind, id = ("lens", f"tinwatch-chart-{name}") if name in made.charts else ("search", f"tinwatch-{name}")
        yield {"name": f"{n}:panel_{n}", "type": kind, "id": id}
