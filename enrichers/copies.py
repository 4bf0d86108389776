"""Keys that near-copies of a text share: MinHash over shingles of three folded syllables, cut into bands (locality-sensitive hashing).

Two texts share at least one of eight bands of eight hashes with probability .99 at a similarity of .9, .77 at .8, .38 at .7 and .03 at .5.
rensa does the hashing in Rust: 64 permutations of a comment take about ten microseconds.
"""

from __future__ import annotations

import struct

from rensa import RMinHash

_PERMUTATIONS = 64
_ROWS = 8
_LEAST = 5
"""Shingles a text needs at the least: shorter ones ("ib em nhé") are alike by chance."""


_LEAST_TELLING = 8
"""Shingles a text needs before it says anything that many write nearly the same."""


def copy_keys(canon: str) -> tuple[str, ...]:
    """Band keys of a folded text, in a fixed order; none for a text too short to tell a copy from chance."""
    digest = _digest(canon, _LEAST)
    bands = (digest[i : i + _ROWS] for i in range(0, len(digest), _ROWS))
    return tuple(f"{i}:{struct.pack(f'>{_ROWS}I', *band).hex()}" for i, band in enumerate(bands))


def signature(canon: str) -> bytes:
    """64 bytes, one of each permutation: the share of equal ones estimates how alike two texts are; empty for a text too short to say much.

    One byte of four is enough (b-bit minwise hashing, Li and König 2010): it makes texts that have nothing in common 1/256 alike.
    """
    return bytes(value & 255 for value in _digest(canon, _LEAST_TELLING))


def _digest(canon: str, least: int) -> list[int]:
    words = canon.split()
    shingles = {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}
    if len(shingles) < least:
        return []
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=42)
    minhash.update(sorted(shingles))
    digest: list[int] = minhash.digest()
    return digest
