"""What the desk decided about a case, as far as it teaches what an alert should be raised on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alerts.gate import EXPORTABLE
from tinwatch.learning.desk.rows import Label
from topics.cases import Case, Packet
from topics.records import Assessed

DISMISSED: Mapping[str, str] = {
    "not_a_claim": "", "opinion": "OPINION", "satire": "JOKE", "news_report": "REPORT", "official_warning": "WARN",
}  # fmt: skip
"""Reasons of a dismissal that say the alert should not have been, with the stance they tell. Not the wrong language: the words are none
that the model is for."""

CODES: Mapping[Packet, tuple[str, ...]] = {
    "SCAM": ("JOB", "DEPOSIT", "GIFT", "RECOVER", "CHARITY", "INVEST", "LOAN", "GAMBLE", "AUTH", "IMPERS"),
    "IMPERSONATION": ("IMPERS", "AUTH"),
    "AD_BREACH": ("ADHEALTH", "ADBAN"),
    "LICENCE_BREACH": ("LICENCE",),
    "FALSE_CLAIM": ("HEALTH", "DISASTER", "SAFETY", "OFFICIAL", "FINRUM", "CONTEXT", "SYNTH"),
}
"""The codes that go with what a person called the case."""


class Said(NamedTuple):
    label: Label
    stance: str


def said(case: Case) -> Said | str:
    """Label and stance; or why the case teaches nothing: `open`, `merged`, `contested`, `unsettled`, `facts`, `language`.

    A case closed as true or as not checkable was settled by facts that are not in the words: a false rumour is worded alike.
    """
    state = case.before if case.state == "ARCHIVED" else case.state
    if state in ("APPEAL", "CORRECTION") or case.outcome.result == "rejected":
        return "contested"
    if state in ("ESCALATED", "PUBLISHED_NOTE", "OUTCOME_RECORDED"):
        confirmed = case.finding is not None and case.finding.verdict in EXPORTABLE
        return Said("confirmed", "PROMOTE") if confirmed else "facts"
    if state == "DISMISSED":
        if case.reason in DISMISSED:
            return Said("false_alarm", DISMISSED[case.reason])
        return "language" if case.reason == "wrong_language" else "unsettled"
    if state == "CLOSED_OPINION":
        return Said("false_alarm", "OPINION")
    if state in ("CLOSED_NOT_CHECKABLE", "CLOSED_TRUE"):
        return "facts"
    return "merged" if state == "DUPLICATE" else "open"


def code(case: Case, document: Assessed, label: Label) -> str:
    """The code of the case: the surest of this post, within what a person called it where it was confirmed; empty where they differ."""
    alerting = sorted((one for one in document.assessment.signals if one.alert), key=lambda one: -one.score)
    codes = list(dict.fromkeys((*(one.code for one in alerting if one.code in case.alert.codes), *case.alert.codes)))
    if case.finding is not None and label == "confirmed":
        meant = CODES[case.finding.type]
        codes = [one for one in codes if one in meant] or list(meant if len(meant) == 1 else ())
    return codes[0] if codes else ""
