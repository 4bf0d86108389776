"""What an operator is told of an index, whichever engine holds it: `tinwatch index setup|verify|migrate`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

COUNTED = ("documents", "alerts", "pages", "patterns", "cases")

KINDS = (*COUNTED, "claims", "entries", "removals")
"""What an index holds."""

Show = Callable[[str, int, int], None]
"""Progress: of what, how many are done, of how many."""


@dataclass(frozen=True)
class Told:
    """One thing that was done or looked at; `mend` says what to do where it is not well."""

    what: str
    well: bool
    seen: str
    mend: str = ""


class Stopped(Exception):
    """The work was given up before anything changed for those who read and write; the message says why and what to do."""
