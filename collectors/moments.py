"""Moments as the press writes them in feeds and sitemaps: with a zone, with one that no standard knows, or without any."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from collectors.articles import HANOI, OLDEST

_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?$")
_NEVER = re.compile(r"\b00\d\d\b")
"""A year that programs write for no date at all; the standard would take it for one of this century."""

_BARE = re.compile(r":\d{2}$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?", re.IGNORECASE)


def moment(text: str) -> datetime | None:
    """The moment in UTC, of a time without zone as in Hanoi; None for a day alone or what is no time.

    `23/11/2026 10:00` is a day first, as Vietnam writes it; with AM or PM the month is first, as the programs do that add those.
    """
    text = " ".join(text.split())[:80]
    found = _iso(text) or _slashed(text) or _mail(text)
    if found is None or found.year < OLDEST:
        return None
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    if len(text) < len("2026-11-23T10:00"):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=HANOI)


def _slashed(text: str) -> datetime | None:
    match = _SLASHED.match(text)
    if not match:
        return None
    first, second, year, hour, minute, seconds = (int(part or 0) for part in match.groups()[:6])
    day, month, half = first, second, (match[7] or "").upper()
    if half:
        day, month, hour = second, first, hour % 12 + (12 if half == "PM" else 0)
    try:
        return datetime(year, month, day, hour, minute, seconds, tzinfo=_zone(text[match.end() :]) or HANOI)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    """RFC 5322 and what is near it."""
    parts = parsedate_tz(text)
    if parts is None or _NEVER.search(text):
        return None
    named = None if _BARE.search(text) else timezone(timedelta(seconds=parts[9] or 0))
    try:
        return datetime(*parts[:6], tzinfo=_zone(text) or named or HANOI)
    except ValueError:
        return None


def _zone(text: str) -> timezone | None:
    """`+07:00`, `GMT+7`, `Z` at the end."""
    text = text.strip()
    if text.upper() in ("Z", "GMT", "UTC"):
        return UTC
    match = _OFFSET.search(text)
    if not match or (match.start() and text[match.start() - 1].isdigit()):
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if match[1] == "-" else span) if span < timedelta(hours=24) else None
