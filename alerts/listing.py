"""What a list changes in the watch-list as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from alerts.health import entry
from topics.watchlist import PageHealth, Watched


@dataclass(frozen=True)
class Difference:
    """Entries that are new, that differ from what stands there, and how many are as they were."""

    new: tuple[Watched, ...]
    changed: tuple[Watched, ...]
    same: int


def difference(pages: Iterable[PageHealth], entries: Iterable[Watched]) -> Difference:
    """When and by whom an entry was written makes no difference."""
    known = {page.page.id: entry(page) for page in pages}
    new, changed, same = list[Watched](), list[Watched](), 0
    for one in entries:
        before = known.get(one.page.id)
        if before is None:
            new.append(one)
        elif replace(before, at=None, by="", back=None) == replace(one, at=None, by="", back=None):
            same += 1
        else:
            changed.append(one)
    return Difference(tuple(new), tuple(changed), same)
