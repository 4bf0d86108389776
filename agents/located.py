"""Where what a post tells takes place: units of today, from every text of it.

A place of an event or an offer, never of a private person: where somebody lives is left out, and of a comment places are looked for
only when it carries a signal itself.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from agents.texts import texts
from enrichers.gazetteer import gazetteer
from enrichers.places import named
from topics.records import Place, Post

MOST_PLACES = 100
"""Of one post: a list of all communes must still fit into one message of the broker."""


def located(post: Post, *, signals: bool) -> tuple[Place, ...]:
    """The places of a post by field and position; `signals`: whether anything was found in it."""
    if post.kind == "comment" and not post.by_page and not signals:
        return ()
    home = _home(post.page.name)
    found = [(name, one.place) for name, text in texts(post) if text for one in named(text, home) if not one.home]
    return tuple(place if name == "text" else replace(place, field=name) for name, place in found[:MOST_PLACES])


@lru_cache(maxsize=1 << 12)
def _home(page: str) -> tuple[str, ...]:
    """Codes of the provinces that a page's name tells: "Tin nóng Nghệ An" mostly speaks of Nghệ An."""
    units = (one.place.unit for one in named(page))
    provinces = {unit.province for unit in units if unit}
    return tuple(code for code in _codes() if _codes()[code] in provinces)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Code of each province of today → its name."""
    return {code: node.full for code, node in gazetteer().codes.items() if node.level == "P"}
