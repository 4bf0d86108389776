"""What a pack is tried against: the packs in force, and what the desk decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tinwatch.backtest.bench import Plan
from tinwatch.learning.desk.rows import Label
from tinwatch.rules.check import Checker
from tinwatch.rules.reading import Source
from tinwatch.settings import Settings


def planned(settings: Settings, checker: Checker, tried: Sequence[Source], reviewed: Mapping[str, Label]) -> Plan:
    """The packs of the desk's folder that are well are those in force. OSError as from reading it."""
    good, _ = checker.check_folder(settings.rules_folder)
    return Plan(settings, tuple(source.pack for source in tried), tuple(source.pack for source in good), reviewed)
