"""What the foot of a site says about its licence: numbers, who gave them and when, and whether it calls itself an aggregator.

The formats are those of domain.md §2.2; suffixes changed after the reorganisation of 2025, so any suffix is read. Offsets are code
points of the text as written. The text is a stranger's: only its first LONGEST code points are looked at.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from enrichers.fold import Folded

LONGEST = 20_000
MOST = 20
"""Licence numbers read of one footer."""


class Licence(NamedTuple):
    """A licence as the footer states it: `number` as `2215/GP-TTĐT`, in capitals and without spaces; `issued` when a date stands near."""

    number: str
    start: int
    end: int
    issued: date | None


class Footer(NamedTuple):
    """`says` are the places where it calls itself an aggregator or a social network; `desk` those with words of an editorial office."""

    licences: tuple[Licence, ...]
    says: tuple[tuple[int, int], ...]
    desk: tuple[tuple[int, int], ...]


_NUMBER = re.compile(
    r"(?<![\d/.,-])(\d{1,5}) ?/ ?(?:(\d{4}) ?/ ?)?(gp|gxn)(?![a-z0-9])(?: ?[-–] ?([a-z]{2,12}(?:-[a-z]{2,12}){0,2}))?(?![a-z0-9/])"
)
_DATE = re.compile(r"ngay (\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?| nam )(\d{4})(?!\d)")
_SAYS = re.compile(r"(?<![a-z])(?:trang thong tin dien tu tong hop|mang xa hoi|trang tin tong hop)(?![a-z])")
_DESK = re.compile(
    r"(?<![a-z])(?:toa soan|ban phong vien|van phong dai dien|tong bien tap|thu ky toa soan|co quan ngon luan|tieng noi|dien dan"
    r"|(?:nha bao|phong vien)(?= [a-z]))(?![a-z])"
)
_FAR = 140
"""Letters after a number in which its date stands."""


def footer(text: str) -> Footer:
    """Read a footer; never raises, whatever the text."""
    folded = Folded(text[:LONGEST])
    plain = folded.plain
    found = []
    for match in _NUMBER.finditer(plain):
        start, end = folded.origin("canon", match.start(), match.end())
        found.append(Licence(_official(folded, match), start, end, _issued(plain, match.end())))
        if len(found) == MOST:
            break
    return Footer(tuple(found), _places(folded, _SAYS), _places(folded, _DESK))


def key(number: str) -> str:
    """A licence number as it is compared: folded, without spaces or hyphens."""
    return re.sub(r"[^a-z0-9/]", "", Folded(number[:100]).plain)


def _official(folded: Folded, match: re.Match[str]) -> str:
    first, last = folded.origin("canon", match.start(), match.end())
    written = re.sub(r"\s", "", folded.text[first:last]).upper().replace("–", "-")
    return written if written.isprintable() else match.group().upper()


def _issued(plain: str, at: int) -> date | None:
    match = _DATE.search(plain, at, at + _FAR)
    if match is None or _NUMBER.search(plain, at, match.start()):
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _places(folded: Folded, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    return tuple(folded.origin("canon", m.start(), m.end()) for m, _ in zip(pattern.finditer(folded.plain), range(MOST), strict=False))
