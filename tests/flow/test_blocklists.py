"""`tinwatch blocklists` as a desk uses it; the hosts are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_desk_adds_its_own_list_and_posts_are_judged_by_it(desk: Desk, tmp_path: Path) -> None:
    text = "Xem video đầy đủ tại đây nha https://tin-nong.example/1"
    row = json.dumps({"id": "t:1", "kind": "comment", "page": {"id": "t:p"}, "text": text})
    assert json.loads(desk.run("assess", "-", stdin=row).stdout)["alert_codes"] == []
    source = tmp_path / "lists.txt"
    source.write_text("# ours\n0.0.0.0 tin-nong.example\nzalo.me\n")
    assert "1 hosts, 1 left out" in desk.run("blocklists", "update", "scam.desk", str(source)).stdout
    assert "scam.desk" in desk.run("blocklists", "list").stdout
    assert desk.run("blocklists", "check", "http://www.tin-nong.example/x", code=1).stdout.strip().endswith("on scam.desk")
    assert json.loads(desk.run("assess", "-", stdin=row).stdout)["alert_codes"] == ["IMPERS"]


def test_a_list_that_lost_most_of_its_hosts_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "short.txt"
    source.write_text("a.example\nb.example\n")
    assert "not taken" in desk.run("blocklists", "update", "scam.hostsvn", str(source), code=1).stderr
    desk.run("blocklists", "update", "scam.hostsvn", str(source), "--force")
    desk.run("blocklists", "check", "a.example", code=1)


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [("scam.x", "/nowhere/list.txt", "cannot be read"), ("other.x", "/dev/null", "is called"), ("scam", "/dev/null", "is called")],
)
def test_what_is_no_list_is_refused(desk: Desk, name: str, source: str, said: str) -> None:
    assert said in desk.run("blocklists", "update", name, source, code=2).stderr
