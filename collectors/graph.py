"""What Meta's Graph API says beside its data: quota headers and error codes (domain.md §6.1). The codes count, not HTTP's status."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import httpx
from msgspec import Struct

from collectors.asking import Answer
from collectors.connector import Usage
from collectors.refusal import Refusal
from topics.records import Invalid, decode
from topics.watchlist import Why

REGAIN = timedelta(minutes=15)
"""How long an exhausted credential rests where the platform does not say."""

CODES: Mapping[int, Why] = {
    1: "transient", 2: "transient", 4: "app", 10: "permission", 17: "user", 32: "page", 100: "parameter", 102: "token", 110: "gone",
    190: "token",
    341: "app", 368: "blocked", 613: "rate", 803: "gone", 80001: "page",
}  # fmt: skip
ABSENT = 33
"""Subcode of 100: the object does not exist, or is not shown to this token."""


class Fault(Struct, frozen=True):
    """Of the message nothing is read: it may quote what was asked for."""

    code: int = 0
    error_subcode: int = 0


class Failure(Struct, frozen=True):
    error: Fault | None = None


def usage(headers: httpx.Headers) -> Usage | None:
    """The fullest of all the quotas that the headers tell of, and the longest wait."""
    told = [*_tallies(headers.get("x-app-usage")), *_tallies(headers.get("x-page-usage"))]
    for tallies in _object(headers.get("x-business-use-case-usage")).values():
        told += [one for one in tallies if isinstance(one, dict)] if isinstance(tallies, list) else []
    if not told:
        return None
    used = max(_number(one.get(name)) for one in told for name in ("call_count", "total_time", "total_cputime")) / 100
    minutes = max(_number(one.get("estimated_time_to_regain_access")) for one in told)
    return Usage(used, timedelta(minutes=min(minutes, 1440)) if minutes else None)


def fault(answer: Answer) -> Fault | None:
    """The error that an answer tells of."""
    try:
        return decode(answer.body, Failure).error
    except Invalid:
        return None


def refused(answer: Answer) -> Refusal:
    """Why there is no data in this answer."""
    error = fault(answer)
    if error is None:
        refusal = answer.refusal()
        return Refusal("transient" if answer.status == 400 else refusal.why, refusal.said, refusal.wait)
    why: Why = "permission" if 200 <= error.code <= 299 else CODES.get(error.code, "transient" if answer.status >= 500 else "parameter")
    if error.code == 100 and error.error_subcode == ABSENT:
        why = "gone"
    told = usage(answer.headers)
    wait = (told.wait if told else None) or answer.wait or (REGAIN if why in ("app", "user", "page", "rate") else None)
    return Refusal(why, f"code {error.code}" + (f", subcode {error.error_subcode}" if error.error_subcode else ""), wait)


def _tallies(text: str | None) -> Iterator[Mapping[str, Any]]:
    found = _object(text)
    if found:
        yield found


def _object(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value >= 0 else 0.0
