"""Tails against values worked out otherwise."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from alerts.tails import binomial_tail, count_tail, discoveries


@pytest.mark.parametrize(("n", "chance", "least"), [(10, 0.5, 5), (8, 0.013, 6), (30, 0.9, 30), (5, 0.2, 0), (5, 0.2, 6), (300, 0.01, 12)])
def test_binomial(n, chance, least):
    p = Fraction(chance)
    exact = sum((math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(least, n + 1)), Fraction(0))
    assert binomial_tail(n, chance, least) == pytest.approx(float(exact), rel=1e-9)


def test_the_ends_of_chance():
    assert binomial_tail(5, 0, 1) == 0
    assert binomial_tail(5, 1, 5) == 1
    assert count_tail(0, 0.3, 1) == 0
    assert count_tail(3, 0.3, 0) == 1


@pytest.mark.parametrize(("mean", "least"), [(0.1, 5), (4, 4), (40, 12), (900, 1000)])
def test_poisson(mean, least):
    below = math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(least))
    assert count_tail(mean, 0, least) == pytest.approx(1 - below, rel=1e-6)


@pytest.mark.parametrize(("mean", "dispersion", "least"), [(2, 1, 7), (5, 0.3, 3), (100, 2, 250)])
def test_negative_binomial(mean, dispersion, least):
    """With dispersion 1 it is geometric: P(X >= k) = (m / (1 + m))^k; else against the sum from zero."""
    r, p = 1 / dispersion, mean * dispersion / (1 + mean * dispersion)
    log = [math.lgamma(r + k) - math.lgamma(r) - math.lgamma(k + 1) + r * math.log1p(-p) + k * math.log(p) for k in range(least)]
    assert count_tail(mean, dispersion, least) == pytest.approx(1 - math.fsum(map(math.exp, log)), rel=1e-6)
    if dispersion == 1:
        assert count_tail(mean, 1, least) == pytest.approx((mean / (1 + mean)) ** least)


def test_discoveries():
    """Benjamini and Hochberg's own example (1995, table 1): 15 tests at .05, the four smallest are believed."""
    tails = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert discoveries(dict(enumerate(tails)), 15, 0.05) == {0, 1, 2, 3}
    assert discoveries(dict(enumerate(tails[:5])), 15, 0.05) == {0, 1, 2, 3}
    assert discoveries({}, 0, 0.05) == set()
