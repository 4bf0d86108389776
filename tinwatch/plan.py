"""What the desk has settled for its cases, from the settings."""

from __future__ import annotations

from alerts.plan import Plan
from channels.destination import known
from channels.packet import unfit
from tinwatch.scope import signed
from tinwatch.settings import Settings


def plan(settings: Settings) -> Plan:
    return Plan(scope_signed=signed(settings), destinations=frozenset(known()), unfit=unfit)
