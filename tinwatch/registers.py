"""The registers that checks are held against: press agencies (one ships), licences of sites (a desk supplies them)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from agents.licences import LicenceRegister, entries
from enrichers.press import Press, read, shipped
from tinwatch.settings import SettingError

T = TypeVar("T")


def press_register(file: str) -> Press:
    """The register of that CSV file (name,domains); the one that ships when there is none."""
    return _read(file, lambda lines: Press(read(lines))) if file else shipped()


def licence_register(file: str) -> LicenceRegister | None:
    """The register of that CSV file; None when there is none."""
    return _read(file, lambda lines: LicenceRegister(entries(lines))) if file else None


def _read(file: str, parse: Callable[[Iterable[str]], T]) -> T:
    try:
        return parse(Path(file).expanduser().read_text("utf-8-sig").splitlines())
    except (OSError, ValueError) as error:
        raise SettingError(f"{file}: {error}") from error
