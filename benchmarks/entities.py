"""Entities: exact spans on sentences held apart from training, against underthesea's CRF in the same run, and what each step costs.

`pip install underthesea` (Apache-2.0; 9.5 of May 2026, its model inside) for the peer; without it only tinwatch is measured.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import corpus
from enrichers.entities import entities
from enrichers.names.tagger import Names
from tinwatch.learning.markup import sentences
from tinwatch.learning.spans import Spot, found, never_looked_at, scored, wanted
from tinwatch.models.names import FILE

MARKED = Path(__file__).parents[1] / "tests/data/entities.txt"
PEER = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
"""What underthesea tells apart; only these types are compared."""


def measure() -> dict[str, float]:
    model = Names(FILE.read_bytes())
    all_of_it = list(sentences(MARKED))
    kept = [sentence for sentence in all_of_it if never_looked_at(sentence)]
    out: dict[str, float] = {}
    for part, rows in (("all", all_of_it), ("never looked at", kept)):
        finders: dict[str, Callable[[str], set[Spot]]] = {"tinwatch": lambda text: found(text, model)}
        if (peer := _peer()) is not None:
            finders["underthesea"] = peer
        for who, finder in finders.items():
            pairs = [(_common(wanted(one)), _common(finder(one.text))) for one in rows]
            for kind, figures in scored(pairs).items():
                n = int(figures["right"] + figures["missed"])
                out[f"{who}, {part}: F1 {kind} (n={n})"] = figures["f1"]
            loose = scored((want, _snapped(want, got)) for want, got in pairs)
            out[f"{who}, {part}: F1 of touching spans"] = loose["all"]["f1"]
    return out | _costs(model)


def _common(spots: set[Spot]) -> set[Spot]:
    return {spot for spot in spots if spot[0] in PEER.values()}


def _snapped(want: set[Spot], got: set[Spot]) -> set[Spot]:
    """What was found, put where something of that type that it touches was wanted: whether the head belongs to a name, rules differ on."""
    return {next((w for w in sorted(want) if w[0] == g[0] and w[1] < g[2] and g[1] < w[2]), g) for g in got}


def _peer() -> Callable[[str], set[Spot]] | None:
    try:
        from underthesea import ner
    except ImportError:
        return None
    return lambda text: set(_spots(text, ner(text)))


def _spots(text: str, tagged: list[tuple[str, ...]]) -> Iterator[Spot]:
    """Where underthesea's words stand in the text; it gives none of their places."""
    begun: tuple[str, int, int] | None = None
    at = 0
    for word, *_, label in [*tagged, ("", "O")]:
        match = re.compile(r"\s*".join(map(re.escape, word.replace(" ", "")))).search(text, at) if word else None
        at = match.end() if match else at
        if begun and match and label == f"I-{begun[0]}":
            begun = (begun[0], begun[1], match.end())
            continue
        if begun and begun[0] in PEER:
            yield PEER[begun[0]], begun[1], begun[2]
        begun = (label[2:], match.start(), match.end()) if match and label.startswith("B-") else None


def _costs(model: Names) -> dict[str, float]:
    """Microseconds of one core for a post, by step."""
    texts = [post.text for post in corpus.posts()][::10][:1000]
    known = [entities(text) for text in texts]
    steps: dict[str, Callable[[], object]] = {
        "by shape, µs a post": lambda: [entities(text) for text in texts],
        "by the model, µs a post": lambda: [model.find(text, one) for text, one in zip(texts, known, strict=True)],
    }
    out = {}
    for name, step in steps.items():
        start = time.process_time()
        step()
        out[name] = (time.process_time() - start) / len(texts) * 1e6
    return out | {"code points a post": sum(map(len, texts)) / len(texts)}
