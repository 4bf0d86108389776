"""Champion and challenger on what the desk decided: the figures, and when a challenger may be said to beat the champion.

Exact values: McNemar 10 to 2 is p = .0386 (binomial, two-sided), 5 to 1 is .21875; Wilson of 0 in 10 ends at .2775, of 8 in 10 it is
.4902–.9433.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tinwatch.learning.desk.judging import CHANCE, LOST, Judged, Share, mcnemar, precision, recall, told, verdict, wilson
from tinwatch.learning.desk.rows import row, taught
from tinwatch.learning.desk.trial import unknown


def rows(*groups: tuple[int, bool, bool, bool]) -> list[Judged]:
    """So many rows each with (confirmed, champion alerts, challenger alerts)."""
    return [Judged(*what) for count, *what in groups for _ in range(count)]


def test_the_figures() -> None:
    some = rows((6, True, True, True), (2, True, True, False), (1, False, True, True), (11, False, True, False))
    assert precision(some, "champion") == Share(8, 20)
    assert precision(some, "challenger") == Share(6, 7)
    assert (recall(some, "champion"), recall(some, "challenger")) == (Share(8, 8), Share(6, 8))
    found = verdict(some)
    assert (found.better, found.worse, found.lost) == (11, 2, Share(2, 8))
    assert found.chance == pytest.approx(binomtest(2, 13).pvalue)
    assert not found.beats, "two of eight confirmed cases are lost"
    assert "may lose up to" in told(some, "alert", "new.bin")


def test_exact_values() -> None:
    assert mcnemar(10, 2) == pytest.approx(0.0386, abs=5e-5)
    assert mcnemar(1, 5) == mcnemar(5, 1) == 0.21875
    assert mcnemar(0, 0) == mcnemar(4, 4) == 1
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=5e-5)
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=5e-5)
    assert wilson(0, 0) == (0, 1)
    assert str(Share(0, 0)) == "- (0 of 0)"


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_binomial_test(one: int, other: int) -> None:
    expected = binomtest(one, one + other).pvalue if one + other else 1.0
    assert mcnemar(one, other) == pytest.approx(expected)


KEPT = (80, True, True, True)


@pytest.mark.parametrize(
    ("groups", "beats", "why"),
    [
        ([KEPT, (12, False, True, False)], True, ""),
        ([KEPT, (12, False, True, False), (3, False, False, True)], True, ""),
        ([KEPT, (5, False, True, False)], False, "may be chance (p = 0.062)"),
        ([KEPT, (3, False, True, False), (3, False, False, True)], False, "not right more often"),
        ([(20, True, True, True), (12, False, True, False)], False, "may lose up to 0.161"),
        ([KEPT, (4, True, True, False), (40, False, True, False)], False, "may lose up to 0.116"),
        ([(12, False, True, False)], False, "may lose up to 1"),
        ([], False, "not right more often"),
    ],
)
def test_beats_only_where_chance_and_loss_are_ruled_out(groups, beats: bool, why: str) -> None:
    some = rows(*groups)
    found = verdict(some)
    assert found.beats is beats, found.reasons
    said = told(some, "alert", "new.bin").splitlines()[-1]
    assert ("new.bin BEATS alert" in said) is beats
    assert why in said


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=120))
def test_never_both_ways(made) -> None:
    """Who beats is not beaten when the two change places, is right more often, and was shown to keep what was confirmed."""
    there = verdict([Judged(*one) for one in made])
    back = verdict([Judged(confirmed, challenger, champion) for confirmed, champion, challenger in made])
    assert not (there.beats and back.beats)
    if there.beats:
        assert there.better > there.worse
        assert there.chance < CHANCE
        assert there.lost.interval[1] < LOST


def test_what_one_learned_from_judges_nobody() -> None:
    text = "hỗ trợ vay tiền nhanh trong ngày nợ xấu vẫn duyệt không cần thế chấp ib zalo {PHONE}"
    learned = row(text, "post", "LOAN", "confirmed", "PROMOTE")
    copy = row(text + " nhé", "post", "LOAN", "confirmed", "PROMOTE")
    other = row("uống nước lá đu đủ đực mỗi sáng là khỏi hẳn ung thư không cần đi viện", "post", "HEALTH", "false_alarm", "")
    ids = frozenset(taught([learned])["ids"])  # type: ignore[arg-type]
    assert unknown([learned, copy, other], ids) == [other]
    assert unknown([copy, other], frozenset()) == [copy, other]
