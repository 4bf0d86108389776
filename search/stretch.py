"""Documents of an index read one after another without being searched, counted or joined with anything: the way to read a year of them."""

from __future__ import annotations

from dataclasses import dataclass

STRETCH = 2000
"""Documents of one stretch: two megabytes of ordinary posts."""


@dataclass(frozen=True)
class Stretch:
    """`records` are `Assessed`, encoded as they are kept; `cursor` leads to the next stretch and is empty at the end."""

    records: tuple[bytes, ...]
    cursor: str = ""


def place(at: int, tie: int) -> str:
    """The cursor behind a document."""
    return f"{at}.{tie}"


def placed(cursor: str) -> tuple[int, int] | None:
    """Where the cursor stands, None at the beginning; ValueError for what is no cursor."""
    if not cursor:
        return None
    at, _, tie = cursor.partition(".")
    try:
        found = int(at), int(tie)
    except ValueError:
        found = 2**63, 0
    if any(not -(2**63) <= part < 2**63 for part in found):
        raise ValueError("the cursor is damaged: start again from the beginning")
    return found
