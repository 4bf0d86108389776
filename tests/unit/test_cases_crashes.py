"""The fold of all cases with crashes at any point: redelivered batches, a changelog cut between the phases, events sent twice."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping

import pytest
from cases_walks import PEOPLE, PLAN, START, WORDS, Walker, alert
from msgspec.structs import replace

from agents.folding import LEDGER, Cases, chained, far, steps
from agents.kept import Kept
from alerts.workflow import SYSTEM_DEEDS
from topics.cases import Answer, Case, Entry, Event
from topics.records import BANDS, Alert, decode, encode

IDS = tuple("abcdef")


class Crash(Exception):
    pass


class World:
    """The topics around the fold as they are durable, and a worker on them that dies where `dies` says."""

    def __init__(self, rng: random.Random | None = None, *, restless: bool = False) -> None:
        """`restless`: which topic is served next is left to chance, after a crash anew."""
        self._rng, self._restless = rng, restless
        self.alerts: list[Alert] = []
        self.decisions: list[Event] = []
        self.changelog: list[tuple[str, bytes | None]] = []
        self.acked = {"alerts": 0, "decisions": 0}
        self.told: set[str] = set()
        self.entries: dict[int, Entry] = {}
        self.gone: set[str] = set()
        self.crashes = 0
        self.start()

    def start(self) -> None:
        self.kept = Kept(far)
        for key, value in self.changelog:
            self.kept.take(key, value)
        self.cases = Cases(self.kept, PLAN)

    def run(self) -> None:
        """Until nothing is left of either topic, alerts first."""
        while self.acked["alerts"] < len(self.alerts) or self.acked["decisions"] < len(self.decisions):
            try:
                self._batch()
            except Crash:
                self.crashes += 1
                self.start()

    def _batch(self) -> None:
        waiting = self._rng is not None and self._restless and self.acked["decisions"] < len(self.decisions)
        if self.acked["alerts"] < (end := len(self.alerts)) and not (waiting and self._rng and self._rng.random() < 0.5):
            for offset in range(self.acked["alerts"], end):
                self.cases.alert(self.alerts[offset], offset, START)
            self._write()
            self.acked["alerts"] = end
            return
        end = len(self.decisions)
        for together in steps(list(enumerate(self.decisions))[self.acked["decisions"] :]):
            for offset, event in together:
                self.decisions += self.cases.decide(event, offset)
            self._write()
        self.acked["decisions"] = end

    def _write(self) -> None:
        """In the order of agents/escalate.py."""
        news = self.cases.news()
        self._may_die()
        self.told |= {notice.id for notice in news.notices}
        self._keep({case.id: encode(case) for case in news.cases})
        for entry in news.entries:
            assert self.entries.setdefault(entry.seq, entry) == entry, "a line that somebody may have read never changes"
            self._may_die()
        self._keep({LEDGER: encode(news.ledger)} if news.ledger else {})
        self.gone |= {case.id for case in news.gone}
        self._keep(dict.fromkeys(case.id for case in news.gone))

    def _keep(self, kept: Mapping[str, bytes | None]) -> None:
        for key, value in kept.items():
            self.changelog.append((key, value))
            self.kept.take(key, value)
            self._may_die()

    def _may_die(self) -> None:
        if self._rng is not None and self._rng.random() < 0.1:
            raise Crash

    def all(self) -> dict[str, Case]:
        """Every case, without the offsets."""
        found = {key: decode(value, Case) for key, value in self.kept.values() if key != LEDGER}
        return {id: replace(case, alerts_to=0, decisions_to=0, answers=unplaced(case)) for id, case in found.items()}


def unplaced(case: Case) -> tuple[Answer, ...]:
    return tuple(replace(answer, offset=0) for answer in case.answers)


def day(seed: int) -> tuple[World, list[tuple[list[Alert], list[Event]]]]:
    """A day at the desk without any crash, and what came in, batch by batch."""
    rng, world, came = random.Random(seed), World(), []
    walker = Walker(rng)
    for step in range(12):
        ids = rng.sample(IDS, 3)
        alerts = [alert(id, rng.choice(BANDS), posts=tuple(f"{id}{n}" for n in range(2 + step))) for id in ids] if step % 3 == 0 else []
        world.alerts += alerts
        world.run()
        events = [_event(rng, walker, world, case) for case in rng.choices(list(world.all().values()), k=rng.randrange(1, 5))]
        events += [replace(rng.choice(events))] if rng.random() < 0.3 else []  # sent twice
        world.decisions += events
        world.run()
        came.append((alerts, events))
    return world, came


def _event(rng: random.Random, walker: Walker, world: World, case: Case) -> Event:
    event = walker.event(case)
    by = rng.choice(("lan", "hoa"))
    same = {"id": event.id, "at": event.at, "by": by, "role": PEOPLE[by], "case": case.id, "seen": case.version}
    if rng.random() < 0.2:
        return Event(deed="merge", to=rng.choice([*world.all(), "không có"]), **same)  # type: ignore[arg-type]
    if rng.random() < 0.15:
        return Event(deed="split", posts=case.posts[:1], **same)  # type: ignore[arg-type]
    if rng.random() < 0.1:
        return Event(deed="forget", **(same | {"by": "tinwatch", "role": ""}))  # type: ignore[arg-type]
    if case.state == "DUPLICATE" and rng.random() < 0.5:
        return Event(deed="undo", **same)  # type: ignore[arg-type]
    return replace(event, case="không có") if rng.random() < 0.05 else replace(event, text=event.text or WORDS)


def whole(world: World) -> None:
    chain = ""
    assert list(world.entries) == list(range(1, len(world.entries) + 1)), "no line is missing"
    for line in world.entries.values():
        assert line.chain == chained(chain, line)
        chain = line.chain
    numbers = [case.number for case in world.all().values()]
    assert len(set(numbers)) == len(numbers)
    for case in world.all().values():
        at, met = case, {case.id}
        while at.state == "DUPLICATE" and at.merged_into not in world.gone:
            at = world.all()[at.merged_into]
            assert at.id not in met, "a ring of duplicates is seen by nobody"
            met.add(at.id)


@pytest.mark.parametrize("seed", range(100))
def test_crashes_anywhere_make_no_difference(seed: int) -> None:
    calm, came = day(seed)
    whole(calm)
    assert len(calm.all()) + len(calm.gone) >= 4
    logged = {
        event.id: event for _, events in came for event in events if event.deed not in ("alert", "open", "clock", "capture", "removed")
    }
    assert len(calm.entries) >= len(logged)
    stormy = World(random.Random(seed + 1000))
    for alerts, events in came:
        stormy.alerts += alerts
        stormy.run()
        stormy.decisions += events
        stormy.run()
    whole(stormy)
    assert stormy.crashes
    assert stormy.all() == calm.all()
    assert stormy.entries == calm.entries
    assert stormy.told == calm.told
    assert stormy.gone == calm.gone


@pytest.mark.parametrize("seed", range(100))
def test_alerts_may_overtake_decisions_after_a_crash(seed: int) -> None:
    """Then a decision may end otherwise than it would have, but once, and the log tells the one that counts."""
    _, came = day(seed)
    world = World(random.Random(seed + 2000), restless=True)
    world.alerts += [alert(id) for id in IDS]
    world.run()
    for alerts, events in came:
        world.alerts += alerts
        world.decisions += [event for event in events if event.deed != "forget" and event.case in IDS]
        world.run()
    whole(world)

    assert set(IDS) <= set(world.all()), "no case is lost"
    for case in world.all().values():
        told = {line.digest: line.refused for line in world.entries.values() if line.case == case.id}
        for event in case.history:
            if event.deed not in SYSTEM_DEEDS:
                assert told[hashlib.sha256(encode(event)).hexdigest()] == ()
