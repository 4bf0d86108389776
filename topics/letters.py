"""What goes out to the desk by a channel: one notice for one recipient, kept until it is delivered (agents/notify.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topics.cases import Notice
from topics.records import SCHEMA


class Letter(Struct, frozen=True, kw_only=True):
    """`to` is an address as the channel has it. What has the same `slot`, the end of quiet hours or the time of a digest, goes out to one
    recipient as one message; None for what goes out by itself. `since` is when it was first due, `due` when it is tried next. A delivered
    letter is kept for a while, so that a notice that comes twice goes out once. `version` grows with every change."""

    id: str
    notice: Notice
    channel: str
    to: str
    since: datetime
    due: datetime
    slot: datetime | None = None
    state: Literal["waiting", "sent"] = "waiting"
    tries: int = 0
    reason: str = ""
    version: int = 1
    schema: int = SCHEMA
