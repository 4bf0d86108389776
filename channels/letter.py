"""An escalation as a letter: the approved one to its destination, or a draft for the desk's own eyes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from channels import portal, wording
from channels.destination import known
from channels.packet import VIETNAM, Brought, missing, packet
from channels.packet_fields import Packet
from channels.sheet.blocks import Block, blocks
from channels.sheet.written import written
from topics.cases import Case

FOLDER = Path(__file__).parent / "letters"
_KINDS = {
    "subjects": wording.SUBJECTS,
    "verdicts": wording.VERDICTS,
    "proofs": wording.PROOFS,
    "roles": wording.ROLES,
    "methods": wording.METHODS,
    "indicators": wording.INDICATORS,
}


def escalation(case: Case, brought: Brought, at: datetime) -> tuple[Block, ...]:
    """The letter of an approved case, dated `at`; raises Lacking for any other."""
    made = packet(case, brought)
    destination = known()[made.destination]
    ask: Callable[[str], str] = lambda source: portal.SOURCES[source](made, brought.indicators)  # noqa: E731
    values = _shared(case, brought, at) | {
        "packet": made,
        "destination": destination,
        "about": subject_line(made),
        "label": ask("label") if destination.classified and made.finding.verdict != "SCAM_CONFIRMED" else "",
        "field": ask("field"),
        "reply": ask("reply"),
        "declaration": portal.DECLARATION,
        "indicators": brought.indicators,
        "unstamped": ", ".join(brought.kept.unstamped),
    }
    return blocks(written([FOLDER], "escalation.md", values))


def draft(case: Case, brought: Brought, at: datetime) -> tuple[Block, ...]:
    """What there is so far, marked as a draft: no destination, no field of its form, nothing that could be sent."""
    finding, conceal = case.finding, brought.conceal
    values = _shared(case, brought, at) | {
        "lacks": [wording.LACKS.get(code, code) for code in missing(case, brought.lacks)],
        "claim": conceal(finding.claim) if finding else "",
        "checkable_fact": conceal(finding.checkable_fact) if finding else "",
        "verdict": wording.VERDICTS[finding.verdict] if finding else "",
        "reason": conceal(finding.reason) if finding else "",
        "method": conceal(finding.method) if finding else "",
        "evidence": [{"kind": i.kind, "title": conceal(i.title), "url": i.url} for i in finding.evidence] if finding else [],
    }
    return blocks(written([FOLDER], "draft.md", values))


def withdrawn(case: Case) -> bool:
    """Whether a finding that had been sent was corrected since: whoever got it must hear of that."""
    return case.state == "CORRECTION" and case.finding is not None and any(event.deed == "sent" for event in case.history)


def correction(case: Case, brought: Brought, at: datetime) -> tuple[Block, ...]:
    """The letter that takes an escalation back, to where it had gone."""
    finding, conceal = case.finding, brought.conceal
    assert finding is not None
    values = _shared(case, brought, at) | {
        "title": known()[finding.destination].title if finding.destination in known() else "",
        "sent_at": case.outcome.sent_at,
        "receipt": conceal(case.outcome.receipt),
        "checkable_fact": conceal(finding.checkable_fact),
        "verdict": wording.VERDICTS[finding.verdict],
        "correction": conceal(case.correction),
    }
    return blocks(written([FOLDER], "correction.md", values))


def subject_line(made: Packet) -> str:
    """What the letter is about, in one line (trích yếu)."""
    return " ".join(f"phản ánh {wording.TYPES[made.type]} trên mạng, hồ sơ {made.case_id}".split())


def _shared(case: Case, brought: Brought, at: datetime) -> dict[str, object]:
    today = at.astimezone(VIETNAM)
    console = brought.desk.console.rstrip("/")
    return {
        "desk": brought.desk,
        "number": case.number,
        "today": f"{today.day} tháng {today.month} năm {today.year}",
        "link": f"{console}/alerts/{case.id}" if console else case.number,
        "kinds": _KINDS,
    }
