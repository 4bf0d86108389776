"""When a page usually publishes. The Monday of 16 November 2026 in Vietnam begins at 17:00 UTC of the 15th."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alerts.baseline import HOURS, WEEKS, Baseline, marked, merged, number, numbers, start

MONDAY = datetime(2026, 11, 15, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hours_of(*moments: datetime) -> dict[int, bytes]:
    known: dict[int, bytes] = {}
    for moment in moments:
        known = merged(known, marked(moment))
    return known


def office(weeks: int) -> dict[int, bytes]:
    """A page that publishes each hour from 8 to 16 on weekdays, in the weeks before MONDAY."""
    return hours_of(
        *(
            MONDAY - timedelta(weeks=week) + timedelta(days=day, hours=hour)
            for week in range(1, weeks + 1)
            for day in range(5)
            for hour in range(8, 17)
        )
    )


def test_weeks_begin_on_monday_in_vietnam() -> None:
    assert number(MONDAY) % HOURS == 0
    assert number(MONDAY - timedelta(seconds=1)) % HOURS == HOURS - 1
    assert start(number(MONDAY)) == MONDAY


def test_joining_again_or_in_another_order_changes_nothing() -> None:
    moments = [MONDAY + n * 5 * HOUR for n in range(40)]
    forwards, twice, backwards = hours_of(*moments), hours_of(*moments, *moments), hours_of(*moments[::-1])
    assert forwards == twice == backwards
    assert numbers(forwards) == [number(moment) for moment in moments]


def test_only_the_newest_weeks_are_remembered() -> None:
    assert len(hours_of(*(MONDAY + timedelta(weeks=n) for n in range(20)))) == WEEKS


def test_an_hour_is_expected_by_its_weekday_and_hour() -> None:
    baseline = Baseline(office(6), MONDAY)
    monday_10, monday_3, sunday_10 = (number(MONDAY + offset) for offset in (10 * HOUR, 3 * HOUR, timedelta(days=6, hours=10)))
    assert baseline.chance(monday_10) > 0.85
    assert baseline.chance(monday_3) < 0.1 > baseline.chance(sunday_10)
    assert baseline.longest == timedelta(hours=64), "Friday 16:00 to Monday 8:00"


def test_a_weekend_is_likely_and_a_quiet_working_day_is_not() -> None:
    baseline = Baseline(office(6), MONDAY)
    assert baseline.quiet(MONDAY - timedelta(days=2, hours=7)) > 0.05
    tuesday = Baseline(office(6), MONDAY + timedelta(days=1))
    assert tuesday.quiet(MONDAY - timedelta(days=2, hours=7)) < 0.001
    expected, seen = tuesday.day()
    assert expected > 7
    assert seen == 0


def test_nothing_is_expected_of_a_page_that_was_never_heard_of() -> None:
    baseline = Baseline({}, MONDAY)
    assert (baseline.marks, baseline.known, baseline.longest, baseline.day()) == (0, timedelta(), timedelta(), (0.0, 0))
    assert baseline.quiet(MONDAY - timedelta(days=9)) == 1.0
