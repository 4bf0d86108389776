"""The words that carried a reader's alert, found by leaving stretches out and reading the rest: where the alert falls most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from agents.look import Field
from agents.reading import Reader, words_of
from topics.records import Evidence

STRETCHES, SHOWN = 8, 2
"""Readings made for one post at most, and stretches marked."""

FIRST = 150
"""Words looked at: about as many as a reader takes in."""

_WORD = re.compile(r"\S+")


class _Word(NamedTuple):
    field: Field
    start: int
    end: int


def carrying(reader: Reader, fields: Sequence[Field], before: float, code: str) -> tuple[Evidence, ...]:
    """The stretches without which the logit of the alert, `before`, falls most. Raises `agents.reading.Failed`."""
    words = [_Word(field, *match.span()) for field in fields for match in _WORD.finditer(field.folded.text)][:FIRST]
    size = max(2, -(-len(words) // STRETCHES))
    stretches = [words[i : i + size] for i in range(0, len(words), size)]
    if len(stretches) > 1:
        falls = [before - reader.read(_without(fields, stretch)).alert for stretch in stretches]
        order = sorted(range(len(stretches)), key=lambda i: -falls[i])
        stretches = [stretches[i] for i in order[:SHOWN] if falls[i] > 0 or i == order[0]]
    why = f"mô hình (model) xếp loại {code} chủ yếu vì đoạn này"
    marks = [mark for stretch in stretches for mark in _marks(stretch, why)]
    return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start)))


def _without(fields: Sequence[Field], stretch: Sequence[_Word]) -> str:
    left = []
    for field in fields:
        spots = [(word.start, word.end) for word in stretch if word.field is field]
        text = field.folded.text
        left.append(text[: spots[0][0]] + text[spots[-1][1] :] if spots else text)
    return words_of(left)


def _marks(stretch: Sequence[_Word], why: str) -> list[Evidence]:
    marks = []
    for _, group in groupby(stretch, key=lambda word: word.field.name):
        words = list(group)
        marks.append(Evidence(start=words[0].start, end=words[-1].end, why=why, field=words[0].field.name))
    return marks
