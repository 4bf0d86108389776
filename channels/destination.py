"""The places an escalation may go to, found in channels/destinations: what each takes, its address, the order of its form, its letter.

A file there holds: `TITLE`; `TYPES` and `VERDICTS` that it takes; `ADDRESS`, as far as domain.md knows it; `FORM`, the fields of its form
in their order, each with the part of the packet that goes there (a name of channels/portal.py); `LETTER`, the words of the cover letter;
and, if it has a classification of its own, `classified(finding) -> dict` for the packet.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from channels import destinations as folder
from topics.cases import CaseVerdict, Finding, Packet


@dataclass(frozen=True)
class Address:
    """How a destination is reached. `verified` is the day on which somebody of the desk checked it, empty before: such an address is shown
    with a warning and never put into a letter."""

    form: str = ""
    email: str = ""
    phone: str = ""
    verified: str = ""


@dataclass(frozen=True)
class Destination:
    """`form`: label of each field and the name of what goes there, in the order of the portal."""

    name: str
    title: str
    types: frozenset[Packet]
    verdicts: frozenset[CaseVerdict]
    address: Address
    form: tuple[tuple[str, str], ...]
    letter: str
    classified: Callable[[Finding], Mapping[str, object]] | None = None

    def takes(self, finding: Finding) -> bool:
        return finding.type in self.types and finding.verdict in self.verdicts


@cache
def known() -> Mapping[str, Destination]:
    """Every destination by its name, which is that of its file."""
    names = sorted(info.name for info in pkgutil.iter_modules(folder.__path__))
    return {name: _read(name, importlib.import_module(f"{folder.__name__}.{name}")) for name in names}


def _read(name: str, module: ModuleType) -> Destination:
    return Destination(
        name=name,
        title=module.TITLE,
        types=frozenset(module.TYPES),
        verdicts=frozenset(module.VERDICTS),
        address=module.ADDRESS,
        form=module.FORM,
        letter=module.LETTER,
        classified=getattr(module, "classified", None),
    )
