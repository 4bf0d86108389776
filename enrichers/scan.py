"""All cue patterns of all families in one pass over a folded text, with Hyperscan.

For pattern authors. A pattern is a regular expression over canon text (lower case, no accents, one space between words). It is
taken as whole words: no letter or digit may touch a match from outside, so `vay` is not found in `vays`. Hyperscan knows no
look-ahead, look-behind, back-references, atomic groups or patterns that match nothing; bounded repeats such as `.{0,40}` and
`(?: \\w+){0,3}` are fine (one over some thousands is not). Of matches of one family that overlap, the leftmost, then longest
stays. A character without an ASCII spelling (emoji) is one unknown sign in the scanned text, an underscore is a hyphen.
"""

from __future__ import annotations

import codecs
import threading
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import hyperscan

from enrichers import patterns
from enrichers.fold import Folded, View
from enrichers.syllables import bare

LEAST_SQUASHED = 7
"""Letters a spelling must have to be searched in the squashed text: shorter ones turn up by chance across words."""

_UNKNOWN = "\x1a"
_FLAGS = hyperscan.HS_FLAG_SOM_LEFTMOST | hyperscan.HS_FLAG_DOTALL
codecs.register_error("tinwatch-unknown", lambda error: (_UNKNOWN * (error.end - error.start), error.end))  # type: ignore[attr-defined]

Match = tuple[int, int, int]
"""Index of the pattern, start and end in the scanned view."""


class Hit(NamedTuple):
    """A cue found: code-point offsets into the original text, and whether the writer disguised it."""

    family: str
    start: int
    end: int
    disguised: bool


class Scanner:
    """Finds the cues of named families; raises ValueError naming family and pattern when one cannot be used. Safe to share by threads."""

    def __init__(self, families: Mapping[str, Sequence[str]]) -> None:
        self._families: list[str] = []
        self._edges: list[bool] = []
        self._spellings: list[tuple[str, str]] = []
        expressions: list[bytes] = []
        for family, cues in families.items():
            for pattern in cues:
                expression, checked, spelled = _prepare(family, pattern)
                expressions.append(expression)
                self._families.append(family)
                self._edges.append(checked)
                self._spellings += [(family, s) for s in spelled if len(s.replace(" ", "")) >= LEAST_SQUASHED and " " in s]
        self._words = self._compiled(expressions, [p for cues in families.values() for p in cues]) if expressions else None
        squashed = [s.replace(" ", "").encode() for _, s in self._spellings]
        self._squashed = _compile(squashed) if squashed else None
        self._scratches = threading.local()

    def _compiled(self, expressions: list[bytes], cues: list[str]) -> hyperscan.Database:
        """One database of all patterns; on failure they are tried one by one, to name the one at fault."""
        try:
            return _compile(expressions)
        except hyperscan.error:
            for expression, family, pattern in zip(expressions, self._families, cues, strict=True):
                try:
                    _compile([expression])
                except hyperscan.error as error:
                    raise ValueError(f"family {family!r}, pattern {pattern!r}: {error}") from error
            raise

    def scan(self, folded: Folded) -> tuple[Hit, ...]:
        """Every cue in the text, by position; of one family's overlapping hits the leftmost, then longest."""
        found = self._look(folded, "canon", folded.canon)
        if folded.joined is not folded.canon:
            found += self._look(folded, "joined", folded.joined)
        if self._squashed is not None:
            found += self._look_squashed(self._squashed, folded)
        return _leftmost(found) if found else ()

    def _look(self, folded: Folded, view: View, text: str) -> list[Hit]:
        if self._words is None:
            return []
        matches = self._run(self._words, "words", text)
        if not matches:
            return []
        named = [(self._families[i], start, end) for i, start, end in matches if not self._edges[i] or _free(text, start, end)]
        return [_hit(folded, view, *match) for match in _longest(named)]

    def _look_squashed(self, database: hyperscan.Database, folded: Folded) -> list[Hit]:
        text = folded.squash
        hits = []
        for index, _, end in self._run(database, "squashed", text):
            family, spelling = self._spellings[index]
            start = end - len(spelling) + spelling.count(" ")
            pulled = _pulled(folded, start, end, spelling)
            if pulled is not None:
                first, last = folded.origin("squash", start, end)
                hits.append(Hit(family, first, last, pulled))
        return hits

    def _run(self, database: hyperscan.Database, name: str, text: str) -> list[Match]:
        """The raw matches of one database in one view."""
        scratch = getattr(self._scratches, name, None)
        if scratch is None:  # one working space per thread and database: Hyperscan releases the lock while it scans
            scratch = hyperscan.Scratch(database)
            setattr(self._scratches, name, scratch)
        data = text.encode("ascii", "tinwatch-unknown")
        if b"_" in data:  # Hyperscan counts it as a letter; ours are letters and digits only
            data = data.replace(b"_", b"-")
        matches: list[Match] = []
        database.scan(data, _collect, 0, matches, scratch)
        return matches


def _collect(index: int, start: int, end: int, flags: int, matches: Any) -> None:
    matches.append((index, start, end))


def _prepare(family: str, pattern: str) -> tuple[bytes, bool, list[str]]:
    """The expression with word boundaries, whether its edges must be checked by hand, and its spellings for the squashed text."""
    try:
        tree = patterns.read(pattern)
        first, last = patterns.edges(tree)
        front, back = (r"\b" if first == {True} else ""), (r"\b" if last == {True} else "")
        expression = f"{front}(?:{pattern}){back}".encode("ascii")
    except ValueError as error:
        raise ValueError(f"family {family!r}, pattern {pattern!r}: {error}") from error
    return expression, len(first) > 1 or len(last) > 1, patterns.spellings(tree)


def _compile(expressions: list[bytes]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions), flags=_FLAGS)
    return database


def _free(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the match from outside."""
    before = start and text[start - 1].isalnum() and text[start].isalnum()
    return not (before or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum()))


def _longest(matches: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of each family's overlapping matches the leftmost, then longest."""
    kept: list[tuple[str, int, int]] = []
    reach: dict[str, int] = {}
    for family, start, end in sorted(matches, key=lambda m: (m[1], -m[2])):
        if start >= reach.get(family, 0):
            kept.append((family, start, end))
            reach[family] = end
    return kept


def _leftmost(hits: list[Hit]) -> tuple[Hit, ...]:
    """One hit per place and family; where views differ the widest of those that begin first, disguised if any of the same words is."""
    kept: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, not h.disguised)):
        row = kept.setdefault(hit.family, [])
        if not row or hit.start >= row[-1].end:
            row.append(hit)
    return tuple(sorted((hit for row in kept.values() for hit in row), key=lambda h: (h.start, h.end, h.family)))


def _hit(folded: Folded, view: View, family: str, start: int, end: int) -> Hit:
    first, last = folded.origin(view, start, end)
    return Hit(family, first, last, folded.disguised(view, start, end))


def _pulled(folded: Folded, start: int, end: int, spelling: str) -> bool | None:
    """Whether a match in the squashed text was disguised; None when it is no match at all: not whole words, or ordinary words by chance.

    The breaks between the letters as written are compared with the spaces of the spelling. Two breaks inside words, or shifted spaces that
    leave pieces which are no words, are disguise; words merely run together (`#vaytiennhanh`) are a hit without disguise.
    """
    at = folded.squash_in_canon
    canon = folded.canon
    if not _free(canon, at[start], at[end - 1] + 1):
        return None
    breaks = {i - start for i in range(start + 1, end) if at[i] - at[i - 1] > 1}
    wanted: set[int] = set()
    for word in spelling.split():
        wanted.add(len(word) + max(wanted, default=0))
    wanted.discard(end - start)
    inside, missing = breaks - wanted, wanted - breaks
    if not inside:
        return folded.disguised("squash", start, end) if missing else None
    cuts = [0, *sorted(breaks), end - start]
    pieces = [folded.squash[start + a : start + b] for a, b in pairwise(cuts)]
    odd = sum(len(piece) == 1 or not bare(piece) for piece in pieces)
    return True if odd and len(inside) + len(missing) > 1 else None
