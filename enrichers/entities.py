"""What a text names that evidence can be sought for: numbers, addresses, amounts, laws, licences; each with exact offsets.

No persons: a telephone number is an indicator of an offer, never a key to somebody.
"""

from __future__ import annotations

import re

from enrichers.contacts import contacts
from enrichers.fold import Folded
from enrichers.links import links
from enrichers.money import amounts
from enrichers.papers import papers
from enrichers.spans import Taken
from topics.records import Entity

_GATE = re.compile(r"[\d@\u2460-\u24ff\u2776-\u2793]|\.\S|\S \.|[\[({]\.|://|\. (?:com|net|vn|org)\b")
_SAID = (
    "hông chín",
    "hông tám",
    "hông ba",
    "hông bảy",
    "hong chin",
    "hong tam",
    "hấm com",
    "hấm vn",
    "ham com",
    " dot ",
    " triệu",
    " tỷ",
    " nghìn",
)


def entities(text: str, folded: Folded | None = None) -> tuple[Entity, ...]:
    """Every entity in the text, by position and without overlap; `folded` spares folding the text again."""
    if not _GATE.search(text) and not any(said in text for said in _SAID):
        return ()
    folded = folded or Folded(text)
    found: list[Entity] = []
    taken = Taken()
    for link in links(folded):
        kind = "DOMAIN" if "://" not in text[link.start : link.end] and link.url == f"http://{link.host}" else "URL"
        value = link.host.removeprefix("www.") if kind == "DOMAIN" else link.url
        taken.take(link.start, link.end)
        found.append(Entity(type=kind, text=text[link.start : link.end], start=link.start, end=link.end, value=value))
    for source in (papers, contacts, amounts):
        for item in source(folded):
            start, end = folded.origin("canon", item.start, item.end)
            if taken.take(start, end):
                kind = getattr(item, "type", "MONEY")
                found.append(Entity(type=kind, text=text[start:end], start=start, end=end, value=item.value))
    return tuple(sorted(found, key=lambda e: e.start))
