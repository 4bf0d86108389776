"""The last so many posts, found again by id or by near-copies of their text: locality-sensitive hashing in flat memory.

For each post: 64 bytes of signature, its time, its copy group, and for each of 13 keys (twelve bands of four bytes of the signature, the
id) a link to the post before it with the same slot. Two texts share a band with probability .998 at a similarity of .8, .96 at .7, .74 at
.57, .54 at .5, .09 at .3; whatever shares one is compared by the whole signature. About 210 bytes a post, taken when it comes
and given back when it leaves.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator

BANDS = 12
ALIKE = 0.5
"""Similarity (Jaccard of three-syllable shingles) from which texts are near-copies: one word in 24 replaced on either side leaves .6."""

APART = 72 * 3600
"""Seconds within which a copy follows what it copies."""

CHUNK = mmap.PAGESIZE
"""Posts whose memory is given back together: so many slots of any width are whole pages."""

_BYTES = 64
_WALK = 8
"""Posts looked at in one band, newest first: a text that thousands copy is found among its last copies."""

_bands = struct.Struct("<16I").unpack


def key_of(id: str) -> int:
    """64 bits that stand for a post's id; never 0."""
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") | 1


def likeness(one: bytes, other: bytes) -> float:
    """Estimated similarity of two texts by their signatures, standard error at most .06."""
    same = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return same.to_bytes(_BYTES, "big").count(0) / _BYTES


class Window:
    """Serial numbers only grow; those below `first` are out. A serial takes 32 bits: at a hundred posts a second, enough for sixteen months
    of one process, and the next one begins at 0 again."""

    def __init__(self, most: int) -> None:
        size = 1 << max(10, (most - 1).bit_length())
        self._mask = size - 1
        self._heads = [memoryview(_zeros(4 * size)).cast("I") for _ in range(BANDS + 1)]
        self._slots = [(width, _zeros(width * size)) for width in (4 * (BANDS + 1), _BYTES, 8, 8, 8)]
        links, self._signatures, *rest = (memoryview(zeros) for _, zeros in self._slots)
        self._links = links.cast("I")
        self._labels, self._keys, self._times = (view.cast("Q") for view in rest)
        self.first = self.next = 0

    def __len__(self) -> int:
        return self.next - self.first

    def leave(self, first: int) -> None:
        """Posts before this serial number are out; the memory of whole chunks of them is given back, unless newer ones are in it."""
        for start in range(self.first // CHUNK * CHUNK, first // CHUNK * CHUNK, CHUNK):
            if self.next <= start + self._mask + 1:
                for width, slots in self._slots:
                    slots.madvise(mmap.MADV_DONTNEED, width * (start & self._mask), width * CHUNK)
        self.first = first

    def add(self, key: int, at: int, label: int, signature: bytes) -> int:
        """The new post's serial number; there must be room."""
        serial = self.next
        self.next += 1
        slot = serial & self._mask
        self._labels[slot], self._keys[slot], self._times[slot] = label, key, max(0, at)
        self._signatures[_BYTES * slot : _BYTES * (slot + 1)] = signature or bytes(_BYTES)
        self._link(BANDS, key & self._mask, serial)
        if signature:
            for band, value in enumerate(_bands(signature)[:BANDS]):
                self._link(band, value & self._mask, serial)
        return serial

    def serial(self, key: int) -> int:
        """Where the post with this key is, -1 when it is not here."""
        for serial in self._chain(BANDS, key & self._mask):
            if self._keys[serial & self._mask] == key:
                return serial
        return -1

    def label(self, serial: int) -> int:
        return self._labels[serial & self._mask]

    def nearest(self, signature: bytes, at: int) -> tuple[int, float]:
        """The serial of the post most like this one within APART, of equals the newest, with its similarity; -1 when none is ALIKE."""
        best, found = ALIKE, -1
        looked: set[int] = set()
        for band, value in enumerate(_bands(signature)[:BANDS]):
            for walked, serial in enumerate(self._chain(band, value & self._mask)):
                if walked == _WALK:
                    break
                slot = serial & self._mask
                if serial in looked or abs(self._times[slot] - at) > APART:
                    continue
                looked.add(serial)
                similarity = likeness(signature, bytes(self._signatures[_BYTES * slot : _BYTES * (slot + 1)]))
                if similarity > best or (similarity == best and serial > found):
                    best, found = similarity, serial
        return found, best

    def _link(self, column: int, slot: int, serial: int) -> None:
        heads = self._heads[column]
        self._links[(serial & self._mask) * (BANDS + 1) + column] = heads[slot]
        heads[slot] = serial + 1

    def _chain(self, column: int, slot: int) -> Iterator[int]:
        """The posts of a slot, newest first."""
        serial = self._heads[column][slot] - 1
        while serial >= self.first:
            yield serial
            serial = self._links[(serial & self._mask) * (BANDS + 1) + column] - 1


def _zeros(size: int) -> mmap.mmap:
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
