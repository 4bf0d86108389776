"""A message to the desk as every channel gets it, and how a channel says that it could not deliver it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct


class Later(Exception):
    """Not now. `wait`: seconds the service asked for. `all`: nothing else gets through this channel either."""

    def __init__(self, reason: str, wait: float | None = None, *, all: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.all = reason, wait, all


class Refused(Exception):
    """The service will never take this message for this recipient; the message says why."""


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every channel's table in notify.toml may say. A secret never stands in it: `secret_file` or `secret_env` names where it is.

    `ca`: file of the authority (PEM) that signed the service's certificate, where the system does not know it. `proxy`: address of a
    proxy; none is taken from the environment. `timeout` in seconds.
    """

    secret_file: str = ""
    secret_env: str = ""
    ca: str = ""
    proxy: str = ""
    language: str = ""
    per_minute: float = 30
    timeout: float = 20


@dataclass(frozen=True)
class Message:
    """`id` is the same whenever the same is sent again. `facts` is what `text` says, for programs."""

    id: str
    to: str
    subject: str
    text: str
    at: datetime
    facts: list[dict[str, object]] = field(default_factory=list)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Without line ends, control characters and turns of the writing direction: what stands in a header or a line of its own."""
    return " ".join(_CONTROL.sub(" ", text).split())
