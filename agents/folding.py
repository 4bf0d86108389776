"""All cases of the desk with the audit log: alerts and decisions in, what changed out. Does no I/O; agents/escalate.py carries it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, MutableMapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from agents.kept import Kept
from alerts import capturing
from alerts.cases import MOST_ANSWERS, advance
from alerts.holding import VIETNAM
from alerts.plan import Plan
from alerts.workflow import LOGGED, by_itself
from topics.cases import Case, Entry, Event, Ledger, Notice
from topics.records import Alert, decode, encode

T = TypeVar("T")

LEDGER = "ledger"
"""Key under which the changelog keeps how far the audit log got; no alert has such an id."""


class News(NamedTuple):
    """What a batch changed: each case as it is now; the ledger where the log grew; `gone`, bare, what is to be forgotten."""

    cases: tuple[Case, ...]
    notices: tuple[Notice, ...]
    entries: tuple[Entry, ...]
    ledger: Ledger | None
    gone: tuple[Case, ...]


class _Far(msgspec.Struct, frozen=True):
    """Of a record in the changelog only how far it got."""

    alerts_to: int = -1
    decisions_to: int = -1


def far(value: bytes) -> tuple[int, ...]:
    reached = decode(value, _Far)
    return (reached.alerts_to + reached.decisions_to,)


class Cases:
    """The cases as the changelog has them (`kept`), and on top of it what the batch in hand changed.

    Events that a case knows already (their offset tells) change nothing, but are written into the log where that lags behind: a crash
    between the two leaves no hole in it.
    """

    def __init__(self, kept: Kept, plan: Plan) -> None:
        self._kept, self._plan = kept, plan
        self._changed: dict[str, Case] = {}
        self._gone: dict[str, Case] = {}
        self._notices: list[Notice] = []
        self._entries: list[Entry] = []
        self._ledger = Ledger()
        self._due: MutableMapping[str, datetime] = {}
        self._uncaptured: MutableMapping[str, datetime] = {}
        for key, value in kept.values():
            if key == LEDGER:
                self._ledger = decode(value, Ledger)
            else:
                self._wait(decode(value, Case))
        self._numbers = dict(self._ledger.numbers)
        for key, value in kept.values():
            if key != LEDGER:
                self._count(decode(value, Case).number)

    def __len__(self) -> int:
        return len(self._due)

    def get(self, id: str) -> Case | None:
        if id in self._changed or id in self._gone:
            return self._changed.get(id)
        return decode(self._kept[id], Case) if id in self._kept and id != LEDGER else None

    def alert(self, alert: Alert, offset: int, at: datetime) -> None:
        """A version of an alert, at its offset in alerts.v1; `at` is when the broker took it."""
        case = self.get(alert.id)
        if case is not None and offset <= case.alerts_to:
            return
        event = Event(id=f"alert:{offset}", case=alert.id, deed="alert", at=at, alert=alert, number="" if case else self._number(at))
        after, notices = advance(case, event, self._plan)
        if after is None or after is case:  # what the case itself wrote into its alert comes back
            return
        self._put(replace(after, alerts_to=offset))
        self._notices += notices

    def decide(self, event: Event, offset: int) -> tuple[Event, ...]:
        """A decision at its offset in decisions.v1; gives what it causes for other cases, which is to be sent after it."""
        if event.deed == "alert":  # they come from alerts.v1, with their own offsets
            return ()
        case = self.get(event.case) if event.case else None
        if case is not None and offset <= case.decisions_to:
            refused = () if event.deed in LOGGED else next((a.refused for a in case.answers if a.offset == offset), None)
            if refused is not None:
                self._log(event, offset, refused)
            return ()
        if case is not None and _known(case, event):  # the producer sent it twice
            return ()
        if case is None and event.deed == "open" and event.alert is not None:
            event = replace(event, number=self._number(event.at))
        after, notices = advance(case, self._led(event), self._plan)
        if after is None:
            self._log(event, offset, () if event.deed in LOGGED else ("case",))
            return ()
        if after is not case:
            answers = tuple(replace(one, offset=offset) if one.event == event.id else one for one in after.answers)
            self._put(replace(after, decisions_to=offset, answers=answers))
        self._notices += notices
        refused = () if after is case else next((a.refused for a in after.answers if a.event == event.id), ())
        self._log(event, offset, refused)
        return () if refused or case is None or after is case else tuple(follows(case, event))

    def due(self, at: datetime) -> list[Event]:
        """An event of the clock for every case in which something is overdue that nobody was told of."""
        stamp = f"{at:%Y%m%dT%H%M%S}"
        return [Event(id=f"clock:{id}:{stamp}", case=id, deed="clock", at=at) for id, when in self._due.items() if when <= at]

    def uncaptured(self, at: datetime, most: int) -> list[Case]:
        """Cases of which evidence is to be kept now, the longest due first."""
        late = sorted((when, id) for id, when in self._uncaptured.items() if when <= at)
        found = (self.get(id) for _, id in late)
        return [case for case, _ in zip((case for case in found if case is not None), range(most), strict=False)]

    def news(self) -> News:
        """What changed since this was asked last; the caller writes it down, the cases into `kept` too."""
        ledger = None
        if self._entries or self._changed or self._gone:
            ledger = self._ledger = replace(self._ledger, numbers=dict(self._numbers))
        news = News(tuple(self._changed.values()), tuple(self._notices), tuple(self._entries), ledger, tuple(self._gone.values()))
        self._changed, self._gone, self._notices, self._entries = {}, {}, [], []
        return news

    def _led(self, event: Event) -> Event:
        """Leads a merge nowhere, so that it is refused, if there is no such case or it is a duplicate itself: none is lost in a ring."""
        other = self.get(event.to) if event.deed == "merge" and event.to else None
        return event if event.deed != "merge" or (other and other.state not in ("DUPLICATE", "ARCHIVED")) else replace(event, to="")

    def _put(self, case: Case) -> None:
        if case.gone:
            self._changed.pop(case.id, None)
            self._due.pop(case.id, None)
            self._gone[case.id] = _bare(case)
            return
        self._changed[case.id] = case
        self._wait(case)

    def _wait(self, case: Case) -> None:
        evidence = min(capturing.due(case, case.captures).values(), default=None)
        if evidence is None:
            self._uncaptured.pop(case.id, None)
        else:
            self._uncaptured[case.id] = evidence
        waits = [at for name, at in case.due.items() if name not in case.late]
        soonest = min([*waits, case.mute.until] if case.mute else waits, default=None)
        if soonest is None:
            self._due.pop(case.id, None)
        else:
            self._due[case.id] = soonest

    def _number(self, at: datetime) -> str:
        year = str(at.astimezone(VIETNAM).year)
        self._numbers[year] = self._numbers.get(year, 0) + 1
        return f"VN-{year}-{self._numbers[year]:06}"

    def _count(self, number: str) -> None:
        _, year, count = number.split("-")
        self._numbers[year] = max(int(count), self._numbers.get(year, 0))

    def _log(self, event: Event, offset: int, refused: tuple[str, ...]) -> None:
        """A line of the audit log for what a person did; again the same line where the log lagged behind."""
        if by_itself(event) or offset <= self._ledger.decisions_to:
            return
        line = entry(self._ledger, event, refused)
        self._entries.append(line)
        self._ledger = replace(self._ledger, seq=line.seq, chain=line.chain, decisions_to=offset)


def steps(events: Sequence[tuple[T, Event]]) -> Iterator[list[tuple[T, Event]]]:
    """A batch in the parts that are to be written down one after the other.

    The log must not lag further than a case's answers go back. And a merge looks at another case, so after a crash that one must not be
    further on than it was: nothing comes with a merge that comes after it. Nor with a case that is forgotten: it may begin anew.
    """
    part: list[tuple[T, Event]] = []
    for one in events:
        part.append(one)
        if one[1].deed in ("merge", "forget") or len(part) == MOST_ANSWERS:
            yield part
            part = []
    if part:
        yield part


def _bare(case: Case) -> Case:
    """A case that is gone, without a word of what it was about."""
    alert = replace(case.alert, headline="", posts=(), pages=(), page_names=(), places=(), claims=(), why=(), detectors=())
    kept = {"id": case.id, "number": case.number, "opened_at": case.opened_at, "updated_at": case.updated_at, "state": case.state}
    return Case(alert=alert, gone=case.gone, alerts_to=case.alerts_to, decisions_to=case.decisions_to, **kept)  # type: ignore[arg-type]


def _known(case: Case, event: Event) -> bool:
    """Whether the case has heard of this event, at another offset."""
    return any(answer.event == event.id for answer in case.answers) or any(past.id == event.id for past in case.history)


def entry(ledger: Ledger, event: Event, refused: tuple[str, ...]) -> Entry:
    """The next line of the log; `chain` is the SHA-256 of the chain so far and of this line without its chain."""
    line = Entry(
        seq=ledger.seq + 1,
        at=event.at,
        by=event.by,
        role=event.role,
        case=event.case,
        deed=event.deed,
        reason=event.reason,
        refused=refused,
        digest=hashlib.sha256(encode(event)).hexdigest(),
        chain="",
    )
    return replace(line, chain=chained(ledger.chain, line))


def chained(before: str, line: Entry) -> str:
    """What the chain of this line must be after `before`, the chain of the line before it."""
    return hashlib.sha256(before.encode() + encode(replace(line, chain=""))).hexdigest()


def follows(case: Case, event: Event) -> Iterator[Event]:
    """What an accepted event about `case`, as it was before, brings for others: posts move with a merge, and back, and with a split."""
    moved = Event(id=f"{event.id}:follow", case="", deed="open", at=event.at, by=event.by, to=case.id)
    if event.deed == "merge":
        yield replace(moved, case=event.to, posts=case.posts)
    elif event.deed == "undo" and case.merged_into:
        yield replace(moved, case=case.merged_into, posts=case.posts, reason="undone")
    elif event.deed == "split":
        id = "s-" + hashlib.blake2b(event.id.encode(), digest_size=8).hexdigest()
        yield replace(moved, case=id, posts=event.posts, alert=case.alert)
