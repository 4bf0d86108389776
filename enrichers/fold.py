"""Folded Vietnamese: what a text says once accents, look-alikes, invisible characters and pulled-apart words are out of the way.

`canon` and `squash` are the fast path; `Folded` adds the joined view, the disguise score and offsets, each worked out when first asked for.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from functools import cached_property
from typing import Literal

from enrichers import disguise, joining, leet
from enrichers.confusables import TABLE
from enrichers.offsets import canon_map, cluster_end

View = Literal["canon", "joined", "squash"]

_NOT_ALNUM = bytes(b for b in range(128) if not chr(b).isalnum())
_GAPS = re.compile(r"[\W_]+")
_CHAT = frozenset({"ko", "hok", "ok"})
"""Words whose spelling with a digit is chat habit, not disguise."""


def canon(text: str) -> str:
    """The folded text: no accents or disguise, lower case, white space collapsed and stripped; punctuation and emoji stay."""
    folded = _plain(text)
    return leet.swap(folded) if leet.GATE.search(folded) else folded


def squash(text: str) -> str:
    """The letters and digits of the folded text."""
    return _squash(canon(text))


def _plain(text: str) -> str:
    """Folded, before digits are read as letters."""
    folded = text.lower() if text.isascii() and text.isprintable() else text.translate(TABLE)
    return " ".join(folded.split())


def _squash(folded: str) -> str:
    if folded.isascii():
        return folded.encode("ascii").translate(None, _NOT_ALNUM).decode("ascii")
    return _GAPS.sub("", folded)


class Folded:
    """One text and its folded views."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def plain(self) -> str:
        """The canon text before digits are read as letters: same length, same offsets; what numbers and addresses are looked for in."""
        return _plain(self.text)

    @cached_property
    def canon(self) -> str:
        """See `canon()`."""
        return leet.swap(self.plain) if leet.GATE.search(self.plain) else self.plain

    @cached_property
    def squash(self) -> str:
        """See `squash()`."""
        return _squash(self.canon)

    @cached_property
    def joined(self) -> str:
        """The canon text with pulled-apart words closed up; the very same string where there are none."""
        return joining.apply(self.canon, self._closed)[0] if self._closed else self.canon

    @cached_property
    def _closed(self) -> list[joining.Closed]:
        return joining.close(self.canon, self._source)

    def _source(self, start: int, end: int) -> str:
        first, last = self.origin("canon", start, end)
        return self.text[first:last]

    @cached_property
    def obfuscation(self) -> float:
        """0–1: how much disguise was undone. 0.4 is one disguised word, 0.8 three; ordinary text of any language is 0."""
        weight = disguise.weigh(self.text)
        inside = sum(run.inside for run in self._closed)
        if inside > 1:
            weight += sum(run.inside > 0 for run in self._closed)
        if self.canon is not self.plain:
            pairs = zip(self.plain.split(" "), self.canon.split(" "), strict=True)
            weight += sum(before != after and after not in _CHAT for before, after in pairs)
        return round(1.0 - math.pow(0.6, weight), 3)

    @cached_property
    def _canon_map(self) -> list[int]:
        return canon_map(self.text)[1]

    @property
    def squash_in_canon(self) -> list[int]:
        """For each character of the squashed text its index in the canon text."""
        return self._into_canon("squash")

    @cached_property
    def _maps(self) -> dict[str, list[int]]:
        """Views other than canon, as indexes into canon."""
        return {}

    def _into_canon(self, view: str) -> list[int]:
        if view not in self._maps:
            if view == "squash":
                self._maps[view] = [i for i, c in enumerate(self.canon) if c.isalnum()]
            elif view == "joined":
                self._maps[view] = joining.apply(self.canon, self._closed)[1]
            else:
                raise ValueError(f"no such view: {view}")
        return self._maps[view]

    def joined_at(self, index: int) -> int:
        """Where in the joined view the character at an index of the canon text stands; a sign that was closed up: the one after it."""
        return index if self.joined is self.canon else bisect_left(self._into_canon("joined"), index)

    def origin(self, view: View, start: int, end: int) -> tuple[int, int]:
        """Where in the original text the words of a view's span stand, whole characters with their accents included.

        An empty span gives an empty span; offsets beyond the view raise IndexError, an unknown view ValueError.
        """
        if start >= end:
            point = self.origin(view, start, start + 1)[0] if start < len(getattr(self, view)) else len(self.text)
            return point, point
        if view != "canon":
            into = self._into_canon(view)
            start, end = into[start], into[end - 1] + 1
        source = self._canon_map
        return source[start], cluster_end(self.text, source[end - 1])

    def disguised(self, view: View, start: int, end: int) -> bool:
        """Whether the words behind a span of a view were written in disguise (look-alikes, digits for letters, signs inside words …)."""
        first, last = (start, end) if view == "canon" else (self._into_canon(view)[start], self._into_canon(view)[end - 1] + 1)
        if any(run.inside and run.edits[0].start < last and first < run.edits[-1].end for run in self._closed):
            return True
        if self.plain[first:last] != self.canon[first:last]:
            return True
        return disguise.shows(self._source(first, last))
