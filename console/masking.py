"""Bank accounts are masked in the middle on every page, phone numbers in headlines and lists; the length stays, so that offsets hold."""

from __future__ import annotations

import re

DOT = "•"
_NUMBER = re.compile(r"(?<![\w./-])\+?\d(?:[ .-]?\d){7,18}(?!\w)")
_HARMLESS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,2}[.-]\d{1,2}[.-]\d{4}")
"""Sums of money and dates."""


def mask(text: str) -> str:
    """Two letters or digits stay at the front and three at the back (fewer of a short one); separators stay."""
    places = [i for i, character in enumerate(text) if character.isalnum()]
    front, back = (2, 3) if len(places) >= 8 else (1, 1)
    hidden = set(places[front : len(places) - back])
    return "".join(DOT if i in hidden else character for i, character in enumerate(text))


def mask_numbers(text: str) -> str:
    """Masks what looks like an account or phone number in a line of which no entities are known, such as a headline."""
    return _NUMBER.sub(lambda m: m.group() if _HARMLESS.fullmatch(m.group()) else mask(m.group()), text)
