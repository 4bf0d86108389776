"""The packet: what it says, and that nothing leaves which lacks anything."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from escalated import CAPTURED, CLAIM, FINDING, NOON, SCAM, SOURCES, brought, document, drafted, escalated, walked
from msgspec.structs import replace

from channels.packet import Lacking, missing, packet, unfit
from topics.cases import Case, Reply

SCHEMA = json.loads((Path(__file__).parents[2] / "channels/packet.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def said(case: Case, **more: object) -> dict[str, object]:
    made = json.loads(msgspec.json.encode(packet(case, brought(**more))))
    CHECK.validate(made)
    return made


def test_the_packet_of_a_false_claim() -> None:
    made = said(escalated())
    assert made["case_id"] == "VN-2026-000123"
    assert (made["type"], made["destination"], made["vafc"]) == ("FALSE_CLAIM", "vafc", {"label": "tin_gia", "linh_vuc": 3})
    assert made["subject"] == {
        "kind": "PAGE", "name": "Sống khỏe mỗi ngày", "platform_id": "fb:1002", "urls": ["https://www.facebook.com/1002/posts/9008"],
    }  # fmt: skip
    assert made["claim"] == {"text_vi": CLAIM, "normalised": CLAIM, "checkable_fact": "Lá đu đủ đực chữa khỏi ung thư."}
    assert [item["kind"] for item in made["evidence"]] == ["official_document", "prior_debunk"]
    assert made["evidence"][0]["retrieved_at"] == "2026-11-20T12:00:00+07:00"
    assert made["capture"] == {
        "first_seen": "2026-11-20T12:00:00+07:00", "captured_at": "2026-11-20T12:00:40+07:00", "wacz": "a-1/1", "warc_sha256": "b" * 64,
        "screenshot_sha256": "c" * 64, "rfc3161": "", "capture_method": "page",
    }  # fmt: skip
    assert made["reach"] == {
        "at": "2026-11-20T12:00:00+07:00", "reactions": 412, "comments": 57, "shares": 34, "views": None, "velocity_per_h": 251.5,
        "copies": 1,
    }  # fmt: skip
    assert made["right_of_reply"]["waived_reason"] == "danger_to_life: Có người bệnh bỏ thuốc điều trị"
    assert [(one["role"], one["user"]) for one in made["approvals"]] == [("analyst", "lan"), ("approver", "minh")]
    assert made["outcome"] == {"sent_at": None, "receipt": None, "result": None, "closed_at": None}


def test_what_became_of_it_stands_in_it() -> None:
    more = (
        ("sent", "lan", "analyst", {}),
        ("receipt", "lan", "analyst", {"text": "Mã tiếp nhận 4711"}),
        ("outcome", "lan", "analyst", {"reason": "upheld"}),
    )
    made = said(escalated(more=more))
    assert made["outcome"]["receipt"] == "Mã tiếp nhận 4711"
    assert made["outcome"]["result"] == "upheld"
    assert made["outcome"]["sent_at"] == "2026-11-20T19:00:00+07:00"


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        ("FALSE", "tin_gia"),
        ("ALTERED_MEDIA", "tin_gia"),
        ("PARTLY_FALSE", "tin_sai_su_that"),
        ("OUT_OF_CONTEXT", "tin_sai_su_that"),
    ],
)
def test_labels_of_the_portal(verdict: str, label: str) -> None:
    assert said(escalated(replace(FINDING, verdict=verdict)))["vafc"]["label"] == label


def test_a_scam_has_no_label_and_only_two_fields() -> None:
    scam = replace(SCAM, destination="vafc", field=7)
    assert said(escalated(scam))["vafc"] == {"linh_vuc": 7}
    assert unfit(replace(scam, field=2)) == ("field",)
    assert "vafc" not in said(escalated(SCAM))


def test_public_safety_needs_three_signatures() -> None:
    finding = replace(FINDING, field=5)
    made = said(escalated(finding, codes=("SAFETY",)))
    assert [one["user"] for one in made["approvals"]] == ["lan", "minh", "hoa"]
    two = escalated(finding, codes=("SAFETY",))
    assert missing(replace(two, approvals=two.approvals[:2])) == ("approvals",)


def test_nothing_leaves_before_it_is_approved() -> None:
    for case in (walked(), drafted(), walked(("check", "lan", "analyst", {}))):
        with pytest.raises(Lacking) as refused:
            packet(case, brought())
        assert "state" in refused.value.codes


GOOD = escalated()
NEVER = ("UNPROVEN", "OPINION", "SATIRE", "TRUE", "NOT_CHECKABLE")


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (replace(GOOD, finding=None), "finding"),
        (replace(GOOD, captures=()), "capture"),
        (replace(GOOD, captures=(replace(CAPTURED, sha256=""),)), "capture"),
        (replace(GOOD, approvals=()), "approvals"),
        (replace(GOOD, approvals=GOOD.approvals[:1]), "approvals"),
        (replace(GOOD, approvals=(GOOD.approvals[0], replace(GOOD.approvals[1], by="lan"))), "approvals"),
        (replace(GOOD, approvals=(GOOD.approvals[0], replace(GOOD.approvals[1], finding="0" * 64))), "approvals"),
        (replace(GOOD, state="CORRECTION"), "state"),
        (replace(GOOD, state="PUBLISHED_NOTE"), "state"),
        (replace(GOOD, state="APPEAL", before="PUBLISHED_NOTE"), "state"),
        *((replace(GOOD, finding=replace(FINDING, verdict=one)), "verdict") for one in NEVER),
        (replace(GOOD, finding=replace(FINDING, evidence=SOURCES[:1])), "evidence"),
        (replace(GOOD, finding=replace(FINDING, evidence=(SOURCES[0], SOURCES[0]))), "evidence"),
        (replace(GOOD, finding=replace(FINDING, evidence=tuple(replace(one, kind="expert") for one in SOURCES))), "primary_evidence"),
        (replace(GOOD, finding=replace(FINDING, urls=("javascript:alert(1)",))), "subject"),
        (replace(GOOD, finding=replace(FINDING, checkable_fact=" ")), "checkable_fact"),
        (replace(GOOD, finding=replace(FINDING, destination="nowhere")), "destination"),
        (replace(GOOD, finding=replace(FINDING, destination="ncsc")), "destination_type"),
        (replace(GOOD, finding=replace(FINDING, field=0)), "field"),
        (replace(GOOD, finding=replace(FINDING, field=5)), "field"),
        (replace(GOOD, reply=Reply()), "reply"),
        (replace(GOOD, finding=replace(FINDING, field=9)), "field"),
    ],
)  # fmt: skip
def test_a_case_that_was_tampered_with_is_refused(case: Case, code: str) -> None:
    with pytest.raises(Lacking) as refused:
        packet(case, brought())
    assert code in refused.value.codes


def test_what_the_gate_of_the_desk_finds_missing_counts_too() -> None:
    with pytest.raises(Lacking) as refused:
        packet(GOOD, brought(lacks=("scope",)))
    assert refused.value.codes == ("scope",)


def test_the_fold_refuses_what_no_destination_takes() -> None:
    with pytest.raises(AssertionError, match="destination_type"):
        escalated(replace(SCAM, destination="health"))
    with pytest.raises(AssertionError, match="field"):
        escalated(replace(FINDING, field=0))


def test_the_schema_has_no_place_for_a_person() -> None:
    assert SCHEMA["properties"]["subject"]["properties"]["kind"]["enum"] == ["PAGE", "WEBSITE", "AD", "CHANNEL"]
    wrong = said(GOOD) | {"author": "ai đó"}
    with pytest.raises(jsonschema.ValidationError):
        CHECK.validate(wrong)


def test_reach_is_the_sum_of_what_is_known() -> None:
    posts = (document("p:1"), document("p:2"), replace(document("p:3"), post=replace(document().post, reach=None)))
    assert said(GOOD, documents=posts)["reach"]["reactions"] == 824
    assert said(GOOD, documents=())["reach"]["velocity_per_h"] == 0
    assert NOON.tzinfo
