"""Which posts a pack can alert on at all, told by one cue of each meeting: a fortieth of what judging them would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents import naming, recycled, sites
from agents.assessor import Assessor
from agents.texts import texts
from detectors.cues import group, spelled
from enrichers.fold import Folded
from enrichers.scan import Scanner
from tinwatch.rules.pack import Pack
from tinwatch.rules.proof import ordinary
from topics.records import Page, Post

ELSEWHERE = sites.SITES | {group(family) for family in (*naming.FAMILIES, recycled.FAMILY)}
"""Groups of cues that are not only read from words: addresses, pages' names and pictures give them too."""

Patterns = Mapping[str, Sequence[str]]
"""Cue family → its patterns."""


class Sieve:
    """Lets through every post that one of the packs may alert on, and few others."""

    def __init__(self, packs: Sequence[Pack], assessor: Assessor) -> None:
        """`assessor` knows the detectors' families."""
        shared: dict[str, list[str]] = {}
        for family, pattern in assessor.patterns:
            shared.setdefault(family, []).append(pattern)
        self._scanner: Scanner | None = None
        wanted: dict[str, None] = {}
        for pack in packs:
            own = {family: spelled(patterns) for part in pack.parts for family, patterns in part.cues.items()}
            anchors = _anchors(pack, {**shared, **own}, _ordinary(assessor, own))
            if anchors is None:
                return
            wanted |= dict.fromkeys(anchors)
        self._scanner = Scanner({"anchor": tuple(wanted)})

    def passes(self, post: Post) -> bool:
        """Whether the post must be judged."""
        return self._scanner is None or any(text and self._scanner.scan(Folded(text)) for _, text in texts(post))


def _ordinary(assessor: Assessor, own: Patterns) -> list[set[str]]:
    """The families that stand in each of a day's ordinary texts."""
    scanner = Scanner(own)
    seen = (assessor.seen(Post(id="ordinary", kind="post", page=Page(id="ordinary"), text=text)).fields for text in ordinary())
    return [{hit.family for field in fields for hit in (*field.hits, *scanner.scan(field.folded))} for fields in seen]


def _anchors(pack: Pack, families: Patterns, day: Sequence[set[str]]) -> list[str] | None:
    """The patterns of the rarest cue of every meeting; None when one has no cue that is read from words alone."""
    found: list[str] = []
    for when in {meeting: None for rule in pack.rules for meeting in rule.when}:
        cues = [_families(cue, families) for cue in when if cue[0] != "-" and ELSEWHERE.isdisjoint(map(group, cue.split("|")))]
        if not cues:
            return None
        rarest = min(cues, key=lambda cue: (sum(not cue.isdisjoint(text) for text in day), len(cue)))
        found += [pattern for family in sorted(rarest) for pattern in families[family]]
    return found


def _families(cue: str, families: Patterns) -> set[str]:
    names = cue.split("|")
    return {family for family in families if family in names or group(family) in names}
