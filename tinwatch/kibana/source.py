"""objects.toml as records; what it names and does not have is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

_FIELD = re.compile(r"(\w+):")
"""In a query."""

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
Title = tuple[str, str]
"""Vietnamese, English."""


class View(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of index as Kibana sees it. `links`: field → path of the console; `seconds`, `shares`: fields shown as spans and per cent."""

    title: Title
    time: str = ""
    links: dict[str, str] = {}
    seconds: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """`sort`: a field, ascending; else the newest first."""

    title: Title
    view: str
    query: str
    columns: tuple[str, ...]
    sort: str = ""


class By(Struct, frozen=True, forbid_unknown_fields=True):
    """Buckets: the view's time, or the `size` most frequent values of a field."""

    field: str = ""
    time: bool = False
    size: int = 10


class Of(Struct, frozen=True, forbid_unknown_fields=True):
    op: Literal["count", "unique", "sum", "average", "median", "p90", "min", "max"]
    field: str = ""


class Chart(Struct, frozen=True, forbid_unknown_fields=True):
    title: Title
    view: str
    shape: Literal["metric", "bars", "bars-across", "lines", "donut", "table"]
    query: str
    of: tuple[Of, ...]
    by: tuple[By, ...] = ()


class Dashboard(Struct, frozen=True, forbid_unknown_fields=True):
    """`rows` of (chart or search, width, height); the grid is 48 wide. `every`: seconds after which it renews itself, 0 for never."""

    title: Title
    about: Title
    since: str
    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    every: int = 0

    def panels(self) -> Iterator[tuple[str, int, int, int, int]]:
        """(name, x, y, width, height) of each; a row begins below the highest panel of the row before."""
        y = 0
        for row in self.rows:
            x = 0
            for name, width, height in row:
                yield name, x, y, width, height
                x += width
            y += max(height for _, _, height in row)


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    views: dict[str, View]
    searches: dict[str, Search]
    charts: dict[str, Chart]
    dashboards: dict[str, Dashboard]


def source() -> Source:
    """What is written in objects.toml."""
    return msgspec.toml.decode((files("tinwatch.kibana") / "objects.toml").read_bytes(), type=Source)


def time_of(made: Source, view: str) -> str:
    """The field by which Kibana narrows a view down to a span of time, empty for none."""
    return made.views[view].time


def fields(made: Source) -> Iterator[tuple[str, str]]:
    """Every (view, field) that anything here refers to, inside queries too: Elasticsearch finds nothing by a field that is not there, and
    says no word about it."""
    for name, view in made.views.items():
        yield from ((name, field) for field in (view.time, *view.links, *view.seconds, *view.shares) if field)
    asked = [(one.view, one.query) for one in made.searches.values()] + [(one.view, one.query) for one in made.charts.values()]
    for kind, query in asked:
        yield from ((kind, field) for field in _FIELD.findall(query))
    for search in made.searches.values():
        yield from ((search.view, field) for field in (*search.columns, search.sort) if field)
    for chart in made.charts.values():
        yield from ((chart.view, by.field) for by in chart.by if by.field)
        yield from ((chart.view, of.field) for of in chart.of if of.field)
