"""Which rule a check is made under, on the day before and on the day a rule begins.

Facts relied on (domain.md §2.1): ND 72 from 15/7/2013; CV 3825 from 29/10/2019 with 3 hours; CV 841 from 10/3/2022; QD 1418 from
22/7/2022; ND 147 from 25/12/2024 with 1 hour, in place of ND 72; the advertising law as amended from 1/1/2026. The draft of 2021 with
30 minutes was never in force.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from detectors.checks.rules import RULES, day_of, in_force, judged
from topics.records import Evidence

BEGINS = [
    ("A1", date(2013, 7, 15), "NĐ 72/2013 Điều 20(2)"),
    ("A3", date(2024, 12, 25), "NĐ 147/2024"),
    ("A4", date(2019, 10, 29), "CV 3825/BTTTT"),
    ("A4", date(2024, 12, 25), "NĐ 147/2024"),
    ("A5", date(2019, 10, 29), "CV 3825/BTTTT"),
    ("A6", date(2024, 12, 25), "NĐ 147/2024"),
    ("A7", date(2022, 3, 10), "CV 841/BTTTT"),
    ("A8", date(2022, 3, 10), "CV 841/BTTTT"),
    ("A9", date(2024, 12, 25), "NĐ 147/2024"),
    ("A10", date(2024, 12, 25), "NĐ 147/2024"),
    ("A11", date(2024, 12, 25), "NĐ 147/2024"),
    ("B1", date(2022, 7, 22), "QĐ 1418/QĐ-BTTTT"),
    ("B5", date(2022, 7, 22), "QĐ 1418/QĐ-BTTTT"),
    ("D2", date(2018, 2, 2), "NĐ 15/2018 Điều 27"),
    ("D4", date(2013, 1, 1), "Luật Quảng cáo 2012"),
    ("D6", date(2026, 1, 1), "Luật Quảng cáo sửa đổi 2025, Điều 15a"),
]


@pytest.mark.parametrize(("check", "begins", "name"), BEGINS)
def test_a_rule_holds_from_its_day_on_and_not_the_day_before(check, begins, name):
    rule = in_force(check, begins)
    before = in_force(check, begins - timedelta(days=1))
    assert rule is not None
    assert rule.name == name
    assert before is None or before.name != name


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2019, 10, 29), 3),
        (date(2021, 6, 1), 3),  # the draft with half an hour was never in force
        (date(2024, 12, 24), 3),
        (date(2024, 12, 25), 1),
        (date(2026, 11, 22), 1),
    ],
)
def test_the_least_delay_is_that_of_the_day(day, hours):
    rule = in_force("A4", day)
    assert rule is not None
    assert rule.hours == hours


def test_what_no_rule_covered_yet_is_unknown():
    mark = Evidence(start=0, end=1, why="x")
    check = judged("A4", date(2019, 10, 28), "FAIL", "sớm", (mark,))
    assert (check.status, check.rule, check.evidence) == ("UNKNOWN", "", (mark,))
    assert judged("A4", date(2019, 10, 29), "FAIL", "sớm").status == "FAIL"


def test_without_a_day_the_youngest_rule_is_taken_and_said_so():
    check = judged("A4", None, "FAIL", "sớm")
    assert check.rule == "NĐ 147/2024 [V], không rõ ngày đăng"
    assert check.status == "FAIL"


def test_a_day_is_one_in_viet_nam():
    assert day_of(datetime(2024, 12, 24, 16, 59, tzinfo=UTC)) == date(2024, 12, 24)
    assert day_of(datetime(2024, 12, 24, 17, 0, tzinfo=UTC)) == date(2024, 12, 25)
    assert day_of(datetime(2024, 12, 24, 17, 0)) == date(2024, 12, 25)  # noqa: DTZ001 - a record without a zone
    assert day_of(datetime.max.replace(tzinfo=UTC)) == date(9999, 12, 31)
    assert day_of(None) is None


def test_the_table_is_in_order_and_says_how_sure_it_is():
    assert [rule.begins for rule in RULES] == sorted(rule.begins for rule in RULES)
    assert {rule.mark for rule in RULES} <= {"V", "V-2", "R", "P", "X"}
    assert all(rule.source and rule.says for rule in RULES)
    assert {check for rule in RULES for check in rule.checks} == {
        *(f"A{i}" for i in range(1, 12)),
        *(f"B{i}" for i in range(1, 6)),
        *(f"D{i}" for i in range(1, 9)),
    }
