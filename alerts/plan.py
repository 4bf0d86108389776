"""What a desk has settled for its cases: its terms, where it may escalate to, and that it has signed what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from alerts.clocks import Terms
from topics.cases import Finding


def _anything(finding: Finding) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Plan:
    """`destinations`: names of those there are (channels/destinations). Without `scope_signed`, the scope statement, nothing leaves.

    `unfit` says what the destination of a finding objects to in it.
    """

    terms: Terms = field(default_factory=Terms)
    destinations: frozenset[str] = frozenset()
    scope_signed: bool = False
    unfit: Callable[[Finding], tuple[str, ...]] = _anything
