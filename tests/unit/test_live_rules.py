"""The folder of rules as a worker follows it: what is taken up, what stays, what is gone, and what it says."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from msgspec.structs import replace
from prometheus_client import REGISTRY
from test_rules import GOOD

from agents.assessor import Assessor
from tinwatch.metrics import Metrics
from tinwatch.rules.live import LiveRules
from tinwatch.rules.proof import ordinary
from topics.records import Detector, Page, Post

CAR = "Bên em thu gom pin xe điện, cọc trước 300k rồi thợ tới, nhắn Zalo 0900 000 017"
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


def test_a_pack_on_trial_is_noted_and_changes_nothing(live: LiveRules, assessor: Assessor) -> None:
    """The version in force does not know car batteries; the one on trial does. What is said of any post stays the same but for the note."""
    narrow = GOOD.replace("(?:cu|xe dien)", "cu").replace("Bên em thu gom pin xe điện, cọc", "Bên em thu gom pin cũ, cọc")
    put(live, "a.yaml", narrow)
    live.renew()
    posts = [Post(id="t", kind="post", page=Page(id="p"), text=text) for text in (OFFER, CAR, *ordinary())]
    before = [live.assessor().assess(post) for post in posts]
    (live._folder / "trial").mkdir()
    file = put(live, "trial/a.yaml", GOOD.replace('"3"', '"4"'))
    assert live.renew()
    after = [live.assessor().assess(post) for post in posts]
    noted = (Detector(name="thu-pin/thu-pin", version="4"),)
    assert [one.trial for one in after[:2]] == [noted, noted]
    assert not any(one.trial for one in after[2:])
    assert [replace(one, trial=()) for one in after] == before
    assert [bool(one.alert_codes) for one in before[:2]] == [True, False]
    assert measured() == (1, 0)
    put(live, "trial/a.yaml", "pack: [")
    live.renew()
    assert live.assessor().assess(posts[0]).trial == noted
    assert measured() == (1, 1)
    file.unlink()
    live.renew()
    assert [live.assessor().assess(post) for post in posts] == before


def test_a_pack_on_trial_hears_what_the_one_in_force_hears(live: LiveRules) -> None:
    """Under a page's warning that tells the same words a comment alerts under neither."""
    (live._folder / "trial").mkdir(parents=True)
    put(live, "a.yaml", GOOD)
    put(live, "trial/a.yaml", GOOD)
    live.renew()
    ruling = live.assessor()
    warning = Post(id="w", kind="post", page=Page(id="p"), by_page=True, text=f"Cảnh báo lừa đảo: {OFFER}. Đừng chuyển tiền!")
    _, above = ruling.in_thread(ruling.look_at(warning), None)
    assert above is not None
    comments = [Post(id="c", kind="comment", parent="w", page=Page(id="p"), text=text) for text in (OFFER, CAR)]
    for parent, alerting in ((None, [True, True]), (above, None)):
        said = [ruling.in_thread(ruling.look_at(comment), parent)[0] for comment in comments]
        live_ones = [any(s.alert and "/" in s.detector for s in one.signals) for one in said]
        assert live_ones == [bool(one.trial) for one in said]
        assert live_ones == (alerting or live_ones)
        if parent:
            assert not live_ones[0], "it repeats the warning's words"


def test_only_trial_cues_in_a_post_leave_it_as_it_was(live: LiveRules) -> None:
    """A post in which nothing but words of the pack on trial stands is no other post for that."""
    post = Post(id="t", kind="post", page=Page(id="p"), text="pin cũ giá cao")
    before = live.assessor().assess(post)
    (live._folder / "trial").mkdir(parents=True)
    put(live, "trial/a.yaml", GOOD)
    live.renew()
    assert live.assessor().assess(post) == before
