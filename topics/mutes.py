"""What the desk looks away from for a while, and what is remembered of that."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from topics.records import SCHEMA, Id

MUTINGS: tuple[str, ...] = ("in_hand", "told", "repeats", "false_alarm")
"""Why alerts are muted: it is being dealt with, it was escalated and is waited for, it says the same again, the detectors err here."""


class Mute(Struct, frozen=True, kw_only=True):
    """Alerts of nothing but these pages with these codes stay out of the feed until then (alerts/muting.py). An event brings no more than
    these three, without pages or codes those of its alert; who said so, when and why follows from it."""

    until: datetime
    pages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    text: Annotated[str, Meta(max_length=5000)] = ""


class Muted(Struct, frozen=True, kw_only=True):
    """A case's mute as judge remembers it; `until` is None where it has ended. `far` is that of the case."""

    case: Id
    far: int
    until: datetime | None = None
    pages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    schema: int = SCHEMA
