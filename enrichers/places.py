"""Places of today's map in a text: the commune or province that is meant, the old name where the text uses one, and what else it may be.

Neighbouring names are read as one address ("xã X, huyện Y, tỉnh Z", in either order). What has several meanings is settled by the places
named elsewhere in the text, then by `home`; failing that the place has no unit, or only the province that all meanings share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from enrichers.gazetteer import Gazetteer, Node, gazetteer
from enrichers.places_mentions import FIRM, LIKELY, WEAK, Finder, Mention, Text
from enrichers.places_reading import Reading, read
from topics.records import Place

LONGEST = 20_000
"""Code points of a text that are looked at: an event's place stands early."""

MOST = 200
"""Places of one text."""

MENTIONS = 2 * MOST
"""Names looked at in one text: each is held against its neighbours."""

_JOINS = re.compile(
    r"(?:\s?[,;/|]\s*|\s?[-–—]\s?|\.\s?|\s?\(\s?|[ ])?(?:(?:\(cũ\)|cũ),?\s?)?(?:(?:nay là|nay thuộc|thuộc|của|TP|tp|tỉnh)\s)?",
    re.IGNORECASE,
)
_NOW = re.compile(r"nay (?:là|thuộc)", re.IGNORECASE)
_AND = re.compile(r"\s?,\s?|\s?(?:và|,|&|-|–)\s?")


class Named(NamedTuple):
    """A place found. `home`: it says where a person lives, so it is no place of what the text is about."""

    place: Place
    home: bool


class Chain:
    """Neighbouring mentions that are one address: `sets` are the meanings left to each."""

    def __init__(self, first: Mention) -> None:
        self.mentions = [first]
        self.sets = [first.nodes]
        self._inwards = 0
        self.moved = False

    def take(self, other: Mention, renamed: bool) -> bool:
        """Whether the mention belongs to the same address; if so, only the meanings that fit together stay."""
        if renamed:
            return False
        alone = len(self.sets) == 1 and self.mentions[0].designated
        return (
            self._fits(self.sets[-1], other)
            or (alone and bool(self.mentions[0].wider) and self._fits(self.mentions[0].wider, other))
            or (alone and other.designated and self._moved(other))
        )

    def _moved(self, other: Mention) -> bool:
        """A commune that had come to another district of the province before the table was made."""
        if any(a.level not in "Cc" for a in self.sets[0]) or any(b.level != "d" for b in other.nodes):
            return False
        near = [a for a in self.sets[0] if a.level == "c" and any(a.up and a.up.up is b.up for b in other.nodes)]
        self.moved = True
        self._inwards = -1
        self.mentions.append(other)
        if len(near) == 1:
            self.sets[0] = near
            self.sets.append([b for b in other.nodes if near[0].up and near[0].up.up is b.up])
        else:  # no such commune: the district alone is known
            self.sets[0] = other.nodes
            self.sets.append(other.nodes)
        return True

    def _fits(self, last: list[Node], other: Mention) -> bool:
        if not self.mentions[-1].designated and _district(last) and _district(other.nodes):
            return False  # a list of districts, though communes of that name may lie in the other
        outwards = _fitting(last, other.nodes)
        inwards = _fitting(other.nodes, last)
        if outwards[0] and self._inwards <= 0:
            self._add(other, outwards[1], -1, outwards[0])
        elif inwards[0] and self._inwards >= 0 and (other.designated or other.sure or not other.common):
            self._add(other, inwards[0], 1, inwards[1])
        else:
            return False
        return True

    def _add(self, other: Mention, nodes: list[Node], direction: int, last: list[Node]) -> None:
        self._inwards = direction
        self.sets[-1] = last
        self.mentions.append(other)
        self.sets.append(nodes)
        for k in range(len(self.sets) - 1, int(self.moved), -1):  # what was ruled out at one end may rule out more at the other
            small, big = (k - 1, k) if direction < 0 else (k, k - 1)
            self.sets[small], self.sets[big] = _fitting(self.sets[small], self.sets[big])

    @property
    def order(self) -> list[int]:
        """Positions of the mentions, smallest unit first."""
        places = list(range(len(self.sets)))
        return places[::-1] if self._inwards > 0 else places

    @property
    def stands(self) -> bool:
        """Whether it is a place at all: any firm part carries the rest, and two likely ones carry each other."""
        return any(mention.sure == FIRM for mention in self.mentions) or sum(mention.sure == LIKELY for mention in self.mentions) > 1


def _district(nodes: Sequence[Node]) -> bool:
    """Whether a bare name is first of all that of an old district."""
    levels = {node.level for node in nodes}
    return "d" in levels and not levels & {"P", "p"}


def _fitting(small: Sequence[Node], big: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The nodes of either that lie in, or hold, one of the other."""
    pairs = [(a, b) for a in small for b in big if a.within(b)]
    inner, outer = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    return [a for a in small if id(a) in inner], [b for b in big if id(b) in outer]


def chains(text: str, mentions: Iterable[Mention]) -> list[Chain]:
    made: list[Chain] = []
    before: Mention | None = None
    for mention in mentions:
        between = text[before.end : mention.start] if before else ""
        near = before is not None and len(between) <= 16 and "\n" not in between
        if near and _JOINS.fullmatch(between) and made[-1].take(mention, bool(_NOW.search(between))):
            before = mention
            continue
        if near and before and before.plural and not mention.designated and _AND.fullmatch(between):
            kinds = {node.type for node in before.nodes}
            nodes = [node for node in mention.nodes if node.type in kinds]
            if nodes:
                mention.nodes, mention.sure, mention.designated, mention.plural = nodes, FIRM, True, True
        if near and before and {before.sure, mention.sure} == {FIRM, LIKELY} and _AND.fullmatch(between):
            before.sure = mention.sure = FIRM  # one of a list
        made.append(Chain(mention))
        before = mention
    return made


def named(text: str, home: Sequence[str] = ()) -> list[Named]:
    """Every place in the text, by position. `home`: codes of provinces of today that the speaker mostly speaks of."""
    known = gazetteer()
    short = text[:LONGEST]
    found = chains(short, islice(Finder(Text.of(short), known).mentions(), MENTIONS))
    readings = [(chain, read([chain.sets[k] for k in chain.order], chain.mentions[chain.order[0]])) for chain in found if _worth(chain)]
    provinces = [reading.province.code for chain, reading in readings if chain.stands and reading.province]
    districts = {id(node) for chain, reading in readings if chain.stands for node in reading.districts}
    out = []
    for chain, reading in readings:
        settled = reading.settled(provinces, districts, _codes(home, known))
        if _kept(chain, settled, provinces):
            out.append(_named(text, chain, settled))
    return out[:MOST]


def places(text: str, home: Sequence[str] = ()) -> tuple[Place, ...]:
    """`named`, the places alone."""
    return tuple(one.place for one in named(text, home))


def _codes(home: Sequence[str], known: Gazetteer) -> list[str]:
    return [code for code in home if code in known.codes]


def _worth(chain: Chain) -> bool:
    return chain.stands or any(mention.sure == LIKELY or mention.cue for mention in chain.mentions)


def _kept(chain: Chain, reading: Reading, provinces: Sequence[str]) -> bool:
    """Whether a doubtful chain is a place: by the places named elsewhere, or as a bare commune of one meaning after a word of place."""
    if chain.stands:
        return True
    first = chain.mentions[chain.order[0]]
    if first.sure == LIKELY:
        return (first.designated or not first.lower) and reading.province is not None and reading.province.code in provinces
    return (
        first.sure == WEAK
        and first.cue
        and not first.designated
        and not first.common
        and reading.unit is not None
        and reading.confidence >= 0.6
    )


def _named(text: str, chain: Chain, reading: Reading) -> Named:
    start, end = chain.mentions[0].start, chain.mentions[-1].end
    place = Place(
        text=text[start:end],
        start=start,
        end=end,
        unit=reading.unit,
        legacy=reading.legacy,
        confidence=reading.confidence,
        alternatives=reading.alternatives,
    )
    return Named(place, any(mention.home for mention in chain.mentions))
