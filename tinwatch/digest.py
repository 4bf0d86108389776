"""What two stores must have in common after a move."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Digest:
    """How many records there are, and the sum of their hashes: equal for the same records in any order."""

    count: int = 0
    sum: int = 0

    def __add__(self, content: bytes) -> Digest:
        return Digest(self.count + 1, (self.sum + int.from_bytes(hashlib.blake2b(content, digest_size=16).digest())) % 2**128)
