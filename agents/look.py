"""What detectors see of one post: its cues with negated and quoted ones taken out, and who speaks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from detectors.checks.rules import day_of
from detectors.cues import group, why
from enrichers import stance as speaking
from enrichers.fold import Folded
from enrichers.scan import Hit
from topics.records import Entity, Evidence, Kind, Post, Stance

NEGATABLE = frozenset({
    "demand", "data", "click", "contact", "cure", "harm", "promise", "prize", "share", "offer", "hire", "proper", "effect", "vow", "label",
    "oversight", "licit",
})  # fmt: skip
"""Groups that say nothing when a "không", "đừng", "khỏi" stands right before them."""

LURE = frozenset({"click", "data", "demand"})
"""Groups that order the reader to do something that costs him."""

REACHABLE = ("PHONE", "ACCOUNT", "URL", "DOMAIN", "EMAIL", "HANDLE")
"""Entities one can write, pay or go to: an indicator that outlives the post."""

ASIDE = frozenset({"says", "hint", "scope", "proper", "label"})
"""Groups that tell who speaks, not what of: alone they give a detector nothing to look at."""

PUSHES = frozenset({"hush", "spread", "fresh", "toll", "witness", "flight", "denial", "alarm", "seal", "since", "wonder", "media"})
"""Groups that only push a statement of fact on: without one, and without another subject, they give a detector nothing either."""

SCOPES = frozenset({"scope.no", "scope.never"})
"""Negations: of the next words, and of a whole clause ("không yêu cầu ứng viên chuyển tiền")."""

SPOTS = 30
"""Most places of one kind looked at in a field: a text of nothing but cues must not cost its square."""

SYLLABLE = 5
"""Letters of canon text that a syllable takes with its space, on average."""


_ADDRESS = re.compile(r"\S*(?:://|\w\.[a-z]{2,10}/)\S*")
"""A web address: the words in it are its page's title, not the speaker's."""


class Field(NamedTuple):
    """One text of the post, folded and scanned. `name` is what evidence calls it."""

    name: str
    folded: Folded
    hits: tuple[Hit, ...]
    entities: tuple[Entity, ...]
    written: str
    """The text in lower case with its accents where it lies letter by letter under the joined view, else empty."""

    @classmethod
    def of(cls, name: str, folded: Folded, hits: tuple[Hit, ...], entities: tuple[Entity, ...] = ()) -> Field:
        written = " ".join(unicodedata.normalize("NFC", folded.text).lower().split())
        return cls(name, folded, hits, entities, written if len(written) == len(folded.joined) else "")


class Place(NamedTuple):
    """Where a cue stands: a span of the joined view of a field."""

    field: Field
    start: int
    end: int

    def follows(self, words: str) -> bool:
        return self.field.folded.joined.endswith(words, 0, self.start)


class Look:
    """A post under the detectors' eyes; satisfies `detectors.sight.Sight`."""

    def __init__(
        self,
        post: Post,
        fields: Sequence[Field],
        unlike: Mapping[str, re.Pattern[str]],
        sites: Mapping[str, tuple[Evidence, ...]] | None = None,
    ) -> None:
        """`sites` maps cue families that addresses give to where they stand; such a cue is near to every word of the post."""
        self.kind: Kind = post.kind
        self.by_page = post.by_page
        self.platform = post.platform
        self.day = day_of(post.published_at or post.collected_at)
        self.unread = any(media.kind in ("photo", "image", "video") and not media.ocr for media in post.media)
        self._fields = fields
        self._unlike = unlike
        self._places: dict[str, list[Place]] = {}
        self._groups: dict[str, list[str]] = {}
        for field in fields:
            for hit in self._kept(field):
                if hit.family not in self._places:
                    self._places[hit.family] = []
                    self._groups.setdefault(group(hit.family), []).append(hit.family)
                self._places[hit.family].append(Place(field, hit.start, hit.end))
        self._sites = sites or {}
        for family in self._sites:
            self._groups.setdefault(group(family), []).append(family)
        self._known = self._places.keys() | self._sites.keys() | self._groups.keys()

    def wider(self, post: Post, fields: Sequence[Field], unlike: Mapping[str, re.Pattern[str]]) -> Look:
        """The same post with more cues in its fields."""
        return Look(post, fields, {**self._unlike, **unlike}, self._sites)

    def _kept(self, field: Field) -> Iterator[Hit]:
        """The hits of a field that mean what their family says."""
        text = field.folded.joined
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if "/" in text or "." in text else []
        hits = [hit for hit in field.hits if not (hit.family in self._unlike and self._otherwise(field, hit))]
        noes = sorted((hit.end, 2 if hit.family == "scope.no" else 6) for hit in hits if hit.family in SCOPES)
        for hit in hits:
            negated = noes and group(hit.family) in NEGATABLE and _negated(text, noes, hit.start)
            inside = addresses and hit.family != "click.site" and _within(addresses, hit)
            if not negated and not inside:
                yield hit

    def _otherwise(self, field: Field, hit: Hit) -> bool:
        """Whether the words as written mean something else that folds to the same letters."""
        unlike = self._unlike[hit.family]
        if field.written:
            return bool(unlike.search(field.written[hit.start : hit.end]))
        start, end = field.folded.origin("joined", hit.start, hit.end)
        return bool(unlike.search(unicodedata.normalize("NFC", field.folded.text[start:end]).lower()))

    @property
    def detectable(self) -> bool:
        """Whether there are two groups of cues, or a known old picture: less gives no detector anything to decide."""
        groups = self._groups.keys() - ASIDE
        return "stale.picture" in self._sites or len(groups - PUSHES) > 1 or (len(groups) > 1 and not speaking.TOLD.isdisjoint(groups))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Cue family → how often it stands in the post and means what it says."""
        return {name: len(places) for name, places in self._places.items()}

    @property
    def groups(self) -> Iterable[str]:
        return self._groups.keys()

    @cached_property
    def stance(self) -> Stance:
        return speaking.stance(self.counts, lure=self.lure, invites=self.invites, text=self._fields[0].folded.text)

    @cached_property
    def lure(self) -> bool:
        """Whether the speaker himself orders the reader to click, pay, install or hand over data."""
        return any(not self._said(place) for name in LURE for place in self._of([name]))

    @cached_property
    def invites(self) -> bool:
        """Whether the speaker asks to be written to or called; "lan trên Zalo" only tells where."""
        return any(not self._said(place) and not place.follows("tren ") for place in self._of(["contact.private"]))

    def _said(self, place: Place) -> bool:
        """Whether the words are in somebody else's mouth: within 12 syllables after "yêu cầu", "đòi", "lời hứa", or in quotation marks."""
        text = place.field.folded.joined
        said = chain(self._places.get("scope.said", ()), self._places.get("says.third", ()))
        if any(s.field is place.field and _close(text, s.end, place.start, 12) for s in said):
            return True
        return text.count('"', 0, place.start) % 2 == 1

    @cached_property
    def tied(self) -> bool:
        """Whether something to reach the speaker by is in the post: a telephone number, an account, an address."""
        return "click.site" in self._places or any(True for _ in self.entities(*REACHABLE))

    @cached_property
    def obfuscation(self) -> float:
        return max(field.folded.obfuscation for field in self._fields)

    @cached_property
    def domains(self) -> frozenset[str]:
        """Hosts of the links, without their www."""
        hosts = (entity.value.partition("://")[2] or entity.value for entity in self.entities("URL", "DOMAIN"))
        return frozenset(host.partition("/")[0].removeprefix("www.").lower() for host in hosts)

    def entities(self, *types: str) -> tuple[Entity, ...]:
        return tuple(entity for field in self._fields for entity in field.entities if entity.type in types)

    def has(self, *names: str) -> bool:
        return not self._known.isdisjoint(names)

    def hits(self, *names: str) -> tuple[Evidence, ...]:
        found = _marks((family, place) for family in self._families(names) for place in self._places.get(family, ()))
        return found + self._site_marks(names)

    def near(self, one: str, other: str, syllables: int = 12) -> bool:
        return bool(self.together((one, other), syllables))

    def together(self, cues: Sequence[str], syllables: int = 50) -> tuple[Evidence, ...]:
        """The marks of the narrowest stretch of one field that holds a cue of every item (`a|b` takes either); nothing when it is wider."""
        names = [cue.split("|") for cue in cues]
        if not all(self.has(*either) for either in names):
            return ()
        sites = self._site_marks(chain.from_iterable(names))
        names = [either for either in names if self._sites.keys().isdisjoint(self._families(either))]
        return self._narrow(names, syllables, sites) if names else sites

    def _narrow(self, names: Sequence[Sequence[str]], syllables: int, sites: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        best: tuple[int, Field, int, int] | None = None
        for field in self._fields:
            span = _narrowest([[(p.start, p.end) for p in self._of(either) if p.field is field] for either in names])
            if span and (best is None or span[1] - span[0] < best[0]):
                best = (span[1] - span[0], field, *span)
        if best is None or best[0] > SYLLABLE * syllables:
            return ()
        spare = SYLLABLE * syllables - best[0]
        _, field, first, last = best
        return (
            _marks(
                (family, place)
                for family in self._families(chain.from_iterable(names))
                for place in self._places.get(family, ())
                if place.field is field and first - spare <= place.start and place.end <= last + spare
            )
            + sites
        )

    def _site_marks(self, names: Iterable[str]) -> tuple[Evidence, ...]:
        return tuple(mark for family in self._families(names) for mark in self._sites.get(family, ()))

    def _families(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if "." in name:
                yield name
            else:
                yield from self._groups.get(name, ())

    def _of(self, names: Iterable[str]) -> Iterator[Place]:
        for family in self._families(names):
            yield from self._places.get(family, ())


def _marks(found: Iterable[tuple[str, Place]]) -> tuple[Evidence, ...]:
    """Evidence in the order of the text, each stretch once for each reason."""
    marks = set()
    for family, (field, start, end) in found:
        first, last = field.folded.origin("joined", start, end)
        marks.add(Evidence(start=first, end=last, why=why(family), field=field.name))
    return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start, mark.end, mark.why)))


def _narrowest(kinds: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """Start and end of a narrow stretch that holds a spot of every kind, none overlapping another: the same words count once.

    Around every spot of the rarest kind the nearest free spots of the others are taken, rarer kinds first.
    """
    ordered = sorted(kinds, key=len)
    best: tuple[int, int] | None = None
    for start, end in ordered[0][:SPOTS]:
        taken = [(start, end)]
        for spots in ordered[1:]:
            free = [spot for spot in spots[:SPOTS] if all(spot[1] <= one[0] or one[1] <= spot[0] for one in taken)]
            if not free:
                break
            taken.append(min(free, key=lambda spot: max(spot[1], end) - min(spot[0], start)))
        else:
            span = min(s for s, _ in taken), max(e for _, e in taken)
            if best is None or span[1] - span[0] < best[1] - best[0]:
                best = span
    return best


def _negated(text: str, noes: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether one of the negations, sorted by where they end and with the syllables they reach, stands close before `start`."""
    for at in range(bisect_right(noes, (start, 99)) - 1, -1, -1):
        no, reach = noes[at]
        if _close(text, no, start, reach, ".!?;,"):
            return True
        if start - no > 60:  # farther than the longest reaches
            return False
    return False


def _within(spans: Sequence[tuple[int, int]], hit: Hit) -> bool:
    """Whether a hit lies inside one of the spans, which stand in order and apart."""
    before = bisect_right(spans, (hit.start, hit.end)) - 1
    return any(a <= hit.start and hit.end <= b for a, b in spans[max(0, before) : before + 2])


def _close(text: str, end: int, start: int, syllables: int, breaks: str = ".!?;") -> bool:
    """Whether `end` lies before `start`, no break between, with at most so many syllables between."""
    if not 0 <= start - end <= 8 * syllables + 4:
        return False
    between = text[end:start]
    return between.count(" ") <= syllables and not any(mark in between for mark in breaks)
