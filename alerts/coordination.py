"""Pages that push the same things within seconds of each other, again and again (coordinated sharing as CooRnet and CooRTweet define it).

A thing is a web address or a text with its near-copies. Two pages are tied when they came closer over what both pushed than chance lets
pages come: with at least REPEATED things within one of the windows WITHIN. Chance is not assumed but read off the pairs that have just one
thing in common, which nobody can call repeated: the share of them that came so close is the chance for one thing, the binomial tail that
of so many of all their common things, and Benjamini and Hochberg bound the share of false ties over all pairs. What is close only because
a pair is always roughly close, as papers are that print the same agency, is told by the times further out: there they meet as well.
A group are three pages or more, each tied to two others of it (the 2-core of the ties).

What went viral is shared by many once; what an agency writes, over hours; a page that follows its sister is one tie: none makes a group.
Only what pages posted themselves counts. All of it follows from the shares now held, in whatever order they came.
docs/decisions/0010 says why not one estimated window, as the papers have it.
"""

from __future__ import annotations

import statistics
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alerts.tails import binomial_tail, discoveries

REPEATED = 3
FALSE_TIES = 0.05
LEAST_PAGES = 3

WITHIN = (10, 30, 60, 120, 300)
"""Windows in seconds: two pages came close over a thing when they pushed it within one of them. Within more, an editor would do."""

REACH = 8 * WITHIN[-1]
FURTHER = 3
"""How many times as often a tied pair meets inside a window as in the four times wider stretch from four to eight windows."""

_PRIOR, _HALVED = 100, 7200
"""Before anything is known of chance: as if 100 pairs had been seen, half of them within two hours."""

MOST_SHARES = 400
"""Shares of one thing that are looked at: what goes beyond is famous, and famous things tie nobody."""

Pair = tuple[str, str]


class Share(NamedTuple):
    """A page's own post that pushed a thing; `at` in seconds since 1970."""

    at: int
    page: str
    post: str


class Close(NamedTuple):
    """How near two pages came with one thing: the gap in seconds and the two shares, in the order of the pages' names."""

    gap: int
    one: Share
    other: Share


class Group(NamedTuple):
    """Pages tied together, the shares that tie them, and the share of their common things that were quick (0–1)."""

    pages: tuple[str, ...]
    shares: tuple[Share, ...]
    score: float


class Coordination:
    """The shares now held, how often two pages pushed the same, and where they came close."""

    def __init__(self) -> None:
        self._shares: dict[str, list[Share]] = {}
        self._things: dict[str, dict[str, int]] = {}
        self._common: dict[Pair, int] = {}
        self._close: dict[Pair, dict[str, Close]] = {}
        self._heavy: set[Pair] = set()
        self._often = 0
        self._once = 0
        self._once_within = [0] * len(WITHIN)

    def __contains__(self, thing: str) -> bool:
        return thing in self._shares

    def add(self, thing: str, share: Share) -> bool:
        """Whether it may change who is tied."""
        shares = self._shares.setdefault(thing, [])
        if share in shares or len(shares) >= MOST_SHARES:
            return False
        insort(shares, share)
        pushed = self._things.setdefault(share.page, {})
        new = thing not in pushed
        pushed[thing] = pushed.get(thing, 0) + 1
        return self._meet_all(thing, share.page, new)

    def remove(self, thing: str, share: Share) -> None:
        """Nothing happens when it is not here."""
        shares = self._shares.get(thing, [])
        if share not in shares:
            return
        shares.remove(share)
        pushed = self._things[share.page]
        pushed[thing] -= 1
        last = not pushed[thing]
        if last:
            del pushed[thing]
        if not pushed:
            del self._things[share.page]
        if not shares:
            del self._shares[thing]
        self._meet_all(thing, share.page, -last)

    def _meet_all(self, thing: str, page: str, more: int) -> bool:
        """Look anew at how near the page is to each other page over this thing; whether that may tie any two."""
        by_page: dict[str, list[Share]] = {page: []}
        for share in self._shares.get(thing, ()):
            by_page.setdefault(share.page, []).append(share)
        mine = by_page.pop(page)
        return sum(self._meet(thing, page, mine, other, theirs, more) for other, theirs in by_page.items()) > 0

    def _meet(self, thing: str, page: str, mine: Sequence[Share], other: str, theirs: Sequence[Share], more: int) -> bool:
        """Note how near the two are over this thing now, and that they have `more` things in common; whether that may tie them."""
        pair = _pair(page, other)
        self._chance(pair, -1)
        common = self._common.get(pair, 0)
        self._often += (common + more >= REPEATED) - (common >= REPEATED)
        self._common[pair] = common + more
        met = self._close.setdefault(pair, {})
        near = _nearest(mine, theirs) if page < other else _nearest(theirs, mine)
        if near:
            met[thing] = near
        else:
            met.pop(thing, None)
        self._chance(pair, 1)
        if len(met) >= REPEATED:
            self._heavy.add(pair)
        else:
            self._heavy.discard(pair)
        if not met:
            del self._close[pair]
        if not self._common[pair]:
            del self._common[pair]
        return pair in self._heavy and bool(near)

    def _chance(self, pair: Pair, sign: int) -> None:
        """Put a pair that has one thing in common into the measure of chance, or take it out."""
        if self._common.get(pair) != 1:
            return
        self._once += sign
        for close in self._close.get(pair, {}).values():
            for i, window in enumerate(WITHIN):
                self._once_within[i] += sign * (close.gap <= window)

    def chances(self) -> list[float]:
        """For each window how often two pages that have nothing to do with each other come so close over a thing."""
        prior = (_PRIOR * (1 - 0.5 ** (window / _HALVED)) for window in WITHIN)
        return [(guess + seen) / (_PRIOR + self._once) for guess, seen in zip(prior, self._once_within, strict=True)]

    def groups(self) -> list[Group]:
        """Every group there is, by its pages' names."""
        chances, found = self.chances(), dict[Pair, float]()
        best: dict[Pair, tuple[int, float]] = {}
        for pair in self._heavy:
            gaps = sorted(close.gap for close in self._close[pair].values())
            for window, chance in zip(WITHIN, chances, strict=True):
                inside = sum(gap <= window for gap in gaps)
                if inside < REPEATED or inside < FURTHER * sum(4 * window < gap <= 8 * window for gap in gaps):
                    continue
                tail, share = self._tail(pair, window, chance)
                if tail < found.get(pair, 1.0):
                    found[pair], best[pair] = tail, (window, share)
        ties: dict[str, dict[str, tuple[int, float]]] = {}
        for pair in discoveries(found, self._often, FALSE_TIES):
            for one, other in (pair, pair[::-1]):
                ties.setdefault(one, {})[other] = best[pair]
        return [self._group(pages, ties) for pages in _components(_twice_tied(ties))]

    def _tail(self, pair: Pair, window: int, chance: float) -> tuple[float, float]:
        """How unlikely it is to come so close so often, all windows counted, and the share of the common things that were so close.

        A post that pushes an address and a text is one push, and so is a thing that a page pushes twice.
        """
        inside = [close for close in self._close[pair].values() if close.gap <= window]
        times = _pushes(((c.one.post, c.other.post) for c in inside), len(inside))
        if times < REPEATED:
            return 1.0, 0.0
        both = self._things[pair[0]].keys() & self._things[pair[1]].keys()
        posts = [[s.post for thing in both for s in self._shares[thing] if s.page == page] for page in pair]
        common = max(times, min(len(both), *(len(set(p)) for p in posts)))
        return min(1.0, len(WITHIN) * binomial_tail(common, chance, times)), times / common

    def _group(self, pages: tuple[str, ...], ties: dict[str, dict[str, tuple[int, float]]]) -> Group:
        inside = set(pages)
        pairs = [(a, b) for a in pages for b in sorted(ties[a].keys() & inside) if a < b]
        shares = {s for a, b in pairs for c in self._close[a, b].values() if c.gap <= ties[a][b][0] for s in (c.one, c.other)}
        return Group(pages, tuple(sorted(shares)), statistics.fmean(ties[a][b][1] for a, b in pairs))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _nearest(ones: Iterable[Share], others: Sequence[Share]) -> Close | None:
    """Where two pages came nearest with one thing, None when they never came within REACH."""
    near = min((Close(abs(one.at - other.at), one, other) for one in ones for other in others), default=None)
    return near if near and near.gap <= REACH else None


def _pushes(posts: Iterable[tuple[str, str]], most: int) -> int:
    """How many different pushes these are: limited by the different posts of either page."""
    ones, others = set[str](), set[str]()
    for one, other in posts:
        ones.add(one)
        others.add(other)
    return min(most, len(ones), len(others))


def _twice_tied(ties: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """The pages that have two ties or more among themselves (the 2-core)."""
    left = {page: set(others) for page, others in ties.items()}
    while weak := [page for page, others in left.items() if len(others) < LEAST_PAGES - 1]:
        for page in weak:
            for other in left.pop(page):
                if other in left:
                    left[other].discard(page)
    return left


def _components(ties: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    unseen = set(ties)
    for start in sorted(ties):
        if start in unseen:
            reached, edge = {start}, [start]
            while edge:
                new = ties[edge.pop()] - reached
                reached |= new
                edge += new
            unseen -= reached
            yield tuple(sorted(reached))
