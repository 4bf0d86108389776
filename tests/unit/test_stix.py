"""The indicators of a scam as STIX 2.1, read again strictly by the library that its readers use."""

from __future__ import annotations

import pytest
import stix2
from escalated import DESK, SCAM, escalated
from test_handing import INDICATORS, content

from channels.packet import Lacking


def test_stix_has_indicators_amber_and_nobody() -> None:
    raw = content("stix", escalated(SCAM), indicators=INDICATORS)
    bundle = stix2.parse(raw, allow_custom=False)
    by_type: dict[str, list[object]] = {}
    for one in bundle.objects:
        by_type.setdefault(one.type, []).append(one)
    assert by_type.keys() == {
        "identity", "marking-definition", "extension-definition", "indicator", "domain-name", "url", "note", "report",
    }  # fmt: skip
    assert [(one.identity_class, one.name) for one in by_type["identity"]] == [("organization", DESK.organisation)]
    assert [one.pattern for one in by_type["indicator"]] == [
        "[x-phone-number:value = '0900000000']", "[x-bank-account:value = '0123456789']", "[domain-name:value = 'vay-nhanh.example']",
        "[url:value = 'https://vay-nhanh.example/a\\'b']",
    ]  # fmt: skip
    assert {tuple(one.object_marking_refs) for one in by_type["indicator"]} == {(stix2.TLP_AMBER.id,)}
    assert [one.value for one in (*by_type["domain-name"], *by_type["url"])] == ["vay-nhanh.example", "https://vay-nhanh.example/a'b"]
    declared = {one.id: one for one in by_type["extension-definition"]}
    [note], [report] = by_type["note"], by_type["report"]
    [(id, claim)] = note.extensions.items()
    assert declared[id].extension_types == ["property-extension"]
    assert (claim["claim"], claim["verdict"]) == (SCAM.claim, "SCAM_CONFIRMED")
    ids = {one.id for one in bundle.objects}
    assert set(report.object_refs) < ids
    assert len(report.object_refs) == 7, "four indicators, the domain, the address and the finding"
    assert {(one.valid_until - one.valid_from).days for one in by_type["indicator"]} == {731}, "24 months since it was seen last"
    assert raw == content("stix", escalated(SCAM), indicators=INDICATORS)


def test_stix_is_for_scams_with_indicators_only() -> None:
    for case, given in ((escalated(), INDICATORS), (escalated(SCAM), ())):
        with pytest.raises(Lacking):
            content("stix", case, indicators=given)
