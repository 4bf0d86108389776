"""What the name of a page says: a paper's own, like a paper's, or with words that readers know from papers. Cues beside the post's text."""

from __future__ import annotations

from functools import lru_cache

from detectors.cues import why
from enrichers.press import Press, press_words, pressy_domain, strong_piece
from topics.records import Evidence

FAMILIES = frozenset({"press.real", "press.like", "press.name"})
"""real: the name or address of an agency of the register; like: one letter off it or with words added; name: strong press-like words."""


def name_cues(name: str, press: Press) -> dict[str, tuple[Evidence, ...]]:
    """Cue family → the whole name as evidence, in the field page.name; empty for an ordinary name."""
    return dict(_cues(name, press))


@lru_cache(maxsize=1 << 12)
def _cues(name: str, press: Press) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    family = _family(name, press)
    return ((family, (Evidence(start=0, end=len(name), why=why(family), field="page.name"),)),) if family else ()


def _family(name: str, press: Press) -> str:
    if not name.strip():
        return ""
    if press.of_name(name):
        return "press.real"
    if press.like(name):
        return "press.like"
    pieces = pressy_domain(name) if " " not in name else ()
    return "press.name" if any(word.strong for word in press_words(name)) or any(map(strong_piece, pieces)) else ""
