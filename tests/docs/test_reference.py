"""The reference is in step with the code: every setting, metric, topic, command and route is there, and nothing that is no more."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import msgspec
import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics_core import Metric
from starlette.datastructures import QueryParams

import console.measures
import tinwatch.metrics
from console import filters
from console.app import ROUTES
from console.openapi import PARAMETERS, description
from tinwatch.reference import pages
from tinwatch.reference.commands import every_command
from tinwatch.reference.routes import about
from tinwatch.settings import Settings
from topics.patterns import Pattern
from topics.records import Alert, Article, Assessment, Media, Page, Post, Reach, Signal, encode
from topics.river import RIVER

DOCS = Path(__file__).parents[2] / "docs"


def first_cells(page: str) -> list[str]:
    """What stands in code in the first cell of each row of its tables."""
    rows = [line.split(" | ")[0] for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_settings_there_are_and_no_others() -> None:
    assert sorted(first_cells("settings.md")) == sorted(field.name for field in fields(Settings))


@pytest.mark.parametrize("name", ["port", "keep_posts", "reader_deadline", "stall", "host", "app_id", "log_level", "originals_pace"])
def test_the_default_that_is_told_is_the_default(name: str) -> None:
    [row] = [line for line in (DOCS / "settings.md").read_text("utf-8").splitlines() if line.startswith(f"| `{name}` |")]
    told = row.split(" | ")[1].strip("` ")
    default = getattr(Settings(), name)
    assert type(default)(told) == default


def test_metrics_there_are_and_no_others() -> None:
    assert console.measures
    assert tinwatch.metrics
    ours = [family for family in REGISTRY.collect() if family.name.startswith("tinwatch_")]
    assert set(first_cells("metrics.md")) ^ set(map(exposed, ours)) == set()


def exposed(family: Metric) -> str:
    return family.name + ("_total" if family.type == "counter" else "")


def test_every_topic_and_every_field_of_its_record() -> None:
    page = pages()["reference/topics.md"]
    for topic in RIVER:
        assert f"| `{topic.name}` |" in page
        for field in msgspec.structs.fields(topic.value):
            assert f"`{field.encode_name}`" in page


def test_every_command_with_its_options_and_example() -> None:
    page = pages()["reference/commands.md"]
    found = dict(every_command())
    assert len(found) > 60
    for path, command in found.items():
        name = " ".join(("tinwatch", *path))
        section = re.search(rf"^#+ {re.escape(name)}$(.*?)(?=^#|\Z)", page, re.DOTALL | re.MULTILINE)
        assert section, name
        for option in (name for param in command.params if param.param_type_name == "option" for name in param.opts):
            assert option in section[1], f"{name} {option}"


def test_every_route_says_what_it_is_for() -> None:
    page = pages()["reference/routes.md"]
    assert [route.path for route in ROUTES if not about(route)] == []
    assert [route.path for route in ROUTES if f"`{route.path}`" not in page] == []


def test_openapi_names_what_programs_may_ask_and_only_that() -> None:
    open_to_programs = {
        route.path for route in ROUTES if route.path.startswith("/api/") or route.path in ("/metrics", "/healthz", "/readyz")
    }
    assert set(description()["paths"]) == open_to_programs


class Asked(QueryParams):
    """Notes which parameters are read."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, default: object = None) -> object:
        self.names.add(key)
        return default

    def getlist(self, key: object) -> list[str]:
        self.names.add(str(key))
        return []


def test_openapi_has_the_parameters_that_are_read_with_the_values_that_are_taken() -> None:
    asked = Asked()
    filters.alert_query(asked)
    assert {parameter["name"] for parameter in PARAMETERS} == asked.names
    for parameter in PARAMETERS:
        schema = parameter["schema"].get("items", parameter["schema"])
        for value in schema.get("enum", ()):
            filters.alert_query(QueryParams({parameter["name"]: value}), strict=True)
        if "enum" in schema:
            with pytest.raises(ValueError, match=parameter["name"]):
                filters.alert_query(QueryParams({parameter["name"]: "planted"}), strict=True)
    for limit, fine in (("1", True), ("500", True), ("501", False), ("0", False)):
        if fine:
            filters.alert_query(QueryParams({"limit": limit}), strict=True)
        else:
            with pytest.raises(ValueError, match="limit"):
                filters.alert_query(QueryParams({"limit": limit}), strict=True)


def test_openapi_describes_an_alert_as_it_is_written() -> None:
    described = description()
    schema = {"$ref": "#/components/schemas/Alert", "components": described["components"]}
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    needed = {"id": "a-1", "codes": ("LOAN",), "band": "HIGH", "score": 6.5, "posts": ("fb:1",), "pages": ("fb:p",), "headline": "x"}
    alert = Alert(**needed, opened_at=moment, updated_at=moment)
    written = msgspec.json.decode(encode(alert))
    jsonschema.validate(written, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**written, "codes": 7}, schema)


@pytest.mark.parametrize(
    ("section", "kinds"),
    [("Post", (Post, Media, Reach, Article, Page)), ("Assessment", (Assessment, Signal)), ("Alert", (Alert,)), ("Pattern", (Pattern,))],
)
def test_the_page_of_records_has_every_field(section: str, kinds: tuple[type[msgspec.Struct], ...]) -> None:
    page = (DOCS / "records.md").read_text("utf-8")
    told = re.search(rf"^## {section}\b.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert told
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", told[0]))))
    fields_of = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    assert fields_of - named - {"schema"} == set()
