"""The clocks: working hours in Viet Nam across nights and weekends, CRITICAL day and night; what is late is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from cases_walks import PLAN, WORDS, alert, finding, to_review

from alerts.cases import advance
from alerts.clocks import Hours, Terms
from topics.cases import Event
from topics.records import BANDS

VN = timezone(timedelta(hours=7))
TERMS = Terms()
H = timedelta(hours=1)


def vn(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026; the 16th is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VN)


@pytest.mark.parametrize(
    ("at", "span", "then"),
    [
        (vn(17, 10), H, vn(17, 11)), (vn(17, 16, 30), H, vn(18, 8)), (vn(17, 17), H, vn(18, 8, 30)), (vn(17, 3), H, vn(17, 8, 30)),
        (vn(20, 16), 2 * H, vn(23, 8, 30)), (vn(21, 12), H / 2, vn(23, 8)), (vn(22, 23, 59), H, vn(23, 8, 30)),
        (vn(20, 16), 9.5 * H, vn(23, 16)), (vn(16, 7, 30), 5 * 9.5 * H, vn(20, 17)), (vn(17, 10), 0 * H, vn(17, 10)),
    ],
)  # fmt: skip
def test_working_time(at: datetime, span: timedelta, then: datetime) -> None:
    assert Hours().after(at, span) == then
    assert Hours().after(at.astimezone(UTC), span) == then


def test_terms_of_each_band() -> None:
    friday = vn(20, 16, 50)
    assert [TERMS.acknowledged_by(friday, band) for band in BANDS] == [
        vn(20, 17, 5), vn(23, 8, 20), vn(23, 11, 20), vn(23, 16, 50),
    ]  # fmt: skip
    assert [TERMS.found_by(friday, band) for band in BANDS] == [vn(20, 18, 50), vn(23, 15, 20), vn(24, 16, 50), vn(27, 16, 50)]
    sunday = vn(22, 2)
    assert (TERMS.acknowledged_by(sunday, "CRITICAL"), TERMS.found_by(sunday, "CRITICAL")) == (vn(22, 2, 15), vn(22, 4))


def test_never_before_and_never_sooner_for_more() -> None:
    for n in range(0, 24 * 14 * 60, 47):
        at = vn(9, 0) + timedelta(minutes=n)
        ends = [Hours().after(at, k * H / 3) for k in range(40)]
        assert ends == sorted(ends)
        assert ends[0] >= at
        assert all(end.astimezone(VN).weekday() < 5 for end in ends)


def test_what_is_late_is_told_once_and_what_was_done_is_not() -> None:
    case, told = advance(None, Event(id="e0", case="a", deed="alert", at=vn(20, 16), alert=alert(band="HIGH"), number="n"), PLAN)
    assert [one.telling for one in told] == ["new"]
    tick = [Event(id=f"c{n}", case="a", deed="clock", at=at) for n, at in enumerate((vn(20, 16, 59), vn(20, 17, 1), vn(22, 9), vn(23, 15)))]
    heard = []
    for event in tick:
        case, told = advance(case, event, PLAN)
        heard += [(one.telling, one.about, one.at) for one in told]
    assert heard == [("overdue", "acknowledge", vn(20, 17, 1)), ("overdue", "finding", vn(23, 15))]
    assert case is not None
    assert case.version == 1
    done, _ = advance(case, Event(id="k", case="a", deed="keep", at=vn(23, 16), by="lan", role="analyst", seen=1), PLAN)
    assert done is not None
    assert set(done.due) == {"finding"}


def test_a_worse_alert_only_shortens_the_clocks_and_opens_what_was_dismissed() -> None:
    first = Event(id="e0", case="a", deed="alert", at=vn(17, 9), alert=alert(band="LOW"), number="n")
    case, _ = advance(None, first, PLAN)
    assert case is not None
    worse = Event(id="e1", case="a", deed="alert", at=vn(17, 10), alert=alert(band="CRITICAL"))
    after, told = advance(case, worse, PLAN)
    assert after is not None
    assert after.due == {"acknowledge": vn(17, 10, 15), "finding": vn(17, 12)}
    assert [one.telling for one in told] == ["grown"]
    gone, _ = advance(case, Event(id="d", case="a", deed="dismiss", at=vn(17, 9), by="lan", role="analyst", seen=1, reason="satire"), PLAN)
    assert gone is not None
    assert (gone.state, gone.due, gone.ended_at) == ("DISMISSED", {}, vn(17, 9))
    back, told = advance(gone, worse, PLAN)
    assert back is not None
    assert (back.state, back.ended_at, [one.telling for one in told]) == ("NEW", None, ["reopened"])
    milder = Event(id="e2", case="a", deed="alert", at=vn(17, 11), alert=alert(band="LOW", posts=("p1",)))
    same, _ = advance(after, milder, PLAN)
    assert same is not None
    assert same.due == after.due


def test_who_was_written_to_has_48_hours_and_what_was_sent_is_asked_after() -> None:
    case, _ = advance(None, Event(id="e0", case="a", deed="alert", at=vn(17, 9), alert=alert(), number="n"), PLAN)
    for event in to_review("a", finding(), vn(17, 9)):
        case, _ = advance(case, event, PLAN)
    deeds = (("approve", "hoa", "approver", 0), ("sent", "lan", "analyst", 1), ("contact", "lan", "analyst", 2))
    for deed, by, role, hours in deeds:
        assert case is not None
        made = Event(id=deed, case="a", deed=deed, at=vn(17, 9) + hours * H, by=by, role=role, seen=case.version, text=WORDS)  # type: ignore[arg-type]
        case, _ = advance(case, made, PLAN)
    assert case is not None
    assert case.due == {"chase_48h": vn(19, 10), "chase_7d": vn(24, 10), "reply": vn(19, 11)}
    _, told = advance(case, Event(id="c", case="a", deed="clock", at=vn(19, 11)), PLAN)
    assert [(one.telling, one.about) for one in told] == [("chase", "chase_48h"), ("overdue", "reply")]
