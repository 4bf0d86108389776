"""Values deep in what a platform's own page is made of, which may be missing or another kind at every step."""

from __future__ import annotations

from datetime import UTC, datetime

LATEST = 4_102_444_800
"""1 January 2100 in Unix seconds: a larger number is in milliseconds."""


def dig(value: object, *steps: str | int) -> object:
    """What is there, or None."""
    for step in steps:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def items(value: object, *steps: str | int) -> list[object]:
    """The list that is there; empty where there is none."""
    found = dig(value, *steps)
    return found if isinstance(found, list) else []


def text_at(value: object, *steps: str | int) -> str:
    """The text that is there, also where it is written as a whole number; empty where there is none."""
    found = dig(value, *steps)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def number(value: object) -> int | None:
    """A count, also where it is written as text; a negative one means that the platform does not tell."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def unix(value: object) -> datetime | None:
    """A moment in Unix seconds or milliseconds."""
    seconds = number(int(value) if isinstance(value, float) else value)
    if not seconds:
        return None
    seconds = seconds // 1000 if seconds > LATEST else seconds
    return datetime.fromtimestamp(seconds, UTC) if seconds < LATEST else None
