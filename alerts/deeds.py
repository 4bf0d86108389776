"""What each deed makes of a case, when state, role and version allow it (alerts/workflow.py); Refused when what it needs is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from alerts.capturing import MOST_CAPTURES, MOST_POSTS
from alerts.gate import SENTENCE, approvers_needed, digest, lacking
from alerts.muting import expired, mute, unmute
from alerts.needs import need
from alerts.plan import Plan
from alerts.workflow import CLOSED
from topics.cases import DISMISSALS, RESULTS, WAIVERS, Approval, Case, Deed, Event, Outcome, Remark, Reply, State
from topics.records import BANDS

ASKED = "asked"
"""Reason of a deed `capture` by which somebody asks for evidence of `posts`, or of all."""

_MENTION = re.compile(r"(?<![\w@])@([\w.-]{2,64})")


def _words(event: Event) -> str:
    """What was written, which must be more than a gesture."""
    need(len(event.text.strip()) >= SENTENCE, "text")
    return event.text.strip()


def _plain(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, reason=event.reason) if event.reason else case


def _dismiss(case: Case, event: Event, plan: Plan) -> Case:
    need(event.reason in DISMISSALS, "reason")
    return replace(case, reason=event.reason)


def _undo(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, state=case.before, reason="", merged_into="")


def _merge(case: Case, event: Event, plan: Plan) -> Case:
    need(event.to and event.to != case.id, "to")
    return replace(case, merged_into=event.to)


def _split(case: Case, event: Event, plan: Plan) -> Case:
    need(event.posts and set(event.posts) < set(case.posts), "posts")
    kept = tuple(post for post in case.posts if post not in event.posts)
    joined = tuple(post for post in case.joined if post not in event.posts)
    return replace(case, posts=kept, joined=joined, left=(*case.left, *event.posts))


def _open(case: Case, event: Event, plan: Plan) -> Case:
    """Posts of a case that was merged into this one come, or go again when that was undone; after a crash the same is told twice."""
    if any(past.id == event.id for past in case.history):
        return case
    if event.reason == "undone":
        gone = set(event.posts) & set(case.joined)
        return replace(case, posts=tuple(p for p in case.posts if p not in gone), joined=tuple(p for p in case.joined if p not in gone))
    more = tuple(post for post in event.posts if post not in case.posts)
    return replace(case, posts=(*case.posts, *more), joined=(*case.joined, *more))


def _check(case: Case, event: Event, plan: Plan) -> Case:
    """A corrected case is checked anew, and the other side heard anew: what was signed and sent stands in its history."""
    return replace(case, approvals=(), outcome=Outcome(), reply=Reply(), reason="") if case.state == "CORRECTION" else case


def _assign(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, assignee=event.to)


def _comment(case: Case, event: Event, plan: Plan) -> Case:
    need(event.text.strip(), "text")
    mentions = tuple(dict.fromkeys(name.rstrip(".-") for name in _MENTION.findall(event.text)))
    return replace(case, remarks=(*case.remarks, Remark(by=event.by, at=event.at, text=event.text.strip(), mentions=mentions)))


def _override(case: Case, event: Event, plan: Plan) -> Case:
    need(event.reason in BANDS and event.reason != case.band, "band")
    _words(event)
    return replace(case, band=event.reason, overridden=True)


def _close(case: Case, event: Event, plan: Plan) -> Case:
    need(event.reason in CLOSED, "reason")
    state: State = event.reason  # type: ignore[assignment]
    return replace(case, state=state, reason=event.reason)


def _draft(case: Case, event: Event, plan: Plan) -> Case:
    need(event.finding, "finding")
    due = {name: at for name, at in case.due.items() if name != "finding"}
    return replace(case, finding=event.finding, approvals=(), signers=_with(case.signers, event.by), due=due)


def _submit(case: Case, event: Event, plan: Plan) -> Case:
    """What a second person could only send back is refused at once; what may still come (capture, reply, scope) is not."""
    finding = case.finding
    assert finding is not None
    missing = [reason for reason in missing_for(case, event, plan) if reason not in ("capture", "reply", "scope")]
    need(not missing, *missing)
    signed = Approval(role="analyst", by=event.by, at=event.at, finding=digest(finding))
    return replace(case, approvals=(signed,), signers=_with(case.signers, event.by))


def _refuse(case: Case, event: Event, plan: Plan) -> Case:
    _words(event)
    return replace(case, approvals=(), reason="refused")


def _approve(case: Case, event: Event, plan: Plan) -> Case:
    finding = case.finding
    assert finding is not None
    need(event.by not in case.signers and all(event.by != one.by for one in case.approvals), "second_person")
    need(all(one.finding == digest(finding) for one in case.approvals), "changed")
    missing = missing_for(case, event, plan)
    need(not missing, *missing)
    approvals = (*case.approvals, Approval(role="approver", by=event.by, at=event.at, finding=digest(finding)))
    enough = len(approvals) > approvers_needed(finding)
    return replace(case, approvals=approvals, state=finding.proposal if enough else case.state, reason="")


def missing_for(case: Case, event: Event, plan: Plan) -> tuple[str, ...]:
    """What the finding lacks for what it proposes: everything for an escalation, its sources for a note, nothing to close a case."""
    finding = case.finding
    assert finding is not None
    if finding.proposal in CLOSED or finding.proposal == "MONITOR":
        return ()
    missing = lacking(case, plan, event.at)
    if finding.proposal == "PUBLISHED_NOTE":
        spared = {"destination", "destination_type", "reply", "type", "subject", "field"}
        spared |= {"verdict"} if finding.verdict == "TRUE" else set()
        missing = tuple(reason for reason in missing if reason not in spared)
    return missing


def _contact(case: Case, event: Event, plan: Plan) -> Case:
    need(event.text.strip(), "text")
    need(case.reply.contacted_at is None, "done")
    reply = replace(case.reply, contacted_at=event.at, channel=event.text.strip())
    return replace(case, reply=reply, due=case.due | {"reply": event.at + plan.terms.reply})


def _answer(case: Case, event: Event, plan: Plan) -> Case:
    need(case.reply.contacted_at is not None, "contact")
    need(event.text.strip(), "text")
    due = {name: at for name, at in case.due.items() if name != "reply"}
    return replace(case, reply=replace(case.reply, answer=event.text.strip(), answered_at=event.at), due=due)


def _waive(case: Case, event: Event, plan: Plan) -> Case:
    need(event.reason in WAIVERS, "reason")
    return replace(case, reply=replace(case.reply, waived=event.reason, why=_words(event)))


def _capture(case: Case, event: Event, plan: Plan) -> Case:
    """The agent says what it kept; a person can only ask for it."""
    if event.role:
        need(event.captured is None and event.reason == ASKED, "captured")
        posts = event.posts or case.posts[:MOST_POSTS]
        need(set(posts) <= set(case.posts) and len(posts) <= MOST_POSTS, "posts")
        return replace(case, asked=case.asked | dict.fromkeys(posts, event.at))
    kept = event.captured
    need(kept, "captured")
    assert kept is not None
    same = next((one for one in case.captures if one == replace(kept, timestamp=one.timestamp)), None)
    if same is not None:  # told again, perhaps because it was stamped since
        stamped = replace(same, timestamp=same.timestamp or kept.timestamp)
        return replace(case, captures=tuple(stamped if one is same else one for one in case.captures))
    if len(case.captures) >= MOST_CAPTURES:
        return case
    asked = {post: at for post, at in case.asked.items() if post != kept.post or at > kept.at}
    return replace(case, captures=(*case.captures, kept), asked=asked)


def _sent(case: Case, event: Event, plan: Plan) -> Case:
    need(case.outcome.sent_at is None, "done")
    due = case.due | {name: event.at + span for name, span in plan.terms.chase.items()}
    return replace(case, outcome=replace(case.outcome, sent_at=event.at, sent_by=event.by), due=due)


def _receipt(case: Case, event: Event, plan: Plan) -> Case:
    need(case.outcome.sent_at is not None, "sent")
    need(event.text.strip(), "text")
    return replace(case, outcome=replace(case.outcome, receipt=event.text.strip()))


def _outcome(case: Case, event: Event, plan: Plan) -> Case:
    need(case.outcome.sent_at is not None, "sent")
    need(event.reason in RESULTS, "reason")
    return replace(case, outcome=replace(case.outcome, result=event.reason, closed_at=event.at))


def _appeal(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, appeal=_words(event))


def _rule(case: Case, event: Event, plan: Plan) -> Case:
    """On an appeal decides somebody who had no part in the finding; where it was wrong, a correction is due."""
    need(event.by not in case.signers and all(event.by != one.by for one in case.approvals), "second_person")
    need(event.reason in ("upheld", "overturned"), "reason")
    need(case.reason != "overturned", "done")
    _words(event)
    if event.reason == "overturned":
        return replace(case, reason="overturned", due={"correct": event.at + plan.terms.correct})
    return replace(case, reason="upheld", state=case.before)


def _correct(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, correction=_words(event), reason="")


def _hold(case: Case, event: Event, plan: Plan) -> Case:
    return replace(case, held=_words(event))


def _release(case: Case, event: Event, plan: Plan) -> Case:
    need(case.held, "done")
    _words(event)
    return replace(case, held="")


def _forget(case: Case, event: Event, plan: Plan) -> Case:
    """Retention: the case has been kept long enough, and nobody needs it as evidence."""
    need(not case.held, "held")
    return replace(case, gone=event.reason or "kept long enough")


def _removed(case: Case, event: Event, plan: Plan) -> Case:
    """Posts that their platform no longer shows; told again it changes nothing."""
    gone = {post: event.at for post in event.posts if post in case.posts and post not in case.removed}
    return replace(case, removed=case.removed | gone) if gone else case


def _clock(case: Case, event: Event, plan: Plan) -> Case:
    case = expired(case, event.at)
    late = tuple(name for name, at in sorted(case.due.items()) if at <= event.at and name not in case.late)
    return replace(case, late=(*case.late, *late)) if late else case


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)


DEEDS: Mapping[Deed, Callable[[Case, Event, Plan], Case]] = {
    "open": _open,
    "clock": _clock,
    "removed": _removed,
    "keep": _plain,
    "dismiss": _dismiss,
    "undo": _undo,
    "merge": _merge,
    "split": _split,
    "assign": _assign,
    "comment": _comment,
    "override": _override,
    "check": _check,
    "monitor": _plain,
    "close": _close,
    "draft": _draft,
    "submit": _submit,
    "refuse": _refuse,
    "approve": _approve,
    "contact": _contact,
    "answer": _answer,
    "waive": _waive,
    "capture": _capture,
    "sent": _sent,
    "receipt": _receipt,
    "outcome": _outcome,
    "appeal": _appeal,
    "rule": _rule,
    "correct": _correct,
    "archive": _plain,
    "hold": _hold,
    "release": _release,
    "mute": mute,
    "unmute": unmute,
    "forget": _forget,
}
