"""The names model in use: a text in, its names out."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence

import pycrfsuite

from enrichers.names.features import features
from enrichers.names.lists import lists
from enrichers.names.words import lines
from topics.records import Entity

TYPES = {"PER": "PERSON", "ORG": "ORG", "PLA": "PLACE", "PRO": "PRODUCT"}
LONGEST = 20_000
"""Code points of a text that are looked at; no post is longer in earnest, and what costs must have an end."""


class Unusable(ValueError):
    """This is no names model; the message says why."""


class Names:
    """Finds names; `model` is what `tinwatch names train` wrote. Safe to share between threads."""

    def __init__(self, model: bytes) -> None:
        if not model.startswith(b"lCRF"):
            raise Unusable("is no CRFsuite model")
        self._model = model  # the tagger reads from these bytes as long as it lives and does not hold them itself
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._lists = lists()
        self._lock = threading.Lock()  # the tagger keeps the line it is at

    def find(self, text: str, known: Sequence[Entity] = ()) -> tuple[Entity, ...]:
        """The names in a text, by position; `known` are entities of the same text that no name may touch."""
        taken = [(entity.start, entity.end, entity.type) for entity in known if entity.end <= LONGEST]
        found = []
        for words in lines(text[:LONGEST], taken):
            told = features(words, self._lists)
            with self._lock:
                labels = self._tagger.tag(told)
            free = ["O" if word.shape == "taken" else label for word, label in zip(words, labels, strict=True)]
            for kind, first, last in spans(free):
                start, end = words[first].start, words[last].end
                value = "" if kind == "PER" else unicodedata.normalize("NFC", " ".join(text[start:end].split()))
                found.append(Entity(type=TYPES[kind], text=text[start:end], start=start, end=end, value=value))
        return tuple(found)


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Type, first and last word of each name, from labels `B-PER`, `I-PER`, `O`."""
    begun: tuple[str, int] | None = None
    for i, label in enumerate([*labels, "O"]):
        if begun and label != f"I-{begun[0]}":
            yield begun[0], begun[1], i - 1
            begun = None
        if label != "O" and begun is None:
            begun = label[2:], i
