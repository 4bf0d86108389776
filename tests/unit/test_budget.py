"""The desk's attention: so many new cards of a band in a shift, the rest held by name; the same after any crash and replay."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from agents.judge import Stories, fold
from alerts.grouping import Story
from alerts.holding import BUDGET, Budget
from alerts.severity import severity
from tinwatch.settings import SettingError, load
from topics.records import Assessed, Assessment, Entity, Evidence, Page, Post, Signal, decode, encode

MORNING = datetime(2026, 11, 17, 1, tzinfo=UTC)
"""08:00 in Viet Nam, two hours into the shift of 06:00."""

SMALL = Budget(starts=(6 * 60, 14 * 60, 22 * 60), cards={"HIGH": 2, "MEDIUM": 1, "LOW": 0})
LEVELS = {"LOW": (1, 1), "MEDIUM": (2, 2), "HIGH": (4, 2), "CRITICAL": (4, 3)}
"""Harm and evidence that make the band, with all reach and velocity for the highest."""


def signal(id, band="HIGH", *, at=MORNING, phone="", page=""):
    harm, evidence = LEVELS[band]
    most = {"velocity": 3, "breakout": 3} if band == "CRITICAL" else {"breakout": 1} if band == "HIGH" else {}
    rated = severity(harm=harm, reach=None, evidence=evidence, falsifiability=2, **most)
    assert rated.band == band
    opinion = Signal(code="LOAN", score=0.9, alert=True, detector="loan", version="1", evidence=(Evidence(start=0, end=3, why="offer"),))
    found = (Entity(type="PHONE", text=phone, start=0, end=len(phone), value=phone),) if phone else ()
    assessment = Assessment(id=id, stance="PROMOTE", signals=(opinion,), alert_codes=("LOAN",), entities=found, severity=rated)
    post = Post(id=id, kind="post", page=Page(id=page or f"fb:{id}"), text=f"lời riêng của bài {id}")
    return Assessed(post=post, assessment=assessment, at=at, collected_at=at)


def held(signals, budget=SMALL):
    stories = Stories()
    return [fold(stories, s, i, budget).alert.held for i, s in enumerate(signals)]


def test_beyond_the_budget_of_its_band_a_new_card_is_held_by_name():
    assert held([signal("1"), signal("2"), signal("3"), signal("4", "MEDIUM"), signal("5", "MEDIUM"), signal("6", "LOW")]) == [
        "", "", BUDGET, "", BUDGET, BUDGET,
    ]  # fmt: skip


def test_critical_is_never_held_and_takes_no_place():
    assert held([*(signal(f"c{i}", "CRITICAL") for i in range(9)), signal("1"), signal("2")]) == [""] * 11


def test_more_posts_of_a_shown_story_are_no_new_card():
    same = [signal(str(i), phone="+84900000012") for i in range(9)]
    assert held([*same, signal("x"), signal("y")]) == [""] * 10 + [BUDGET]


def test_each_shift_has_its_own_budget_and_a_held_story_that_grows_in_it_is_shown():
    stories = Stories()
    before = [signal("1"), signal("2"), signal("3", phone="k")]
    assert [fold(stories, s, i, SMALL).alert.held for i, s in enumerate(before)] == ["", "", BUDGET]
    again = signal("4", phone="k", at=MORNING + timedelta(hours=5, minutes=59))  # 13:59, still the same shift
    assert fold(stories, again, 3, SMALL).alert.held == BUDGET
    later = signal("5", phone="k", at=MORNING + timedelta(hours=6))  # 14:00
    assert fold(stories, later, 4, SMALL).alert.held == ""
    assert fold(stories, signal("6", at=MORNING + timedelta(hours=7)), 5, SMALL).alert.held == ""
    assert fold(stories, signal("7", at=MORNING + timedelta(hours=7)), 6, SMALL).alert.held == BUDGET


def test_a_held_story_that_grows_worse_is_shown():
    mild, worse = signal("3", "MEDIUM", phone="k"), signal("4", "CRITICAL", phone="k")
    assert held([signal("1", "MEDIUM"), mild, worse]) == ["", BUDGET, ""]


def test_a_night_shift_lasts_past_midnight():
    budget = Budget()
    evening, night, morning = (datetime(2026, 11, 17, hour, 30, tzinfo=UTC) for hour in (15, 20, 23))  # 22:30, 03:30, 06:30
    assert budget.slot(evening, "HIGH") == budget.slot(night, "HIGH") == "2026-11-17 22:00 HIGH"
    assert budget.slot(morning, "HIGH") == "2026-11-18 06:00 HIGH"


def day(seed):
    """Signals over two days: stories that grow, bands of all kinds, times out of order."""
    rng = random.Random(seed)
    bands = ["LOW", "MEDIUM", "HIGH", "HIGH", "CRITICAL"]
    return [
        signal(str(i), rng.choice(bands), at=MORNING + timedelta(minutes=rng.randrange(2880)), phone=f"k{rng.randrange(25)}")
        for i in range(120)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_any_crash_and_replay_holds_the_same(seed):
    signals = day(seed)
    straight, changelog = Stories(), []
    for i, s in enumerate(signals):
        changelog.append(encode(fold(straight, s, i, SMALL)))
    assert {story.alert.held for story in straight._stories.values()} == {"", BUDGET}
    for cut in range(0, len(changelog) + 1, 7):
        kept = {}
        for raw in changelog[:cut]:
            story = decode(raw, Story)
            kept[story.alert.id] = story
        stories = Stories()
        for story in sorted(kept.values(), key=lambda one: one.offset):
            stories.put(story)
        again = max(0, cut - 20)  # the last batch was not committed: it comes again
        for i, s in enumerate(signals[again:], again):
            fold(stories, s, i, SMALL)
        assert stories._stories == straight._stories, cut
        assert stories.spent == straight.spent


def test_a_story_from_before_the_budget_stays_shown():
    stories = Stories()
    old = fold(stories, signal("1", phone="k"), 0, SMALL)
    before = Stories()
    before.put(replace(old, slot="", number=0))  # as its record was written then
    full = [signal("2"), signal("3")]
    assert [fold(before, s, i + 1, SMALL).alert.held for i, s in enumerate(full)] == ["", ""]
    assert fold(before, signal("4", phone="k"), 3, SMALL).alert.held == ""


def test_the_settings_give_shifts_and_cards(tmp_path):
    settings = load({"TINWATCH_SHIFTS": "20:30,8:00", "TINWATCH_BUDGET_LOW": "0"}, tmp_path / "none.toml")
    assert settings.budget == Budget((480, 1230), {"HIGH": 60, "MEDIUM": 40, "LOW": 0})
    for bad in ("", "25:00", "sáng"):
        with pytest.raises(SettingError, match="TINWATCH_SHIFTS"):
            load({"TINWATCH_SHIFTS": bad}, tmp_path / "none.toml")
