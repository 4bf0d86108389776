"""Severity is the sum that domain.md §4.2 gives, shown with its parts."""

import pytest

from alerts.severity import WEIGHTS, breakout_level, rate, reach_level, severity, velocity_level
from topics.records import Reach


def test_weights_sum_to_one():
    assert sum(weight for weight, _ in WEIGHTS.values()) == pytest.approx(1)


def test_everything_at_its_worst_is_100():
    worst = severity(harm=4, reach=Reach(reactions=1_000_000), evidence=3, falsifiability=2, velocity=3, breakout=3, plus=5)
    assert (worst.score, worst.band) == (100.0, "CRITICAL")


def test_worked_example():
    # reach 100 + 2·20 + 3·100 = 440, log10 2.64: level 2
    # H 3/4·.34 + R 2/4·.18 + F 2/2·.10 + E 2/3·.14 = .255 + .09 + .10 + .0933 → 53.8
    s = severity(harm=3, reach=Reach(reactions=100, comments=20, shares=100), evidence=2, falsifiability=2)
    assert (s.score, s.band) == (53.8, "MEDIUM")
    assert s.parts == {"H": 3, "R": 2, "V": 0, "B": 0, "F": 2, "E": 2, "plus": 0}


def test_what_cannot_be_shown_false_has_no_severity():
    s = severity(harm=4, reach=Reach(reactions=10**6), evidence=3, falsifiability=0, velocity=3, breakout=3, plus=5)
    assert (s.score, s.band) == (0.0, "LOW")


def test_critical_needs_serious_harm():
    assert rate({"H": 2, "R": 4, "V": 3, "B": 3, "F": 2, "E": 3, "plus": 10}).band == "HIGH"


@pytest.mark.parametrize(
    ("reach", "level"),
    [
        (None, 0),
        (Reach(), 0),
        (Reach(reactions=31), 0),  # log10 31 = 1.49
        (Reach(reactions=32), 1),
        (Reach(comments=160), 2),  # 2·160 = 320
        (Reach(shares=1100), 3),  # 3·1100 = 3300
        (Reach(views=4_000_000), 4),  # a hundredth: 40,000
    ],
)
def test_reach_by_order_of_magnitude(reach, level):
    assert reach_level(reach) == level


def test_velocity_against_the_pages_own_habit():
    assert [velocity_level(x, 10.0) for x in (29, 30, 100, 300)] == [0, 1, 2, 3]
    assert velocity_level(1000, None) == 0


def test_breakout_by_copies_or_pages():
    assert [breakout_level(c, p) for c, p in ((1, 1), (2, 1), (5, 1), (20, 1), (1, 2), (1, 3), (1, 6))] == [0, 1, 2, 3, 1, 2, 3]


def test_a_level_outside_its_scale_is_an_error():
    with pytest.raises(ValueError, match="part H is 5"):
        rate({"H": 5, "R": 0, "V": 0, "B": 0, "F": 2, "E": 0})
