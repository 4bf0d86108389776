"""What is remembered of a post for the comments that will come under it: no text, no contact, only what it was about and fingerprints."""

from __future__ import annotations

from msgspec import Struct

from topics.records import Stance


class Parent(Struct, frozen=True, array_like=True):
    """A post as far as it matters to its comments. Value of assess's memory, keyed by the post's id.

    `codes` are those of all its signals, `cues` the families of its words. `words` are the smallest fingerprints of its three-syllable
    shingles, at most 128, and `contacts` those of whatever one can write, pay or go to by it, 4 bytes each (agents/above.py).
    """

    stance: Stance
    by_page: bool = False
    codes: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    words: bytes = b""
    contacts: bytes = b""
