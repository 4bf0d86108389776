"""Which form each deed has on the page, and what of it goes into the event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from alerts.workflow import CLOSED, possible
from channels.handing import DRAFTS, MEDIA
from channels.packet import APPROVED
from topics.cases import DISMISSALS, RESULTS, WAIVERS, Case, Deed, State
from topics.mutes import MUTINGS
from topics.records import BANDS

LONGEST = 5000
"""Characters of one field, as topics/cases.py has it: the river refuses what is longer."""


@dataclass(frozen=True)
class Form:
    """`choices` are the codes of which one becomes the event's reason, `kind` their family in the catalogue. `text`: whether words may or
    must be written. `to`: what the deed points at. `posts`: posts are ticked. `mutes`: pages, codes and hours are chosen. `fixed`: the
    event's reason, without a choice. `weighty`: the button looks like what it does."""

    choices: tuple[str, ...] = ()
    kind: str = ""
    text: Literal["", "may", "must"] = ""
    to: Literal["", "user", "number"] = ""
    posts: bool = False
    mutes: bool = False
    fixed: str = ""
    weighty: bool = False


FORMS: Mapping[Deed, Form] = {
    "keep": Form(),
    "check": Form(),
    "dismiss": Form(choices=DISMISSALS, kind="dismissal", text="may"),
    "assign": Form(to="user"),
    "submit": Form(),
    "approve": Form(weighty=True),
    "refuse": Form(text="must"),
    "capture": Form(fixed="asked"),
    "contact": Form(text="must"),
    "answer": Form(text="must"),
    "waive": Form(choices=WAIVERS, kind="waiver", text="must"),
    "sent": Form(text="may"),
    "receipt": Form(text="must"),
    "outcome": Form(choices=RESULTS, kind="result", text="may"),
    "appeal": Form(text="must"),
    "rule": Form(choices=("upheld", "overturned"), kind="ruling", text="must"),
    "correct": Form(text="must", weighty=True),
    "monitor": Form(text="may"),
    "close": Form(choices=tuple(sorted(CLOSED)), kind="state", text="may"),
    "undo": Form(),
    "merge": Form(to="number"),
    "split": Form(posts=True),
    "override": Form(choices=BANDS, kind="band", text="must"),
    "archive": Form(),
    "hold": Form(text="must"),
    "release": Form(text="must"),
    "mute": Form(choices=MUTINGS, kind="muting", text="may", mutes=True),
    "unmute": Form(),
    "comment": Form(text="must"),
}
"""In the order of the page. The finding has a page of its own (draft)."""

FIRST: Mapping[State, tuple[Deed, ...]] = {
    "NEW": ("keep", "check", "dismiss"),
    "TRIAGED": ("check", "dismiss"),
    "DRAFT_FINDING": ("submit",),
    "REVIEW": ("approve", "refuse"),
    "ESCALATED": ("sent", "receipt", "outcome"),
    "OUTCOME_RECORDED": ("correct",),
    "APPEAL": ("rule", "correct"),
    "CORRECTION": ("check",),
    "DISMISSED": ("undo",),
    "DUPLICATE": ("undo",),
    "MONITOR": ("check",),
}
"""What usually comes next; the rest is folded away."""


def offered(case: Case, role: str) -> tuple[tuple[Deed, ...], tuple[Deed, ...]]:
    """The forms for this person: what usually comes next, and the rest; what could only be refused is left out."""
    doable = [deed for deed in possible(case.state, role) if deed in FORMS and _sensible(deed, case)]
    first = tuple(deed for deed in FIRST.get(case.state, ()) if deed in doable)
    return first, tuple(deed for deed in FORMS if deed in doable and deed not in first and deed != "comment")


def _sensible(deed: Deed, case: Case) -> bool:
    reply, outcome = case.reply, case.outcome
    sensible = {
        "contact": reply.contacted_at is None,
        "answer": reply.contacted_at is not None,
        "sent": outcome.sent_at is None,
        "receipt": outcome.sent_at is not None,
        "outcome": outcome.sent_at is not None,
        "split": len(case.posts) > 1,
        "hold": not case.held,
        "release": bool(case.held),
        "unmute": case.mute is not None,
    }
    return sensible.get(deed, True)


def choices(deed: Deed, case: Case) -> tuple[str, ...]:
    """The codes to choose from; the band that a case has already is none."""
    return tuple(one for one in FORMS[deed].choices if deed != "override" or one != case.band)


def forms_of(case: Case | None, *, hands: bool) -> tuple[str, ...]:
    """The forms in which it can be handed over now."""
    if case is None or case.finding is None or not hands:
        return ()
    stands = case.state in APPROVED and case.finding.proposal == "ESCALATED"
    return tuple(form for form in MEDIA if stands or form in DRAFTS)
