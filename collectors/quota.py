"""What a credential may still ask, and how long it keeps still after a refusal (the formulas and the table of domain.md §6.1). Pure.

Counted by minutes, the one in which the span begins as a whole: rather a minute too much than one request. What a platform says of itself
counts as if asked now, and fades over the span. Never more than `share` of an hour's requests is planned, and not all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import floor

from msgspec.structs import replace

from collectors.connector import Allowance, Usage
from collectors.refusal import Refusal
from topics.watchlist import Ledger, Why

MINUTE = timedelta(minutes=1)
PATIENCE = timedelta(minutes=15)
"""How long nothing is asked after a refusal that gives no time itself (codes 4 and 17)."""

LONGEST = timedelta(hours=4)
DAY = timedelta(days=1)
"""After this a credential that a person has to mend is asked once whether somebody did, should its secret be the same."""

RETRIES: tuple[timedelta, ...] = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8))
"""Before each of the three times that a question is asked again which failed for no reason that stays (codes 1 and 2)."""

BROKEN = 5
"""Failures of the connection in a row after which all of a credential waits: the platform is down, or we are cut off."""

PARTS, BURST = 15, 1.3
"""In no fifteenth of the span (four minutes of an hour) more than its portion by this factor. With an hour spent early nothing could be
asked for the rest of it, and after a stop all that waited would be asked at once, and the pages that cannot wait would be due again while
nothing may be."""

TIGHTER = 0.8
"""What is left of the planned share each time that we are told to ask less often (code 613)."""

TELLING: Mapping[Why, str] = {
    "app": "the app's limit", "user": "the token's limit", "rate": "asked too often", "token": "the token must be renewed",
    "blocked": "blocked: somebody must look", "permission": "a permission is missing", "transient": "the platform does not answer",
}  # fmt: skip


def planned(ledger: Ledger, allowance: Allowance) -> int:
    """Requests in a span that are planned at most."""
    tight: float = TIGHTER ** min(ledger.strain, 8)
    return max(1, floor(allowance.calls * allowance.share * tight))


def load(ledger: Ledger, allowance: Allowance, now: datetime) -> float:
    """0–1: the larger of what we counted and of what the platform says, as it fades."""
    counted = sum(n for minute, n in ledger.minutes.items() if minute >= _minute(now - allowance.per)) / allowance.calls
    return max(counted, _said(ledger, allowance, now))


def opens(ledger: Ledger, allowance: Allowance, now: datetime, question: str = "") -> datetime:
    """When the next request may be made; `now` when it may be at once."""
    waits = [moment for moment in (ledger.until, ledger.off.get(question)) if moment is not None and moment > now]
    waits.append(_room(ledger.minutes, planned(ledger, allowance), allowance.per, now))
    portion = max(1, floor(planned(ledger, allowance) / PARTS * BURST))
    waits.append(_room(ledger.minutes, portion, allowance.per / PARTS, now))
    if ledger.at is not None and _said(ledger, allowance, now) >= allowance.share:
        waits.append(ledger.at + allowance.per * (1 - allowance.share / ledger.used) + timedelta(seconds=1))
    return max(now, *waits)


def asked(ledger: Ledger, allowance: Allowance, now: datetime) -> Ledger:
    """One request more; what has left the span is forgotten."""
    minute, oldest = _minute(now), _minute(now - allowance.per)
    kept = {m: n for m, n in ledger.minutes.items() if m >= oldest}
    kept[minute] = kept.get(minute, 0) + 1
    return replace(ledger, minutes=kept)


def heard(ledger: Ledger, usage: Usage | None, now: datetime) -> Ledger:
    """What the platform said of the quota along with an answer. At its limit nothing is asked for as long as it says."""
    if usage is None:
        return ledger
    until = now + (usage.wait or PATIENCE) if usage.used >= 1 else ledger.until
    if usage.wait and usage.used < 1:
        until = max(filter(None, (ledger.until, now + usage.wait)))
    return replace(ledger, used=max(0.0, usage.used), at=now, until=until)


def answered(ledger: Ledger, now: datetime, question: str) -> Ledger:
    """A question was answered: what stood against it is over, and after a quiet while also that we asked too often."""
    quiet = ledger.until is None or now - ledger.until > LONGEST
    off = {name: until for name, until in ledger.off.items() if name != question}
    if not (ledger.why or ledger.failures or ledger.strain or off != ledger.off):
        return ledger
    stays = ledger.until is not None and ledger.until > now
    return replace(
        ledger,
        failures=0,
        strain=0 if quiet else ledger.strain,
        off=off,
        why=ledger.why if stays else None,
        said=ledger.said if stays else "",
    )


def refused(ledger: Ledger, refusal: Refusal, now: datetime, question: str, dice: float) -> Ledger:
    """What a refusal means for all that shares the credential; `dice` (0–1) keeps the ends of waits apart.

    `page`, `parameter`, `gone` and `schema` mean nothing for it: they are the page's own (collectors/schedule.py).
    """
    match refusal.why:
        case "app" | "user" | "rate":
            wait = refusal.wait or min(LONGEST, PATIENCE * 2 ** min(ledger.failures, 4))
            strain = ledger.strain + (refusal.why == "rate")
            limited = replace(ledger, strain=strain, failures=ledger.failures + 1)
            return _stopped(limited, refusal, now + wait * (1 + 0.1 * dice) + MINUTE)
        case "token" | "blocked":
            return _stopped(ledger, refusal, now + max(DAY, refusal.wait or DAY))
        case "permission":
            off = {**ledger.off, question: now + max(DAY, refusal.wait or DAY)}
            return replace(ledger, off=off, why=refusal.why, said=refusal.said)
        case "transient":
            failures = ledger.failures + 1
            if failures < BROKEN:
                return replace(ledger, failures=failures)
            wait = min(PATIENCE, MINUTE * 2 ** min(failures - BROKEN, 4))
            return _stopped(replace(ledger, failures=failures), refusal, now + wait * (1 + 0.1 * dice))
        case _:
            return ledger


def renewed(ledger: Ledger, key: str) -> Ledger:
    """The ledger under the secret with this fingerprint: what only a person could mend is asked anew when the secret is another."""
    if ledger.key == key:
        return ledger
    mended = ledger.why in ("token", "blocked", "permission")
    return replace(
        ledger,
        key=key,
        until=None if mended else ledger.until,
        why=None if mended else ledger.why,
        said="" if mended else ledger.said,
        off={},
    )


def _stopped(ledger: Ledger, refusal: Refusal, until: datetime) -> Ledger:
    later = max(until, ledger.until) if ledger.until is not None else until
    return replace(ledger, until=later, why=refusal.why, said=refusal.said or TELLING.get(refusal.why, ""))


def _said(ledger: Ledger, allowance: Allowance, now: datetime) -> float:
    """What the platform said is used, as it fades."""
    if ledger.at is None:
        return 0.0
    return ledger.used * max(0.0, 1 - max(timedelta(0), now - ledger.at) / allowance.per)


def _room(minutes: Mapping[int, int], most: int, per: timedelta, now: datetime) -> datetime:
    """When fewer than `most` requests lie in the span before; the minute in which it begins counts as a whole."""
    oldest = _minute(now - per)
    inside = sorted((minute, n) for minute, n in minutes.items() if minute >= oldest)
    over = sum(n for _, n in inside) - most + 1
    for minute, n in inside:
        if over <= 0:
            break
        over -= n
        now = datetime.fromtimestamp((minute + 1) * 60, now.tzinfo) + per
    return now


def _minute(at: datetime) -> int:
    return int(at.timestamp() // 60)
