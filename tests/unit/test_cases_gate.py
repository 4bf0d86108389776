"""The gate: whatever alone is missing is named, nothing of it can be done without, and two people sign."""

from __future__ import annotations

from dataclasses import replace as with_
from datetime import timedelta

import pytest
from cases_walks import PLAN, START, WORDS, alert, evidence, finding, to_review
from msgspec.structs import replace

from alerts.cases import advance
from alerts.gate import EXPORTABLE, lacking
from alerts.plan import Plan
from topics.cases import Approval, Case, Event, Finding, Item, Reply


def reviewed(found: Finding, plan: Plan = PLAN, codes: tuple[str, ...] = ("HEALTH",)) -> Case:
    case, _ = advance(None, Event(id="e0", case="a", deed="alert", at=START, alert=alert(codes=codes), number="VN-2026-000001"), plan)
    for event in to_review("a", found):
        case, _ = advance(case, event, plan)
    assert case is not None
    return case


def approved(case: Case, by: str, plan: Plan = PLAN, role: str = "approver") -> tuple[Case, tuple[str, ...]]:
    event = Event(id=f"ok-{by}", case="a", deed="approve", at=START, by=by, role=role, seen=case.version)
    after, _ = advance(case, event, plan)
    assert after is not None
    return after, after.answers[-1].refused


WHOLE = reviewed(finding())

LAME = [
    ("verdict", {"verdict": "UNPROVEN"}), ("verdict", {"verdict": "OPINION"}), ("verdict", {"verdict": "SATIRE"}),
    ("verdict", {"verdict": "TRUE"}), ("verdict", {"verdict": "NOT_CHECKABLE"}),
    ("type", {"type": "SCAM"}), ("type", {"type": "AD_BREACH"}),
    ("type", {"verdict": "SCAM_CONFIRMED"}), ("type", {"verdict": "AD_BREACH"}),
    ("destination", {"destination": ""}), ("destination", {"destination": "báo chí"}),
    ("checkable_fact", {"checkable_fact": "x" * 11}), ("claim", {"claim": " " * 30}),
    ("reason", {"reason": ""}), ("method", {"method": "ừ"}),
    ("subject", {"subject_name": " "}), ("subject", {"urls": ()}), ("subject", {"urls": ("javascript:alert(1)", "trang mẫu")}),
    ("evidence", {"evidence": evidence(1)}), ("evidence", {"evidence": evidence(1) * 3}),
    ("evidence", {"evidence": (*evidence(1), Item(kind="expert", url="file:///etc/passwd"))}),
    ("primary_evidence", {"evidence": tuple(Item(kind="expert", url=f"https://y{n}.example/") for n in range(3))}),
    ("field", {"field": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("named", "change"), LAME)
def test_what_alone_is_missing_is_named(named: str, change: dict[str, object]) -> None:
    assert lacking(WHOLE, PLAN, START) == ()
    assert lacking(replace(WHOLE, finding=finding(**change)), PLAN, START) == (named,)
    submitted = reviewed(finding(**change))
    assert submitted.state == "DRAFT_FINDING", "the second person is not asked for what can only be sent back"
    assert submitted.answers[-1].refused == (named,)


def test_what_may_still_come_is_named_to_the_second_person() -> None:
    for named, case, plan in (
        ("capture", replace(WHOLE, captures=()), PLAN),
        ("capture", replace(WHOLE, captures=(replace(WHOLE.captures[0], sha256=""),)), PLAN),
        ("reply", replace(WHOLE, reply=Reply()), PLAN),
        ("reply", replace(WHOLE, reply=Reply(contacted_at=START - timedelta(hours=47, minutes=59))), PLAN),
        ("scope", WHOLE, with_(PLAN, scope_signed=False)),
        ("destination", WHOLE, with_(PLAN, destinations=frozenset())),
    ):
        assert lacking(case, plan, START) == (named,)
        assert approved(case, "hoa", plan)[0].state == "REVIEW"
        assert approved(case, "hoa", plan)[1] == (named,)
    assert lacking(replace(WHOLE, finding=None), PLAN, START) == ("finding",)
    for reply in (Reply(contacted_at=START - timedelta(hours=48)), Reply(contacted_at=START, answered_at=START)):
        assert approved(replace(WHOLE, reply=reply), "hoa")[0].state == "ESCALATED"


def test_whoever_had_a_hand_in_it_cannot_approve_it() -> None:
    for by in ("lan", "minh"):
        case = replace(WHOLE, signers=("lan", "minh"))
        for role in ("approver", "admin"):
            after, refused = approved(case, by, role=role)
            assert (after.state, refused) == ("REVIEW", ("second_person",))
    assert approved(WHOLE, "hoa", role="analyst")[1] == ("role",)
    assert approved(WHOLE, "hoa")[0].state == "ESCALATED"


def test_a_finding_changed_after_it_was_signed_is_signed_anew() -> None:
    after, refused = approved(replace(WHOLE, finding=finding(reason=WORDS + ", bản khác")), "hoa")
    assert (after.state, refused) == ("REVIEW", ("changed",))


def test_public_order_takes_two_approvers_and_its_own_codes() -> None:
    case = reviewed(finding(field=5), codes=("DISASTER",))
    one, refused = approved(case, "hoa")
    assert (one.state, refused) == ("REVIEW", ())
    assert approved(one, "hoa")[1] == ("second_person",)
    two, _ = approved(one, "khoa")
    assert two.state == "ESCALATED"
    assert [(done.role, done.by) for done in two.approvals] == [("analyst", "lan"), ("approver", "hoa"), ("approver", "khoa")]
    noted, _ = approved(reviewed(finding(field=5, proposal="PUBLISHED_NOTE"), codes=("DISASTER",)), "hoa")
    assert noted.state == "PUBLISHED_NOTE"


def test_a_note_needs_its_sources_and_may_say_that_something_is_true() -> None:
    assert (
        approved(reviewed(finding(proposal="PUBLISHED_NOTE", verdict="TRUE", destination="", urls=())), "hoa")[0].state == "PUBLISHED_NOTE"
    )
    for named, change in (("evidence", {"evidence": evidence(1)}), ("verdict", {"verdict": "OPINION"}), ("reason", {"reason": ""})):
        assert reviewed(finding(proposal="PUBLISHED_NOTE", **change)).answers[-1].refused == (named,)


def test_the_verdicts_that_may_leave_are_those_of_the_law() -> None:
    assert set(EXPORTABLE) == {"FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "AD_BREACH", "LICENCE_BREACH"}


def test_an_appeal_is_decided_once_by_somebody_else_and_a_corrected_case_begins_anew() -> None:
    case = approved(WHOLE, "hoa")[0]

    def then(case: Case, deed: str, by: str, **more: object) -> Case:
        given = {"at": START, "role": "approver", "seen": case.version, "text": WORDS} | more
        after, _ = advance(case, Event(id=f"{deed}-{by}-{case.version}", case="a", deed=deed, by=by, **given), PLAN)  # type: ignore[arg-type]
        assert after is not None
        return after

    appealed = then(case, "appeal", "minh")
    for by in ("lan", "hoa"):
        assert then(appealed, "rule", by, reason="upheld").answers[-1].refused == ("second_person",)
    assert then(appealed, "rule", "khoa", reason="upheld").state == "ESCALATED"
    wrong = then(appealed, "rule", "khoa", reason="overturned")
    assert wrong.due == {"correct": START + timedelta(hours=24)}
    assert then(wrong, "rule", "khoa", reason="upheld").answers[-1].refused == ("done",)
    anew = then(then(wrong, "correct", "khoa"), "check", "lan")
    assert (anew.state, anew.approvals, anew.reply, anew.correction) == ("IN_CHECK", (), Reply(), WORDS)


def test_signatures_under_another_case_do_not_count() -> None:
    forged = replace(WHOLE, approvals=(Approval(role="analyst", by="lan", at=START, finding="0" * 64),))
    assert approved(forged, "hoa")[1] == ("changed",)
