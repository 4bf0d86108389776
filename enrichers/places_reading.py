"""What an address may mean, from the meanings of its parts: one unit of today, or several."""

from __future__ import annotations

from collections.abc import Sequence

from enrichers.gazetteer import Node
from enrichers.places_mentions import Mention
from topics.records import Unit

MOST = 24
"""Alternatives told of one place."""

SURE, USUAL, BARE, BY_PLACES, BY_HOME, SPLIT, GUESS = 0.97, 0.9, 0.85, 0.8, 0.7, 0.6, 0.55


def unit_of(node: Node) -> Unit:
    """The record of a unit of today."""
    return Unit(code=node.code, name=node.full, level="province" if node.level == "P" else "commune", province=node.province.full)


class Reading:
    """The meanings left to an address: of its smallest part (`nodes`) inside the larger ones (`uppers`)."""

    def __init__(self, nodes: list[Node], uppers: Sequence[list[Node]], mention: Mention) -> None:
        self.nodes, self._uppers, self._mention = nodes, uppers, mention
        self.unit: Unit | None = None
        self.legacy = ""
        self.confidence = 0.0
        self.alternatives: tuple[Unit, ...] = ()
        self._settle(nodes)

    @property
    def province(self) -> Node | None:
        """The province of today that every meaning lies in, if there is one."""
        provinces = {id(node.province): node.province for node in self.nodes}
        return next(iter(provinces.values())) if len(provinces) == 1 else None

    @property
    def districts(self) -> list[Node]:
        """The old districts that are named, or that the only meaning lies in."""
        own = self.nodes if len(self.nodes) == 1 else []
        found = [node.of for nodes in (own, *self._uppers) if len(nodes) == 1 for node in nodes]
        return [node.up if node.level == "c" and node.up else node for node in found if node.level in "dc"]

    def settled(self, provinces: Sequence[str], districts: set[int], home: Sequence[str]) -> Reading:
        """The same, with what the rest of the text and the page tell where it has several meanings."""
        if self.unit is not None and self.confidence >= SPLIT:
            return self
        near = [node for node in self.nodes if _old_district(node) in districts]
        there = [node for node in self.nodes if node.province.code in provinces]
        at_home = [node for node in self.nodes if node.province.code in home]
        wider = [] if there else [node for node in self._mention.wider if node.province.code in provinces]
        for kept, factor in ((near, BY_PLACES), (there, BY_PLACES), (wider, SPLIT), (at_home, BY_HOME)):
            if kept and (kept is wider or len(kept) < len(self.nodes)):
                other = Reading(kept, self._uppers, self._mention)
                if other.unit is not None:
                    other.confidence = round(min(other.confidence, factor), 2)
                    return other
        return self

    def _settle(self, nodes: list[Node]) -> None:
        if not self._mention.designated:
            nodes = self.nodes = _largest(nodes)
        levels = {node.level for node in nodes}
        if levels & set("Pp"):
            self._province([node for node in nodes if node.level in "Pp"])
        elif "d" in levels:
            self._district([node for node in nodes if node.level == "d"])
        else:
            self._commune(nodes)
        if self._mention.designated and self._mention.wider and nodes[0] not in self._mention.nodes:
            self.confidence = round(self.confidence * 0.9, 2)

    def _province(self, nodes: list[Node]) -> None:
        today = nodes[0].province
        self.unit, self.confidence = unit_of(today), SURE
        if all(node.own and (node.level == "p" or node.of is not node) for node in nodes) or nodes[0].of.level == "p":
            self.legacy = _legacy(nodes[0])

    def _district(self, nodes: list[Node]) -> None:
        same = {id(node.of): node for node in nodes}
        first = nodes[0]
        island = next((heir for heir in first.heirs if heir.type == "Đặc khu" and heir.name == first.of.name), None)
        if island and len(same) == 1:
            self.unit, self.confidence = unit_of(island), USUAL
            self.legacy = _legacy(first) if self._mention.designated else ""
            return
        heirs = [heir for node in same.values() for heir in node.heirs]
        heirs.sort(key=lambda heir: heir.name != first.of.name)
        self.alternatives = tuple(unit_of(heir) for heir in heirs[:MOST])
        if self.province is None:
            provinces = {node.province.code: node.province for node in same.values()}
            self.alternatives = tuple(map(unit_of, provinces.values()))[:MOST]
            self.confidence = round(1 / len(provinces), 2)
            return
        self.unit = unit_of(first.province)
        self.confidence = USUAL if self._mention.designated or self._uppers else BARE
        if len(same) == 1:
            self.legacy = _legacy(first)
        else:
            self.confidence = 0.5

    def _commune(self, nodes: list[Node]) -> None:
        olds, news = [node for node in nodes if node.level == "c"], [node for node in nodes if node.level == "C"]
        if olds and (self._old_upper or not news):
            self._old(olds)
        elif len(news) == 1 and self._covered(olds, news[0]):
            self._today(news[0], olds)
        elif len(news) == 1 and self._mention.designated:
            self._today(news[0], olds)
            self.confidence = GUESS
        else:
            self._several([*news, *(heir for old in olds for heir in old.heirs)])

    def _covered(self, olds: list[Node], new: Node) -> bool:
        """Whether a commune of today is what is meant: no old one of the name lies elsewhere, or a larger place is named."""
        return bool(self._uppers) or all(old.province is new.province for old in olds)

    @property
    def _old_upper(self) -> bool:
        """Whether a larger unit that is no more is named: then so is the smaller one, by its old name."""
        return any(nodes and all(node.level in "pd" for node in nodes) for nodes in self._uppers)

    def _today(self, new: Node, olds: list[Node]) -> None:
        other = {heir.code: heir for old in olds for heir in old.heirs if heir is not new}
        self.unit = unit_of(new)
        self.alternatives = tuple(map(unit_of, other.values()))[:MOST]
        elsewhere = any(new not in old.heirs for old in olds)
        self.confidence = (
            (BY_PLACES if elsewhere else SURE if self._uppers else USUAL) if self._mention.designated or self._uppers else BY_HOME
        )
        abolished = [node for nodes in self._uppers for node in nodes[:1] if _gone(nodes)]
        self.legacy = ", ".join(node.full for node in abolished)

    def _old(self, olds: list[Node]) -> None:
        heirs = {heir.code: heir for old in olds for heir in old.heirs}
        if len(olds) > 1 and len(heirs) > 1:
            self._several(list(heirs.values()))
            return
        old = olds[0]
        district = old.up.heirs if old.up else []
        first = min(heirs.values(), key=lambda heir: (heir.name != old.name, district.index(heir)))
        self.unit, self.legacy = unit_of(first), _legacy(old)
        self.alternatives = tuple(unit_of(heir) for heir in heirs.values() if heir is not first)
        self.confidence = SPLIT if self.alternatives else SURE if self._uppers else USUAL

    def _several(self, units: Sequence[Node]) -> None:
        """Nobody can tell which: the province that they share, if they do."""
        different = {unit.code: unit for unit in units}
        self.alternatives = tuple(map(unit_of, different.values()))[:MOST]
        self.confidence = round(1 / max(1, len(different)), 2)
        if self.province is not None:
            self.unit, self.confidence = unit_of(self.province), 0.5


def read(sets: Sequence[list[Node]], mention: Mention) -> Reading:
    """`sets`: the meanings of each part, smallest unit first; `mention` is that of the smallest."""
    return Reading(sets[0], sets[1:], mention)


def _largest(nodes: list[Node]) -> list[Node]:
    """Of the meanings of a bare name those of the largest kind: who says "Ba Đình" means the district."""
    for levels in ("Pp", "d"):
        kept = [node for node in nodes if node.level in levels]
        if kept:
            return kept
    return nodes


def _gone(nodes: Sequence[Node]) -> bool:
    return bool(nodes) and all(node.level in "pd" for node in nodes)


def _legacy(node: Node) -> str:
    """The old name, with those of the larger units that are no more."""
    parts = [node.full if node.own else node.of.full]
    up = node.of.up
    while up is not None:
        if up.level == "d" or (up.level == "p" and up.full != up.province.full):
            parts.append(up.full)
        up = up.up
    return ", ".join(parts)


def _old_district(node: Node) -> int:
    of = node.of
    return id(of.up) if of.level == "c" else id(of)
