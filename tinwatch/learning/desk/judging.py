"""Two models against what the desk decided: figures with intervals, and whether the challenger may be said to beat the champion.

Pure, and blind to which rows there are: only cases that somebody alerted on were ever decided, so nobody knows of what both missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt

CHANCE = 0.05
"""McNemar's exact test, two-sided: from this probability on, chance alone explains who was right more often."""

LOST = 0.05
"""Share of the confirmed cases that the challenger must be shown not to lose, net: the upper end of its 95 % interval stays below."""

_Z = 1.959964


@dataclass(frozen=True)
class Judged:
    """One decided case: whether it was confirmed, and whether each of the models would have alerted."""

    confirmed: bool
    champion: bool
    challenger: bool


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval after Wilson."""

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.of)

    def __str__(self) -> str:
        if not self.of:
            return "- (0 of 0)"
        low, high = self.interval
        return f"{self.hits / self.of:.3f} ({low:.3f}–{high:.3f}; {self.hits} of {self.of})"


@dataclass(frozen=True)
class Verdict:
    """`better`, `worse`: cases on which the challenger alone, or the champion alone, was right; `chance` is McNemar's p; `lost` the
    confirmed cases that the challenger loses, net of those that it alone finds."""

    better: int
    worse: int
    chance: float
    lost: Share

    @property
    def beats(self) -> bool:
        return not self.reasons

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks against saying that the challenger beats the champion."""
        out = []
        if self.better <= self.worse:
            out.append("it is not right more often")
        elif self.chance >= CHANCE:
            out.append(f"being right more often may be chance (p = {self.chance:.3f})")
        if self.lost.of == 0 or self.lost.interval[1] >= LOST:
            most = f"{self.lost.interval[1]:.3f}" if self.lost.of else "1"
            out.append(f"it may lose up to {most} of the confirmed cases, {LOST} is allowed: decide more cases, or keep the champion")
        return tuple(out)


def precision(rows: Sequence[Judged], who: str) -> Share:
    """Of the alerts those that were confirmed; `who` is `champion` or `challenger`."""
    alerts = [row.confirmed for row in rows if getattr(row, who)]
    return Share(sum(alerts), len(alerts))


def recall(rows: Sequence[Judged], who: str) -> Share:
    """Of the confirmed cases those alerted on."""
    alerts = [bool(getattr(row, who)) for row in rows if row.confirmed]
    return Share(sum(alerts), len(alerts))


def verdict(rows: Sequence[Judged]) -> Verdict:
    """Right is who alerts on a confirmed case, or keeps silent on a false alarm."""
    right = [(row.champion == row.confirmed, row.challenger == row.confirmed) for row in rows]
    better, worse = right.count((False, True)), right.count((True, False))
    confirmed = [row for row in rows if row.confirmed]
    lost = sum(row.champion and not row.challenger for row in confirmed) - sum(row.challenger and not row.champion for row in confirmed)
    return Verdict(better, worse, mcnemar(better, worse), Share(max(0, lost), len(confirmed)))


def mcnemar(one: int, other: int) -> float:
    """The exact two-sided probability of such a split of discordant pairs, or a more uneven one, if both models were equally good."""
    count = one + other
    tail: float = sum(comb(count, k) for k in range(min(one, other) + 1)) / (1 << count)
    return min(1.0, 2 * tail)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; everything where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, _Z * _Z
    middle, reach = share + z2 / (2 * of), _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + z2 / of)), min(1.0, (middle + reach) / (1 + z2 / of))


def told(rows: Sequence[Judged], champion: str, challenger: str) -> str:
    """The comparison for people."""
    found = verdict(rows)
    lines = [f"{len(rows)} decided cases, {sum(row.confirmed for row in rows)} confirmed; 95 % intervals"]
    for which, name in (("champion", champion), ("challenger", challenger)):
        lines.append(f"{which} {name}: precision {precision(rows, which)}, recall of the confirmed {recall(rows, which)}")
    lines.append(f"right alone: challenger {found.better}, champion {found.worse}; McNemar exact p = {found.chance:.4f}")
    lines.append(f"{challenger} BEATS {champion}" if found.beats else f"{challenger} does not beat {champion}: {'; '.join(found.reasons)}")
    return "\n".join(lines)
