"""The one place that decides: what no probability can do, what a low and a high one do."""

from __future__ import annotations

import pytest

from agents.decide import Judge, decide
from agents.learned import Limits, Opinion
from alerts.severity import severity
from topics.records import Evidence, Reach, Signal

LIMITS = Limits("alert", "v", 0.8, 0.6)
LOAN = Judge(None, "loan", "LOAN", 3, "1")
TWO = (Evidence(start=0, end=3, why="a"), Evidence(start=4, end=7, why="b"))
ONE = TWO[:1]
MARKS = (Evidence(start=8, end=9, why="từ ngữ"),)


def signal(*, alert: bool, evidence: tuple[Evidence, ...] = TWO, name: str = "loan") -> Signal:
    return Signal(code="LOAN", score=0.7 if alert else 0.5, alert=alert, detector=name, version="1", evidence=evidence)


def opinion(probability: float, stance: str = "PROMOTE", *, grounded: bool = True, code: str = "JOB") -> Opinion:
    return Opinion(probability, grounded, stance, code, lambda: MARKS)


@pytest.mark.parametrize("stance", ["WARN", "DEBUNK", "REPORT", "VICTIM", "ASK", "JOKE", "OPINION"])
@pytest.mark.parametrize("judged", [(), ((LOAN, signal(alert=True)),), ((LOAN, signal(alert=False)),)])
def test_a_stance_that_offers_nothing_never_alerts(stance, judged):
    decision = decide(judged, (), "PROMOTE", (LOAN,), LIMITS, opinion(1.0, stance))
    assert decision.alert_codes == ()
    assert decision.stance == stance
    assert not any(signal.alert for signal in decision.signals)


def test_a_low_probability_makes_a_mere_signal_of_a_rules_alert():
    decision = decide(((LOAN, signal(alert=True)),), (), "PROMOTE", (LOAN,), LIMITS, opinion(0.59))
    assert [(s.alert, s.score) for s in decision.signals] == [(False, 0.5)]
    assert decide(((LOAN, signal(alert=True)),), (), "PROMOTE", (LOAN,), LIMITS, opinion(0.61)).alert_codes == ("LOAN",)


def test_a_high_probability_lets_fitting_evidence_alert_where_the_rules_misheard_the_speaker():
    decision = decide(((LOAN, signal(alert=False)),), (), "WARN", (LOAN,), LIMITS, opinion(0.81))
    assert decision.alert_codes == ("LOAN",)
    assert decision.most is None


def test_the_model_alone_gives_a_signal_of_its_own_with_the_words_it_rests_on():
    decision = decide(((LOAN, signal(alert=False, evidence=ONE)),), (), "NONE", (LOAN,), LIMITS, opinion(0.96))
    own = decision.signals[-1]
    assert decision.alert_codes == ("JOB",)
    assert (own.detector, own.version, own.score, own.evidence) == ("alert", "v", 0.96, MARKS)
    assert decision.most == "LOW"


@pytest.mark.parametrize(
    "said", [opinion(0.94), opinion(0.99, grounded=False), opinion(0.99, code="LICENCE"), opinion(0.99, code="CONTEXT")]
)
def test_it_does_not_below_its_limit_nor_on_fewer_than_two_groups_of_cues_nor_for_what_a_record_settles(said):
    assert decide((), (), "NONE", (LOAN,), LIMITS, said).alert_codes == ()


def test_analysts_rules_are_not_touched():
    rule = Judge(None, "desk/rule", "GIFT", 1, "1")
    ruled = ((rule, signal(alert=True, name="desk/rule")),)
    assert decide((), ruled, "NONE", (LOAN,), LIMITS, opinion(0.0, "OPINION")).alert_codes == ("LOAN",)


def test_without_an_opinion_the_rules_decide():
    judged = ((LOAN, signal(alert=True)),)
    for model, said in ((None, None), (LIMITS, None)):
        decision = decide(judged, (), "PROMOTE", (LOAN,), model, said)
        assert (decision.alert_codes, decision.harms, decision.most) == (("LOAN",), (3,), None)


@pytest.mark.parametrize("reach", [None, Reach(reactions=200_000, shares=90_000)])
@pytest.mark.parametrize("harm", [1, 4])
def test_words_alone_never_exceed_the_band_of_their_model(harm, reach):
    for most, top in (("LOW", 34), ("MEDIUM", 54)):
        rated = severity(harm=harm, reach=reach, evidence=2, falsifiability=2, most=most)
        assert rated.band in ("LOW", most)
        assert 0 < rated.score <= top
    assert severity(harm=4, reach=reach, evidence=2, falsifiability=2).band != "LOW"
