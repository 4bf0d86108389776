"""Which checks a post gets: those of advertising when it is an advertisement, those of newspapers when it acts as one, else none."""

from __future__ import annotations

from collections.abc import Collection

from agents import aggregator, signs
from agents.known import Extra, Known
from agents.licences import LicenceRegister
from agents.look import Look
from detectors.checks import advert
from enrichers.press import Press
from topics.records import Check, Post

FANPAGE = frozenset({"A1", "A6", "A8", "B1", "B5"})
"""What a fanpage's post can show by itself (domain.md §2.3); the rest needs what `tinwatch checks` takes."""


def shown(post: Post, look: Look, codes: Collection[str], press: Press) -> tuple[Check, ...]:
    """The checks kept with a post; `codes` are those of its signals."""
    found = advert.checks(look) if "ADHEALTH" in codes else ()
    if "LICENCE" in codes:
        known = Known(post, Extra(site="fanpage"))
        found += tuple(check for check in taken(known, press) if check.id in FANPAGE)
    return found


def taken(known: Known, press: Press, licences: LicenceRegister | None = None) -> tuple[Check, ...]:
    """All checks of an item that stands on an aggregator, a social network or a fanpage."""
    return (*aggregator.checks(known, press, licences), *signs.signs(known, press))
