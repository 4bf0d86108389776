"""How an article names what it was taken from: the source, the time of the original, the link at the end; or who says he wrote it.

Offsets are code points of the text as written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from enrichers.fold import Folded
from enrichers.links import Link, links
from enrichers.press import Press

Places = tuple[tuple[int, int], ...]


class Quoting(NamedTuple):
    """Where the text names its source, the time of the original, its own makers; and the links in the last END code points."""

    sources: Places
    times: Places
    bylines: Places
    links: tuple[Link, ...]


END = 400
MOST = 20

_SOURCE = re.compile(r"(?<![a-z])(?:dan nguon|nguon(?: tin| bai)?|theo(?: bao| tap chi)?|trich(?: tu)?) ?[:\-–]? ?(?=[a-z0-9\"“(])")
_NAMED = re.compile(r"(?:bao|tap chi|thong tan xa|dai truyen hinh|dai tieng noi|thoi bao) (?!cao|chi |hiem|ve )[a-z0-9]")
_TIME = re.compile(
    r"(?<!\d)(?:\d{1,2}[:h]\d{2}[, \-–|]{0,4}(?:ngay )?)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?:[, \-–|]{0,4}\d{1,2}[:h]\d{2})?(?!\d)"
)
_BYLINE = re.compile(
    r"(?<![a-z])(?:nhom (?:phong vien|pv)|(?:phong vien|pv)(?= (?:dieu tra|ghi|trang|cua|chung toi|thuong tru))|to phong vien"
    r"|bai(?:,| va) anh(?=:| )|phong su(?: dieu tra)?|ky \d{1,2}(?= ?[:.\-–)])|bai \d{1,2}(?= ?[:.\-–)])|nhap vai)(?![a-z])"
)


def quoting(text: str, press: Press) -> Quoting:
    """Read an article's text."""
    folded = Folded(text)
    sources = [place for match in _SOURCE.finditer(folded.plain) if (place := _source(folded, match, press))]
    return Quoting(
        tuple(sources[:MOST]),
        _all(folded, _TIME),
        _all(folded, _BYLINE),
        tuple(link for link in links(folded) if link.start >= len(text) - END),
    )


def _source(folded: Folded, match: re.Match[str], press: Press) -> tuple[int, int] | None:
    """The name after `Theo`, `Nguồn`: báo X, a name or a domain of the register, up to six words."""
    rest = folded.plain[match.end() : match.end() + 80]
    words = re.split(r"[,;()\"“”|]|\.(?= |$)|$", rest, maxsplit=1)[0].strip().split(" ")
    said = match.group()
    if _NAMED.match(rest) or (said.rstrip(" :-–").endswith((" bao", "tap chi")) and not re.match("cao|chi |hiem|ve ", rest)):
        count = min(5, len(words))
    else:
        count = next((n for n in range(min(6, len(words)), 0, -1) if press.of_name(" ".join(words[:n]))), 0)
    if not count or not words[0]:
        return None
    return folded.origin("canon", match.start(), match.end() + len(" ".join(words[:count])))


def _all(folded: Folded, pattern: re.Pattern[str]) -> Places:
    return tuple(folded.origin("canon", m.start(), m.end()) for m, _ in zip(pattern.finditer(folded.plain), range(MOST), strict=False))
