"""Known pictures by their fingerprints: which one a picture is, though it was resized, compressed again, cropped a little or captioned.

A fingerprint is 256 bits in hexadecimal (collectors/prints.py). Two that differ in at most NEAR bits are taken as one picture: unrelated
ones differ in about 128, pages of print of one layout in 60 and more (docs/entities.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

BITS = 256
NEAR = 44


class Picture(NamedTuple):
    """A known picture: the day it was first seen in public, where, and its fingerprints, those of its usual croppings among them."""

    seen: date
    source: str
    prints: tuple[str, ...]


class Match(NamedTuple):
    """A known picture and in how many bits it differs."""

    picture: Picture
    bits: int


class KnownPictures:
    """All known pictures, in memory; a look-up costs a millisecond for a hundred thousand fingerprints."""

    def __init__(self, pictures: Iterable[Picture] = ()) -> None:
        """ValueError for a fingerprint that is none."""
        self.pictures = tuple(pictures)
        self._owner = np.array([i for i, one in enumerate(self.pictures) for _ in one.prints], dtype=np.int64)
        packed = b"".join(_bits(phash) for one in self.pictures for phash in one.prints)
        self._prints = np.frombuffer(packed, dtype=np.uint64).reshape(-1, BITS // 64)

    def __len__(self) -> int:
        return len(self.pictures)

    def matches(self, phash: str) -> list[Match]:
        """The known pictures this may be, oldest first; none for "" or for what is no fingerprint."""
        try:
            asked = np.frombuffer(_bits(phash), dtype=np.uint64)
        except ValueError:
            return []
        apart = np.bitwise_count(self._prints ^ asked).sum(axis=1)
        best: dict[int, int] = {}
        for at in np.flatnonzero(apart <= NEAR):
            owner = int(self._owner[at])
            best[owner] = min(int(apart[at]), best.get(owner, BITS))
        return sorted((Match(self.pictures[i], bits) for i, bits in best.items()), key=lambda match: (match.picture.seen, match.bits))


def _bits(phash: str) -> bytes:
    packed = bytes.fromhex(phash)
    if len(packed) * 8 != BITS:
        raise ValueError(f"{phash[:80]!r} is no fingerprint of {BITS} bits")
    return packed
