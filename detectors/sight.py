"""What a detector may look at: one post, folded, scanned and read for its stance. It has no author, because a post has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from topics.records import Entity, Evidence, Kind, Stance


class Sight(Protocol):
    """One post under a detector's eyes. A name is a cue family (`demand.fee`) or a whole group (`demand`)."""

    @property
    def kind(self) -> Kind: ...

    @property
    def by_page(self) -> bool: ...

    @property
    def platform(self) -> str: ...

    @property
    def stance(self) -> Stance: ...

    @property
    def obfuscation(self) -> float:
        """0–1: how much the writer disguised the spelling, the worst field counts."""
        ...

    @property
    def day(self) -> date | None:
        """The day in Viet Nam on which the post was published, or collected where that is not known: rules are those of the day."""
        ...

    @property
    def unread(self) -> bool:
        """Whether there is a picture whose words nobody has read: what is missing in the text may stand there."""
        ...

    @property
    def domains(self) -> frozenset[str]:
        """Registrable domains of every link, lower case."""
        ...

    def has(self, *names: str) -> bool:
        """Whether the post holds a cue of any of these families or groups."""
        ...

    def hits(self, *names: str) -> tuple[Evidence, ...]:
        """The places of these families or groups, in the order of the text; offsets are code points of the original field."""
        ...

    def near(self, one: str, other: str, syllables: int = 12) -> bool:
        """Whether a cue of `one` and a cue of `other` stand within so many syllables of each other in the same field."""
        ...

    def together(self, cues: Sequence[str], syllables: int = 50) -> tuple[Evidence, ...]:
        """The marks of a stretch of so many syllables that holds a cue of every item (`a|b` takes either), or nothing."""
        ...

    def entities(self, *types: str) -> Sequence[Entity]:
        """What was found of these types (PHONE, URL, DOMAIN, ACCOUNT, HANDLE, MONEY …)."""
        ...
