"""`destinations.toml`: who the desk is on paper, and how the destinations of escalations are reached, once somebody checked that.

[desk]
organisation = "Sở Văn hóa, Thể thao và Du lịch tỉnh …"
email = "…"

[vafc]
email = "…"
verified = 2026-11-20
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from channels.desk import Desk
from channels.destination import Address, known
from tinwatch.settings import SettingError, Settings

T = TypeVar("T", Desk, Address)


@dataclass(frozen=True)
class Addressed:
    """`addresses` has every destination: as the desk settled it, else as it ships, which is not verified."""

    desk: Desk = field(default_factory=Desk)
    addresses: Mapping[str, Address] = field(default_factory=lambda: {name: one.address for name, one in known().items()})


def addressed(settings: Settings) -> Addressed:
    """What the file says; SettingError for what cannot be used. Without a file what ships, and a desk without a name."""
    file = settings.destinations_file
    if not file.exists():
        if settings.destinations:
            raise SettingError(f"TINWATCH_DESTINATIONS={file}: No such file")
        return Addressed()
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingError(f"{file}: {error}") from error
    return read(content, file)


def read(content: Mapping[str, Any], file: Path) -> Addressed:
    """The settings of a file's content."""
    shipped = Addressed()
    unknown = content.keys() - known().keys() - {"desk"}
    if unknown:
        raise SettingError(f"{file}: no destination {', '.join(sorted(unknown))}; there are desk, {', '.join(known())}")
    addresses = {name: _filled(Address, content.get(name, {}), shipped.addresses[name], f"{file}: {name}") for name in known()}
    return Addressed(_filled(Desk, content.get("desk", {}), Desk(), f"{file}: desk"), addresses)


def _filled(kind: type[T], given: Any, default: T, where: str) -> T:
    if not isinstance(given, dict):
        raise SettingError(f"{where}: must be a table")
    values = {one.name: getattr(default, one.name) for one in fields(kind)}
    for name, value in given.items():
        if name not in values:
            raise SettingError(f"{where}.{name}: no such field; there are {', '.join(values)}")
        if name == "verified":
            if not isinstance(value, date):
                raise SettingError(f"{where}.verified={value!r}: must be the day on which somebody checked it, such as 2026-11-20")
            value = f"{value:%Y-%m-%d}"
        if type(value) is not type(values[name]):
            raise SettingError(f"{where}.{name}={value!r}: must be {'yes or no' if isinstance(values[name], bool) else 'text'}")
        if isinstance(value, str) and not value.isprintable():
            raise SettingError(f"{where}.{name}: must be one line")
        values[name] = value
    if kind is Address and given.keys() - {"verified"} and "verified" not in given:
        values["verified"] = ""
    return kind(**values)
