"""Times as a monitor in Vietnam reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from console.words import Words
from topics.records import utc

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has had no change of clocks since 1975, so no time-zone database is needed."""


def absolute(moment: datetime) -> str:
    """`22/11/2026 20:06:31`."""
    return utc(moment).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")


def machine(moment: datetime) -> str:
    """For `<time datetime>` and scripts: RFC 3339 with +07:00."""
    return utc(moment).astimezone(VIETNAM).isoformat(timespec="milliseconds")


def ago(moment: datetime, now: datetime, words: Words) -> str:
    """`3 phút trước`; beyond a week the date. The same steps as in static/desk.js."""
    seconds = (utc(now) - utc(moment)).total_seconds()
    if seconds < 60:
        return words("age.now")
    for unit, size, most in (("minutes", 60, 60), ("hours", 3600, 24), ("days", 86400, 7)):
        if seconds < size * most:
            return words(f"age.{unit}", n=int(seconds // size))
    return utc(moment).astimezone(VIETNAM).strftime("%d/%m/%Y")


def past(moment: datetime, now: datetime) -> bool:
    return utc(moment) <= now


def read_moment(text: str, *, end: bool = False) -> datetime | None:
    """A date in Vietnam or an RFC 3339 time, in UTC; nothing for an empty text; ValueError otherwise.

    A plain date given as an `end` includes that whole day.
    """
    if not text:
        return None
    try:
        if len(text) == 10:
            day = date.fromisoformat(text) + timedelta(days=end)
            return utc(datetime(day.year, day.month, day.day, tzinfo=VIETNAM))
        return utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a date such as 2026-11-20 or 2026-11-20T08:00:00+07:00") from None
