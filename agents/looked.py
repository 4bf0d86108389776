"""What looks at an original say, brought to the form in which checks take it. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from agents.known import Lookup, Original
from topics.originals import Look


def lookup(look: Look) -> Lookup:
    """The look as the schedule and A7 count it."""
    return Lookup(at=look.at, status=look.status, removed=look.removed, refused=look.outcome == "refused")


def with_look(original: Original, look: Look) -> Original:
    """The original after one more look; what an earlier one read stays where this one read nothing."""
    seen = replace(original, url=original.url or look.url, lookups=(*original.lookups, lookup(look))[-1000:])
    if look.outcome != "found" or not look.text:
        return seen
    return replace(seen, title=look.title, text=whole(look), published_at=look.published_at or original.published_at)


def whole(look: Look) -> str:
    """The words of an article in the order in which a copy has them."""
    above = (part for part in (look.title, look.lead) if part and not look.text.startswith(part))
    return "\n".join((*above, look.text))
