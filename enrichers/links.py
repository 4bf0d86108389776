"""Web addresses in a text: found where they stand, disguised or not, unwrapped and reduced to the registrable domain. No network.

Addresses are looked for in the folded text, so `ｖａｙ24ｈ.com`, zero-width characters and `abc[.]com` are seen; offsets are the
original's. A full stop without a space after it (`nhà.Tôi`, `em.Chị`) makes no domain: see `_plausible`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from enrichers.fold import Folded
from enrichers.hosts import SHORTENERS, TINY, TRAPS, TRUSTED, registrable, target
from enrichers.spans import Taken
from enrichers.syllables import BARE, segment

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN = re.compile(
    rf"(?<![a-z0-9@_.-])(?:{_LABEL}\.)+(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,24}})(?![a-z0-9_@-]|\.[a-z0-9])(?::\d{{2,5}})?(?:[/?#]\S*)?"
)
_SCHEME = re.compile(r"h(?:tt|xx)ps?(?:\[:\]|:) ?/ ?/ ?\S+|(?<![a-z0-9])www\.\S+\.\S+")
_DOT = r"(?: ?[\[({] ?(?:\.|dot|cham)? ?[\])}] ?| (?:dot|cham) | ?[.。] ?)"
_SPREAD = re.compile(
    rf"(?<![a-z0-9@_.-])([a-z0-9][a-z0-9-]{{1,40}}(?:\.[a-z0-9-]+)?)({_DOT})"
    rf"(com|net|org|vn|info|xyz|top|vip|club|online|site|shop|store|live|win|bet|cc|io|me)(?:({_DOT})(vn))?(?![a-z0-9@-])(/\S*)?"
)
GATE = re.compile(r"\.[a-z]|://|\. (?:com|net|org|vn|info|xyz|top|vip)\b|[\])}] ?[a-z]{2,6}\b|\b(?:dot|cham) [a-z]{2,6}\b|\[:\]")
_TAIL = ".,;:!?…)]}>'\"*_~|"


class Link(NamedTuple):
    """An address: where it stands, what it leads to once unwrapped, and the domain somebody registered ("" when there is none)."""

    start: int
    end: int
    url: str
    host: str
    domain: str
    shortener: bool
    bare: bool


def links(folded: Folded) -> tuple[Link, ...]:
    """Every web address in the text, by position, without overlap."""
    plain = folded.plain
    if not GATE.search(plain):
        return ()
    found: list[Link] = []
    taken = Taken()

    def keep(link: Link | None) -> None:
        if link is not None and taken.take(link.start, link.end):
            found.append(link)

    for match in _SCHEME.finditer(plain):
        keep(_with_scheme(folded, match.start(), match.end()))
    for match in _PLAIN.finditer(plain):
        for start, host_end, end in _readings(match):
            if _plausible(folded, start, host_end, end):
                keep(_bare(folded, start, end, None))
                break
    for match in _SPREAD.finditer(plain):
        if _clearly_spread(folded, match):
            keep(_bare(folded, match.start(), match.end(), _closed(match)))
    return tuple(sorted(found))


def _trimmed(text: str) -> str:
    """An address without the punctuation of the sentence it stands in."""
    while text and text[-1] in _TAIL:
        if text[-1] == ")" and text.count("(") >= text.count(")"):
            break
        text = text[:-1]
    return text


def _link(start: int, end: int, url: str, bare: bool) -> Link | None:
    goal = target(url)
    if goal is None or not (goal.domain or (not bare and re.fullmatch(r"[\d.]+", goal.host))):
        return None
    return Link(start, end, goal.url, goal.host, goal.domain, goal.shortener, bare)


def _with_scheme(folded: Folded, start: int, end: int) -> Link | None:
    plain = folded.plain[start:end]
    end = start + len(_trimmed(plain))
    first, last = folded.origin("canon", start, end)
    original = re.sub(r"\s", "", folded.text[first:last])
    written = re.sub(r"^(?i:h(?:tt|xx)p(s?))(?:\[:\]|:)//", lambda m: f"http{m.group(1).lower()}://", original)
    written = re.sub(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", ".", written)
    return _link(first, last, written, False) or _link(first, last, folded.plain[start:end].replace("hxxp", "http").replace(" ", ""), False)


def _bare(folded: Folded, start: int, end: int, closed: str | None) -> Link | None:
    end = start + len(_trimmed(folded.plain[start:end]))
    first, last = folded.origin("canon", start, end)
    original = folded.text[first:last]
    url = closed or (original if original.isascii() else folded.plain[start:end])
    return _link(first, last, url, True)


def _closed(match: re.Match[str]) -> str:
    label, _, top, _, country, path = match.groups()
    return f"{label}.{top}{'.' + country if country else ''}{path or ''}"


def _accented(text: str) -> bool:
    """Whether a piece of text carries Vietnamese marks, as no plain domain does; look-alikes and styled letters carry none."""
    marks = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] == "M" or c in "đĐ")
    return any(c not in "\ufe0e\ufe0f\u20e3" for c in marks)


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end of the host and end of the whole: as it stands, then without the word after the last dot (`abc.com.Nhà`)."""
    host = re.split(r"[:/?#]", match.group(), maxsplit=1)[0]
    yield match.start(), match.start() + len(host), match.end()
    if host.count(".") > 1 and len(host) == len(match.group()):
        short = match.start() + host.rindex(".")
        yield match.start(), short, short


def _plausible(folded: Folded, start: int, host_end: int, end: int) -> bool:
    """Whether a run of words with dots is meant as a domain and not as sentences without a space between them."""
    host = folded.plain[start:host_end]
    labels = host.split(".")
    top, name = labels[-1], labels[-2]
    original = folded.text[slice(*folded.origin("canon", start, host_end))]
    if not registrable(host) or _accented(original):
        return False
    written = original.rsplit(".", 1)[-1]
    if written[0].isupper() and not written.isupper() and top not in ("com", "net", "vn", "org"):
        return False
    path = folded.plain[host_end:end].startswith(("/", "?"))
    if host in TINY:
        return path or host == "x.com"
    if path or labels[0] == "www" or host in SHORTENERS:
        return len(name) > 1
    if len(name) < 2 or top in TRAPS or (written.isupper() and top not in TRUSTED):
        return False
    odd = any(c.isdigit() for c in name) or "-" in name
    return (
        top in TRUSTED or (odd and not name.isdigit()) or (len(name) > 2 and segment(name) is None and name not in BARE and top not in BARE)
    )


def _clearly_spread(folded: Folded, match: re.Match[str]) -> bool:
    """Whether a domain with its dots hidden or spaced out is clearly one: `abc . com`, `abc[.]com`, `abc dot com`, not `hay. Vip`."""
    label, dot = match.group(1), match.group(2)
    if dot == "." or match.group(4) == ".." or _accented(folded.text[slice(*folded.origin("canon", match.start(1), match.end(1)))]):
        return False
    if any(c in dot for c in "[({"):
        return bool(re.search(r"\.|dot|cham", dot))
    if dot.strip() in ("dot", "cham"):
        return match.group(3) in ("com", "net", "vn", "org", "xyz", "info", "top", "vip") and label not in BARE
    top = folded.text[slice(*folded.origin("canon", match.start(3), match.end(3)))]
    if not (top.islower() or top.isupper()) or match.group(3) not in ("com", "net", "org", "vn", "xyz", "info", "top"):
        return False
    wordy = label in BARE or (segment(label) is not None and not any(c.isdigit() for c in label))
    return dot != ". " or not wordy
