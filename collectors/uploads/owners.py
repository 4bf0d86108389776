"""Whose posts may come in: pages of organisations that the file proves to be one, or that the desk vouches for; no private profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from collectors.uploads.addresses import located
from collectors.uploads.cells import Unfit
from topics.records import Page

DOUBTFUL = "an account that may be a private person's: put its page on the watch-list, or vouch for it with --page"
PERSONAL = "a private person's profile, or a group's: their posts are not watched"


class Owners:
    """What the desk vouches for, by every name a file may call it: its id, its address' handle."""

    def __init__(self, known: Iterable[Page] = (), others: Mapping[str, Page] | None = None) -> None:
        self._known = {page.id.casefold(): page for page in known} | {alias.casefold(): page for alias, page in (others or {}).items()}

    def page(self, id: str, name: str = "", *, proven: bool = False) -> Page:
        """The page under the id that the desk has for it. Raises Unfit for one that nobody vouches for."""
        if not id.partition(":")[2]:
            raise Unfit("it does not say which page it is of")
        found = self._known.get(id.casefold())
        if found is not None:
            return Page(id=found.id, name=name or found.name)
        if not proven:
            raise Unfit(DOUBTFUL)
        return Page(id=id, name=name)

    def vouched(self, id: str) -> bool:
        return id.casefold() in self._known


def impersonal(url: str) -> None:
    """Raises Unfit for the address of a person's profile or of something in a group."""
    found = located(url) if url else None
    if found is not None and found.person:
        raise Unfit(PERSONAL)
