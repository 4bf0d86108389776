"""The escalation packet (domain.md §1.4): what is handed to a competent body, made of an approved case and nothing else. Pure.

No private person is named in it: every sentence passes through `conceal`, which the caller brings. Times are of Viet Nam (+07:00).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import msgspec

from channels.desk import Desk
from channels.destination import Address, Destination, known
from channels.packet_fields import (
    Approval,
    Capture,
    Claim,
    Declarations,
    Evidence,
    Found,
    Outcome,
    Packet,
    Reach,
    Reply,
    Reporter,
    Subject,
)
from topics.cases import Case, Finding
from topics.records import Assessed

VIETNAM = timezone(timedelta(hours=7))
EXPORTABLE = frozenset({"FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "AD_BREACH", "LICENCE_BREACH"})
PRIMARY = frozenset({"official_document", "primary_data", "media_original", "prior_debunk", "licence_register"})
APPROVED = frozenset({"ESCALATED", "OUTCOME_RECORDED", "APPEAL"})
"""States in which a finding stands as it was approved; a corrected one is withdrawn."""

PUBLIC_SAFETY = 5
"""The portal's field that needs one approver more, and is for rumours of the codes below only."""

SAFETY_CODES = frozenset({"SAFETY", "DISASTER"})


class Lacking(Exception):
    """This case may not leave the desk; `codes` name what is missing, as alerts/gate.py does."""

    def __init__(self, *codes: str) -> None:
        super().__init__("the case lacks " + ", ".join(codes))
        self.codes = codes


@dataclass(frozen=True)
class Kept:
    """Evidence that was kept of the case, from the manifest of its first capture: digests are hexadecimal, empty for what there is not.
    `unstamped` are the places of captures in the sealed packet that no time-stamp authority has seen yet."""

    wacz: str = ""
    warc_sha256: str = ""
    screenshot_sha256: str = ""
    rfc3161: str = ""
    unstamped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """By what a scam can be recognised and stopped: PHONE, ACCOUNT, DOMAIN or URL."""

    type: str
    value: str


@dataclass(frozen=True)
class Brought:
    """What the desk brings beside the case: who it is, its documents of the case, the kept evidence, what hides the names of
    private persons in a text; `lacks` is what the gate of the caller found missing; `addresses` those that the desk settled;
    `mask` hides numbers in what anybody may read; `seal` puts papers and the kept evidence into one sealed
    file, or raises Lacking."""

    desk: Desk
    conceal: Callable[[str], str]
    documents: Sequence[Assessed] = ()
    kept: Kept = field(default_factory=Kept)
    indicators: tuple[Indicator, ...] = ()
    lacks: tuple[str, ...] = ()
    addresses: Mapping[str, Address] = field(default_factory=dict)
    mask: Callable[[str], str] = str
    seal: Callable[[Mapping[str, bytes]], bytes] | None = None

    def address(self, name: str) -> Address:
        return self.addresses.get(name) or known()[name].address

    def public(self, text: str) -> str:
        return self.mask(self.conceal(text))


def missing(case: Case, lacks: Sequence[str] = ()) -> tuple[str, ...]:
    """What the record itself shows that the case lacks, beside what the caller's gate said; empty when it may leave."""
    found = list(lacks)
    if case.state not in APPROVED or (case.state == "APPEAL" and case.before == "PUBLISHED_NOTE"):
        found.append("state")
    if case.finding is None:
        return tuple(dict.fromkeys([*found, "finding"]))
    finding = case.finding
    if finding.verdict not in EXPORTABLE:
        found.append("verdict")
    if finding.proposal != "ESCALATED":
        found.append("proposal")
    if not finding.checkable_fact.strip():
        found.append("checkable_fact")
    if not finding.subject_name.strip() or not any(map(_openable, finding.urls)):
        found.append("subject")
    sources = [item for item in finding.evidence if _openable(item.url)]
    if len({item.url for item in sources}) < 2:
        found.append("evidence")
    if not any(item.kind in PRIMARY for item in sources):
        found.append("primary_evidence")
    if not any(capture.sha256 for capture in case.captures):
        found.append("capture")
    if finding.field == PUBLIC_SAFETY and not SAFETY_CODES.intersection(case.alert.codes):
        found.append("field")
    if not (case.reply.waived or case.reply.contacted_at):
        found.append("reply")
    found += _unsigned(case, finding)
    found += unfit(finding)
    return tuple(dict.fromkeys(found))


def unfit(finding: Finding) -> tuple[str, ...]:
    """What the chosen destination objects to: it does not exist, does not take such findings, or not in this field."""
    destination = known().get(finding.destination)
    if destination is None:
        return ("destination",)
    if not destination.takes(finding):
        return ("destination_type",)
    try:
        if destination.classified:
            destination.classified(finding)
    except ValueError:
        return ("field",)
    return ()


def packet(case: Case, brought: Brought) -> Packet:
    """The packet of an approved case; raises Lacking for any other."""
    lacks = missing(case, brought.lacks)
    if lacks:
        raise Lacking(*lacks)
    assert case.finding is not None
    finding, conceal = case.finding, brought.conceal
    destination = known()[finding.destination]
    desk = brought.desk
    return Packet(
        case_id=case.number,
        type=finding.type,
        destination=destination.name,
        vafc=destination.classified(finding) if destination.classified else msgspec.UNSET,
        reporter=Reporter(org=desk.organisation, name=desk.name, phone=desk.phone, email=desk.email),
        subject=Subject(kind=finding.subject, name=conceal(finding.subject_name), platform_id=finding.subject_id, urls=finding.urls),
        claim=Claim(
            text_vi=conceal(finding.claim), normalised=_normalised(conceal(finding.claim)), checkable_fact=conceal(finding.checkable_fact)
        ),
        finding=Found(verdict=finding.verdict, reason=conceal(finding.reason), method=conceal(finding.method)),
        evidence=tuple(
            Evidence(kind=item.kind, title=conceal(item.title), url=item.url, retrieved_at=moment(item.retrieved_at), sha256=item.sha256)
            for item in finding.evidence
        ),
        capture=_capture(case, brought),
        reach=_reach(case, brought.documents),
        right_of_reply=_reply(case, conceal),
        declarations=Declarations(),
        approvals=tuple(Approval(role=one.role, user=one.by, at=moment(one.at) or "") for one in case.approvals),
        outcome=_outcome(case, conceal),
    )


def moment(at: datetime | None) -> str | None:
    """RFC 3339 in Vietnamese time, to the second."""
    return at.astimezone(VIETNAM).isoformat(timespec="seconds") if at else None


def destination_of(case: Case) -> Destination | None:
    return known().get(case.finding.destination) if case.finding else None


def _unsigned(case: Case, finding: Finding) -> list[str]:
    """An analyst and another person who approves signed this very finding; in the field of public safety two of them."""
    signed = hashlib.sha256(msgspec.json.encode(finding)).hexdigest()
    valid = [one for one in case.approvals if one.finding == signed]
    approvers = {one.by for one in valid if one.role == "approver"}
    analysts = {one.by for one in valid if one.role == "analyst"}
    needed = 2 if finding.field == PUBLIC_SAFETY else 1
    enough = analysts and len(approvers - analysts) >= needed
    return [] if enough and len(valid) == len(case.approvals) else ["approvals"]


def _openable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return False


def _normalised(text: str) -> str:
    return " ".join(text.split())


def _capture(case: Case, brought: Brought) -> Capture:
    first = next(capture for capture in case.captures if capture.sha256)
    seen = [document.post.collected_at or document.collected_at for document in brought.documents]
    kept = brought.kept
    return Capture(
        first_seen=moment(min([*seen, case.opened_at])) or "",
        captured_at=moment(first.at) or "",
        wacz=kept.wacz or first.path,
        warc_sha256=kept.warc_sha256 or first.sha256,
        screenshot_sha256=kept.screenshot_sha256,
        rfc3161=kept.rfc3161,
        capture_method=first.method,
    )


def _reach(case: Case, documents: Sequence[Assessed]) -> Reach:
    """Sums over the documents at hand, as public counters stood when they were collected last."""
    counted = [document for document in documents if document.post.reach]
    sums = {
        name: sum(getattr(document.post.reach, name) or 0 for document in counted) for name in ("reactions", "comments", "shares", "views")
    }
    seen = any(document.post.reach and document.post.reach.views is not None for document in counted)
    hours = [max(1.0, (document.collected_at - document.at).total_seconds() / 3600) for document in counted]
    engaged = sums["reactions"] + sums["comments"] + sums["shares"]
    return Reach(
        at=moment(max((document.collected_at for document in counted), default=case.updated_at)) or "",
        reactions=sums["reactions"],
        comments=sums["comments"],
        shares=sums["shares"],
        views=sums["views"] if seen else None,
        velocity_per_h=round(engaged / max(hours), 1) if hours else 0.0,
        copies=len(case.posts),
    )


def _reply(case: Case, conceal: Callable[[str], str]) -> Reply:
    reply = case.reply
    return Reply(
        contacted_at=moment(reply.contacted_at),
        channel=conceal(reply.channel) or None,
        answer=conceal(reply.answer) or None,
        waived_reason=f"{reply.waived}: {conceal(reply.why)}" if reply.waived else None,
    )


def _outcome(case: Case, conceal: Callable[[str], str]) -> Outcome:
    outcome = case.outcome
    return Outcome(
        sent_at=moment(outcome.sent_at),
        receipt=conceal(outcome.receipt) or None,
        result=outcome.result or None,
        closed_at=moment(outcome.closed_at),
    )
