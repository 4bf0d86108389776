"""When an original is looked at again, and what the looks say. Facts relied on: +1 h, +24 h, +7 d, +30 d (domain.md §2.2 A7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agents.gone import DELAYS, due, outcome
from agents.known import Lookup

FIRST = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def look(hours: float, status: int = 200, *, removed: bool = False) -> Lookup:
    return Lookup(at=FIRST + timedelta(hours=hours), status=status, removed=removed)


def test_four_looks_and_no_more():
    looked: list[Lookup] = []
    planned = []
    while (moment := due(FIRST, looked)) is not None:
        planned.append(moment - FIRST)
        looked.append(Lookup(at=moment, status=200))
    assert tuple(planned) == DELAYS == (timedelta(hours=1), timedelta(hours=24), timedelta(days=7), timedelta(days=30))


def test_a_late_look_counts_for_those_it_missed():
    assert due(FIRST, [look(30)]) == FIRST + timedelta(days=7)
    assert due(FIRST, [look(0.5)]) == FIRST + timedelta(hours=1)


@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from([200, 301, 404, 410, 500, 0])), max_size=8))
def test_order_of_the_looks_does_not_matter(looks):
    looked = [look(hours, status) for hours, status in dict(looks).items()]
    assert outcome(looked) == outcome(looked[::-1])
    assert due(FIRST, looked) == due(FIRST, looked[::-1])


def test_a_page_that_says_it_was_removed_is_gone():
    seen = outcome([look(1), look(24, removed=True), look(200, removed=True)])
    assert seen is not None
    assert (seen.gone_at, seen.lived) == (FIRST + timedelta(hours=24), timedelta(hours=176))


def test_nothing_that_tells():
    assert outcome([]) is None
    assert outcome([look(1, 503), look(24, 0), look(168, 429)]) is None


def test_a_look_that_tells_nothing_is_made_again_later_and_later_and_then_left():
    looked: list[Lookup] = []
    tries = []
    while (moment := due(FIRST, looked)) is not None:
        tries.append((moment - FIRST).total_seconds() / 3600)
        looked.append(Lookup(at=moment, status=503))
    assert tries[:6] == [1, 1.25, 2.25, 6.25, 18.25, 42.25]
    assert tries[-1] == 24 * 30
    assert len(tries) < 20
    assert outcome(looked) is None


def test_a_site_that_answers_again_is_looked_at_as_planned():
    assert due(FIRST, [look(1, 0), look(1.25, 0), look(2.25)]) == FIRST + timedelta(hours=24)


def test_what_is_refused_is_asked_at_the_planned_times_only():
    assert due(FIRST, [Lookup(at=FIRST + timedelta(hours=1), status=0, refused=True)]) == FIRST + timedelta(hours=24)


def test_an_original_found_gone_is_looked_at_again_when_its_grace_is_over():
    gone = look(24, 404)
    assert due(FIRST, [look(1), gone]) == FIRST + timedelta(hours=24 + 24 + 1)
    assert due(FIRST, [look(1), gone, look(49, 404)]) == FIRST + timedelta(days=7)
    assert due(FIRST, [look(24 * 30, 410)]) == FIRST + timedelta(hours=24 * 31 + 1)
    seen = outcome([gone, look(49, 404)])
    assert seen is not None
    assert seen.lived == timedelta(hours=25)


def test_what_did_not_change_is_there():
    seen = outcome([look(1), look(24, 304)])
    assert seen is not None
    assert seen.gone_at is None
