"""Which cases say that their alert should not have been: one definition for reports and dashboards."""

from __future__ import annotations

from topics.cases import Case

FALSE_ALARMS = frozenset({"not_a_claim", "opinion", "satire", "news_report", "official_warning", "wrong_language"})
"""Reasons of a dismissal that say the alert should not have been; a case closed as opinion, true or not checkable was one too."""

CLOSED = frozenset({"CLOSED_NOT_CHECKABLE", "CLOSED_OPINION", "CLOSED_TRUE"})


def false_alarm(case: Case) -> bool:
    return (case.state == "DISMISSED" and case.reason in FALSE_ALARMS) or case.state in CLOSED
