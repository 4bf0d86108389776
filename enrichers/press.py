"""Press agencies and what passes for one: the register of their names and domains, press-like words, look-alike names.

The register that ships (press.csv) holds some well-known papers as remembered in November 2026, not the official list: a desk gives its
own. A name in it says that such a paper exists, never that this page is its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from enrichers.fold import Folded, canon, squash
from enrichers.hosts import registrable
from enrichers.syllables import segment


class Agency(NamedTuple):
    """A press agency: its name as it writes it, its registrable domains."""

    name: str
    domains: tuple[str, ...]


class PressWord(NamedTuple):
    """A word that makes a name look like a paper's; `strong` ones do so alone. Code points of the name."""

    start: int
    end: int
    strong: bool


_STRONG = r"bao(?: dien tu)?|tap chi|tin tuc|tin nhanh|tin nong|news|times|daily|press|thoi bao|cong luan|thong tan|toa soan|truyen hinh"
_WEAK = r"tin|online|24h|24/7|plus|tv|phap luat"
_WORDS = re.compile(rf"(?<![a-z0-9])(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?![a-z0-9])")
"""báo, tạp chí, tin, tin tức, news, times, online, daily: QĐ 1418 (V); the others are the project's own (domain.md §2.2 A6)."""

_NO_PRESS = re.compile(
    r"(?:bảo|bao (?:bì|cao su|lì xì|tử)|bão|bào|tín|tìn|tịn|tin (?:học|tưởng|vui|yêu)|truyền hình cáp|báo (?:hiếu|cáo|giá|danh|đời|ân))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"news|times|daily|press|tintuc|tinnhanh|tinnong|tapchi|thoibao|congluan|toasoan|24h|online|plus")
_WEAKLY = frozenset({"24h", "online", "plus"})
_GENERIC = re.compile(r"^(?:bao|tap chi|thoi bao|dai|kenh|trang|fanpage)(?: dien tu)? |(?: dien tu| online| official)$")
_LONGEST, _LABEL = 300, 63
"""Code points of a name, and of a label of a domain, that are looked at."""

_NEAR = 7
"""Letters a name needs before one letter off, or words added, mean anything."""


class Press:
    """The register: asked by domain and by name."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        self._domains = {domain: agency for agency in self.agencies for domain in agency.domains}
        self._names = {_core(agency.name): agency for agency in self.agencies}

    def of_domain(self, host: str) -> Agency | None:
        """The agency that uses this host's domain."""
        return self._domains.get(registrable(host) or host.lower())

    def of_name(self, name: str) -> Agency | None:
        """The agency of that name, with or without báo, điện tử, online around it; a domain is a name too."""
        return self._names.get(_core(name)) or self.of_domain(name.strip().lower())

    def like(self, name: str) -> Agency | None:
        """The agency whose name this one resembles without being it: one letter off, or its name with words added."""
        core = _core(name)
        if not core or self.of_name(name):
            return None
        return next((agency for known, agency in self._names.items() if _resembles(core, known, canon(name[:_LONGEST]))), None)


@lru_cache(maxsize=1)
def shipped() -> Press:
    """The register that ships."""
    return Press(read(files("enrichers").joinpath("press.csv").read_text("utf-8").splitlines()))


def read(lines: Iterable[str]) -> Iterator[Agency]:
    """Agencies of a CSV with the columns name and domains (separated by spaces); ValueError names a line without a name."""
    for number, row in enumerate(csv.DictReader(lines), 2):
        name = (row.get("name") or "").strip()
        if not name:
            raise ValueError(f"line {number}: no name; the columns are name,domains")
        yield Agency(name, tuple((row.get("domains") or "").lower().split()))


def press_words(name: str) -> tuple[PressWord, ...]:
    """The words of a page's or site's name that readers know from papers; `Bảo hiểm`, `Tín dụng`, `Tin học` hold none."""
    folded = Folded(name[:_LONGEST])
    found = []
    for match in _WORDS.finditer(folded.canon):
        start, end = folded.origin("canon", match.start(), match.end())
        written = name[start:].lower()
        if not _NO_PRESS.match(written):
            found.append(PressWord(start, end, match["strong"] is not None))
    return tuple(found)


def pressy_domain(host: str) -> tuple[str, ...]:
    """The press-like pieces of a domain's own label, strong ones first: `baoxanh24h.example` gives bao and 24h."""
    label = (registrable(host) or host).partition(".")[0].replace("-", "")
    if len(label) > _LABEL:
        return ()
    pieces = dict.fromkeys(_JOINED.findall(label))
    syllables = segment(re.sub(_JOINED, "", label)) or ()
    pieces |= dict.fromkeys(syllable for syllable in syllables[:1] if syllable in ("bao", "tin"))
    return tuple(sorted(pieces, key=lambda piece: piece in _WEAKLY or piece in ("bao", "tin")))


def strong_piece(piece: str) -> bool:
    """Whether a piece of a domain alone makes it look like a paper's; `bao` and `tin` may be many things without accents."""
    return piece not in _WEAKLY and piece not in ("bao", "tin")


@lru_cache(maxsize=1 << 12)
def _core(name: str) -> str:
    """The letters of a name without the words that all papers share."""
    folded = canon(name[:_LONGEST])
    while (shorter := _GENERIC.sub("", folded).strip()) != folded:
        folded = shorter
    return squash(folded)


def _resembles(core: str, known: str, folded: str) -> bool:
    if len(known) >= _NEAR and DamerauLevenshtein.distance(core, known, score_cutoff=1) == 1:
        return True
    if known not in core or len(known) < 5:
        return False
    coined = segment(known) is None
    return coined or bool(re.search(r"(?<![a-z])(?:bao|tap chi|truyen hinh|news|online|24h)(?![a-z])", folded))
