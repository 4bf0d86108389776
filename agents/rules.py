"""Analysts' rules in force: they see the post with their own cues added and change nothing of what the detectors say.

One scanner holds the cues of all packs. Each pack looks at the post by itself, so that no pack's words tip another's balance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from agents.look import Field, Look
from enrichers.scan import Hit, Scanner
from topics.records import Post

if TYPE_CHECKING:
    from agents.assessor import Judge


class RulePack(NamedTuple):
    """The rules of one file. `cues` are written out; no family of them is one of the detectors'."""

    judges: tuple[Judge, ...]
    cues: Mapping[str, tuple[str, ...]]
    unlike: Mapping[str, re.Pattern[str]]


class Rules:
    """All packs that are in force; safe to share between threads. ValueError names the pattern that cannot be used."""

    def __init__(self, packs: Sequence[RulePack]) -> None:
        self.packs = tuple(packs)
        named = ((f"{number}:{family}", patterns) for number, pack in enumerate(packs) for family, patterns in pack.cues.items())
        self._scanner = Scanner(dict(named))

    def hits(self, fields: Sequence[Field]) -> dict[int, list[tuple[Hit, ...]]]:
        """Pack number → its hits in every field, for the packs that have any."""
        found: dict[int, list[list[Hit]]] = {}
        for at, field in enumerate(fields):
            for hit in self._scanner.scan(field.folded):
                number, _, family = hit.family.partition(":")
                found.setdefault(int(number), [[] for _ in fields])[at].append(hit._replace(family=family))
        return {number: [tuple(of) for of in hits] for number, hits in found.items()}

    def looks(
        self,
        post: Post,
        fields: Sequence[Field],
        look: Look,
        hits: Mapping[int, list[tuple[Hit, ...]]],
    ) -> Iterator[tuple[Judge, Look]]:
        """Every rule with the look of its pack; a pack without a cue of its own in the post shares the detectors' look."""
        for number, pack in enumerate(self.packs):
            own = look
            if number in hits:
                wider = [field._replace(hits=(*field.hits, *more)) for field, more in zip(fields, hits[number], strict=True)]
                own = look.wider(post, wider, pack.unlike)
            if own.detectable:
                yield from ((judge, own) for judge in pack.judges)
