"""The fields of the escalation packet as domain.md §1.4 gives them; packet.schema.json says the same to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from topics.cases import CaseVerdict, Proof
from topics.cases import Packet as PacketType
from topics.cases import Subject as SubjectKind


class Reporter(Struct, frozen=True, kw_only=True):
    org: str
    name: str
    phone: str
    email: str


class Subject(Struct, frozen=True, kw_only=True):
    """`kind` knows no person."""

    kind: SubjectKind
    name: str
    platform_id: str
    urls: tuple[str, ...]


class Claim(Struct, frozen=True, kw_only=True):
    text_vi: str
    normalised: str
    checkable_fact: str


class Found(Struct, frozen=True, kw_only=True):
    verdict: CaseVerdict
    reason: str
    method: str


class Evidence(Struct, frozen=True, kw_only=True):
    kind: Proof
    title: str
    url: str
    retrieved_at: str | None
    sha256: str


class Capture(Struct, frozen=True, kw_only=True):
    first_seen: str
    captured_at: str
    wacz: str
    warc_sha256: str
    screenshot_sha256: str
    rfc3161: str
    capture_method: Literal["api", "page", "upload"]


class Reach(Struct, frozen=True, kw_only=True):
    at: str
    reactions: int
    comments: int
    shares: int
    views: int | None
    velocity_per_h: float
    copies: int


class Reply(Struct, frozen=True, kw_only=True):
    contacted_at: str | None
    channel: str | None
    answer: str | None
    waived_reason: str | None


class Declarations(Struct, frozen=True, kw_only=True):
    """Declared by the two who signed: what the gate asks of them."""

    good_faith: bool = True
    not_about_opinion: bool = True
    no_private_person: bool = True


class Approval(Struct, frozen=True, kw_only=True):
    role: Literal["analyst", "approver"]
    user: str
    at: str


class Outcome(Struct, frozen=True, kw_only=True):
    sent_at: str | None
    receipt: str | None
    result: str | None
    closed_at: str | None


class Packet(Struct, frozen=True, kw_only=True):
    """`vafc` only for a destination with that classification; its label is missing for a scam, which has none."""

    case_id: str
    type: PacketType
    destination: str
    vafc: Mapping[str, object] | UnsetType = UNSET
    reporter: Reporter
    subject: Subject
    claim: Claim
    finding: Found
    evidence: tuple[Evidence, ...]
    capture: Capture
    reach: Reach
    right_of_reply: Reply
    declarations: Declarations
    approvals: tuple[Approval, ...]
    outcome: Outcome
