"""What one look at a set-up gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tinwatch.settings import SettingError


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not well."""

    what: str
    well: bool
    seen: str
    mend: str = ""


def tried(what: str, look: Callable[[], str], mend: str) -> Finding:
    """Well with what `look` saw, unless a setting cannot be used: then with what is wrong with it."""
    try:
        return Finding(what, True, look())
    except SettingError as error:
        return Finding(what, False, str(error), mend)
