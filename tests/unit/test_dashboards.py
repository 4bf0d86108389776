"""Rules and dashboards hear what they should, and ask only for metrics that exist. promtool and Prometheus come from Debian's package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROMETHEUS, GRAFANA = ROOT / "dashboards/prometheus", ROOT / "dashboards/grafana"
OTHERS = {"up", "process_start_time_seconds", "process_cpu_seconds_total", "process_resident_memory_bytes", "ALERTS"}
"""What Prometheus and its client tell by themselves."""

sys.path.insert(0, str(GRAFANA))

import build  # noqa: E402 - lies beside the dashboards


def promtool(*args: str, cwd: Path = PROMETHEUS) -> str:
    """What promtool says; the test fails when it objects, and is skipped where there is none, but not in CI."""
    if shutil.which("promtool") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must test the rules: apt-get install prometheus", pytrace=False)
        pytest.skip("RULES NOT TESTED: no promtool (Debian's package prometheus)")
    done = subprocess.run(["promtool", *args], cwd=cwd, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rules(name: str) -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load((PROMETHEUS / name).read_text("utf-8"))["groups"] for rule in group["rules"]]


RECORDED, ALERTS = rules("recorded.yml"), rules("tinwatch.yml")
PANELS = [(board["uid"], panel) for board in build.boards() for panel in board["panels"]]
SHOWN = [expression for _, panel in PANELS for expression in panel["show"].values()]
EXPRESSIONS = [*(rule["expr"] for rule in (*RECORDED, *ALERTS)), *SHOWN]


def asked(expression: str) -> set[str]:
    """The metrics in it, without the endings that a histogram's parts have."""
    names = re.findall(r"\b(tinwatch[_:][a-z0-9_:]+|process_\w+|ALERTS|up)\b", expression)
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}


@pytest.mark.timeout(300)
def test_each_rule_hears_what_it_must_and_nothing_else() -> None:
    assert "SUCCESS" in promtool("test", "rules", "tests.yml")


def test_no_rule_goes_untried() -> None:
    tried = (PROMETHEUS / "tests.yml").read_text("utf-8")
    fires = set(re.findall(r'alertname="(\w+)"[^\n]*value: 1', tried))
    rests = set(re.findall(r'alertname="(\w+)"[^\n]*exp_samples: \[\]', tried)) | {"TinwatchHeartbeat"}
    names = {rule["alert"] for rule in ALERTS}
    assert len(names) > 20
    assert (names - fires, names - rests) == (set(), set())


def test_the_files_are_what_prometheus_takes(tmp_path: Path) -> None:
    for name in ("recorded.yml", "tinwatch.yml", "prometheus.yml"):
        shutil.copy(PROMETHEUS / name, tmp_path)
    (tmp_path / "metrics_token").write_text("geheim")
    promtool("check", "config", "prometheus.yml", cwd=tmp_path)


def test_every_alert_says_how_urgent_it_is_what_is_wrong_and_how_to_mend_it() -> None:
    text = (ROOT / "docs/operating.md").read_text("utf-8")
    for rule in ALERTS:
        assert rule["labels"]["severity"] in ("page", "ticket", "heartbeat"), rule["alert"]
        assert rule["annotations"].keys() == {"summary", "mend"}, rule["alert"]
        assert f"`{rule['alert']}`" in text, rule["alert"]


def test_only_documented_metrics_are_asked_for() -> None:
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs/metrics.md").read_text("utf-8"), re.MULTILINE))
    known = documented | OTHERS | {rule["record"] for rule in RECORDED}
    assert {name for expression in EXPRESSIONS for name in asked(expression)} - known == set()


def test_the_dashboards_are_in_step_with_their_source() -> None:
    files = {path: path.read_text("utf-8") for path in GRAFANA.glob("*.json")}
    assert files == build.texts(), "run: python dashboards/grafana/build.py"


def test_every_query_of_a_dashboard_is_promql(tmp_path: Path) -> None:
    asking = [{"record": f"q{n}", "expr": query.replace("$__rate_interval", "1m")} for n, query in enumerate(SHOWN)]
    (tmp_path / "queries.yml").write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": asking}]}), "utf-8")
    assert f"{len(SHOWN)} rules found" in promtool("check", "rules", "queries.yml", cwd=tmp_path)


@pytest.mark.parametrize("board", build.boards(), ids=lambda board: board["uid"])
def test_a_legend_names_labels_that_the_query_leaves(board: dict[str, Any]) -> None:
    for panel in board["panels"]:
        for legend, query in panel["show"].items():
            recorded = next((rule["expr"] for rule in RECORDED if rule["record"] == query), query)
            left = {label for found in re.findall(r"by \(([^)]*)\)", recorded) for label in found.split(", ")} | {"instance", "job"}
            assert set(re.findall(r"\{\{(\w+)\}\}", legend)) <= left, (panel["title"], legend)


def test_no_two_panels_lie_over_each_other() -> None:
    for told in build.boards():
        cells = [
            (x, y)
            for panel in build.board(told)["panels"]
            for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
            for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
        ]
        assert len(cells) == len(set(cells))
        assert max(x for x, _ in cells) < 24
