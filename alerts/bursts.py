"""More posts in an hour than a series ever explains: posts of a page, comments under it, posts with a code, posts that lead to a site.

Each series is counted by hour over the last DAYS, silent hours as zeros, and the hour in question is compared with what the hours before
make likely: a negative binomial around the series' own rate, shrunk to that of all series of its kind while little is known (empirical
Bayes, gamma prior by moments), by the hour of the day, with the spread of its own counts and the uncertainty of the rate. All series of an
hour are tested at once (Benjamini and Hochberg, FALSE_BURSTS). The hours of a burst do not count for what comes after it.

Time is that of the posts. An hour is looked at as soon as every lane of the river has reached it, while it still runs: its count only
grows, so what is too many at half past is too many at the end. Sums are of whole numbers, so that taking a post out leaves no trace of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from statistics import fmean
from typing import NamedTuple

from alerts.tails import count_tail, discoveries

DAYS = 14
HOURS = 24 * DAYS
FALSE_BURSTS = 0.001
LEAST = 5
"""Posts in an hour below which nobody speaks of a burst."""

TIMES = 3.0
"""How many times the expected number a burst is at the least, and at half of which it goes on."""

HISTORY = 48
"""Hours of the river that must be known before anything is judged."""

_OWN = 50
"""Posts, and hours, after which a series' own spread counts for half against that of its kind."""

_PROFILE = 500
"""Posts of a kind after which the hours of its day are half believed."""


class Verdict(NamedTuple):
    """One series in one hour: how many posts, how many were expected, how likely so many were."""

    posts: int
    expected: float
    tail: float


class _Kind:
    """Sums over the series of one kind: how many, their totals, squares of totals, squares of hourly counts, posts by hour of the day."""

    __slots__ = ("hours", "series", "squares", "total", "totals_squared")

    def __init__(self) -> None:
        self.series = self.total = self.totals_squared = self.squares = 0
        self.hours = [0] * 24

    def without(self, posts: int, total: int) -> _Kind:
        """The sums without one hour of a series: what is judged must not make itself usual."""
        kind = _Kind()
        kind.series, kind.hours, kind.total = self.series, self.hours, self.total - posts
        kind.totals_squared = self.totals_squared - total**2 + (total - posts) ** 2
        kind.squares = self.squares - posts**2
        return kind

    def rate(self, total: int, hours: int, seen: int) -> tuple[float, float]:
        """Posts an hour to expect of a series with this total in so many hours, and the relative variance of that guess."""
        mean = max(self.total, 1) / max(1, self.series) / seen
        variance = max(self.totals_squared / max(1, self.series) / seen**2 - mean**2 - mean / seen, mean**2 / 4)
        shape, scale = mean**2 / variance, mean / variance
        return (shape + total) / (scale + hours), 1 / (shape + total)

    def spread(self, total: int, squares: int, hours: int, seen: int, swing: float) -> float:
        """By how much counts of one hour scatter beyond Poisson and the hours of the day, relative to the square of their mean."""
        common = max(0.0, (self.squares - self.total) * seen / max(1, self.totals_squared) / swing - 1)
        own = max(0.0, (squares - total) * hours / total**2 / swing - 1) if total else 0.0
        known = min(total, hours)
        return (own * known + common * _OWN) / (known + _OWN)


class Bursts:
    """Counts of every series by hour; `series` is its kind, a colon and its name."""

    def __init__(self) -> None:
        self._counts: dict[int, dict[str, int]] = {}
        self._sums: dict[str, tuple[int, int]] = {}
        self._kinds: dict[str, _Kind] = {}

    def __len__(self) -> int:
        return len(self._sums)

    def count(self, series: str, hour: int, more: int = 1) -> None:
        """One post more or, with -1, one less; of an hour that was forgotten nothing can be taken."""
        counts = self._counts.get(hour)
        if counts is None:
            if more < 0:
                return
            counts = self._counts[hour] = {}
        before = counts.get(series, 0)
        self._move(series, hour, more, (before + more) ** 2 - before**2)
        if before + more:
            counts[series] = before + more
        else:
            del counts[series]
            if not counts:
                del self._counts[hour]

    def forget(self, before: int) -> None:
        """Drop the hours before this one."""
        for hour in [hour for hour in self._counts if hour < before]:
            for series, count in self._counts.pop(hour).items():
                self._move(series, hour, -count, -(count**2))

    def at(self, series: str, hour: int) -> int:
        return self._counts.get(hour, {}).get(series, 0)

    def _move(self, series: str, hour: int, posts: int, squares: int) -> None:
        total, squared = self._sums.get(series, (0, 0))
        name = series.partition(":")[0]
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds[name] = _Kind()
        kind.series += (total + posts > 0) - (total > 0)
        kind.total += posts
        kind.totals_squared += (total + posts) ** 2 - total**2
        kind.squares += squares
        kind.hours[hour % 24] += posts
        if total + posts:
            self._sums[series] = (total + posts, squared + squares)
        else:
            del self._sums[series]

    def judged(self, hour: int, aside: Mapping[str, Collection[int]]) -> dict[str, Verdict]:
        """The series that burst in this hour; `aside` are hours of earlier bursts that do not count as usual."""
        first = max(min(self._counts, default=hour), hour - HOURS)
        if hour - first < HISTORY:
            return {}
        verdicts = {}
        for series, count in self._counts.get(hour, {}).items():
            known = self._sums[series][0] - count
            if count >= LEAST and count * (hour - first) > TIMES * known / 24:  # cheap: no hour of the day is 24 times the average
                verdict = self.verdict(series, hour, first, aside.get(series, ()))
                if verdict.posts >= TIMES * verdict.expected:
                    verdicts[series] = verdict
        found = discoveries({s: v.tail for s, v in verdicts.items()}, len(self._sums), FALSE_BURSTS)
        return {series: verdict for series, verdict in verdicts.items() if series in found}

    def goes_on(self, series: str, hour: int, aside: Collection[int]) -> bool:
        """Whether a burst of this series is not over in this hour."""
        verdict = self.usual(series, hour, aside)
        return 2 * verdict.posts >= LEAST and verdict.posts >= TIMES / 2 * verdict.expected

    def usual(self, series: str, hour: int, aside: Collection[int]) -> Verdict:
        """The verdict from all hours that are known."""
        return self.verdict(series, hour, max(min(self._counts, default=hour), hour - HOURS), aside)

    def verdict(self, series: str, hour: int, first: int, aside: Iterable[int]) -> Verdict:
        """What the hours from `first` on, this one and those put aside left out, make of this hour's count."""
        name, posts = series.partition(":")[0], self.at(series, hour)
        total, squares = self._sums.get(series, (0, 0))
        kind = self._kinds[name].without(posts, total) if name in self._kinds else _Kind()
        out = [hour, *(h for h in aside if h != hour and first <= h)]
        for h in out:
            n = self.at(series, h)
            total, squares = total - n, squares - n * n
        if name in ("page", "talk"):  # a page may be new to the watchlist; a site that nobody ever linked to is news
            first = next((h for h in range(first, hour) if self.at(series, h)), hour)
        hours = max(0, hour - first + 1 - len(out))
        rate, doubt = kind.rate(total, hours, max(1, hour - max(min(self._counts, default=hour), hour - HOURS)))
        day = [(n + _PROFILE / 24) * 24 / (kind.total + _PROFILE) for n in kind.hours]
        mean = rate * day[hour % 24]
        spread = kind.spread(total, squares, hours, max(1, len(self._counts)), fmean(share * share for share in day))
        return Verdict(posts, mean, count_tail(mean, doubt + spread, posts))
