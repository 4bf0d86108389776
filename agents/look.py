"""What detectors see of one post: its cues with negated and quoted ones taken out, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from detectors.cues import group, why
from enrichers import stance as speaking
from enrichers.fold import Folded
from enrichers.scan import Hit
from topics.records import Entity, Evidence, Kind, Post, Stance

NEGATABLE = frozenset({"demand", "data", "click", "contact", "cure", "harm", "promise", "prize", "share", "offer", "hire"})
"""Groups that say nothing when a "không", "đừng", "khỏi" stands right before them."""

LURE = frozenset({"click", "data", "demand"})
"""Groups that order the reader to do something with a price."""


class Field(NamedTuple):
    """One text of the post, folded and scanned. `name` is what evidence calls it."""

    name: str
    folded: Folded
    hits: tuple[Hit, ...]


class Place(NamedTuple):
    field: Field
    start: int
    end: int


class Look:
    """A post under the detectors' eyes; satisfies `detectors.sight.Sight`."""

    def __init__(self, post: Post, fields: Sequence[Field], unlike: Mapping[str, Sequence[str]]) -> None:
        self.kind: Kind = post.kind
        self.by_page = post.by_page
        self.platform = post.platform
        self._fields = fields
        self._unlike = unlike
        self._places: dict[str, list[Place]] = {}
        self._groups: dict[str, list[str]] = {}
        for field in fields:
            for family, start, end in self._kept(field):
                if family not in self._places:
                    self._places[family] = []
                    self._groups.setdefault(group(family), []).append(family)
                self._places[family].append(Place(field, start, end))

    def _kept(self, field: Field) -> Iterator[tuple[str, int, int]]:
        """The hits of a field that mean what their family says."""
        text = field.folded.text
        noes = [hit.end for hit in field.hits if hit.family == "scope.no"]
        for hit in field.hits:
            if group(hit.family) in NEGATABLE and any(_close(text, no, hit.start) for no in noes):
                continue
            if hit.family in self._unlike and self._otherwise(field, hit):
                continue
            yield hit.family, hit.start, hit.end

    def _otherwise(self, field: Field, hit: Hit) -> bool:
        spelling = field.folded.text[hit.start : hit.end].lower()
        return any(word in spelling for word in self._unlike[hit.family])

    @cached_property
    def detectable(self) -> bool:
        """Whether there is anything beyond the words that tell who speaks."""
        return len(self._groups.keys() - {"says", "hint", "scope", "proper"}) > 1

    @cached_property
    def stance(self) -> Stance:
        return speaking.stance(
            {name: len(places) for name, places in self._places.items()}, lure=self.lure, text=self._fields[0].folded.text
        )

    @cached_property
    def lure(self) -> bool:
        """Whether the speaker himself orders the reader to click, pay, install or hand over data."""
        return any(not self._said(place) for name in LURE for family in self._groups.get(name, ()) for place in self._places[family])

    def _said(self, place: Place) -> bool:
        """Whether the words are in somebody else's mouth: within 12 syllables after "yêu cầu", "đòi", "lời hứa", or in quotation marks."""
        text = place.field.folded.text
        said = chain(self._places.get("scope.said", ()), self._places.get("says.third", ()))
        if any(s.field is place.field and _close(text, s.end, place.start, 12) for s in said):
            return True
        return text.count('"', 0, place.start) % 2 == 1

    @cached_property
    def tied(self) -> bool:
        """Whether something to reach the speaker by is in the post: a telephone number, an account, an address."""
        return bool(self._places.get("contact.phone") or self.domains)

    @cached_property
    def obfuscation(self) -> float:
        return max(field.folded.obfuscation for field in self._fields)

    @cached_property
    def domains(self) -> frozenset[str]:
        return frozenset()

    def _named(self, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if "." in name:
                yield name
            else:
                yield from self._groups.get(name, ())

    def has(self, *names: str) -> bool:
        return any(name in self._places if "." in name else name in self._groups for name in names)

    def hits(self, *names: str) -> tuple[Evidence, ...]:
        marks = {self._evidence(place, why(family)) for family in self._named(names) for place in self._places.get(family, ())}
        return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start, mark.end, mark.why)))

    def _evidence(self, place: Place, reason: str) -> Evidence:
        return Evidence(start=place.start, end=place.end, why=reason, field=place.field.name)

    def near(self, one: str, other: str, syllables: int = 12) -> bool:
        """Whether cues of both families stand within so many syllables of each other."""
        for a in (p for family in self._named([one]) for p in self._places.get(family, ())):
            for b in (p for family in self._named([other]) for p in self._places.get(family, ())):
                first, last = (a, b) if a.start <= b.start else (b, a)
                if a.field is b.field and first.field.folded.text.count(" ", first.end, max(first.end, last.start)) <= syllables:
                    return True
        return False

    def entities(self, *types: str) -> Sequence[Entity]:
        return ()


def _close(text: str, end: int, start: int, syllables: int = 2) -> bool:
    """Whether `end` lies before `start` in the same sentence with at most so many syllables between."""
    if not 0 <= start - end <= 8 * syllables + 4:
        return False
    between = text[end:start]
    return between.count(" ") <= syllables and not any(mark in between for mark in ".!?;")
