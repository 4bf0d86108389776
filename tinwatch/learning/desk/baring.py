"""A post's words without what leads to somebody: names, numbers, accounts, addresses, handles become placeholders.

The placeholders are those of the labelled sentences (`tinwatch.learning.samples.FILL`): what fills them is an entity of the same type to
the detectors. Of addresses the host stays where everybody uses it, where it is an organisation's own, is listed or imitates somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from enrichers.blocklist import Blocklist
from enrichers.brands import OFFICIAL
from enrichers.entities import entities
from enrichers.hosts import SHORTENERS, registrable, target
from enrichers.lookalike import guise
from tinwatch.concealing import HIDDEN, conceal
from tinwatch.indicators import EVERYBODYS
from topics.records import Entity

_NAME = "\ue000"
"""Stands for a name until the end: one letter of the private use area, so that an address with a name in it stays one address."""

_PLACE = {"PHONE": "{PHONE}", "ACCOUNT": "{ACC}", "EMAIL": "{EMAIL}", "HANDLE": "{HANDLE}"}
_PUBLIC = frozenset({"MONEY", "LAW", "LICENCE"})
"""Entities that lead to no person."""

_REPLY = re.compile(rf"@[\w.{_NAME}]+")
"""Somebody who is spoken to: no way to reach the writer, so that it must not look like one."""

_DIGITS = re.compile(r"\d(?:[^\w\n]{0,2}\d){5,}")
_YEARS = re.compile(r"(?:18|19|20)\d\d\D{1,3}(?:18|19|20)\d\d")
_DAY = re.compile(r"\d{1,2}([ ./-])\d{1,2}[ ./-](?:19|20)\d\d|(?:19|20)\d\d([ ./-])\d{1,2}[ ./-]\d{1,2}")
_HOUSE = re.compile(r"(?i)(?<!\w)(số nhà|so nha|nhà số|nha so|sn|ngõ|ngo|ngách|ngach|hẻm|hem|kiệt|kiet)(\s*)\d+\w?(?:\s*/\s*\d+\w?)*")
_STREET = re.compile(r"(?i)(?<![\w/])\d+\w?(?:/\d+\w?)*(?=,? (?:đường|phố|duong|pho) )")


def bare(text: str, lists: Blocklist) -> str:
    """The text as it may be kept for training; `lists` are the lists of reported sites.

    What `tinwatch.concealing` does not know as a name stays, as in everything that leaves the desk (docs/cases.md).
    """
    text = conceal(text.replace(_NAME, " ")).replace(HIDDEN, _NAME)
    return "".join(_pieces(text, lists)).replace(_NAME, "{NAME}")


def _pieces(text: str, lists: Blocklist) -> Iterator[str]:
    at = 0
    for entity in entities(text):
        yield _scrubbed(text[at : entity.start])
        yield entity.text if entity.type in _PUBLIC else _PLACE.get(entity.type) or _address(entity, lists)
        at = entity.end
    yield _scrubbed(text[at:])


def _scrubbed(text: str) -> str:
    """What no entity was seen in: other long numbers (papers of a person, birthdays), who is spoken to, house numbers."""
    text = _REPLY.sub("@{NAME}", text)
    text = _STREET.sub("1", _HOUSE.sub(r"\g<1>\g<2>1", text))
    return _DIGITS.sub(_zeros, text)


def _zeros(match: re.Match[str]) -> str:
    """Another number of the same shape; a day stays a day, years stay."""
    number = match.group()
    if _YEARS.fullmatch(number):
        return number
    if day := _DAY.fullmatch(number):
        return f"01{day[1]}01{day[1]}2000" if day[1] else f"2000{day[2]}01{day[2]}01"
    return re.sub(r"\d", "0", number)


def _address(entity: Entity, lists: Blocklist) -> str:
    """An address without its path, and without its host where that is one's own."""
    goal = target(entity.value if "://" in entity.value else f"http://{entity.value}")
    host = _known(goal.host, lists) if goal else ""
    if entity.type == "DOMAIN":
        return host or "{DOMAIN}"
    if not host:
        return "{URL}"
    scheme = "https://" if "://" in entity.text else ""
    return f"{scheme}{host}/dk"


def _known(host: str, lists: Blocklist) -> str:
    """The host, as far as it leads to no person; empty where it may."""
    site = registrable(host)
    if site in EVERYBODYS or site in OFFICIAL or site in SHORTENERS or site.endswith(".gov.vn"):
        return site
    if lists.of(host) or guise(host):
        return host
    return ""


def bared(texts: Iterator[str], lists: Blocklist) -> str:
    """Several texts of one post, one below the other."""
    return "\n".join(filter(None, map(partial(bare, lists=lists), texts)))
