"""One part of the posts judged by the packs, in whichever process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from agents.rules import Rules
from collectors.lines import line_of
from tinwatch.assessors import make_assessor
from tinwatch.backtest.sieve import Sieve
from tinwatch.backtest.tally import Day, Reviewed, Tally, day_of
from tinwatch.learning.desk.rows import Label
from tinwatch.reading.chosen import reader
from tinwatch.rules.pack import Pack, in_force
from tinwatch.rules.proof import alerting
from tinwatch.settings import Settings
from topics.records import Invalid, Post, decode, utc

TIMED, OFTEN = 20, 10
"""One post of so many is looked at with and without the rules by the watch, in one part of so many."""


class Plan(NamedTuple):
    """What is tried: `packs` against the `live` ones, those in force. `reviewed`: post → what the desk decided about it."""

    settings: Settings
    packs: tuple[Pack, ...]
    live: tuple[Pack, ...] = ()
    reviewed: Mapping[str, Label] = {}

    @property
    def before(self) -> tuple[Pack, ...]:
        """The versions in force of the packs that are tried."""
        names = {pack.pack for pack in self.packs}
        return tuple(pack for pack in self.live if pack.pack in names)


class Part(NamedTuple):
    """Posts as they lie in the index (`file` is empty) or in a file, from this line on; `fault` is why no more of the file can be read."""

    raws: Sequence[bytes]
    file: str = ""
    first: int = 1
    fault: str = ""


class Said(Struct):
    """A signal, as far as it matters here."""

    detector: str
    alert: bool = False


class Signals(Struct):
    signals: tuple[Said, ...] = ()


class Kept(Struct):
    """An `Assessed`, as far as it matters here."""

    post: Post
    assessment: Signals
    at: datetime


class Known(NamedTuple):
    """A post with its day in Viet Nam; `theirs` are the detectors that alerted when it came, None where that was not written down."""

    post: Post
    day: str
    theirs: frozenset[str] | None = None


class Bench:
    """Built once in each process: loading what the detectors need takes longer than a thousand posts."""

    def __init__(self, plan: Plan) -> None:
        self._bare = make_assessor(plan.settings)
        rules = Rules([in_force(pack) for pack in (*plan.packs, *plan.live)])
        self._all = self._bare.having(rules)
        self._armed = self._bare.having(Rules([in_force(pack) for pack in plan.packs]))
        self._reading = self._bare.reading_by(reader(plan.settings))
        count = len(plan.packs)
        self._ours = {id(judge) for pack in rules.packs[:count] for judge in pack.judges}
        again = [number for number, pack in enumerate(plan.live, count) if pack in plan.before]
        self._before = {id(judge) for number in again for judge in rules.packs[number].judges}
        self._sieve = Sieve((*plan.packs, *plan.before), self._bare)
        self._reviewed = plan.reviewed
        self._turn = 1
        self._parts = 0

    def judge(self, part: Part) -> Tally:
        tally, timed = Tally(), list[Post]()
        watched = self._parts % OFTEN == 0
        self._parts += 1
        for number, known in enumerate(_posts(part, tally)):
            day = tally.days.setdefault(known.day, Day())
            day.posts += 1
            if watched and number % TIMED == 0:
                timed.append(known.post)
            if self._sieve.passes(known.post):
                tally.judged += 1
                self._judge(known, day, tally)
        if timed:
            self._time(timed, tally)
        return tally

    def _judge(self, known: Known, day: Day, tally: Tally) -> None:
        said = [judge for judge, signal in self._all.seen(known.post).ruled if signal.alert]
        ours = [judge.name for judge in said if id(judge) in self._ours]
        before = any(id(judge) in self._before for judge in said)
        for name in ours:
            tally.alert(name, known.day, known.post)
        day.alerts += bool(ours)
        day.live += before
        day.lost += before and not ours
        if ours and len(ours) == len(said):
            day.new += not (self._detected(known.post) if known.theirs is None else known.theirs)
        label = self._reviewed.get(known.post.id)
        if label and ours:
            _note(tally.reviewed, label)
        if label and before:
            _note(tally.reviewed_live, label)

    def _detected(self, post: Post) -> set[str]:
        return alerting(self._reading.assess(post))

    def _time(self, posts: Sequence[Post], tally: Tally) -> None:
        """Look at them with and without the rules, as many at once as a worker does; what is slow is made before."""
        spent: list[float] = []
        pair = (self._bare, self._armed)
        for one in (self._armed, *pair[:: self._turn]):  # whoever comes second finds the memory warm
            start = time.thread_time()
            for asked in one.look_over(posts):
                one.in_thread(asked, None)
            spent.append(time.thread_time() - start)
        without, armed = spent[1:][:: self._turn]
        self._turn = -self._turn
        tally.timed += len(posts)
        tally.seconds = (tally.seconds[0] + without, tally.seconds[1] + armed)


def _note(reviewed: Reviewed, label: Label) -> None:
    reviewed.confirmed += label == "confirmed"
    reviewed.false_alarms += label == "false_alarm"


def _posts(part: Part, tally: Tally) -> Iterator[Known]:
    """What cannot be read is counted as failed."""
    read: Callable[[int, bytes], Known | str] = _line(part.file) if part.file else _document
    if part.fault:
        tally.fail(part.fault)
    for number, raw in enumerate(part.raws, part.first):
        if part.file and raw.isspace():
            continue
        if isinstance(known := read(number, raw), str):
            tally.fail(known)
        else:
            yield known


def _document(number: int, raw: bytes) -> Known | str:
    try:
        kept = decode(raw, Kept)
    except Invalid as error:
        return f"a document of the index: {error}"
    theirs = frozenset(said.detector for said in kept.assessment.signals if said.alert and "/" not in said.detector)
    return Known(kept.post, day_of(kept.at), theirs)


def _line(file: str) -> Callable[[int, bytes], Known | str]:
    def read(number: int, raw: bytes) -> Known | str:
        line = line_of(file, number, raw)
        if line.post is None:
            return f"{file}:{number}: {line.error}"
        at = line.post.published_at or line.post.collected_at
        return Known(line.post, day_of(utc(at)) if at else "undated")

    return read
