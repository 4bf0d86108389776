"""What the desk should hear of when a case changes."""

from __future__ import annotations

from collections.abc import Iterator

from topics.cases import Case, Event, Notice, Telling
from topics.records import BANDS

CHASES = frozenset({"chase_48h", "chase_7d"})


def told(before: Case | None, after: Case, event: Event) -> tuple[Notice, ...]:
    """Notices, each with an id that follows from the event: the same event tells the same."""
    if before is not None and (after is before or after == before):
        return ()
    return tuple(
        Notice(
            id=f"{event.id}:{n}",
            telling=telling,
            case=after.id,
            number=after.number,
            band=after.band,
            at=event.at,
            to=to,
            by=event.by,
            about=about,
            headline=after.alert.headline,
            codes=after.alert.codes,
            places=after.alert.places,
        )
        for n, (telling, to, about) in enumerate(_told(before, after, event))
        if to != event.by
    )


def _told(before: Case | None, after: Case, event: Event) -> Iterator[tuple[Telling, str, str]]:
    if event.deed in ("alert", "open"):
        yield from _of_alert(before, after)
    elif event.deed == "assign" and event.to:
        yield "assigned", event.to, ""
    elif event.deed == "comment":
        yield from (("mentioned", name, "") for name in after.remarks[-1].mentions)
    elif event.deed == "submit" or (event.deed == "approve" and after.state == "REVIEW"):
        yield "review", "", ""
    elif event.deed == "approve":
        yield from (("approved", name, after.state) for name in after.signers)
    elif event.deed == "refuse":
        yield from (("refused", name, "") for name in after.signers)
    elif event.deed == "capture" and event.captured and event.captured.state in ("edited", "removed"):
        if before is None or len(after.captures) > len(before.captures):  # not when a time-stamp came late
            yield "changed_evidence", after.assignee, event.captured.state
    elif event.deed == "appeal":
        yield "appeal", "", ""
    elif event.deed == "correct":
        yield "correction", "", ""
    elif event.deed == "clock":
        for name in after.late[len(before.late) if before else 0 :]:
            yield ("chase" if name in CHASES else "overdue"), after.assignee, name


def _of_alert(before: Case | None, after: Case) -> Iterator[tuple[Telling, str, str]]:
    if after.alert.held:
        return
    if before is None or before.alert.held:
        yield "new", "", ""
    elif before.state == "DISMISSED" and after.state == "NEW":
        yield "reopened", "", ""
    elif BANDS.index(after.band) < BANDS.index(before.band):
        yield "grown", after.assignee, ""
