"""The indicators of a confirmed scam as a STIX 2.1 bundle, TLP:AMBER: what to block and look for, not who did it.

No identity but that of the desk's organisation, no threat actor. Telephone numbers and accounts have no type of their own in STIX: they are
custom observables named x-phone-number and x-bank-account, and stand in patterns only, since libraries refuse a bundle with objects of a
type that they do not know. The claim's fields stand in the note, as an extension that the bundle declares.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import stix2

from channels.packet import Brought, Indicator, Lacking, packet
from channels.packet_fields import Packet
from topics.cases import Case

_SPACE = UUID("0f2dfb0c-6a64-5d0c-9f1e-6b7b9c0d4a11")
TYPES = {"DOMAIN": "domain-name", "URL": "url", "PHONE": "x-phone-number", "ACCOUNT": "x-bank-account"}
"""Observables by the type of an indicator."""

OBSERVABLES = {"DOMAIN": stix2.DomainName, "URL": stix2.URL}

KEPT = timedelta(days=731)
"""For how long an indicator is good after it was seen last (domain.md §8: 24 months)."""

_WHEN = "2026-11-23T00:00:00Z"
_CLAIM = "Of a note: `claim`, a sentence of the post; `checkable_fact`, what can be settled of it; `verdict` and `method` of the finding."


def bundle(case: Case, brought: Brought) -> bytes:
    """JSON; the same case gives the same ids. Raises Lacking for what is no approved scam or has no indicators."""
    made = packet(case, brought)
    if made.finding.verdict != "SCAM_CONFIRMED":
        raise Lacking("verdict")
    given = [one for one in dict.fromkeys(brought.indicators) if one.type in TYPES]
    if not given:
        raise Lacking("indicators")
    at = max(one.at for one in case.approvals)
    name = brought.desk.organisation or "tinwatch"
    desk = stix2.Identity(id=_id("identity", brought.desk.organisation), name=name, identity_class="organization", created=at, modified=at)
    marked = {"created_by_ref": desk.id, "created": at, "modified": at, "object_marking_refs": [stix2.TLP_AMBER.id]}
    claims = _extension("claim", _CLAIM, desk)
    found = list(_found(given, case, brought, marked))
    note = _note(made, case, [one.id for one in found], claims.id, marked)
    refs = [*(one.id for one in found), note.id]
    report = stix2.Report(
        id=_id("report", case.id), name=made.case_id, report_types=["indicator"], published=at, object_refs=refs, **marked
    )
    objects = [desk, stix2.TLP_AMBER, claims, *found, note, report]
    text: str = stix2.Bundle(id=_id("bundle", case.id), objects=objects).serialize(pretty=True, ensure_ascii=False)
    return text.encode()


def _found(given: list[Indicator], case: Case, brought: Brought, marked: dict[str, Any]) -> Iterator[Any]:
    """Each indicator, and the observable that it looks for where STIX has one."""
    seen = max([case.alert.updated_at, *(document.collected_at for document in brought.documents)])
    for one in given:
        yield stix2.Indicator(
            id=_id("indicator", one.type, one.value),
            name=f"{one.type} {one.value}",
            pattern=f"[{TYPES[one.type]}:value = '{_quoted(one.value)}']",
            pattern_type="stix",
            indicator_types=["malicious-activity"],
            valid_from=case.opened_at,
            valid_until=seen + KEPT,
            **marked,
        )
        if one.type in OBSERVABLES:
            yield OBSERVABLES[one.type](value=one.value, object_marking_refs=[stix2.TLP_AMBER.id])


def _note(made: Packet, case: Case, refs: list[str], claims: str, marked: dict[str, Any]) -> Any:
    claim = {
        "extension_type": "property-extension",
        "claim": made.claim.text_vi,
        "checkable_fact": made.claim.checkable_fact,
        "verdict": made.finding.verdict,
        "method": made.finding.method,
    }
    return stix2.Note(
        id=_id("note", case.id),
        abstract=made.claim.checkable_fact,
        content=made.finding.reason,
        object_refs=refs,
        extensions={claims: claim},
        **marked,
    )


def _extension(name: str, schema: str, desk: Any) -> Any:
    """A definition names its organisation, so that of another desk is another."""
    return stix2.ExtensionDefinition(
        id=_id("extension-definition", name, desk.id),
        name=f"tinwatch {name}",
        schema=schema,
        version="1.0.0",
        extension_types=["property-extension"],
        created=_WHEN,
        modified=_WHEN,
        created_by_ref=desk.id,
    )


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(_SPACE, chr(0).join((kind, *parts)))}"
