"""From a span in a folded view back to the code points of the original that a reader sees."""

from __future__ import annotations

import unicodedata

from enrichers.confusables import TABLE


def canon_map(text: str) -> tuple[str, list[int]]:
    """The folded text before digits are read as letters, and for each of its characters the index in the original it came from.

    A run of white space counts as its first code point; leading and trailing white space is gone.
    """
    out: list[str] = []
    source: list[int] = []
    blank = True  # so that leading white space disappears
    for index, ch in enumerate(text):
        for piece in TABLE[ord(ch)]:
            if piece == " ":
                if blank:
                    continue
                blank = True
            else:
                blank = False
            out.append(piece)
            source.append(index)
    if out and blank:
        out.pop()
        source.pop()
    return "".join(out), source


def cluster_end(text: str, last: int) -> int:
    """The end of the written character at `last`: combining marks and variation selectors that follow belong to it."""
    end = last + 1
    while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] == "\u200d"):
        end += 1
    return end
