"""How unlikely a count is: exact tails, summed from the count outwards so that the smallest are right too, and which of many to believe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def binomial_tail(n: int, chance: float, least: int) -> float:
    """P(at least `least` of `n`) when each has this chance."""
    if least <= 0:
        return 1.0
    if least > n or chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    log = math.lgamma(n + 1) - math.lgamma(least + 1) - math.lgamma(n - least + 1)
    term = math.exp(log + least * math.log(chance) + (n - least) * math.log1p(-chance))
    total, odds = term, chance / (1 - chance)
    for k in range(least, n):
        term *= odds * (n - k) / (k + 1)
        total += term
        if term < total * 1e-12:
            break
    return min(1.0, total)


def count_tail(mean: float, dispersion: float, least: int) -> float:
    """P(at least `least`) of a negative binomial count with variance mean + dispersion·mean², Poisson when there is no dispersion."""
    if least <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if dispersion < 1e-6:
        term = math.exp(least * math.log(mean) - mean - math.lgamma(least + 1))
        shape, share = 0.0, 0.0
    else:
        shape, share = 1 / dispersion, mean * dispersion / (1 + mean * dispersion)
        term = math.exp(
            math.lgamma(shape + least) - math.lgamma(shape) - math.lgamma(least + 1) + shape * math.log1p(-share) + least * math.log(share)
        )
    total, k = term, least
    while term > total * 1e-12 or k < mean:
        term *= (shape + k) / (k + 1) * share if shape else mean / (k + 1)
        total += term
        k += 1
    return min(1.0, total)


def discoveries(tails: Mapping[K, float], tested: int, false_share: float) -> set[K]:
    """The results to believe so that at most `false_share` of them are expected to be false (Benjamini and Hochberg 1995).

    `tested` counts all that was looked at: those not in `tails` are taken as unremarkable.
    """
    bound = 0.0
    for rank, tail in enumerate(sorted(tails.values()), 1):
        if tail <= false_share * rank / max(tested, len(tails)):
            bound = tail
    return {key for key, tail in tails.items() if tail <= bound} if bound else set()
