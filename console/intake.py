"""What the console may do with what people bring in: look at it, and send what was looked at. Made by tinwatch/intake.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from topics.records import Post


class Asked(Struct, frozen=True, kw_only=True):
    """What a person says beside a file, or in place of one. `page`: an id or an address of the page they vouch for. `zone`: of times
    without one. `at`: when what they typed off was published."""

    page: str = ""
    page_name: str = ""
    url: str = ""
    zone: str = ""
    text: str = ""
    at: datetime | None = None


class Problem(Struct, frozen=True):
    """A line that gives no post; 0 where it is the whole."""

    line: int
    why: str


class Preview(Struct, frozen=True, kw_only=True):
    """What was brought, before or after it was sent. `first`: some of its posts; none any more once it was sent."""

    id: str
    name: str
    format: str
    sha256: str
    by: str
    at: datetime
    posts: int = 0
    problems: int = 0
    told: tuple[Problem, ...] = ()
    first: tuple[Post, ...] = ()
    asked: Asked = Asked()
    sent_at: datetime | None = None


class Intake(Protocol):
    largest: int
    """Bytes of one file."""

    async def file(self, path: Path, name: str, asked: Asked, by: str) -> Preview:
        """What is in a file; the file itself is not kept."""
        ...

    async def addresses(self, urls: Sequence[str], asked: Asked, by: str) -> Preview:
        """What is shown at these addresses now."""
        ...

    async def words(self, asked: Asked, by: str) -> Preview:
        """A post that a person typed off or copied."""
        ...

    def looked_at(self, id: str, by: str) -> Preview | None:
        """What this person looked at before and has not let lie for a day."""
        ...

    async def send(self, id: str, by: str) -> Preview | None:
        """Send its posts; the river has them when this returns. Twice is once."""
        ...
