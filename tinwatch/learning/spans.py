"""How well names are found: exact spans, by type."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from enrichers.entities import entities
from enrichers.names.tagger import TYPES, Names
from tinwatch.learning.markup import Marked

Spot = tuple[str, int, int]
"""Type, start, end."""


def never_looked_at(sentence: Marked) -> bool:
    """Whether a sentence belongs to the 40 % that nobody looked at while the model was made: by its digest."""
    return int(hashlib.sha256(sentence.text.encode()).hexdigest(), 16) % 100 >= 60


def figures(marked: Iterable[Marked], model: Names) -> dict[str, dict[str, float]]:
    """Type → right, wrong, missed, f1; `all` for what the model finds, with what is found by its shape counted apart."""
    return scored((wanted(sentence), found(sentence.text, model)) for sentence in marked)


def wanted(sentence: Marked) -> set[Spot]:
    return {(TYPES.get(span.type, span.type), span.start, span.end) for span in sentence.spans}


def found(text: str, model: Names) -> set[Spot]:
    """What `tinwatch entities` finds."""
    known = entities(text)
    return {(entity.type, entity.start, entity.end) for entity in (*known, *model.find(text, known))}


def scored(pairs: Iterable[tuple[set[Spot], set[Spot]]]) -> dict[str, dict[str, float]]:
    """Of pairs of what was wanted and what was found."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for want, got in pairs:
        right.update(kind for kind, *_ in want & got)
        wrong.update(kind for kind, *_ in got - want)
        missed.update(kind for kind, *_ in want - got)
    groups = {"all": tuple(TYPES.values())} | {kind: (kind,) for kind in sorted({*right, *wrong, *missed})}
    out = {}
    for name, kinds in groups.items():
        tp, fp, fn = (sum(count[kind] for kind in kinds) for count in (right, wrong, missed))
        out[name] = {"right": tp, "wrong": fp, "missed": fn, "f1": round(2 * tp / max(1, 2 * tp + fp + fn), 3)}
    return out
