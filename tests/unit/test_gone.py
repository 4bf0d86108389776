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
