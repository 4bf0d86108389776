"""Who is next, and when: tiers by what happens on a page, refusals that are a page's own, and the agenda that stretches all alike."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from collectors import schedule
from collectors.agenda import PRIME, SPARE, Agenda, Errand
from collectors.refusal import Refusal
from topics.records import Page
from topics.watchlist import Course, Track, Watched

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def course(id="fb:1", tier="C", rate=0.0, *, fixed=False, now_in=None, **more):
    watched = Watched(page=Page(id=id), platform="facebook", ref=id, tier=tier, fixed=fixed)
    return Course(watched=watched, tier=now_in or tier, rate=rate, **{"last_ok": NOW, "due": NOW, **more})


@pytest.mark.parametrize(("tier", "longest"), [("A", timedelta(minutes=15)), ("B", 4 * HOUR), ("C", DAY)])
def test_a_page_is_read_within_its_tiers_time_and_not_much_before(tier, longest):
    for dice in (0.0, 0.5, 1.0):
        assert longest * 0.8 <= schedule.after(course(tier=tier), NOW, dice) - NOW < longest, "some time is left for a full hour"
    assert schedule.after(course(tier="C", last_ok=None), NOW, 1.0) - NOW < DAY / 10, "pages of one import part"


def test_new_pages_come_on_within_an_hour_and_not_together():
    first = [schedule.first(course(f"fb:{n}"), NOW) - NOW for n in range(600)]
    assert max(first) <= HOUR
    assert all(65 < sum(HOUR / 6 * part <= wait < HOUR / 6 * (part + 1) for wait in first) < 135 for part in range(6))


# What a page's own refusals do (domain.md §6.1): 32 that page only, 100 no retry, 1–2 at most three times, gone once a day.
@pytest.mark.parametrize(
    ("why", "wait"), [("page", 15 * 60), ("gone", 24 * 3600), ("schema", 24 * 3600 * 0.96), ("transient", 30), ("token", 0), ("app", 0)]
)
def test_what_a_refusal_does_to_the_page(why, wait):
    told = schedule.refused(course(), Refusal(why, "x"), NOW, 0.0)
    assert (told.due - NOW, told.why, told.since) == (timedelta(seconds=wait), why, NOW)


def test_a_question_that_is_wrong_is_never_asked_again():
    assert schedule.refused(course(), Refusal("parameter", "(#100)"), NOW, 0.0).due is None


def test_what_fails_for_the_moment_is_asked_three_times_and_then_in_its_turn():
    page, waits = course(tier="B"), []
    for _ in range(5):
        page = schedule.refused(page, Refusal("transient", "(#2)"), NOW, 0.0)
        waits.append(page.due - NOW)
    assert waits == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8), 4 * HOUR * 0.96, 4 * HOUR * 0.96]


def test_pages_rise_and_fall_by_what_happens_on_them_one_step_from_what_people_wrote():
    pages = [
        course("quiet-a", "A", 0.1), course("busy-c", "C", 5.0), course("alerted-c", "C", 0.1), course("fixed", "A", 0.0, fixed=True),
        course("busy-b", "B", 30.0), course("plain-b", "B", 2.0), course("new", "A", 0.0, last_ok=None),
    ]  # fmt: skip
    moved = schedule.tiers(pages, {"alerted-c"}, room=100)
    assert moved == {"quiet-a": "B", "busy-c": "B", "alerted-c": "B", "busy-b": "A", "plain-b": "B"}


def test_a_page_does_not_flap():
    risen = course("b", "B", 4.0, now_in="A")  # it rose at 12 posts a day: it falls back below 3
    assert schedule.tiers([risen], (), room=100) == {"b": "A"}
    assert schedule.tiers([replace(risen, rate=2.9)], (), room=100) == {"b": "B"}


def test_pages_rise_only_while_there_is_room_the_alerted_first():
    pages = [course(f"busy{n}", "B", 20.0 + n) for n in range(10)] + [course("alerted", "B", 1.0)]
    # 11 of B cost 2.75 requests an hour; one that rises costs 3.75 more. 75 % of 15 an hour leave 8.5: two.
    moved = schedule.tiers(pages, {"alerted"}, room=15)
    assert {id for id, tier in moved.items() if tier == "A"} == {"alerted", "busy9"}


def test_a_full_hour_stretches_all_tiers_alike():
    agenda, order = Agenda(), []
    agenda.plan("a", {Errand("posts", "a"): NOW - timedelta(minutes=2)}, "A")  # 2 of 15 minutes late: 0.13
    agenda.plan("b", {Errand("posts", "b"): NOW - HOUR}, "B")  # 1 of 4 hours: 0.25
    agenda.plan("c", {Errand("posts", "c"): NOW - 2 * HOUR, Errand("whole", "c", "p"): NOW - DAY}, "C")  # 2 of 24 hours: 0.08
    agenda.plan("d", {Errand("posts", "d"): NOW + HOUR}, "A")
    while errand := agenda.next(NOW, (), PRIME + SPARE):
        order.append((errand.kind, errand.page))
        agenda.plan(errand.page, {} if errand.kind == "whole" or errand.page != "c" else {Errand("whole", "c", "p"): NOW - DAY}, "C")
    assert order == [("posts", "b"), ("posts", "a"), ("posts", "c"), ("whole", "c")]


def test_a_page_that_is_being_asked_waits_and_is_not_forgotten():
    agenda = Agenda()
    agenda.plan("a", {Errand("posts", "a"): NOW}, "A")
    agenda.plan("b", {Errand("posts", "b"): NOW}, "A")
    assert agenda.next(NOW, {"a"}, PRIME).page == "b"
    assert agenda.next(NOW, {"a", "b"}, PRIME) is None
    assert agenda.next(NOW, {"b"}, PRIME).page == "a"
    assert agenda.next(NOW, (), SPARE) is None


def test_posts_are_looked_at_again_ever_more_rarely_and_then_no_more():
    looks, now = [], NOW
    while (at := schedule.next_look(NOW, now)) is not None:
        looks.append((at - NOW) / HOUR)
        now = at
    assert looks == [1, 3, 6, 12, 24, 48, 96, 168, 336]
    assert schedule.reread(NOW, NOW + 8 * DAY) == NOW + 12 * DAY
    assert schedule.reread(NOW, NOW + 10 * DAY) is None


def test_a_post_whose_comments_are_refused():
    track = Track(id="p", page="fb:1", published=NOW, stir=NOW, due=NOW + HOUR)
    assert schedule.postponed(track, Refusal("gone", "x"), NOW).missing == 1, "whether the post is there is asked next"
    assert schedule.postponed(track, Refusal("parameter", "x"), NOW).stir is None
    assert schedule.postponed(track, Refusal("transient", "x"), NOW).stir > NOW
    assert schedule.postponed(track, Refusal("app", "x"), NOW) == track
