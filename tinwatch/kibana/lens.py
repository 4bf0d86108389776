"""A chart as Kibana's Lens keeps it: columns over one data view, and how they are drawn (form-based layers, Kibana 8.9 and later)."""

from __future__ import annotations

from typing import Any

from tinwatch.kibana.source import By, Chart, Language, Of, Source, time_of

LAYER = "layer"
REFERENCE = f"indexpattern-datasource-layer-{LAYER}"
RECORDS = "___records___"
"""What Lens calls the field of a plain count."""

OPERATIONS = {"unique": "unique_count", "p90": "percentile"}
"""Ours → Lens's, where they differ."""

SERIES = {"bars": "bar_stacked", "bars-across": "bar_horizontal", "lines": "line"}

WORDS: dict[str, tuple[str, str]] = {
    "count": ("Số lượng", "Count"), "unique": ("Số khác nhau: ", "Distinct: "), "sum": ("Tổng: ", "Sum: "),
    "average": ("Trung bình: ", "Average: "), "median": ("Trung vị: ", "Median: "), "p90": ("90%: ", "90th percentile: "),
    "min": ("Sớm nhất: ", "Earliest: "), "max": ("Muộn nhất: ", "Latest: "),
}  # fmt: skip

BOOLEANS = frozenset({"alerting", "held", "late", "watched", "gone"})


def attributes(made: Source, chart: Chart, language: Language) -> dict[str, Any]:
    """The attributes of the saved object."""
    columns = {f"by{n}": _bucket(made, chart, by) for n, by in enumerate(chart.by)}
    columns |= {f"of{n}": _measure(made, chart.view, of, language) for n, of in enumerate(chart.of)}
    kind, drawn = _drawn(chart)
    return {
        "title": chart.title[language == "en"],
        "description": "",
        "visualizationType": kind,
        "state": {
            "datasourceStates": {
                "formBased": {"layers": {LAYER: {"columns": columns, "columnOrder": list(columns), "incompleteColumns": {}, "sampling": 1}}}
            },
            "visualization": drawn,
            "query": {"query": chart.query, "language": "lucene"},
            "filters": [],
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }


def _bucket(made: Source, chart: Chart, by: By) -> dict[str, Any]:
    if by.time:
        field = time_of(made, chart.view)
        params: dict[str, Any] = {"interval": "auto", "includeEmptyRows": True, "dropPartials": False}
        return _column(field, "date", "date_histogram", field, bucketed=True, scale="interval", params=params)
    params = {
        "size": by.size,
        "orderBy": {"type": "column", "columnId": "of0"},
        "orderDirection": "desc",
        "otherBucket": False,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
        "include": [],
        "exclude": [],
        "includeIsRegex": False,
        "excludeIsRegex": False,
    }
    kind = "boolean" if by.field in BOOLEANS else "string"
    return _column(by.field, kind, "terms", by.field, bucketed=True, scale="ordinal", params=params)


def _measure(made: Source, view: str, of: Of, language: Language) -> dict[str, Any]:
    label = WORDS[of.op][language == "en"] + of.field
    if of.op == "count":
        return _column(label, "number", "count", RECORDS, bucketed=False, scale="ratio", params={"emptyAsNull": True})
    params: dict[str, Any] = {"percentile": 90} if of.op == "p90" else {}
    if of.field in made.views[view].shares:
        params["format"] = {"id": "percent", "params": {"decimals": 1}}
    kind = "date" if of.op in ("min", "max") else "number"
    return _column(label, kind, OPERATIONS.get(of.op, of.op), of.field, bucketed=False, scale="ratio", params=params)


def _column(label: str, kind: str, operation: str, field: str, *, bucketed: bool, scale: str, params: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": label,
        "customLabel": True,
        "dataType": kind,
        "operationType": operation,
        "sourceField": field,
        "isBucketed": bucketed,
        "scale": scale,
        "params": params,
    }


def _drawn(chart: Chart) -> tuple[str, dict[str, Any]]:
    """Lens's name of the kind of chart, and its state."""
    buckets = [f"by{n}" for n in range(len(chart.by))]
    measures = [f"of{n}" for n in range(len(chart.of))]
    layer: dict[str, Any] = {"layerId": LAYER, "layerType": "data"}
    match chart.shape:
        case "metric":
            return "lnsMetric", {**layer, "metricAccessor": measures[0]}
        case "table":
            return "lnsDatatable", {**layer, "columns": [{"columnId": id} for id in (*buckets, *measures)]}
        case "donut":
            slices = {**layer, "primaryGroups": buckets, "metrics": measures}
            return "lnsPie", {
                "shape": "donut",
                "layers": [{**slices, "numberDisplay": "percent", "categoryDisplay": "default", "legendDisplay": "default"}],
            }
        case _:
            series = SERIES[chart.shape]
            axes = {
                **layer,
                "seriesType": series,
                "xAccessor": buckets[0],
                "accessors": measures,
                "position": "top",
                "showGridlines": False,
            }
            if len(buckets) > 1:
                axes["splitAccessor"] = buckets[1]
            legend = {"isVisible": len(buckets) > 1, "position": "right"}
            return "lnsXY", {"legend": legend, "valueLabels": "hide", "preferredSeriesType": series, "layers": [axes]}
