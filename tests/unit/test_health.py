"""How it stands with a page: late, blocked, gone, silent against its habit – and quiet by habit, which is none of these.

NOW is Friday 20 November 2026, 12:00 in Vietnam. Tier A is visited every 15 minutes, so that it is late after 45; B every 4 hours, after
8 h 15 min; C once a day, after 48 h 15 min.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from alerts.baseline import marked, merged
from alerts.health import Condition, called, condition, conditions, coverage, renamed
from topics.records import Page
from topics.watchlist import Named, PageHealth, Round, Tier, Watched, Why

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def page(
    tier: Tier = "A",
    ok: timedelta | None = timedelta(0),
    why: Why | None = None,
    posts: list[datetime] | None = None,
    listed: timedelta = 5 * DAY,
    id: str = "fb:1",
) -> PageHealth:
    """`ok`: how long ago it was last answered. `why`: the refusal of the last visit. `listed`: how long it has been on the list."""
    hours: dict[int, bytes] = {}
    for at in posts or []:
        hours = merged(hours, marked(at))
    last_ok = None if ok is None else NOW - ok
    at = NOW if why else last_ok
    last = Round(page=Page(id=id), platform="facebook", at=at, ok=why is None, why=why, tier=tier) if at else None
    return PageHealth(
        page=Page(id=id),
        platform="facebook",
        watched=Watched(page=Page(id=id, name="Tin A"), platform="facebook", ref=id, tier=tier, at=NOW - listed),
        last=last,
        last_ok=last_ok,
        failing_since=NOW - HOUR if why else None,
        last_post_at=max(posts, default=None) if posts else None,
        hours=hours,
    )


def stands(page: PageHealth) -> tuple[str, str]:
    found = condition(page, NOW)
    assert found is not None
    return found.state, found.cause


@pytest.mark.parametrize(("tier", "borne", "late"), [("A", 44, 46), ("B", 494, 496), ("C", 2894, 2896)])
def test_late_is_after_two_visits_that_did_not_come(tier: Tier, borne: int, late: int) -> None:
    assert stands(page(tier, timedelta(minutes=borne))) == ("OK", "")
    assert stands(page(tier, timedelta(minutes=late))) == ("LATE", "late")


def test_a_page_nobody_collects_is_late_from_when_it_was_listed() -> None:
    assert stands(page("A", None, listed=timedelta(minutes=40))) == ("OK", "")
    assert stands(page("A", None, listed=HOUR)) == ("LATE", "never")


@pytest.mark.parametrize("why", ["app", "user", "page", "rate", "token", "permission", "parameter", "blocked", "schema"])
def test_a_refusal_blocks_at_once_and_says_why(why: Why) -> None:
    found = condition(page("A", timedelta(minutes=10), why), NOW)
    assert found is not None
    assert (found.state, found.cause, found.since) == ("BLOCKED", why, NOW - HOUR)


def test_a_page_that_vanished_is_gone_and_a_passing_fault_is_only_late() -> None:
    assert stands(page("A", HOUR, "gone")) == ("GONE", "gone")
    assert stands(page("A", timedelta(minutes=20), "transient")) == ("OK", "")
    assert stands(page("A", HOUR, "transient")) == ("LATE", "transient")


def test_who_is_not_on_the_list_has_no_condition() -> None:
    assert condition(PageHealth(page=Page(id="x"), last_seen_at=NOW - 99 * DAY), NOW) is None


def busy(until: datetime) -> list[datetime]:
    """Hourly from 7 to 21 in Vietnam, for eight weeks."""
    return [at for n in range(56 * 24) if 0 <= ((at := until - n * HOUR).hour + 7) % 24 - 7 <= 14]


def test_a_busy_page_that_falls_silent_is_named_within_a_day() -> None:
    """Its longest silence is the night's ten hours. From noon yesterday until noon today it says nothing."""
    assert stands(page(posts=busy(NOW))) == ("OK", "")
    assert stands(page(posts=busy(NOW - DAY))) == ("SILENT", "quiet")


def quiet_pages() -> dict[str, list[datetime]]:
    chance = random.Random(7)
    return {
        "once a week, six days ago": [NOW - 6 * DAY - n * 7 * DAY for n in range(8)],
        "Saturday to Tuesday, read on Friday": [
            NOW - 3 * DAY - week * 7 * DAY - day * DAY - hour * HOUR for week in range(8) for day in range(4) for hour in range(8)
        ],
        "weekends alone, read on Friday": [NOW - 5 * DAY - week * 7 * DAY + hour * HOUR for week in range(8) for hour in range(-24, 8)],
        "now and then": sorted(NOW - chance.uniform(1, 56) * DAY for _ in range(25)),
        "new on the list": [NOW - 10 * DAY - n * HOUR for n in range(40)],
    }


@pytest.mark.parametrize("habit", quiet_pages())
def test_no_page_is_silent_that_is_quiet_by_habit(habit: str) -> None:
    assert stands(page(posts=quiet_pages()[habit])) == ("OK", "")


@pytest.mark.parametrize("seed", range(40))
def test_no_page_that_keeps_its_own_rhythm_is_ever_called_silent(seed: int) -> None:
    """A page posts by chance, by its own rate in each hour of the week; it is read every six hours of two further weeks."""
    chance = random.Random(seed)
    rate = [chance.choice((0.0, 0.0, 0.02, 0.1, 0.5)) if 6 <= hour % 24 <= 22 else 0.0 for hour in range(168)]
    begin = datetime(2026, 9, 13, 17, tzinfo=UTC)  # a Monday in Vietnam
    hours: dict[int, bytes] = {}
    last: datetime | None = None
    for n in range(10 * 168):
        at = begin + n * HOUR
        if chance.random() < rate[n % 168]:
            hours, last = merged(hours, marked(at)), at
        if n > 8 * 168 and n % 6 == 0 and last:
            now = at + HOUR
            found = condition(replace(page(ok=NOW - now), last_post_at=last, hours=hours), now)
            assert found is not None
            assert found.state == "OK", (seed, now, last)


@pytest.mark.parametrize("daily", [0.3, 0.5, 1.0])
def test_a_page_that_is_new_on_the_list_and_publishes_by_chance_is_not_called_silent(daily: float) -> None:
    """300 pages with two weeks of past, each of whose hours was seen once or twice: looked at every day of their first two weeks."""
    dice, wrong = random.Random(11), 0
    for n in range(300):
        hour, posts = -14 * 24.0, list[datetime]()
        while (hour := hour + dice.expovariate(daily / 24)) < 14 * 24:
            posts.append(NOW + hour * HOUR)
        for day in range(15):
            until = NOW + day * DAY
            known = page("C", posts=[at for at in posts if at <= until], id=f"fb:{n}")
            found = condition(replace(known, last_ok=until), until)
            wrong += found is not None and (found.state, found.cause) == ("SILENT", "quiet")
    assert wrong == 0


def test_a_page_that_never_gave_anything_is_named_after_two_weeks() -> None:
    assert stands(page(listed=13 * DAY)) == ("OK", "")
    assert stands(page(listed=15 * DAY)) == ("SILENT", "empty")


def test_a_page_that_is_not_collected_is_not_called_silent() -> None:
    assert stands(page("A", 5 * DAY, posts=busy(NOW - 6 * DAY))) == ("LATE", "late")


def test_two_entries_for_one_page_are_told() -> None:
    one, other = page(id="fb:1"), page(id="fb:tin-a")
    same = {"url": "https://www.facebook.com/tin.a/"}
    both = [replace(one, watched=replace(one.watched, **same)) for one in (one, other) if one.watched]
    found = conditions(both, NOW)
    assert (found["fb:1"].doubled, found["fb:tin-a"].doubled) == ("fb:tin-a", "fb:1")
    assert conditions([one, other], NOW)["fb:1"] == Condition("OK")


def test_coverage_counts_what_was_collected_within_a_day() -> None:
    pages = [
        page("C", 23 * HOUR, id="1"),
        page("C", 25 * HOUR, id="2"),
        page("C", None, id="3", listed=HOUR),
        PageHealth(page=Page(id="x")),
    ]
    found = coverage(pages, NOW)
    assert (found.watched, found.collected, found.states["OK"]) == (3, 1, 3)


def test_another_name_is_news_for_a_month() -> None:
    names = (Named("Tin A", NOW - 90 * DAY), Named("Tin B", NOW - 29 * DAY))
    assert renamed(replace(page(), names=names), NOW) == ("Tin A", "Tin B")
    assert renamed(replace(page(), names=names), NOW + 2 * DAY) is None
    assert renamed(replace(page(), names=names[:1]), NOW) is None
    assert renamed(replace(page(), watched=None, names=names), NOW) is None


def test_a_page_is_called_what_its_platform_calls_it() -> None:
    one = page()
    assert called(one) == "Tin A"
    assert called(replace(one, names=(Named("Tin A", NOW), Named("Tin B", NOW)))) == "Tin B"
