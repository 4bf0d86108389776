"""What the rest of the system asks of an index about posts that their platform no longer shows; a part of search/port.py.

Engines: sqlite_removals.py, elastic_removals.py; one contract suite for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec.structs import replace

from search.refused import Refused
from topics.records import Assessed, utc
from topics.watchlist import Removal


class Removals(Protocol):
    """Kept apart from the documents, so that one that comes before its post, or before a newer version of it, is not lost.

    An older removal never overwrites a newer; equal overwrites. It goes when its document goes.
    """

    async def put(self, removals: Sequence[Removal]) -> Sequence[Refused]:
        """Returns once the removals are durable and documents are read with them."""
        ...

    async def of(self, ids: Sequence[str]) -> Sequence[Removal]:
        """Those of these posts, in the order asked for."""
        ...

    async def after(self, id: str = "", limit: int = 1000) -> Sequence[Removal]:
        """Those of posts whose id sorts after this one, in that order."""
        ...


def noted(document: Assessed, removal: Removal | None) -> Assessed:
    """The document as it is read: with the moment it was found gone, unless it was collected again since."""
    at = None if removal is None or utc(removal.at) < utc(document.collected_at) else removal.at
    return document if document.removed_at == at else replace(document, removed_at=at)


def all_noted(documents: Sequence[Assessed], removals: Sequence[Removal]) -> list[Assessed]:
    """Each document as it is read."""
    gone: Mapping[str, Removal] = {removal.id: removal for removal in removals}
    return [noted(document, gone.get(document.post.id)) for document in documents]
