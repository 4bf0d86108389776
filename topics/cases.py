"""What a desk does with alerts: each decision is an event, and a case is what the events about one alert come to (alerts/cases.py).

The users named here (`by`, `to`) are those of the desk. There is no field for a private person: what a case is about is a page, a site,
an advertisement or a channel.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from topics.mutes import Mute
from topics.records import SCHEMA, Alert, Band, Id, Place, Text

State = Literal[
    "NEW", "TRIAGED", "DISMISSED", "IN_CHECK", "DRAFT_FINDING", "REVIEW", "ESCALATED", "PUBLISHED_NOTE", "MONITOR", "CLOSED_NOT_CHECKABLE",
    "CLOSED_OPINION", "CLOSED_TRUE", "DUPLICATE", "OUTCOME_RECORDED", "APPEAL", "CORRECTION", "ARCHIVED",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)
"""How an alert goes through the desk (domain.md §4.3)."""

Deed = Literal[
    "alert", "open", "clock", "keep", "dismiss", "undo", "merge", "split", "assign", "comment", "override", "check", "monitor", "close",
    "draft", "submit", "refuse", "approve", "contact", "answer", "waive", "capture", "sent", "receipt", "outcome", "appeal", "rule",
    "correct", "archive", "hold", "release", "mute", "unmute", "forget", "removed", "read", "export", "access",
]  # fmt: skip
"""What can happen to a case. `alert`, `open`, `clock`, `capture` and `removed` come from the agents; `read`, `export` and `access` (a
login, a change of users) are only written down."""

DISMISSALS: tuple[str, ...] = (
    "not_a_claim", "opinion", "satire", "news_report", "official_warning", "already_corrected", "insufficient_evidence", "wrong_language",
)  # fmt: skip
WAIVERS: tuple[str, ...] = ("danger_to_life", "live_scam")
"""Reasons for which nobody needs to be heard before an escalation."""

RESULTS: tuple[str, ...] = ("upheld", "partly_upheld", "rejected", "no_answer")
"""What became of an escalation."""

CaseVerdict = Literal[
    "FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "UNPROVEN", "TRUE", "SATIRE", "OPINION", "NOT_CHECKABLE", "SCAM_CONFIRMED",
    "AD_BREACH", "LICENCE_BREACH",
]  # fmt: skip
"""domain.md §1.2."""

Subject = Literal["PAGE", "WEBSITE", "AD", "CHANNEL"]
"""What an escalation may be about; a person is none of them."""

Proof = Literal["official_document", "primary_data", "media_original", "prior_debunk", "expert", "licence_register"]
Packet = Literal["FALSE_CLAIM", "SCAM", "AD_BREACH", "LICENCE_BREACH", "IMPERSONATION"]
Proposal = Literal["ESCALATED", "PUBLISHED_NOTE", "MONITOR", "CLOSED_NOT_CHECKABLE", "CLOSED_OPINION", "CLOSED_TRUE"]
Words = Annotated[str, Meta(max_length=5000)]


class Item(Struct, frozen=True, kw_only=True):
    """One piece of evidence that a reader can open. `sha256` is of what was retrieved, in hexadecimal."""

    kind: Proof
    title: Words = ""
    url: Text = ""
    retrieved_at: datetime | None = None
    sha256: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """What the desk found. `claim` is a sentence of the post, word for word; `field` is the portal's field (lĩnh vực, 1–8), 0 for none."""

    verdict: CaseVerdict
    type: Packet = "FALSE_CLAIM"
    proposal: Proposal = "ESCALATED"
    destination: str = ""
    field: int = 0
    claim: Words = ""
    checkable_fact: Words = ""
    reason: Words = ""
    method: Words = ""
    subject: Subject = "PAGE"
    subject_name: Words = ""
    subject_id: str = ""
    urls: tuple[Text, ...] = ()
    evidence: Annotated[tuple[Item, ...], Meta(max_length=50)] = ()


class Approval(Struct, frozen=True, kw_only=True):
    """`finding` is the digest of the finding as it was signed: a changed one has to be signed anew."""

    role: Literal["analyst", "approver"]
    by: str
    at: datetime
    finding: str


class Captured(Struct, frozen=True, kw_only=True):
    """Evidence kept of one post (collectors/captures.py): where, and the SHA-256 of its manifest. `state` says how the post was found."""

    post: Id
    at: datetime
    sha256: str
    path: str = ""
    method: Literal["api", "page", "upload"] = "api"
    state: Literal["first", "same", "edited", "removed", "unknown"] = "first"
    timestamp: bool = False
    url: Text = ""


class Reply(Struct, frozen=True, kw_only=True):
    """The right of reply of whoever is behind the page."""

    contacted_at: datetime | None = None
    channel: Words = ""
    answer: Words = ""
    answered_at: datetime | None = None
    waived: str = ""
    why: Words = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of what was sent; a person sent it."""

    sent_at: datetime | None = None
    sent_by: str = ""
    receipt: Words = ""
    result: str = ""
    closed_at: datetime | None = None


class Remark(Struct, frozen=True, kw_only=True):
    by: str
    at: datetime
    text: Words
    mentions: tuple[str, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened to a case. `case` is the alert's id; `seen` the version that `by` had before the eyes, -1 where it does not
    matter. Only the fields that the deed needs are set; `reason` is a code, `text` free words."""

    id: Id
    case: str
    deed: Deed
    at: datetime
    by: str = "tinwatch"
    role: str = ""
    seen: int = -1
    reason: str = ""
    text: Words = ""
    to: str = ""
    posts: tuple[str, ...] = ()
    finding: Finding | None = None
    captured: Captured | None = None
    mute: Mute | None = None
    alert: Alert | None = None
    number: str = ""
    schema: int = SCHEMA


class Answer(Struct, frozen=True, kw_only=True):
    """What became of an event: accepted, or refused for these reasons. `offset`: where in decisions.v1 it stood."""

    event: str
    refused: tuple[str, ...] = ()
    offset: int = -1


class Case(Struct, frozen=True, kw_only=True):
    """One alert on its way through the desk. `version` grows with everything that a person must have seen before deciding.

    `history` holds every accepted event, so that folding it again gives this case; `answers` those of the last events. `due` is when what
    must have happened (acknowledge, finding, reply, chase_48h, chase_7d, correct), `late` what was told to be overdue. `signers` are all
    who had a hand in the finding: none of them can approve it. `posts` are those of the alert, without those that `left` for a case of
    their own and with those that `joined` from a merged one. `asked`: posts of which somebody asked for evidence, and when; `removed`:
    posts that were found gone, and when first. `mute`: what was muted from this case, until that ends. `ended_at`
    begins the time of keeping; `gone` says, once, why a case is kept no longer. `alerts_to`, `decisions_to`: offsets of the last records
    of alerts.v1 and decisions.v1 that were folded in.
    """

    id: Id
    number: str
    alert: Alert
    opened_at: datetime
    updated_at: datetime
    state: State = "NEW"
    before: State = "NEW"
    band: Band = "LOW"
    version: int = 1
    overridden: bool = False
    posts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    reason: str = ""
    assignee: str = ""
    merged_into: str = ""
    split_from: str = ""
    finding: Finding | None = None
    signers: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    reply: Reply = Reply()
    captures: tuple[Captured, ...] = ()
    asked: dict[str, datetime] = {}
    removed: dict[str, datetime] = {}
    outcome: Outcome = Outcome()
    appeal: Words = ""
    correction: Words = ""
    held: str = ""
    mute: Mute | None = None
    gone: str = ""
    remarks: tuple[Remark, ...] = ()
    due: dict[str, datetime] = {}
    late: tuple[str, ...] = ()
    acknowledged_at: datetime | None = None
    ended_at: datetime | None = None
    history: tuple[Event, ...] = ()
    answers: tuple[Answer, ...] = ()
    alerts_to: int = -1
    decisions_to: int = -1
    schema: int = SCHEMA

    @property
    def far(self) -> int:
        """Grows with every event: of two records of one case the one that knows more is the newer."""
        return self.alerts_to + self.decisions_to


class Ledger(Struct, frozen=True, kw_only=True):
    """Where the audit log and the numbering of cases stand. `numbers`: the last number of each year."""

    seq: int = 0
    chain: str = ""
    numbers: dict[str, int] = {}
    decisions_to: int = -1
    schema: int = SCHEMA


Telling = Literal[
    "new", "grown", "reopened", "assigned", "mentioned", "review", "refused", "approved", "overdue", "chase", "changed_evidence", "appeal",
    "correction", "uncollected", "collected", "damaged_evidence",
]  # fmt: skip


class Notice(Struct, frozen=True, kw_only=True):
    """Something the desk should hear of. `to` is one user, empty for the desk; `about` says which step is overdue, how evidence changed,
    what holds up collecting; `places` are those of the alert, for the offices that answer for them. One of collecting has no case,
    nor has one of the log of all evidence."""

    id: Id
    telling: Telling
    case: str
    number: str
    band: Band
    at: datetime
    to: str = ""
    by: str = ""
    about: str = ""
    headline: str = ""
    codes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    schema: int = SCHEMA


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the audit log: who did what to which case and whether it was accepted. It holds no words of a post and no free text, only
    the digest of the event, so that it can be kept when the case is gone. `chain` is the SHA-256 over the line before and this one."""

    seq: int
    at: datetime
    by: str
    role: str
    case: str
    deed: Deed
    reason: str
    refused: tuple[str, ...]
    digest: str
    chain: str
    schema: int = SCHEMA
