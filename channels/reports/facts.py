"""What happened at the desk in a span of time, counted from its cases; pure, and without a name of any private person.

A case counts in the span in which it was opened; a closing, sending, outcome, correction in the span in which it happened. Cases that were
held back all along were seen by nobody and are only counted as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from statistics import median

from channels import wording
from channels.reports.advice import ADVICE
from topics.cases import Case, Event, Finding
from topics.false_alarms import CLOSED, false_alarm
from topics.patterns import Pattern
from topics.records import BANDS

ENDED = CLOSED | {"DISMISSED", "DUPLICATE", "PUBLISHED_NOTE", "OUTCOME_RECORDED", "CORRECTION", "ARCHIVED"}
STANDING = frozenset({"ESCALATED", "PUBLISHED_NOTE", "OUTCOME_RECORDED", "ARCHIVED"})
"""States in which a finding that was approved has not been withdrawn or contested."""

MOST = 30
"""Findings or cards in one report; what is left out is counted."""


@dataclass(frozen=True)
class Code:
    code: str
    name: str
    new: int
    closed: int
    sent: int
    advice: str


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Checked:
    """A finding that was approved: what was claimed, what is so, and where that can be read."""

    number: str
    at: datetime
    verdict: str
    claim: str
    fact: str
    reason: str
    sources: tuple[Source, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A case as a list shows it."""

    number: str
    band: str
    state: str
    codes: str
    headline: str
    posts: int
    pages: int
    late: str


@dataclass(frozen=True)
class Correction:
    number: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Cluster:
    kind: str
    posts: int
    pages: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Facts:
    """Spans in hours are medians, None where nothing was measured; rates are parts of one, None without a case.

    `watched`, `collected`: pages of the watch-list, and those of them that were collected within the day before the report is made.
    """

    since: datetime
    until: datetime
    new: int
    held_back: int
    bands: Mapping[str, int]
    codes: tuple[Code, ...]
    closed: int
    dismissals: Mapping[str, int]
    decided: int
    false_alarms: int
    open: int
    overdue: tuple[Card, ...]
    urgent: tuple[Card, ...]
    acknowledge_h: float | None
    finding_h: float | None
    sent_h: float | None
    sent: int
    destinations: Mapping[str, int]
    outcomes: Mapping[str, int]
    appeals: int
    reversals: int
    corrections: tuple[Correction, ...]
    stories: tuple[Card, ...]
    clusters: tuple[Cluster, ...]
    findings: tuple[Checked, ...]
    findings_left_out: int
    overdue_left_out: int
    urgent_left_out: int
    watched: int = 0
    collected: int = 0

    @property
    def false_alarm_rate(self) -> float | None:
        return self.false_alarms / self.decided if self.decided else None

    @property
    def upheld_rate(self) -> float | None:
        """Of those that were answered."""
        answered = sum(count for result, count in self.outcomes.items() if result != wording.RESULTS["no_answer"])
        upheld = sum(self.outcomes.get(wording.RESULTS[result], 0) for result in ("upheld", "partly_upheld"))
        return upheld / answered if answered else None


def facts(
    cases: Sequence[Case], patterns: Sequence[Pattern], since: datetime, until: datetime, public: Callable[[str], str], open_cases: int
) -> Facts:
    """`cases`: all that changed since `since`; `public` takes names and numbers out of a sentence; `open_cases`: how many wait now."""
    seen = [case for case in cases if not case.alert.held or case.acknowledged_at]
    new = [case for case in seen if since <= case.opened_at < until]
    closings = {case.id: event for case in seen if (event := closing(case)) and since <= event.at < until}
    sent = list(_happened(seen, since, until, "sent"))
    outcomes = Counter(event.reason for _, event in _happened(seen, since, until, "outcome"))
    decided = [case for case in new if case.acknowledged_at]
    approved = sorted(_approved(seen, since, until), key=lambda pair: pair[1], reverse=True)
    return Facts(
        since=since,
        until=until,
        new=len(new),
        held_back=sum(since <= case.opened_at < until for case in cases) - len(new),
        bands={band: sum(case.band == band for case in new) for band in BANDS},
        codes=tuple(_codes(new, [case for case in seen if case.id in closings], [case for case, _ in sent])),
        closed=len(closings),
        dismissals=_named(Counter(event.reason for event in closings.values() if event.deed == "dismiss"), wording.DISMISSALS),
        decided=len(decided),
        false_alarms=sum(map(false_alarm, decided)),
        open=open_cases,
        overdue=tuple(_card(case, public) for case in islice((case for case in seen if case.late), MOST)),
        urgent=tuple(_card(case, public) for case in islice(filter(_urgent, seen), MOST)),
        acknowledge_h=_hours((case.opened_at, case.acknowledged_at) for case in new),
        finding_h=_hours((case.opened_at, _first(case, "draft")) for case in new),
        sent_h=_hours((case.opened_at, event.at) for case, event in sent),
        sent=len(sent),
        destinations=dict(Counter(finding.destination for case, event in sent if (finding := finding_at(case, event))).most_common()),
        outcomes=_named(outcomes, wording.RESULTS),
        appeals=sum(1 for _ in _happened(seen, since, until, "appeal")),
        reversals=sum(event.reason == "overturned" for _, event in _happened(seen, since, until, "rule")),
        corrections=tuple(_corrected(seen, since, until, public)),
        stories=tuple(
            _card(case, public) for case in sorted(filter(_told, new), key=lambda case: (-case.alert.post_count, case.number))[:10]
        ),
        clusters=tuple(_clusters(patterns)),
        findings=tuple(_checked(case, at, public) for case, at in approved[:MOST]),
        findings_left_out=max(0, len(approved) - MOST),
        overdue_left_out=max(0, sum(bool(case.late) for case in seen) - MOST),
        urgent_left_out=max(0, sum(map(_urgent, seen)) - MOST),
    )


def closing(case: Case) -> Event | None:
    """What ended the case, as long as that stands."""
    if case.ended_at is None:
        return None
    found = None
    for event in case.history:
        if event.deed in ("dismiss", "close", "merge", "outcome", "correct", "approve"):
            found = event
        elif event.deed == "undo":
            found = None
    return found


def finding_at(case: Case, event: Event) -> Finding | None:
    """The finding as it stood when this happened: a case that was corrected may have had several."""
    found = None
    for one in case.history:
        found = one.finding if one.deed == "draft" else found
        if one.id == event.id:
            return found
    return None


def _happened(cases: Iterable[Case], since: datetime, until: datetime, deed: str) -> Iterator[tuple[Case, Event]]:
    for case in cases:
        yield from ((case, event) for event in case.history if event.deed == deed and since <= event.at < until)


def _approved(cases: Iterable[Case], since: datetime, until: datetime) -> Iterator[tuple[Case, datetime]]:
    """Cases with a finding that the last of two or more persons signed in this span and that stands."""
    for case in cases:
        if case.finding and case.state in STANDING and case.finding.proposal in ("ESCALATED", "PUBLISHED_NOTE") and len(case.approvals) > 1:
            at = max(one.at for one in case.approvals)
            if since <= at < until:
                yield case, at


def _told(case: Case) -> bool:
    """Whether its words may be told again: not those of an opinion, of a true claim, of what was dismissed or taken back."""
    return case.state not in CLOSED | {"DISMISSED", "DUPLICATE", "CORRECTION"}


def _urgent(case: Case) -> bool:
    return case.band in ("CRITICAL", "HIGH") and case.state not in ENDED


def _codes(new: Sequence[Case], closed: Sequence[Case], sent: Sequence[Case]) -> Iterator[Code]:
    """By the case's first code, so that the columns add up; most new first."""
    news, ends, leaves = (Counter(case.alert.codes[0] for case in cases if case.alert.codes) for cases in (new, closed, sent))
    for code in sorted({*news, *ends, *leaves}, key=lambda code: (-news[code], code)):
        yield Code(code, wording.CODES.get(code, code), news[code], ends[code], leaves[code], ADVICE.get(code, ""))


def _card(case: Case, public: Callable[[str], str]) -> Card:
    codes = ", ".join(wording.CODES.get(code, code) for code in case.alert.codes)
    late = ", ".join(wording.DUE.get(name, name) for name in case.late)
    state = wording.STATES.get(case.state, case.state)
    return Card(case.number, case.band, state, codes, public(case.alert.headline), case.alert.post_count, len(case.alert.pages), late)


def _checked(case: Case, at: datetime, public: Callable[[str], str]) -> Checked:
    finding = case.finding
    assert finding is not None
    sources = tuple(Source(public(item.title) or item.url, item.url) for item in finding.evidence)
    advice = tuple(dict.fromkeys(ADVICE[code] for code in case.alert.codes if code in ADVICE))
    verdict = wording.VERDICTS[finding.verdict]
    return Checked(case.number, at, verdict, public(finding.claim), public(finding.checkable_fact), public(finding.reason), sources, advice)


def _clusters(patterns: Sequence[Pattern]) -> Iterator[Cluster]:
    largest = sorted((one for one in patterns if one.kind != "burst"), key=lambda one: -one.post_count)
    for one in largest[:10]:
        yield Cluster(wording.PATTERNS[one.kind], one.post_count, len(one.pages), one.first, one.last)


def _corrected(cases: Iterable[Case], since: datetime, until: datetime, public: Callable[[str], str]) -> Iterator[Correction]:
    for case, event in _happened(cases, since, until, "correct"):
        yield Correction(case.number, event.at, public(event.text))


def _first(case: Case, deed: str) -> datetime | None:
    return next((event.at for event in case.history if event.deed == deed), None)


def _hours(spans: Iterable[tuple[datetime, datetime | None]]) -> float | None:
    known = [(end - begin) / timedelta(hours=1) for begin, end in spans if end is not None]
    return median(known) if known else None


def _named(counts: Counter[str], names: Mapping[str, str]) -> dict[str, int]:
    return {names.get(key, key): count for key, count in counts.most_common()}
