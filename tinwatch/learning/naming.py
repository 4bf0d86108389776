"""From marked sentences to the names model: each sentence in the spellings people use, with other names in its places, fitted as a CRF."""

from __future__ import annotations

import hashlib
import random
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from enrichers.entities import entities
from enrichers.names.features import features
from enrichers.names.lists import lists
from enrichers.names.tagger import TYPES
from enrichers.names.words import lines
from tinwatch.learning.markup import Marked, Span
from tinwatch.learning.other_names import OtherNames
from tinwatch.learning.plain import plain

DATA = Path(__file__).parents[2] / "examples/training"
FILE = DATA / "names.txt"
ORDINARY = (DATA / "written_scams.jsonl", DATA / "written_claims.jsonl")
"""Posts written for this project whose names are not marked."""

SEED = 20261123
OPTIONS = {"c1": 0.08, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 2}
MOST = 4000
"""Lines without names that are told, at most."""

SWAPS = 6
"""How often each sentence is told again with other names."""


def trained(given: Sequence[Marked], ordinary: Iterable[str] = (), options: dict[str, Any] | None = None) -> bytes:
    """The model; the same sentences give the same bytes. Of `ordinary` unmarked texts, the lines without names are told as such."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**OPTIONS, **(options or {})})
    for sentence in (*material(given), *background(ordinary)):
        for told, labels in labelled(sentence):
            trainer.append(told, labels)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.crf"
        trainer.train(str(file))
        return file.read_bytes()


def labelled(sentence: Marked) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The lines of a sentence as the model sees them, with a label for each word."""
    names = [span for span in sentence.spans if span.type in TYPES]
    known = [e for e in entities(sentence.text) if not any(e.start < span.end and span.start < e.end for span in names)]
    for words in lines(sentence.text, [(e.start, e.end, e.type) for e in known]):
        labels = []
        for word in words:
            span = next((s for s in names if s.start <= word.start < s.end), None)
            labels.append("O" if span is None else f"{'B' if word.start == span.start else 'I'}-{span.type}")
        yield features(words, lists()), labels


def material(given: Sequence[Marked]) -> Iterator[Marked]:
    """The sentences and what is made of them, in a fixed order."""
    draw = random.Random(SEED)  # noqa: S311 - no secret
    others = OtherNames()
    for sentence in given:
        yield sentence
        yield from respelled(sentence, draw, 2)
        for _ in range(SWAPS if sentence.spans else 1):
            other = others.swapped(sentence, draw) if sentence.spans else sentence
            yield from respelled(other, draw, 1)
    for _ in range(2 * len(given)):  # several sentences in one line, as posts are
        several = [others.swapped(one, draw) for one in draw.sample(given, draw.choice((2, 2, 3, 4)))]
        yield from respelled(joined(several, draw.choice((". ", ", ", " ", "! ", " - "))), draw, 1)
    silent = [one for one in given if not one.spans]
    for _ in range(len(given) if silent else 0):
        yield tagging(others, draw.choice(silent), draw)


def tagging(others: OtherNames, talk: Marked, draw: random.Random) -> Marked:
    """A comment that calls others by their names, as platforms put them: `Lan Anh Đỗ Nguyễn Tâm vào xem nè`."""
    called = [others.tagged(draw) for _ in range(draw.choice((1, 1, 1, 2, 3)))]
    if draw.random() < 0.25:
        called = [Marked(_bare(one.text), one.spans) for one in called]
    if draw.random() < 0.15:
        return joined([talk, *called], " ")
    return joined(called if draw.random() < 0.15 else [*called, Marked(talk.text[:1].lower() + talk.text[1:], ())], " ")


def background(texts: Iterable[str]) -> Iterator[Marked]:
    """At most MOST lines without names, each as written or as it might be typed."""
    draw = random.Random(SEED)  # noqa: S311 - no secret
    ordinary = sorted(plain(texts), key=lambda one: hashlib.sha256(one.text.encode()).digest())
    for one in ordinary[:MOST]:
        yield from respelled(one, draw, 1)


def joined(several: Sequence[Marked], between: str) -> Marked:
    text, spans = "", []
    for one in several:
        text += between if text else ""
        spans += [Span(s.type, s.start + len(text), s.end + len(text)) for s in one.spans]
        text += one.text
    return Marked(text, tuple(spans))


def respelled(sentence: Marked, draw: random.Random, times: int) -> Iterator[Marked]:
    """The sentence as it might be typed: every spelling keeps the length, so that the marks stay where they are."""
    ways = draw.choices(("", "lower", "bare", "bare lower", "upper", "names lower"), (5, 4, 1, 4, 1, 2), k=times)
    for way in ways:
        text = sentence.text
        if "bare" in way:
            text = _bare(text)
        if "lower" in way and "names" not in way:
            text = text.lower()
        if way == "upper":
            text = text.upper()
        if way == "names lower":
            for span in sentence.spans:
                if draw.random() < 0.6:
                    text = text[: span.start] + text[span.start : span.end].lower() + text[span.end :]
        if len(text) == len(sentence.text):
            yield Marked(text, sentence.spans)


def _bare(text: str) -> str:
    """Without accents, letter by letter."""
    out = (unicodedata.normalize("NFD", c)[0] for c in unicodedata.normalize("NFC", text))
    return "".join({"đ": "d", "Đ": "D"}.get(c, c) for c in out)
