"""Muting: what is muted stays out of the feed with its reason and ends by itself; nothing CRITICAL, grown or taken up is ever muted."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from cases_walks import PLAN, START, alert
from msgspec.structs import replace
from test_budget import MORNING, signal

from agents.judge import Stories, fold, marked, remuted
from alerts.cases import advance
from alerts.holding import BUDGET, MUTED, Budget
from alerts.muting import LONGEST
from alerts.silence import muted, silent, together
from topics.cases import Case, Event
from topics.mutes import MUTINGS, Mute

H = timedelta(hours=1)
ROOM = Budget(starts=(6 * 60, 14 * 60, 22 * 60), cards={"HIGH": 2, "MEDIUM": 2, "LOW": 2})


def case_of(of, *events: Event) -> Case:
    case, _ = advance(None, Event(id="e0", case=of.id, deed="alert", at=START, alert=of, number="VN-2026-000001"), PLAN)
    for event in events:
        case, _ = advance(case, event, PLAN)
    assert case is not None
    return case


def mute(
    *,
    at: datetime = START,
    until: datetime = START + 4 * H,
    reason: str = "repeats",
    case: str = "a",
    role: str = "analyst",
    **more: object,
) -> Event:
    return Event(id=f"m{at}{until}", case=case, deed="mute", at=at, by="lan", role=role, reason=reason, text=" ba bài mỗi giờ ",
                 mute=Mute(until=until, **more))  # type: ignore[arg-type]  # fmt: skip


def unmute(at: datetime, case: str = "a") -> Event:
    return Event(id=f"u{at}", case=case, deed="unmute", at=at, by="minh", role="analyst")


def clock(at: datetime, case: str = "a") -> Event:
    return Event(id=f"c{at}", case=case, deed="clock", at=at)


def test_a_mute_says_who_until_when_and_why_and_stands_in_the_history() -> None:
    case = case_of(alert(), mute())
    assert case.mute == Mute(
        until=START + 4 * H, pages=("g",), codes=("HEALTH",), by="lan", at=START, reason="repeats", text="ba bài mỗi giờ"
    )
    assert [event.deed for event in case.history] == ["alert", "mute"]
    assert case.version == 1, "nobody's card grows old by it"
    ended = case_of(alert(), mute(), unmute(START + H))
    assert ended.mute is None
    assert [(event.deed, event.by) for event in ended.history[1:]] == [("mute", "lan"), ("unmute", "minh")]


@pytest.mark.parametrize(
    ("event", "refused"),
    [
        (mute(reason=""), ("reason",)), (mute(reason="opinion"), ("reason",)), (mute(until=START), ("until",)),
        (mute(until=START + LONGEST + H), ("until",)), (mute(pages=("khác",)), ("pages",)), (mute(codes=("LOAN",)), ("pages",)),
        (mute(role="viewer"), ("role",)), (replace(mute(), mute=None), ("mute",)), (unmute(START), ("done",)),
    ],
)  # fmt: skip
def test_what_is_refused(event: Event, refused: tuple[str, ...]) -> None:
    case = case_of(alert(), event)
    assert (case.mute, case.answers[-1].refused) == (None, refused)


def test_a_mute_ends_by_the_clock_whatever_has_become_of_its_case() -> None:
    archive = Event(id="x", case="a", deed="archive", at=START, by="hoa", role="approver", seen=2)
    dismiss = Event(id="d", case="a", deed="dismiss", at=START, by="lan", role="analyst", seen=1, reason="opinion")
    case = case_of(alert(), mute(), dismiss, archive)
    assert (case.state, case.mute is None) == ("ARCHIVED", False)
    assert case_of(alert(), mute(), dismiss, archive, clock(START + 4 * H - H / 60)).mute is not None
    assert case_of(alert(), mute(), dismiss, archive, clock(START + 4 * H)).mute is None


def test_the_clocks_of_a_muted_case_wait_until_it_is_seen_again() -> None:
    case = case_of(alert(band="HIGH"))
    assert set(case.due) == {"acknowledge", "finding"}
    away = replace(case.alert, held=MUTED, version=2)
    case, told = advance(case, Event(id="e1", case="a", deed="alert", at=START + H, alert=away), PLAN)
    assert (case.due, told) == ({}, ())
    case, _ = advance(case, Event(id="e2", case="a", deed="alert", at=START + 5 * H, alert=replace(away, held="", version=3)), PLAN)
    assert case.due["acknowledge"] == PLAN.terms.acknowledged_by(START + 5 * H, "HIGH")


def test_only_what_is_muted_in_all_its_pages_and_codes_is_silent() -> None:
    one = replace(alert(), pages=("g", "h"), codes=("HEALTH", "LOAN"))
    pairs = {(page, code): START + H for page in "gh" for code in ("HEALTH", "LOAN")}
    assert silent(one, pairs, START)
    assert not silent(one, pairs, START + H)
    assert not silent(replace(one, pages=("g", "h", "i")), pairs, START)
    assert not silent(replace(one, band="CRITICAL"), pairs, START)
    assert not silent(replace(one, set_band="CRITICAL"), pairs, START)
    assert not silent(replace(one, state="IN_CHECK"), pairs, START)
    for pair in pairs:
        assert not silent(one, {other: at for other, at in pairs.items() if other != pair}, START)
        assert not silent(one, pairs | {pair: START}, START)


def test_of_two_mutes_of_the_same_the_longer_holds() -> None:
    first, second = (muted(case_of(alert(), mute(until=START + n * H))) for n in (2, 5))
    assert together([first, second]) == together([second, first]) == {("g", "HEALTH"): START + 5 * H}
    assert together([first, muted(case_of(alert(), mute(), unmute(START)))]) == {("g", "HEALTH"): START + 2 * H}


def at_desk(*signals):
    """What judge holds after these, and each alert's reason to be held."""
    stories = Stories()
    ids = [fold(stories, one, n, ROOM).alert.id for n, one in enumerate(signals)]
    return stories, lambda: [stories.get(id).alert.held for id in ids]


def test_judge_takes_what_is_muted_out_of_the_feed_and_brings_it_back_when_that_ends() -> None:
    stories, held = at_desk(signal("1", page="fb:p"), signal("2", page="fb:q"))
    stories.muted = {("fb:p", "LOAN"): MORNING + 4 * H}
    assert [one.version for one in remuted(stories, ["fb:p"], MORNING, ROOM)] == [2]
    assert held() == [MUTED, ""]
    assert fold(stories, signal("3", page="fb:p", at=MORNING + H), 9, ROOM).alert.held == MUTED
    assert list(remuted(stories, ["fb:p"], MORNING + 2 * H, ROOM)) == [], "told again it is no new version"
    stories.muted = {}
    assert [one.held for one in remuted(stories, ["fb:p"], MORNING + 4 * H, ROOM)] == [""]


def test_a_mute_takes_no_card_of_the_budget_and_what_comes_back_does_the_weightiest_first() -> None:
    stories = Stories()
    stories.muted = {(f"fb:{n}", "LOAN"): MORNING + 4 * H for n in "1234"}
    for n, band in enumerate(("HIGH", "HIGH", "HIGH", "CRITICAL")):
        fold(stories, signal(str(n + 1), band), n, ROOM)
    assert stories.spent == {}
    for story in list(stories._stories.values())[:3]:  # three of one band and of three weights
        stories.put(replace(story, alert=replace(story.alert, score=60.0 + int(story.alert.posts[0]))))
    stories.muted = {}
    assert {one.posts[0]: one.held for one in remuted(stories, [f"fb:{n}" for n in "1234"], MORNING + 4 * H, ROOM)} == {
        "3": "", "2": "", "1": BUDGET,
    }  # fmt: skip


def test_a_story_that_is_over_or_done_with_when_its_mute_ends_stays_in_the_list_of_what_was_held() -> None:
    stories, held = at_desk(signal("1", page="fb:p"), signal("2", page="fb:q"))
    stories.muted = {("fb:p", "LOAN"): MORNING + LONGEST, ("fb:q", "LOAN"): MORNING + LONGEST}
    assert len(list(remuted(stories, ["fb:p", "fb:q"], MORNING, ROOM))) == 2
    gone = stories.find("2", (), MORNING)
    dismiss = Event(id="d", case="a", deed="dismiss", at=START, by="lan", role="analyst", seen=1, reason="opinion")
    marked(stories, case_of(gone.alert, replace(dismiss, case=gone.alert.id)), MORNING, ROOM)
    stories.muted = {}
    assert list(remuted(stories, ["fb:q"], MORNING + H, ROOM)) == []
    assert list(remuted(stories, ["fb:p"], MORNING + timedelta(days=4), ROOM)) == []
    assert held() == [MUTED, MUTED]


def test_who_takes_up_a_muted_alert_has_it_in_the_feed() -> None:
    stories, _ = at_desk(signal("1", page="fb:p"))
    stories.muted = {("fb:p", "LOAN"): MORNING + 4 * H}
    [away] = remuted(stories, ["fb:p"], MORNING, ROOM)
    keep = Event(id="k", case=away.id, deed="keep", at=MORNING, by="lan", role="analyst", seen=1)
    shown = marked(stories, case_of(away, keep), MORNING, ROOM)
    assert shown is not None
    assert (shown.state, shown.held) == ("TRIAGED", "")


def test_a_muted_story_that_becomes_critical_or_spreads_is_shown_at_once() -> None:
    for worse in (signal("2", "CRITICAL", page="fb:p", phone="k"), signal("2", page="fb:q", phone="k")):
        stories = Stories()
        stories.muted = {("fb:p", "LOAN"): MORNING + 4 * H}
        assert fold(stories, signal("1", "MEDIUM", page="fb:p", phone="k"), 0, ROOM).alert.held == MUTED
        assert fold(stories, worse, 1, ROOM).alert.held == ""


def test_nothing_is_held_by_a_mute_that_does_not_cover_it_on_any_walk() -> None:
    """Random signals, mutes and ends: at every moment what is held as muted is covered, or over, or done with; CRITICAL never is."""
    for seed in range(200):
        rng, stories, now = random.Random(seed), Stories(), MORNING
        for n in range(40):
            now += timedelta(minutes=rng.randrange(1, 90))
            page = f"fb:{rng.randrange(4)}"
            if rng.random() < 0.6:
                fold(stories, signal(str(n), rng.choice(("LOW", "MEDIUM", "HIGH", "CRITICAL")), page=page, at=now), n, ROOM)
            else:
                stories.muted = {**stories.muted, (page, "LOAN"): now + rng.choice((-1, 1, 6)) * H}
                list(remuted(stories, [page], now, ROOM))
            for story in stories._stories.values():
                if story.alert.held == MUTED:
                    assert story.alert.band != "CRITICAL"
                    assert {page for page, _ in stories.muted} >= set(story.alert.pages)


def test_every_reason_has_a_meaning_of_its_own() -> None:
    assert len(set(MUTINGS)) == len(MUTINGS) == 4
