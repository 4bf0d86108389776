"""Numbers and times as exports write them: thousands separators, zones by their abbreviations, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo


class Unfit(ValueError):
    """A row that gives no post; the message says why and holds nothing of the row, which may name a person."""


_EMPTY = {"", "n/a", "na", "nan", "none", "null", "-", "\\n"}
_GROUPED = re.compile(r"\d{1,3}(?:([,. \u00a0\u202f'])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"(\d+)(?:[.,]0{1,2})?")
_SINCE_1970 = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_NAMED = re.compile(r"(.*\d)\s+\(?([A-Za-z]{2,5})\)?")
_BARE_HOURS = re.compile(r"(.*\d)\s*([+-]\d{2})")
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.*")

ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "ICT": 7, "EST": -5, "EDT": -4, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "CDT": -5, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11,
}  # fmt: skip
"""Hours from UTC of abbreviations that mean one thing. CST, IST and BST mean several and are refused: another one is off by hours."""


def count(text: str) -> int | None:
    """`1,972,048`, `1.972.048`, `412`, `412.0`; None for an empty cell. Raises Unfit for what is no count of anything."""
    text = text.strip()
    if text.lower() in _EMPTY:
        return None
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    whole = _WHOLE.fullmatch(text)
    if whole is None or len(whole[1]) > 15:
        raise Unfit("is no number")
    return int(whole[1])


def moment(text: str, zone: tzinfo | None) -> datetime | None:
    """A time with its zone; `zone` is that of times that name none. None for an empty cell; raises Unfit."""
    text = text.strip()
    if text.lower() in _EMPTY:
        return None
    if _SINCE_1970.fullmatch(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if _SLASHED.fullmatch(text):
        raise Unfit("is a date that may begin with the day or the month: write it as 2026-11-20 09:30")
    text, offset = _without_zone(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Unfit("is no time such as 2026-11-20T09:30:00+07:00") from None
    found = found if offset is None else found.replace(tzinfo=offset)
    if found.tzinfo is None and zone is None:
        raise Unfit("names no zone: say it with --zone, such as --zone Asia/Ho_Chi_Minh")
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _without_zone(text: str) -> tuple[str, tzinfo | None]:
    """The time, and its zone where that is written in a way that ISO 8601 does not know."""
    if named := _NAMED.fullmatch(text):
        if named[2].upper() not in ZONES:
            raise Unfit("names a zone that means several or is unknown: change the zone of the export to UTC")
        return named[1].strip(), timezone(timedelta(hours=ZONES[named[2].upper()]))
    if (hours := _BARE_HOURS.fullmatch(text)) and ":" in hours[1]:
        return hours[1].strip(), timezone(timedelta(hours=int(hours[2])))
    return text, None
