"""What lies in the index, as today's code would put it in: the record stays as it is, all that is searched is derived anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from search.elastic_claims import claim_line
from search.elastic_docket import case_line, entry_line
from search.elastic_lines import Line, alert_line, document_line, page_line
from search.elastic_patterns import pattern_line
from search.elastic_records import recorded
from search.elastic_removals import removal_line
from search.port import Placed, PlacedPattern
from search.words import Fold
from topics.cases import Case, Entry
from topics.claims import Known
from topics.patterns import Pattern
from topics.records import Alert, Assessed
from topics.watchlist import PageHealth, Removal

Hit = dict[str, Any]

LINES: dict[str, Callable[[Hit, Fold], Line]] = {
    "documents": lambda hit, fold: document_line(recorded(hit, Assessed), fold),
    "alerts": lambda hit, _: alert_line(Placed(hit["_source"]["position"], recorded(hit, Alert))),
    "pages": lambda hit, _: page_line(recorded(hit, PageHealth)),
    "patterns": lambda hit, _: pattern_line(PlacedPattern(hit["_source"]["position"], recorded(hit, Pattern))),
    "cases": lambda hit, _: case_line(recorded(hit, Case)),
    "claims": lambda hit, _: claim_line(recorded(hit, Known)),
    "entries": lambda hit, _: entry_line(recorded(hit, Entry)),
    "removals": lambda hit, _: removal_line(recorded(hit, Removal)),
}
"""By kind. Each raises Invalid for a record that the codec does not read, Unfit for one that the index does not take."""


def again(kind: str, hit: Hit, fold: Fold) -> Line:
    """The line of a stored record, in the version it is stored in. What a newer tinwatch wrote into the record stays in it."""
    line = LINES[kind](hit, fold)
    fields = msgspec.json.decode(line.source)
    fields["record"] = hit["_source"]["record"]
    return replace(line, key=hit["_id"], version=hit["_version"], source=msgspec.json.encode(fields))


def stale(kind: str, hit: Hit, fold: Fold) -> bool:
    """Whether today's code would put the record in otherwise than it lies there."""
    line = LINES[kind](hit, fold)
    made = msgspec.json.decode(line.source)
    return bool(line.key != hit["_id"] or {**made, "record": None} != {**hit["_source"], "record": None})
