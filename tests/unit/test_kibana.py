"""The saved objects for Kibana: in step with their source, whole, shaped as Kibana's types want them, and never aimed at a viewpoint.

No Kibana runs in these tests (no registry has one). The shapes below are those of the types index-pattern (8.0), search (8.8), lens (8.9)
and dashboard (8.9) in Kibana's repository: Kibana 8.9 to 8.13 refuse a dashboard with other attributes, and 9.x takes these versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from detectors.denied import PERSONS, denied
from search.elastic_setup import mapping
from tinwatch.cli import tinwatch
from tinwatch.kibana.saved import ndjson, saved_objects
from tinwatch.kibana.source import LANGUAGES, Source, fields, source
from topics.cases import STATES
from topics.records import BANDS, CODES, Stance

DASHBOARDS = Path(__file__).parents[2] / "dashboards/kibana"
MADE = source()
OBJECTS = list(saved_objects(MADE, prefix="tinwatch", console="https://desk.example.vn", language="en"))

TEXT, FLAG, NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "number"}


def shape(required: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {**required, **more}, "required": list(required), "additionalProperties": False}


SHAPES: dict[str, dict[str, Any]] = {
    "index-pattern": shape(
        {"title": TEXT}, name=TEXT, timeFieldName=TEXT, fields=TEXT, fieldAttrs=TEXT, fieldFormatMap=TEXT, runtimeFieldMap=TEXT,
        sourceFilters=TEXT, typeMeta=TEXT, allowHidden=FLAG,
    ),
    "search": shape(
        {"title": TEXT, "kibanaSavedObjectMeta": shape({"searchSourceJSON": TEXT})},
        description=TEXT, columns={"type": "array", "items": TEXT},
        sort={"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}},
        grid={"type": "object"}, hideChart=FLAG, isTextBasedQuery=FLAG, timeRestore=FLAG,
    ),
    "lens": shape({"title": TEXT, "visualizationType": TEXT, "state": {"type": "object"}}, description=TEXT),
    "dashboard": shape(
        {"title": TEXT, "kibanaSavedObjectMeta": shape({"searchSourceJSON": TEXT})},
        description=TEXT, timeRestore=FLAG, timeFrom=TEXT, timeTo=TEXT, panelsJSON=TEXT, optionsJSON=TEXT, version=NUMBER,
        refreshInterval=shape({"pause": FLAG, "value": NUMBER}),
    ),
}  # fmt: skip

PANEL = shape(
    {
        "type": {"enum": ["lens", "search"]}, "panelIndex": TEXT, "panelRefName": TEXT, "version": TEXT,
        "gridData": shape({"x": NUMBER, "y": NUMBER, "w": NUMBER, "h": NUMBER, "i": TEXT}),
    },
    embeddableConfig={"type": "object"},
)  # fmt: skip

COLUMN = shape(
    {
        "label": TEXT, "operationType": TEXT, "sourceField": TEXT, "isBucketed": FLAG,
        "dataType": {"enum": ["string", "number", "date", "boolean"]},
    },
    customLabel=FLAG, scale={"enum": ["ordinal", "interval", "ratio"]}, params={"type": "object"},
)  # fmt: skip

OPERATIONS = {"terms", "date_histogram", "count", "unique_count", "sum", "average", "median", "percentile", "min", "max"}


def of(kind: str) -> list[dict[str, Any]]:
    return [one for one in OBJECTS if one["type"] == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_in_step_with_their_source(language: Any) -> None:
    kept = (DASHBOARDS / f"tinwatch-{language}.ndjson").read_text("utf-8")
    assert kept == ndjson(MADE, prefix="tinwatch", console="http://127.0.0.1:8600", language=language), "run `make kibana`"


@pytest.mark.parametrize("one", OBJECTS, ids=lambda one: f"{one['type']} {one['id']}")
def test_every_object_has_the_shape_of_its_type(one: dict[str, Any]) -> None:
    jsonschema.validate(one["attributes"], SHAPES[one["type"]])
    assert one["coreMigrationVersion"] == "8.8.0"
    assert tuple(map(int, one["typeMigrationVersion"].split("."))) <= (8, 9, 0), "Kibana 8.9 refuses what is newer than itself"
    for name in ("fieldFormatMap", "runtimeFieldMap", "sourceFilters", "panelsJSON", "optionsJSON", "fieldAttrs", "fields"):
        json.loads(one["attributes"].get(name, "{}"))


def test_references_lead_to_objects_of_the_file_and_come_after_them() -> None:
    seen: set[tuple[str, str]] = set()
    for one in OBJECTS:
        for reference in one["references"]:
            assert (reference["type"], reference["id"]) in seen
        assert (one["type"], one["id"]) not in seen
        seen.add((one["type"], one["id"]))


def test_a_saved_search_names_its_view_by_reference() -> None:
    for one in of("search"):
        asked = json.loads(one["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
        assert [reference["name"] for reference in one["references"]] == [asked["indexRefName"]]
        assert asked["query"]["language"] == "lucene"


def test_columns_of_a_chart_are_drawn_and_what_is_drawn_is_there() -> None:
    for one in of("lens"):
        state = one["attributes"]["state"]
        [(layer, about)] = state["datasourceStates"]["formBased"]["layers"].items()
        assert one["references"][0]["name"] == f"indexpattern-datasource-layer-{layer}"
        assert about["columnOrder"] == list(about["columns"])
        for column in about["columns"].values():
            jsonschema.validate(column, COLUMN)
            assert column["operationType"] in OPERATIONS
        drawn = set(re.findall(r'"((?:by|of)\d)"', json.dumps(state["visualization"])))
        assert drawn == set(about["columns"])
        assert layer in json.dumps(state["visualization"])
        ordered = [column["params"]["orderBy"]["columnId"] for column in about["columns"].values() if column["operationType"] == "terms"]
        assert set(ordered) <= set(about["columns"])


def test_panels_lie_on_the_grid_beside_one_another() -> None:
    for one in of("dashboard"):
        taken: set[tuple[int, int]] = set()
        panels = json.loads(one["attributes"]["panelsJSON"])
        names = {reference["name"]: reference["type"] for reference in one["references"]}
        assert len(names) == len(panels)
        for panel in panels:
            jsonschema.validate(panel, PANEL)
            assert names[f"{panel['panelIndex']}:{panel['panelRefName']}"] == panel["type"]
            grid = panel["gridData"]
            cells = {(x, y) for x in range(grid["x"], grid["x"] + grid["w"]) for y in range(grid["y"], grid["y"] + grid["h"])}
            assert not cells & taken
            assert max(x for x, _ in cells) < 48
            taken |= cells


def test_every_chart_is_on_a_dashboard() -> None:
    shown = {name for dashboard in MADE.dashboards.values() for name, *_ in dashboard.panels()}
    assert set(MADE.charts) <= shown
    assert shown <= {*MADE.charts, *MADE.searches}
    assert not {*MADE.charts} & {*MADE.searches}


def test_every_field_is_in_the_mapping() -> None:
    asked = set(fields(MADE))
    assert len(asked) > 40
    assert [(view, field) for view, field in asked if field not in mapping(view)["mappings"]["properties"]] == []


def test_a_field_inside_a_query_is_seen() -> None:
    search = msgspec.structs.replace(MADE.searches["alerts-now"], query="held:false AND NOT commenter:x")
    made = msgspec.structs.replace(MADE, searches={"planted": search})
    assert ("alerts", "commenter") in set(fields(made))


def test_links_lead_to_the_console() -> None:
    formats = {one["id"]: json.loads(one["attributes"]["fieldFormatMap"]) for one in of("index-pattern")}
    assert formats["tinwatch-alerts"]["id"]["params"]["urlTemplate"] == "https://desk.example.vn/alerts/{{value}}"
    assert formats["tinwatch-documents"]["id"]["params"]["urlTemplate"] == "https://desk.example.vn/posts/{{value}}"
    assert formats["tinwatch-cases"]["false_alarm"]["id"] == "percent"


def words(made: Source) -> Iterator[str]:
    """All that is said or asked in the source."""

    def inside(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from (key, *inside(one))
        elif isinstance(value, list | tuple):
            for one in value:
                yield from inside(one)

    yield from inside(msgspec.to_builtins(made))


def test_no_search_chart_or_title_aims_at_a_viewpoint_or_a_person() -> None:
    assert len(list(words(MADE))) > 300
    assert list(denied(word.replace("CRITICAL", "") for word in words(MADE))) == [], "CRITICAL is a band"
    assert [word for word in words(MADE) for part in re.findall(r"\w+", word.lower()) if part in PERSONS] == []


@pytest.mark.parametrize("planted", ['stance:* AND text:"biểu tình"', "quan điểm sai trái"])
def test_what_aims_at_a_viewpoint_is_found_out(planted: str) -> None:
    search = msgspec.structs.replace(MADE.searches["alerts-now"], query=planted)
    assert list(denied(words(msgspec.structs.replace(MADE, searches={"planted": search}))))


def test_queries_ask_for_values_of_the_taxonomy_and_never_for_words() -> None:
    known = {*CODES, *BANDS, *STATES, *Stance.__args__, "AND", "OR", "NOT", "true", "false", "comment", "post"}
    for asking in (*MADE.searches.values(), *MADE.charts.values()):
        values = set(re.findall(r"[A-Za-z_]+(?!\w*:)", asking.query)) - {field for _, field in fields(MADE)}
        assert values <= known, asking.query
        assert not re.search(r"\b(text|text_folded|headline|page_name|name):", asking.query), "no search for words is kept"


def test_export_takes_prefix_and_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINWATCH_HOME", str(tmp_path))
    monkeypatch.setenv("TINWATCH_PUBLIC_URL", "https://ban-theo-doi.example.vn/")
    monkeypatch.setenv("TINWATCH_INDEX", "http://es.example.vn:9200?prefix=tinhb")
    file = tmp_path / "out.ndjson"
    assert CliRunner().invoke(tinwatch, ["kibana", "export", "--output", str(file)]).exit_code == 0
    views = [one for one in map(json.loads, file.read_text("utf-8").splitlines()) if one["type"] == "index-pattern"]
    assert {one["attributes"]["title"].partition("-")[0] for one in views} == {"tinhb"}
    assert "https://ban-theo-doi.example.vn/alerts/" in file.read_text("utf-8")


def test_check_needs_an_elasticsearch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINWATCH_HOME", str(tmp_path))
    assert "Elasticsearch" in str(CliRunner().invoke(tinwatch, ["kibana", "check"]).exception)
