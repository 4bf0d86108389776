"""What a credential may ask: the formulas and the table of domain.md §6.1, minute by minute on a clock of our own."""

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest

from collectors import quota
from collectors.clock import Clock
from collectors.connector import Allowance, Usage
from collectors.refusal import Refusal
from topics.watchlist import Ledger

NOW = datetime(2026, 11, 16, 5, 0, 30, tzinfo=UTC)
HOURLY = Allowance(200, share=0.95)


def greedy(allowance, hours, ledger=None):
    """Ask whenever it is allowed; the moments of the requests, and the ledger."""
    ledger, now, made = ledger or Ledger(), NOW, []
    while now < NOW + timedelta(hours=hours):
        opens = quota.opens(ledger, allowance, now)
        if opens <= now:
            ledger = quota.asked(ledger, allowance, now)
            made.append(now)
            now += timedelta(seconds=1)
        else:
            now = opens
    return made, ledger


def test_no_sliding_hour_ever_holds_more_than_planned_and_nearly_all_of_it_is_used():
    made, _ = greedy(HOURLY, 24)
    window, most = deque(), 0
    for at in made:
        window.append(at)
        while at - window[0] > timedelta(hours=1):
            window.popleft()
        most = max(most, len(window))
    assert most <= 190  # 200 × 0.95
    assert len(made) > 24 * 190 * 0.9


def test_the_hour_is_not_spent_at_its_beginning():
    made, _ = greedy(HOURLY, 1)
    assert all(sum(at <= other < at + timedelta(minutes=4) for other in made) <= 190 / 15 * 1.3 for at in made[:50])


def test_only_what_lies_in_the_span_is_remembered():
    _, ledger = greedy(HOURLY, 6)
    assert len(ledger.minutes) <= 62


@pytest.mark.parametrize(("used", "minutes"), [(0.6, 0), (0.96, 1), (0.99, 2), (1.0, 15), (1.2, 15)])
def test_what_the_platform_says_is_used_keeps_us_still(used, minutes):
    # At a share of 0.95 of an hour 0.96 has faded after 3,600 × (1 − 0.95 / 0.96) = 37.5 s; at 100 % it is 15 minutes without a figure.
    ledger = quota.heard(Ledger(), Usage(used), NOW)
    wait = quota.opens(ledger, HOURLY, NOW) - NOW
    assert timedelta(minutes=minutes) - timedelta(minutes=1) <= wait <= timedelta(minutes=minutes * 1.8 if minutes else 0)


def test_a_throttled_platform_is_left_alone_for_as_long_as_it_says():
    ledger = quota.heard(Ledger(), Usage(1.0, wait=timedelta(minutes=43)), NOW)
    assert quota.opens(ledger, HOURLY, NOW) >= NOW + timedelta(minutes=43)


@pytest.mark.parametrize("why", ["app", "user", "rate"])
def test_a_limit_stops_everything_of_the_credential(why):
    told = quota.refused(Ledger(), Refusal(why, "(#4)", timedelta(minutes=20)), NOW, "posts", 0.0)
    untold = quota.refused(Ledger(), Refusal(why, "(#4)"), NOW, "posts", 0.0)
    assert quota.opens(told, HOURLY, NOW) - NOW >= timedelta(minutes=20)
    assert quota.opens(untold, HOURLY, NOW) - NOW >= timedelta(minutes=15)
    again = quota.refused(untold, Refusal(why, "(#4)"), NOW, "posts", 0.0)
    assert quota.opens(again, HOURLY, NOW) - NOW >= timedelta(minutes=30), "who is told again waits longer"
    assert (quota.planned(again, HOURLY) < quota.planned(Ledger(), HOURLY)) == (why == "rate")


@pytest.mark.parametrize("why", ["token", "blocked"])
def test_what_a_person_must_mend_is_not_asked_until_the_secret_is_another(why):
    ledger = quota.refused(quota.renewed(Ledger(), "old"), Refusal(why, "expired"), NOW, "posts", 0.0)
    assert quota.opens(ledger, HOURLY, NOW) - NOW >= timedelta(days=1)
    assert quota.renewed(ledger, "old") == ledger
    assert quota.opens(quota.renewed(ledger, "new"), HOURLY, NOW) == NOW


def test_a_new_secret_does_not_lift_a_limit():
    ledger = quota.refused(Ledger(), Refusal("app", "(#4)"), NOW, "posts", 0.0)
    assert quota.opens(quota.renewed(ledger, "new"), HOURLY, NOW) > NOW


def test_a_missing_permission_switches_one_question_off():
    ledger = quota.refused(Ledger(), Refusal("permission", "(#10)"), NOW, "comments", 0.0)
    assert quota.opens(ledger, HOURLY, NOW, "comments") - NOW >= timedelta(days=1)
    assert quota.opens(ledger, HOURLY, NOW, "posts") == NOW
    assert quota.opens(quota.answered(ledger, NOW, "comments"), HOURLY, NOW, "comments") == NOW


@pytest.mark.parametrize("why", ["page", "parameter", "gone", "schema"])
def test_what_is_one_pages_own_does_not_stop_the_others(why):
    assert quota.refused(Ledger(), Refusal(why, "x", timedelta(hours=1)), NOW, "posts", 0.0) == Ledger()


def test_a_platform_that_is_down_is_not_hammered():
    ledger, waits = Ledger(), []
    for _ in range(12):
        ledger = quota.refused(ledger, Refusal("transient", "ConnectError"), NOW, "posts", 0.0)
        waits.append((quota.opens(ledger, HOURLY, NOW) - NOW) / timedelta(minutes=1))
    assert waits[:4] == [0, 0, 0, 0], "single failures are the page's own"
    assert waits[4:9] == [1, 2, 4, 8, 15]
    assert quota.answered(ledger, NOW, "posts").failures == 0


def test_strain_is_over_after_quiet_hours():
    ledger = quota.refused(Ledger(), Refusal("rate", "(#613)"), NOW, "posts", 0.0)
    assert quota.answered(ledger, NOW + timedelta(hours=1), "posts").strain == 1
    later = quota.answered(ledger, NOW + timedelta(hours=6), "posts")
    assert (later.strain, later.why) == (0, None)


def test_a_clock_that_runs_faster():
    clock = Clock.read("2026-11-16T00:00:00+07:00@1000*600")
    assert clock.real(timedelta(hours=1)) == 6
    assert Clock.read("").real(timedelta(hours=1)) == 3600
    for wrong in ("2026-11-16@1*0", "2026-11-16T00:00:00@1*2", "soon"):
        with pytest.raises(ValueError, match=r".+"):
            Clock.read(wrong)
