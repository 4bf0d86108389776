"""How often what somebody of the desk reported was upheld: the desk's own accuracy, for its administrators; of nobody outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from topics.cases import Case


@dataclass(frozen=True)
class Accuracy:
    """`sent`: escalations by this user's findings; `upheld` of them wholly or in part; `rejected`; the rest has no answer yet."""

    user: str
    sent: int
    upheld: int
    rejected: int

    @property
    def precision(self) -> float | None:
        """Upheld of those that were sent (domain.md §9)."""
        return self.upheld / self.sent if self.sent else None


def accuracy(cases: Sequence[Case], since: datetime, until: datetime) -> tuple[Accuracy, ...]:
    """By who submitted the finding that was sent in this span, by name."""
    counts: dict[str, list[int]] = {}
    for case in cases:
        reporter, mine = "", None
        for event in case.history:
            if event.deed == "submit":
                reporter = event.by
            elif event.deed == "sent":
                mine = counts.setdefault(reporter, [0, 0, 0]) if since <= event.at < until else None
                if mine:
                    mine[0] += 1
            elif event.deed == "outcome" and mine:
                mine[1] += event.reason in ("upheld", "partly_upheld")
                mine[2] += event.reason == "rejected"
                mine = None
    return tuple(Accuracy(user, *numbers) for user, numbers in sorted(counts.items()))
