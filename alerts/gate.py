"""What must be true before a finding may leave the desk as an escalation (domain.md §1.1, §1.4). Nothing skips it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from alerts.plan import Plan
from topics.cases import Case, CaseVerdict, Finding, Packet

EXPORTABLE: frozenset[CaseVerdict] = frozenset(
    {"FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "AD_BREACH", "LICENCE_BREACH"}
)
"""Never UNPROVEN, TRUE, SATIRE, OPINION, NOT_CHECKABLE."""

TYPES: dict[CaseVerdict, frozenset[Packet]] = {
    "SCAM_CONFIRMED": frozenset({"SCAM", "IMPERSONATION"}),
    "AD_BREACH": frozenset({"AD_BREACH"}),
    "LICENCE_BREACH": frozenset({"LICENCE_BREACH"}),
}
"""Which type goes with a verdict; any other verdict is of a FALSE_CLAIM or an IMPERSONATION."""

PRIMARY = frozenset({"official_document", "primary_data", "media_original", "prior_debunk", "licence_register"})
PUBLIC_SAFETY = 5
"""The portal's field "national security, public order": only for rumours of the codes below, and with one approver more."""

SAFETY_CODES = frozenset({"SAFETY", "DISASTER"})
SENTENCE = 12
"""Fewest characters of what is called a sentence."""


def digest(finding: Finding) -> str:
    """What a signature signs: SHA-256 of the finding, in hexadecimal."""
    return hashlib.sha256(msgspec.json.encode(finding)).hexdigest()


def approvers_needed(finding: Finding) -> int:
    """Approvers beside the analyst who submits."""
    return 2 if finding.proposal == "ESCALATED" and finding.field == PUBLIC_SAFETY else 1


def lacking(case: Case, plan: Plan, at: datetime) -> tuple[str, ...]:
    """Codes of what an escalation of this case still lacks, apart from the signatures; empty when it may be approved."""
    if case.finding is None:
        return ("finding",)
    return tuple(_lacking(case, case.finding, plan, at))


def _lacking(case: Case, finding: Finding, plan: Plan, at: datetime) -> Iterator[str]:
    if not plan.scope_signed:
        yield "scope"
    if finding.verdict not in EXPORTABLE:
        yield "verdict"
    if finding.type not in TYPES.get(finding.verdict, frozenset({"FALSE_CLAIM", "IMPERSONATION"})):
        yield "type"
    if finding.destination not in plan.destinations:
        yield "destination"
    else:
        yield from plan.unfit(finding)
    if len(finding.checkable_fact.strip()) < SENTENCE:
        yield "checkable_fact"
    if len(finding.claim.strip()) < SENTENCE:
        yield "claim"
    if len(finding.reason.strip()) < SENTENCE:
        yield "reason"
    if len(finding.method.strip()) < SENTENCE:
        yield "method"
    if not finding.subject_name.strip() or not any(map(_openable, finding.urls)):
        yield "subject"
    sources = [item for item in finding.evidence if _openable(item.url)]
    if len({item.url for item in sources}) < 2:
        yield "evidence"
    if not any(item.kind in PRIMARY for item in sources):
        yield "primary_evidence"
    if not any(capture.sha256 for capture in case.captures):
        yield "capture"
    if finding.field == PUBLIC_SAFETY and not SAFETY_CODES.intersection(case.alert.codes):
        yield "field"
    if not _heard(case, plan, at):
        yield "reply"


def _heard(case: Case, plan: Plan, at: datetime) -> bool:
    """Whether the other side answered, had its time to, or there is a reason that nobody can wait."""
    reply = case.reply
    return bool(reply.waived or reply.answered_at or (reply.contacted_at and at >= reply.contacted_at + plan.terms.reply))


def _openable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return False
