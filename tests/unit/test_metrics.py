"""Every metric is documented, and counts only what it says."""

from pathlib import Path

import pytest
from prometheus_client import REGISTRY

import console.measures
import tinwatch.metrics

DOCS = Path(__file__).parents[2] / "docs/metrics.md"


def test_every_metric_is_documented():
    assert console.measures
    text = DOCS.read_text("utf-8")
    ours = [family for family in REGISTRY.collect() if family.name.startswith("tinwatch_")]
    assert len(ours) > 10
    names = [family.name + ("_total" if family.type == "counter" else "") for family in ours]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_a_name_that_is_not_in_the_list_is_an_error():
    with pytest.raises(KeyError):
        tinwatch.metrics.Metrics().add("nonsense")
