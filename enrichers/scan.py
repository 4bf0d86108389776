"""All cue patterns of all families in one pass over a folded text.

Hyperscan tells in one pass which patterns end where; from a little before those places Python's `re` then finds the whole match, unless
all matches of a pattern are of one length. Asking Hyperscan for the starts as well makes a database of a thousand patterns compile in
40 s instead of 2.

For pattern authors. A pattern is a regular expression over canon text (lower case, no accents, one space between words). It is
taken as whole words: no letter or digit may touch a match from outside, so `vay` is not found in `vays`. Hyperscan knows no
look-ahead, look-behind, back-references, atomic groups or patterns that match nothing; bounded repeats such as `.{0,40}` and
`(?: \\w+){0,3}` are fine (one over some thousands is not). Of matches of one family that overlap, the leftmost, then longest
stays. A character without an ASCII spelling (emoji) is one unknown sign in the scanned text, an underscore is a hyphen.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from importlib import metadata
from itertools import pairwise
from typing import Any, NamedTuple

import hyperscan

from enrichers import patterns
from enrichers.fold import Folded
from enrichers.syllables import bare

LEAST_SQUASHED = 7
"""Letters a spelling must have to be searched in the squashed text: shorter ones turn up by chance across words."""

WIDEST = 160
"""Letters that a match of a pattern with open repeats (`\\w+`) may span: five ordinary words are thirty."""

VERSION = metadata.version("hyperscan")
_UNKNOWN = "\x1a"
_FLAGS = hyperscan.HS_FLAG_DOTALL
_EDGE = "(?:(?<![a-z0-9])|(?![a-z0-9]))"
_SOLID = bytes(48 <= b < 58 or 97 <= b < 123 for b in range(256))
"""1 for each letter and digit, 0 for the rest: what no match may be torn out of."""
_BOUNDS = re.compile(r"(?<=[\]wds.])\{(\d+),\d+\}")
codecs.register_error("tinwatch-unknown", lambda error: (_UNKNOWN * (error.end - error.start), error.end))  # type: ignore[attr-defined]


class Hit(NamedTuple):
    """A cue found: offsets into the joined view, which `Folded.origin` and `Folded.disguised` take back to what was written."""

    family: str
    start: int
    end: int


class _Place(NamedTuple):
    """How to find where a pattern stands: as `re` has it, and how far before its end a match may begin; no regex where it is one width."""

    regex: re.Pattern[str] | None
    width: int


class Scanner:
    """Finds the cues of named families; raises ValueError naming family and pattern when one cannot be used. Safe to share by threads.

    `shelf` keeps compiled databases from one start to the next: loading one takes milliseconds, compiling it seconds.
    """

    def __init__(self, families: Mapping[str, Sequence[str]], shelf: MutableMapping[str, bytes] | None = None) -> None:
        self.patterns = [(family, pattern) for family, cues in families.items() for pattern in cues]
        self._spellings: list[tuple[str, str]] = []
        expressions = []
        for family, pattern in self.patterns:
            expression, spelled = _prepare(family, pattern)
            expressions.append(expression)
            self._spellings += [(family, s) for s in spelled if len(s.replace(" ", "")) >= LEAST_SQUASHED and " " in s]
        self._words = self._compiled(expressions, shelf) if expressions else None
        self._places: list[_Place | None] = [None] * len(expressions)
        squashed = [s.replace(" ", "").encode() for _, s in self._spellings]
        self._squashed = _compile(squashed, shelf) if squashed else None
        self._scratches = threading.local()

    def _compiled(self, expressions: list[bytes], shelf: MutableMapping[str, bytes] | None) -> hyperscan.Database:
        """One database of all patterns; on failure they are tried one by one, to name the one at fault."""
        try:
            return _compile(expressions, shelf)
        except hyperscan.error:
            for expression, (family, pattern) in zip(expressions, self.patterns, strict=True):
                try:
                    _compile([expression], None)
                except hyperscan.error as error:
                    raise ValueError(f"family {family!r}, pattern {pattern!r}: {error}") from error
            raise

    def scan(self, folded: Folded) -> tuple[Hit, ...]:
        """Every cue in the text, by position; of one family's overlapping hits the leftmost, then longest."""
        found = list(self._look(folded.joined))
        if folded.joined is not folded.canon:  # closing words up may have hidden one that stood there openly
            found += (Hit(f, folded.joined_at(start), folded.joined_at(end - 1) + 1) for f, start, end in self._look(folded.canon))
        if self._squashed is not None:
            found += self._look_squashed(self._squashed, folded)
        return _leftmost(found) if found else ()

    def _look(self, text: str) -> Iterator[Hit]:
        if self._words is None:
            return
        text = text.replace("_", "-")  # Hyperscan counts it as a letter; ours are letters and digits only
        letters = text.encode("ascii", "tinwatch-unknown")
        solid = letters.translate(_SOLID) + b"\0"
        for index, ends in self._run(self._words, "words", letters, solid).items():
            place = self._places[index] or self._placed(index)
            family = self.patterns[index][0]
            if place.regex is None:
                yield from _exact(family, text, solid, ends, place.width)
                continue
            reached = 0
            for end in ends:
                if end > reached:
                    match = place.regex.search(text, max(reached, end - place.width))
                    if match is None:
                        break
                    reached = match.end()
                    yield Hit(family, match.start(), match.start() + len(match[0].rstrip()))

    def _placed(self, index: int) -> _Place:
        """Made when it is first asked for: most patterns never occur in a day's posts."""
        pattern = self.patterns[index][1]
        tree = patterns.read(pattern)
        least, most = tree.getwidth()
        first, last = (r"\b" if kinds == {True} else _EDGE for kinds in patterns.edges(tree))  # the same, and twice as fast
        if least == most:
            place = _Place(None, most)
        else:
            place = _Place(re.compile(f"{first}(?:{pattern}){last}", re.ASCII | re.DOTALL), min(most, WIDEST))
        self._places[index] = place
        return place

    def _look_squashed(self, database: hyperscan.Database, folded: Folded) -> Iterator[Hit]:
        for index in self._run(database, "squashed", folded.squash.encode("ascii", "tinwatch-unknown")):
            family, spelling = self._spellings[index]
            letters = spelling.replace(" ", "")
            start = folded.squash.find(letters)
            while start >= 0:
                end = start + len(letters)
                if _pulled(folded, start, end, spelling):
                    at = folded.squash_in_canon
                    yield Hit(family, folded.joined_at(at[start]), folded.joined_at(at[end - 1]) + 1)
                start = folded.squash.find(letters, end)

    def _run(self, database: hyperscan.Database, name: str, letters: bytes, solid: bytes = b"") -> dict[int, list[int]]:
        """Which patterns of one database occur in one view, each with the places where a match may end, in order.

        Where `solid` marks the letters and digits, no match ends between two of them.
        """
        scratch = getattr(self._scratches, name, None)
        if scratch is None:  # one working space per thread and database: Hyperscan releases the lock while it scans
            scratch = hyperscan.Scratch(database)
            setattr(self._scratches, name, scratch)
        found: dict[int, list[int]] = {}
        database.scan(letters, _collect, 0, (found, solid), scratch)
        return found


def _collect(index: int, start: int, end: int, flags: int, context: Any) -> None:
    found, solid = context
    if solid and solid[end - 1] and solid[end]:
        return
    if index in found:
        found[index].append(end)
    else:
        found[index] = [end]


def _exact(family: str, text: str, solid: bytes, ends: list[int], width: int) -> Iterator[Hit]:
    """The matches of a pattern of one width, which needs no second look: where one ends tells where it begins."""
    reached = 0
    for end in ends:
        start = end - width
        if start >= reached and not (start and solid[start - 1] and solid[start]):
            reached = end
            yield Hit(family, start, start + len(text[start:end].rstrip()))


def _prepare(family: str, pattern: str) -> tuple[bytes, list[str]]:
    """The expression, and its spellings for the squashed text.

    It may match more than the pattern, never less, as `re` looks again: Vectorscan 5.4.12 loses matches of patterns with optional parts
    behind a leading `\\b`, and of some with `[a-z]{1,7}` (both reproduced alone): boundaries and bounds of single characters are left out.
    """
    try:
        tree = patterns.read(pattern)
        expression = _BOUNDS.sub(lambda m: "*" if m[1] == "0" else "+", pattern).encode("ascii")
    except ValueError as error:
        raise ValueError(f"family {family!r}, pattern {pattern!r}: {error}") from error
    return expression, patterns.spellings(tree)


def _compile(expressions: list[bytes], shelf: MutableMapping[str, bytes] | None) -> hyperscan.Database:
    """A database of these expressions, from the shelf when the same Hyperscan compiled it before for the same kind of processor."""
    name = hashlib.sha256(b"\0".join((VERSION.encode(), *expressions))).hexdigest()
    if shelf is not None and name in shelf:
        try:
            return hyperscan.loadb(shelf[name], hyperscan.HS_MODE_BLOCK)
        except hyperscan.error:  # the shelf came from a machine with another processor, or is damaged: compile anew
            del shelf[name]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions), flags=_FLAGS)
    if shelf is not None:
        shelf[name] = hyperscan.dumpb(database)
    return database


def _leftmost(hits: list[Hit]) -> tuple[Hit, ...]:
    """Of each family's overlapping hits the leftmost, then longest."""
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.family)):
        if hit.start >= reach.get(hit.family, 0):
            kept.append(hit)
            reach[hit.family] = hit.end
    return tuple(kept)


def _free(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the match from outside."""
    return not ((start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()))


def _pulled(folded: Folded, start: int, end: int, spelling: str) -> bool:
    """Whether a match in the squashed text is one: whole words that were pulled apart or run together, not ordinary words by chance.

    The breaks between the letters as written are compared with the spaces of the spelling. Words merely run together (`#vaytiennhanh`)
    count; breaks inside words count when there are two, or shifted spaces, and they leave pieces which are no words.
    """
    at = folded.squash_in_canon
    if not _free(folded.canon, at[start], at[end - 1] + 1):
        return False
    breaks = {i - start for i in range(start + 1, end) if at[i] - at[i - 1] > 1}
    wanted: set[int] = set()
    for word in spelling.split():
        wanted.add(len(word) + max(wanted, default=0))
    wanted.discard(end - start)
    inside, missing = breaks - wanted, wanted - breaks
    if not inside:
        return bool(missing)
    cuts = [0, *sorted(breaks), end - start]
    pieces = [folded.squash[start + a : start + b] for a, b in pairwise(cuts)]
    odd = sum(len(piece) == 1 or not bare(piece) for piece in pieces)
    return bool(odd) and len(inside) + len(missing) > 1
