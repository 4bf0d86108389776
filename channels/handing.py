"""A case in every form in which it can be handed over. Nothing is sent: a person does that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from channels import activity, portal
from channels.claimreview import claim_review
from channels.destination import known
from channels.eml import File, eml
from channels.letter import correction, draft, escalation, subject_line, withdrawn
from channels.packet import Brought, Lacking, missing, packet
from channels.sheet.docx import docx
from channels.sheet.pdf import pdf
from channels.stix import bundle
from topics.cases import Case

MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "eml": "message/rfc822",
    "txt": "text/plain; charset=utf-8",
    "claimreview": "application/ld+json",
    "stix": "application/stix+json;version=2.1",
    "as2": "application/activity+json",
    "zip": "application/zip",
}
ENDINGS: Mapping[str, str] = {"claimreview": "claimreview.json", "stix": "stix.json", "as2": "as2.json"}
DRAFTS = frozenset({"docx", "pdf"})
"""Forms in which a case can be seen before it is approved, marked as a draft."""

PAPERS = ("json", "pdf", "docx", "txt", "eml")
"""What lies in a sealed file beside the evidence."""


def handed(case: Case, form: str, brought: Brought, at: datetime) -> File:
    """The case in one of the forms of MEDIA; raises Lacking when it may not leave in that form, KeyError for an unknown one."""
    media = MEDIA[form]
    standing = not missing(case, brought.lacks)
    if form in DRAFTS and withdrawn(case):
        paper = (docx if form == "docx" else pdf)(correction(case, brought, at), f"Đính chính {case.number}")
        return File(f"{case.number}-dinh-chinh.{form}", media, paper)
    if form in DRAFTS and not standing:
        paper = (docx if form == "docx" else pdf)(draft(case, brought, at), f"DỰ THẢO {case.number}", draft=True)
        return File(f"{case.number}-du-thao.{form}", media, paper)
    return File(f"{case.number}.{ENDINGS.get(form, form)}", media, _WRITERS[form](case, brought, at))


def _json(case: Case, brought: Brought, at: datetime) -> bytes:
    return msgspec.json.format(msgspec.json.encode(packet(case, brought)), indent=1) + b"\n"


def _docx(case: Case, brought: Brought, at: datetime) -> bytes:
    return docx(escalation(case, brought, at), case.number)


def _pdf(case: Case, brought: Brought, at: datetime) -> bytes:
    return pdf(escalation(case, brought, at), case.number)


def _txt(case: Case, brought: Brought, at: datetime) -> bytes:
    made = packet(case, brought)
    return portal.text(made, known()[made.destination], brought.indicators).encode()


def _eml(case: Case, brought: Brought, at: datetime) -> bytes:
    made = packet(case, brought)
    destination = known()[made.destination]
    files = [handed(case, form, brought, at) for form in ("pdf", "docx", "json")]
    form = portal.text(made, destination, brought.indicators)
    body = f"Kính gửi: {destination.title}\n\n{destination.letter}\n\n{form}\n{portal.DECLARATION}\n"
    return eml(f"V/v {subject_line(made)}", body, files, brought.desk, brought.address(made.destination))


def _claimreview(case: Case, brought: Brought, at: datetime) -> bytes:
    if not brought.desk.reviews:
        raise Lacking("reviews")
    return _lines(claim_review(case, brought, brought.desk.reviews.replace("{number}", case.number)))


def _stix(case: Case, brought: Brought, at: datetime) -> bytes:
    return bundle(case, brought) + b"\n"


def _as2(case: Case, brought: Brought, at: datetime) -> bytes:
    return _lines(activity.flag(case, brought.public, brought.desk.console))


def _zip(case: Case, brought: Brought, at: datetime) -> bytes:
    papers = {file.name: file.content for file in (handed(case, form, brought, at) for form in PAPERS)}
    if brought.seal is None:
        raise Lacking("evidence_here")
    return brought.seal(papers)


def _lines(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


_WRITERS: Mapping[str, Callable[[Case, Brought, datetime], bytes]] = {
    "json": _json, "docx": _docx, "pdf": _pdf, "eml": _eml, "txt": _txt, "claimreview": _claimreview, "stix": _stix, "as2": _as2,
    "zip": _zip,
}  # fmt: skip
