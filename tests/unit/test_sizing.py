"""The model behind docs/sizing.md: it adds up, and the documentation shows what the command says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tinwatch import sizing
from tinwatch.cli.size import size
from tinwatch.sizing import COMMENT, POST, Load, cluster, one_box

DOC = (Path(__file__).parents[2] / "docs/sizing.md").read_text("utf-8")
LOAD = Load(posts=7_000, comments=175_000, cases=700)


def test_ten_times_the_load_needs_ten_times_as_much() -> None:
    tenfold = replace(LOAD, posts=70_000, comments=1_750_000, cases=7_000)
    assert one_box(tenfold).cores == pytest.approx(10 * one_box(LOAD).cores)
    assert one_box(tenfold).disk == pytest.approx(10 * one_box(LOAD).disk)
    assert cluster(tenfold).elastic == pytest.approx(10 * cluster(LOAD).elastic)
    assert sizing.peak(tenfold) == pytest.approx(3 * 1_820_000 / 86_400)


def test_what_is_kept_longer_and_copied_more_often_takes_more() -> None:
    assert cluster(replace(LOAD, replicas=0)).elastic == pytest.approx(cluster(LOAD).elastic / 2)
    longer = cluster(replace(LOAD, keep_comments=180)).elastic - cluster(LOAD).elastic
    assert longer == pytest.approx(sizing.ROOM * 2 * 90 * 175_000 * COMMENT.elastic)
    assert one_box(replace(LOAD, keep_posts=397)).disk - one_box(LOAD).disk == pytest.approx(sizing.ROOM * 7_000 * POST.index)


def test_a_nation_has_more_than_one_shard_and_no_more_processes_than_partitions() -> None:
    nation = cluster(Load(posts=4e6, comments=96e6))
    assert nation.shards * sizing.SHARD_DOCUMENTS >= 4e6 * 396 + 96e6 * 90
    assert nation.processes <= nation.partitions
    assert cluster(LOAD).shards == 1


@pytest.mark.parametrize("command", re.findall(r"^tinwatch size (.+?)(?:\s+#.*)?$", DOC, re.MULTILINE))
def test_the_documentation_shows_what_the_command_says(command: str) -> None:
    said = CliRunner().invoke(size, command.split())
    assert said.exit_code == 0
    for line in said.output.splitlines()[2:]:
        what, figure = re.split(r"\s{2,}", line.strip())[-2:]
        assert f"| {figure.partition(' –')[0]} " in DOC, f"tinwatch size {command}: {what} is {figure}"
