"""Random walks of a case through the desk, for the property tests: what people of every role try, sensible or not, in any order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alerts.plan import Plan
from alerts.workflow import CLOSED, STEPS, possible
from topics.cases import DISMISSALS, RESULTS, WAIVERS, Captured, Case, Deed, Event, Finding, Item
from topics.mutes import MUTINGS, Mute
from topics.records import BANDS, Alert, Band

START = datetime(2026, 11, 17, 3, tzinfo=UTC)
PLAN = Plan(destinations=frozenset({"vafc"}), scope_signed=True)
PEOPLE = {"lan": "analyst", "minh": "analyst", "hoa": "approver", "khoa": "approver", "quan": "admin", "xem": "viewer", "": ""}
WORDS = "Nội dung này sai với hướng dẫn của Bộ Y tế"


def alert(
    id: str = "a", band: Band = "HIGH", *, posts: tuple[str, ...] = ("p1", "p2", "p3"), codes: tuple[str, ...] = ("HEALTH",)
) -> Alert:
    return Alert(
        id=id, codes=codes, band=band, score=60.0, opened_at=START, updated_at=START, posts=posts, pages=("g",), post_count=len(posts),
        headline="Uống là khỏi",
    )  # fmt: skip


def evidence(n: int = 2) -> tuple[Item, ...]:
    kinds = ("official_document", "expert", "media_original")
    return tuple(Item(kind=kinds[i % 3], title="Nguồn", url=f"https://nguon{i}.example/tin") for i in range(n))


def finding(**more: object) -> Finding:
    """A finding that lacks nothing."""
    given: dict[str, object] = {
        "verdict": "FALSE", "destination": "vafc", "field": 3, "claim": WORDS, "checkable_fact": WORDS, "reason": WORDS, "method": WORDS,
        "subject_name": "Trang mẫu", "urls": ("https://trang.example/1",), "evidence": evidence(),
    }  # fmt: skip
    return Finding(**(given | more))  # type: ignore[arg-type]


def to_review(case: str, found: Finding, at: datetime = START) -> Iterator[Event]:
    """The straight way from a new case to the second person: Lan checks, drafts and submits, nobody can wait for an answer."""
    ways: list[tuple[Deed, dict[str, object]]] = [
        ("check", {"seen": 1}), ("capture", {"captured": CAPTURED, "role": ""}),
        ("waive", {"seen": 2, "reason": "live_scam", "text": WORDS}), ("draft", {"seen": 3, "finding": found}), ("submit", {"seen": 4}),
    ]  # fmt: skip
    for n, (deed, more) in enumerate(ways):
        given = {"by": "lan", "role": "analyst"} | more
        yield Event(id=f"r{n}", case=case, deed=deed, at=at, **given)  # type: ignore[arg-type]


CAPTURED = Captured(post="p1", at=START, sha256="0f")
GOOD = {"keep", "check", "draft", "submit", "approve", "contact", "capture", "answer", "sent", "outcome", "waive", "appeal", "correct"}


@dataclass
class Walker:
    """Makes events for one case; `at` runs on by minutes to days."""

    rng: random.Random
    at: datetime = START
    made: int = 0

    def event(self, case: Case) -> Event:
        rng = self.rng
        self.at += timedelta(minutes=rng.choice((1, 30, 600, 3000)))
        self.made += 1
        by = rng.choice(list(PEOPLE))
        deed: Deed = rng.choice(list(STEPS))
        if rng.random() < 0.85:
            ways = list(possible(case.state, PEOPLE[by])) or ["read"]
            good = [way for way in ways if way in GOOD]
            deed = rng.choice(good if good and rng.random() < 0.85 else ways)
        seen = case.version if rng.random() < 0.95 else case.version - 1
        return Event(
            id=f"e{self.made}",
            case=case.id,
            deed=deed,
            at=self.at,
            by=by or "tinwatch",
            role=PEOPLE[by],
            seen=seen,
            **self._fields(deed, case),
        )

    def _fields(self, deed: Deed, case: Case) -> dict[str, object]:
        rng = self.rng
        if deed == "alert":
            return {"alert": alert(case.id, rng.choice(BANDS), posts=case.alert.posts, codes=case.alert.codes)}
        if deed == "draft":
            return {"finding": self._finding()}
        if deed == "capture":
            return {"captured": CAPTURED}
        if deed in ("merge", "assign"):
            return {"to": rng.choice(("b", "lan"))}
        if deed == "mute":
            until = self.at + timedelta(hours=rng.choice((0, 4, 24, 720, 721)))
            return {"mute": Mute(until=until, pages=rng.choice(((), ("g",), ("h",)))), "reason": rng.choice((*MUTINGS, ""))}
        if deed == "removed":
            return {"posts": ("p1", "p9")}
        if deed in ("split", "open"):
            return {"posts": tuple(rng.sample(["p1", "p2", "p3", "p9"], rng.randrange(3))), "reason": rng.choice(("", "undone"))}
        reasons = {
            "dismiss": DISMISSALS, "override": BANDS, "close": tuple(CLOSED), "waive": WAIVERS, "outcome": RESULTS,
            "rule": ("upheld", "overturned"),
        }.get(deed, ("",))  # fmt: skip
        return {"reason": rng.choice(reasons) if rng.random() < 0.95 else "không có", "text": WORDS if rng.random() < 0.95 else " "}

    def _finding(self) -> Finding:
        rng = self.rng
        lame: list[dict[str, object]] = [
            {"verdict": "UNPROVEN"}, {"verdict": "OPINION"}, {"destination": "ai đó"}, {"claim": ""}, {"evidence": evidence(1)},
            {"field": 5}, {"urls": ()}, {"method": "ừ"},
        ]  # fmt: skip
        proposal = rng.choice(("ESCALATED", "ESCALATED", "PUBLISHED_NOTE", "MONITOR", *sorted(CLOSED)))
        return finding(**(rng.choice(lame) if rng.random() < 0.25 else {}), proposal=proposal)


def walks(seed: int, many: int, steps: int) -> Iterator[tuple[Walker, Event]]:
    """A walker and the alert that begins its case, so many times."""
    for n in range(many):
        rng = random.Random(f"{seed}/{n}")
        codes = rng.choice((("HEALTH",), ("DISASTER", "SAFETY")))
        yield (
            Walker(rng),
            Event(id="e0", case="a", deed="alert", at=START, alert=alert("a", rng.choice(BANDS), codes=codes), number="VN-2026-000001"),
        )
