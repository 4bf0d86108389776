"""A text as words with their places: what the names model looks at, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from enrichers.gazetteer import folded, spelled

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[^\w\s]|_")
MOST = 120
"""Words of one line that are looked at together; a longer line is cut there, at a sign if one is near."""


class Word(NamedTuple):
    """A word or sign and where it stands (code points). `plain` is folded, `spelled` in lower case with its accents."""

    start: int
    end: int
    plain: str
    spelled: str
    shape: str


@lru_cache(maxsize=1 << 15)
def _shape(word: str) -> str:
    if not word[0].isalnum():
        return "sign"
    if word.isdecimal():
        return f"num{min(len(word), 5)}"
    if any(c.isdecimal() for c in word):
        return "mixed"
    if word.isupper():
        return "ONE" if len(word) == 1 else "UP"
    return "Cap" if word[0].isupper() else "low"


def lines(text: str, taken: Sequence[tuple[int, int, str]] = ()) -> Iterator[list[Word]]:
    """The words of each line. A stretch of `taken` (start, end, type, by position) is one word, `<type>`."""
    line: list[Word] = []
    at = 0
    for start, end, kind in [*taken, (len(text), len(text), "")]:
        for match in _WORD.finditer(text, at, start):
            if line and (len(line) >= MOST or "\n" in text[line[-1].end : match.start()]):
                yield line
                line = []
            word = match.group()
            line.append(Word(match.start(), match.end(), folded(word), spelled(word), _shape(word)))
        if kind:
            line.append(Word(start, end, f"<{kind}>", f"<{kind}>", "taken"))
        at = max(at, end)
    if line:
        yield line
