"""The form of a finding ↔ the finding; what it begins with is only what the alert knows, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, get_args

from console.cases.claims import found_claim
from console.cases.forms import LONGEST
from console.links import openable
from console.times import VIETNAM
from topics.cases import Case, CaseVerdict, Finding, Item, Packet, Proof, Proposal, Subject
from topics.records import Alert, Assessed, utc

VERDICTS: tuple[str, ...] = get_args(CaseVerdict)
TYPES: tuple[str, ...] = get_args(Packet)
PROPOSALS: tuple[str, ...] = get_args(Proposal)
SUBJECTS: tuple[str, ...] = get_args(Subject)
PROOFS: tuple[str, ...] = get_args(Proof)
FIELDS = range(9)
MOST_ITEMS = 50
_SHA = re.compile(r"[0-9a-f]{64}|")

_TYPE_OF = {
    **dict.fromkeys(("JOB", "DEPOSIT", "GIFT", "RECOVER", "CHARITY", "INVEST", "LOAN", "GAMBLE"), "SCAM"),
    **dict.fromkeys(("AUTH", "IMPERS"), "IMPERSONATION"),
    **dict.fromkeys(("ADHEALTH", "ADBAN"), "AD_BREACH"),
    "LICENCE": "LICENCE_BREACH",
}
_FIELD_OF = {"OFFICIAL": 1, "FINRUM": 2, "HEALTH": 3, "DISASTER": 4, "SAFETY": 5, "AUTH": 6, "IMPERS": 6, "GIFT": 7}
"""The portal's field by code (domain.md §3.1): a proposal, the desk decides."""

_WRITTEN = ("checkable_fact", "reason", "method", "subject_name", "subject_id")


def begun(alert: Alert, documents: Sequence[Assessed]) -> Finding:
    """A finding to start from: subject and addresses from the pages, prior debunks from the claims beyond doubt."""
    code = alert.codes[0] if alert.codes else ""
    named = alert.page_names if len(alert.page_names) == len(alert.pages) else alert.pages
    urls = dict.fromkeys(openable(document.post.url) for document in documents)
    debunks = [Item(kind="prior_debunk", title=one.title, url=one.url) for one in alert.claims if one.confirmed and openable(one.url)]
    return Finding(
        verdict="UNPROVEN",
        type=_TYPE_OF.get(code, "FALSE_CLAIM"),  # type: ignore[arg-type]
        field=_FIELD_OF.get(code, 0),
        subject_name=named[0] if named else "",
        subject_id=alert.pages[0] if alert.pages else "",
        urls=tuple(url for url in urls if url)[:10],
        evidence=tuple(debunks[:3]),
    )


def read(form: Mapping[str, str], case: Case, documents: Sequence[Assessed]) -> tuple[Finding, tuple[str, ...]]:
    """The finding as it was typed, and what of it cannot be sent at all (the gate says what else it lacks)."""
    refused = []
    fields: dict[str, Any] = {name: _text(form, name) for name in _WRITTEN}
    typed = _text(form, "claim")
    fields["claim"] = _claim(typed, case, documents)
    if typed and not fields["claim"]:
        refused.append("claim_elsewhere")
    for name, known in (("verdict", VERDICTS), ("type", TYPES), ("proposal", PROPOSALS), ("subject", SUBJECTS)):
        fields[name] = form.get(name, "") if form.get(name, "") in known else known[0]
        if fields[name] != form.get(name, ""):
            refused.append(name if name != "proposal" else "finding")
    field = form.get("field", "0")
    fields["field"] = int(field) if field in map(str, FIELDS) else 0
    fields["destination"] = form.get("destination", "")[:100]
    fields["urls"] = tuple(dict.fromkeys(url for url in _text(form, "urls").split() if openable(url)))[:50]
    fields["evidence"] = tuple(_items(form))
    if any(len(text) > LONGEST for text in (*fields.values(), *(item.title for item in fields["evidence"])) if isinstance(text, str)):
        refused.append("long")
    return Finding(**fields), tuple(refused)


def _claim(typed: str, case: Case, documents: Sequence[Assessed]) -> str:
    """Word for word as a post has it; what was saved before stays also when the post is gone from the index."""
    known = case.finding.claim if case.finding else ""
    return found_claim(typed, documents) or (known if typed.split() == known.split() else "")


def _text(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()


def _items(form: Mapping[str, str]) -> list[Item]:
    items = []
    for n in range(MOST_ITEMS):
        title, url = _text(form, f"title_{n}"), _text(form, f"url_{n}")
        if not (title or url):
            continue
        kind, sha = form.get(f"kind_{n}", ""), _text(form, f"sha_{n}").lower()
        items.append(
            Item(
                kind=kind if kind in PROOFS else PROOFS[0],  # type: ignore[arg-type]
                title=title,
                url=url[:2000],
                retrieved_at=_moment(form.get(f"at_{n}", "")),
                sha256=sha if _SHA.fullmatch(sha) else "",
            )
        )
    return items


def _moment(text: str) -> datetime | None:
    """What a browser sends for a time without zone is Viet Nam's."""
    try:
        moment = datetime.fromisoformat(text)
        return utc(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
    except (ValueError, OverflowError):
        return None
