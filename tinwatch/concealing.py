"""No name of a private person leaves the desk: what finds names in posts takes them out of every sentence that is handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from detectors.denied import person
from enrichers.names.tagger import Names
from tinwatch.models.names import FILE
from topics.records import Entity

HIDDEN = "[tên cá nhân]"
_TITLES = "anh|chị|ông|bà|cô|chú|bác|dì|cậu|em|cháu|thầy|bs|bác sĩ|luật sư"
_BARE = f"{_TITLES}|chi|ong|ba|co|chu|bac|thay|bac si"
_TITLE = re.compile(rf"(?<!\w)(?i:{_TITLES})(?=\s)")
_WORD = re.compile(r"\s([^\W\d_]+)")
_MOST = 200
"""Names in one text."""


@cache
def _names() -> Names:
    """The model that ships, whatever the settings say of models: this is no matter of taste. OSError when it is missing."""
    return Names(FILE.read_bytes())


def conceal(text: str) -> str:
    """The text with `[tên cá nhân]` for every person's name that the model knows, that begins with a surname or that follows a title.

    What the model takes for a place, a house or a product stays: Hà Nội begins with a surname, too.
    """
    if not text:
        return text
    entities = _names().find(text)
    others = [entity for entity in entities if entity.type != "PERSON"]
    found = {entity.text for entity in entities if entity.type == "PERSON"}
    found |= {text[start:end] for start, end in _titled(text) if not _other(start, text[start:end], others)}
    rest = _without(text, found)
    for _ in range(_MOST):
        name = person(rest)
        at = rest.find(name) if name else -1
        if at < 0:
            break
        if not _other(text.find(name), name, others):
            found.add(name)
        rest = rest.replace(name, "·" * len(name))
    return _without(text, found)


def _titled(text: str) -> Iterator[tuple[int, int]]:
    """Where up to four capitalised words follow a title."""
    for title in _TITLE.finditer(text):
        start = end = title.end()
        for _ in range(4):
            word = _WORD.match(text, end)
            if word is None or not word[1].istitle():
                break
            end = word.end()
        if end > start:
            yield start + 1, end


def _other(start: int, name: str, others: Sequence[Entity]) -> bool:
    """Whether this is, or belongs to, what is no person. Of three words and more it must be part of something longer: few places are
    called like a person in full, and a mistake of the model's must not give one away."""
    end, long = start + len(name), len(name.split()) > 2
    return any(one.start < end and start < one.end and (not long or len(one.text) > len(name)) for one in others)


def _without(text: str, names: set[str]) -> str:
    """A name that was given in full is hidden where only its last word follows a title, too."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, text)
    for given in {name.split()[-1] for name in names if len(name.split()) > 1}:
        text = re.sub(rf"(?i)\b({_BARE})(\s+){re.escape(given)}\b", rf"\1\2{HIDDEN}", text)
    return text
