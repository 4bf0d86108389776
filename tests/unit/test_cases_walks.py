"""Whatever people try with a case, in 10,000 random walks: nobody gets round the gate or a second person, nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from cases_walks import PLAN, finding, to_review, walks
from msgspec.structs import replace

from alerts.cases import advance
from alerts.workflow import LOGGED
from topics.cases import STATES, Case, Event
from topics.records import decode, encode

WALKS, STEPS = 10_000, 24
OUT = {"ESCALATED", "PUBLISHED_NOTE"}
NEVER_OUT = {"UNPROVEN", "SATIRE", "OPINION", "NOT_CHECKABLE"}


def signed_by_two(case: Case) -> bool:
    """Said anew here, not asked of the gate: somebody who had no hand in it approved what somebody else submitted."""
    analysts = [one.by for one in case.approvals if one.role == "analyst"]
    approvers = {one.by for one in case.approvals if one.role == "approver"}
    assert case.finding is not None
    needed = 2 if case.finding.field == 5 and case.finding.proposal == "ESCALATED" else 1
    return len(analysts) == 1 and len(approvers - set(case.signers)) >= needed and len({one.finding for one in case.approvals}) == 1


def complete(case: Case, event: Event) -> bool:
    """What domain.md §1.1 and §1.4 ask of an escalation, said anew here."""
    found, reply = case.finding, case.reply
    assert found is not None
    heard = reply.waived or reply.answered_at or (reply.contacted_at and event.at - reply.contacted_at >= timedelta(hours=48))
    kinds = {item.kind for item in found.evidence}
    said = all(len(words) > 11 for words in (found.claim, found.checkable_fact, found.reason, found.method))
    safety = found.field != 5 or {"SAFETY", "DISASTER"} & set(case.alert.codes)
    sources = len({item.url for item in found.evidence}) >= 2 and kinds != {"expert"}
    return bool(
        heard and said and safety and sources and case.captures and found.verdict not in NEVER_OUT and found.verdict != "TRUE"
        and found.destination == "vafc" and found.subject_name and found.urls
    )  # fmt: skip


def checked(before: Case, after: Case, event: Event, reached: Counter[str], left: Counter[str]) -> bool:
    """Whether it was accepted; everything that must hold of one step does."""
    assert (after.id, after.number, after.opened_at) == (before.id, before.number, before.opened_at)
    if event.deed in LOGGED:
        assert after is before
        return False
    refused = next((answer.refused for answer in after.answers[len(before.answers) :] if answer.event == event.id), None)
    if after is before or refused:
        assert replace(after, answers=before.answers) == before, "what is refused changes nothing but the answers"
        return False
    assert after.history[: len(before.history) - 1] == before.history[: len(before.history) - 1]
    assert after.version >= before.version
    if after.state == before.state:
        return True
    reached[after.state] += 1
    left[before.state] += 1
    assert before.state != "ARCHIVED"
    assert (after.state in {"ESCALATED", "PUBLISHED_NOTE", "OUTCOME_RECORDED"}) <= (event.deed in ("approve", "outcome", "rule"))
    if after.state in OUT and event.deed == "approve":
        assert before.state == "REVIEW"
        assert signed_by_two(after)
        assert after.state != "ESCALATED" or complete(before, event)
    if event.deed == "rule":
        assert after.state == before.before, "an appeal that fails leads back"
        assert event.by not in before.signers
    return True


def test_no_walk_gets_round_gate_or_second_person_and_none_is_lost() -> None:
    reached, left = Counter[str](NEW=1), Counter[str]()
    for n, (walker, first) in enumerate(walks(8, WALKS, STEPS)):
        case, _ = advance(None, first, PLAN)
        assert case is not None
        accepted = [first]
        for event in to_review("a", finding()) if n % 4 == 0 else ():
            after, _ = advance(case, event, PLAN)
            assert after is not None
            assert checked(case, after, event, reached, left)
            accepted.append(event)
            case = after
        for _ in range(STEPS):
            event = walker.event(case)
            after, _ = advance(case, event, PLAN)
            assert after is not None
            if checked(case, after, event, reached, left):
                accepted.append(event)
            case = after
        if n % 10 == 0:
            again = None
            for event in accepted:
                again, _ = advance(again, decode(encode(event), Event), PLAN)
            assert again is not None
            assert replace(again, answers=()) == replace(decode(encode(case), Case), answers=()), "the log tells the same case"
    assert set(reached) == set(STATES), "each state is reached"
    assert set(left) == set(STATES) - {"ARCHIVED"}, "each but the last is left"


@pytest.mark.parametrize("role", ["viewer", "", "stranger"])
def test_who_has_no_right_changes_nothing(role: str) -> None:
    for walker, first in walks(9, 300, STEPS):
        case, _ = advance(None, first, PLAN)
        assert case is not None
        for _ in range(STEPS):
            event = walker.event(case)
            tried, _ = advance(case, replace(event, role=role, id="x"), PLAN)
            assert tried is not None
            if event.deed not in ("alert", "open", "clock", "capture", "forget", "removed"):
                assert replace(tried, answers=case.answers) == case
            after, _ = advance(case, event, PLAN)
            assert after is not None
            case = after
