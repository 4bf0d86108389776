"""When evidence is due: what the domain says (4.3: at first sight for HIGH and worse, then +1 h, +24 h, +7 d), as pure functions."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from alerts.capturing import MOST_CAPTURES, MOST_POSTS, due
from alerts.cases import advance
from alerts.plan import Plan
from topics.cases import Captured, Case, Event
from topics.records import Alert

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
H = timedelta(hours=1)
ALERT = Alert(id="a-1", codes=("LOAN",), band="HIGH", score=70, opened_at=NOON, updated_at=NOON, posts=("p", "q"), pages=(), headline="")
CASE = Case(id="a-1", number="VN-2026-000001", alert=ALERT, opened_at=NOON, updated_at=NOON, band="HIGH", posts=ALERT.posts)


def captured(post: str, at: datetime, state: str = "first") -> Captured:
    return Captured(post=post, at=at, sha256="ab", state=state)  # type: ignore[arg-type]


def test_every_post_of_a_grave_alert_at_first_sight() -> None:
    assert due(CASE, ()) == {"p": NOON, "q": NOON}
    assert due(replace(CASE, band="CRITICAL"), ()) == {"p": NOON, "q": NOON}
    medium = replace(CASE, band="MEDIUM", alert=replace(ALERT, band="MEDIUM"))
    assert due(medium, ()) == {}
    assert due(replace(medium, band="HIGH"), ()) == {"p": NOON, "q": NOON}, "a person said so"
    assert len(due(replace(CASE, posts=tuple(map(str, range(500)))), ())) == MOST_POSTS


def test_again_after_an_hour_a_day_and_a_week_from_the_first() -> None:
    done = [captured("q", NOON, "removed"), captured("p", NOON)]
    for now, then in ((NOON, H), (NOON + H, 24 * H), (NOON + 2 * H, 24 * H), (NOON + 30 * H, 7 * 24 * H)):
        assert due(CASE, [*done, captured("p", now, "same")]) == {"p": NOON + then}
    assert due(CASE, [*done, captured("p", NOON + 200 * H, "edited")]) == {}


def test_nothing_more_of_what_is_over_unless_somebody_asks() -> None:
    for state in ("DISMISSED", "DUPLICATE", "CLOSED_TRUE"):
        assert due(replace(CASE, state=state), [captured("p", NOON)]) == {}
        assert due(replace(CASE, state=state, asked={"q": NOON}), ()) == {"q": NOON}
    assert due(replace(CASE, state="ARCHIVED", asked={"q": NOON}), ()) == {}
    assert due(CASE, [captured("p", NOON)] * MOST_CAPTURES) == {}


def test_a_person_asks_and_never_says_what_was_kept() -> None:
    def told(case: Case, **fields: object) -> Case:
        event = Event(id=f"e{len(case.answers)}", case="a-1", deed="capture", at=NOON + 2 * H, **fields)  # type: ignore[arg-type]
        after, _ = advance(case, event, Plan())
        assert after is not None
        return after

    low = replace(CASE, band="LOW", alert=replace(ALERT, band="LOW"))
    asked = told(low, by="lan", role="analyst", reason="asked", posts=("q",))
    assert asked.answers[-1].refused == ()
    assert due(asked, ()) == {"q": NOON + 2 * H}
    assert told(low, by="xem", role="viewer", reason="asked").answers[-1].refused == ("role",)
    assert told(low, by="lan", role="analyst", reason="asked", posts=("x",)).answers[-1].refused == ("posts",)
    assert told(low, by="lan", role="analyst", captured=captured("q", NOON)).answers[-1].refused == ("captured",)
    early = told(asked, captured=captured("q", NOON))
    assert (early.captures, early.asked) == ((captured("q", NOON),), {"q": NOON + 2 * H})
    kept = told(asked, captured=captured("q", NOON + 3 * H))
    assert (kept.asked, due(kept, kept.captures)) == ({}, {"q": NOON + 4 * H})
    assert told(kept, captured=kept.captures[0]) == kept, "said twice"
