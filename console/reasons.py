"""Why a line that somebody brought gives no post, in the visitor's words: the readers say it in English (collectors/uploads)."""

from __future__ import annotations

import re

_COLUMNS = re.compile(r"columns? ('[^']+'(?: or '[^']+')?)")

KINDS: tuple[tuple[str, str], ...] = (
    ("doubtful", "may be a private person's"),
    ("personal", "private person's profile"),
    ("library", "ask the library"),
    ("column", "tells no page or no post|neither post nor comment"),
    ("page", "which page|without the page"),
    ("post", "which post|without the post"),
    ("zone", "names no zone"),
    ("zones", "zone that means several"),
    ("date", "day or the month"),
    ("time", "is no time"),
    ("number", "is no number"),
    ("cells", "cells where the head"),
    ("utf8", "not written in UTF-8"),
    ("ocr", "Tesseract"),
    ("empty", "without words|no words|there is no text|is empty"),
    ("address", "no http address"),
    ("advert", "an advertisement"),
    ("format", "not read here|none of the|no picture|one object on each line|no WACZ"),
    ("unsafe", "leads out of it|with a password"),
    ("large", "more than"),
    ("broken", "cannot be (?:read|unpacked)|cut short"),
    ("visit", "^(?:gone|refused|unreachable): "),
    ("shape", "is no JSON|is no object|holds no|is not built|missing required|of type|[Ee]xpected|[Oo]bject|JSON"),
)
"""Kind, and how its sentences are known; the first that fits."""


def reason(why: str) -> tuple[str, str]:
    """The kind of a reason, empty for one that is not known here, and the columns that it names."""
    kind = next((kind for kind, known in KINDS if re.search(known, why)), "")
    columns = _COLUMNS.search(why)
    return kind, columns[1].replace("'", "") if columns else ""
