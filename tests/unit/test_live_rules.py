"""The folder of rules as a worker follows it: what is taken up, what stays, what is gone, and what it says."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from test_rules import GOOD

from agents.assessor import Assessor
from tinwatch.metrics import Metrics
from tinwatch.rules.live import LiveRules
from topics.records import Page, Post

OFFER = "Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor()


@pytest.fixture
def live(assessor: Assessor, tmp_path: Path) -> LiveRules:
    return LiveRules(tmp_path / "rules", assessor, Metrics())


def put(live: LiveRules, name: str, text: str) -> Path:
    live._folder.mkdir(exist_ok=True)
    file = live._folder / name
    file.write_text(text, "utf-8")
    return file


def versions(live: LiveRules) -> dict[str, str]:
    """Rules that see the offer, each with its version."""
    post = Post(id="t:1", kind="post", page=Page(id="t:p"), text=OFFER)
    return {signal.detector: signal.version for signal in live.assessor().assess(post).signals if "/" in signal.detector}


def measured() -> tuple[float | None, float | None]:
    return REGISTRY.get_sample_value("tinwatch_rules"), REGISTRY.get_sample_value("tinwatch_rule_packs_refused")


def test_no_folder_is_no_rules(live: LiveRules) -> None:
    assert not live.renew()
    assert versions(live) == {}


def test_a_bad_edit_keeps_the_last_good_version_and_says_so(live: LiveRules, caplog: pytest.LogCaptureFixture) -> None:
    file = put(live, "a.yaml", GOOD)
    assert live.renew()
    assert not live.renew(), "nothing changed since"
    assert (versions(live), measured()) == ({"thu-pin/thu-pin": "3"}, (1, 0))
    put(live, "a.yaml", GOOD.replace('version: "3"', 'version: "4"').replace("harm: 2", "harm: viele"))
    with caplog.at_level(logging.ERROR):
        assert live.renew()
    assert f"version 3 stays in force: {file}:7: " in caplog.text
    assert (versions(live), measured()) == ({"thu-pin/thu-pin": "3"}, (1, 1))
    put(live, "a.yaml", GOOD.replace('version: "3"', 'version: "4"'))
    live.renew()
    assert (versions(live), measured()) == ({"thu-pin/thu-pin": "4"}, (1, 0))


def test_a_bad_pack_that_was_never_good_is_not_in_force_and_leaves_the_others(live: LiveRules, caplog: pytest.LogCaptureFixture) -> None:
    put(live, "a.yaml", "pack: [")
    put(live, "b.yaml", GOOD)
    with caplog.at_level(logging.ERROR):
        live.renew()
    assert "none of its rules is in force" in caplog.text
    assert versions(live) == {"thu-pin/thu-pin": "3"}


def test_a_pack_deleted_is_gone_and_frees_its_name(live: LiveRules) -> None:
    first = put(live, "a.yaml", GOOD)
    put(live, "b.yaml", GOOD.replace('version: "3"', 'version: "5"'))
    live.renew()
    assert versions(live) == {"thu-pin/thu-pin": "3"}, "the second of one name is refused"
    first.unlink()
    live.renew()
    assert versions(live) == {"thu-pin/thu-pin": "5"}
    (live._folder / "b.yaml").unlink()
    live.renew()
    assert versions(live) == {}


def test_a_batch_in_hand_keeps_its_rules(live: LiveRules) -> None:
    put(live, "a.yaml", GOOD)
    live.renew()
    in_hand = live.assessor()
    (live._folder / "a.yaml").unlink()
    live.renew()
    post = Post(id="t:1", kind="post", page=Page(id="t:p"), text=OFFER)
    assert any("/" in signal.detector for signal in in_hand.assess(post).signals)
    assert versions(live) == {}


def test_what_cannot_be_read_keeps_what_was_read_before(live: LiveRules) -> None:
    file = put(live, "a.yaml", GOOD)
    live.renew()
    file.unlink()
    file.mkdir()  # nobody can read a folder as a file, not even root
    live.renew()
    assert versions(live) == {"thu-pin/thu-pin": "3"}
    assert "directory" in live.problems[file][0].reason
