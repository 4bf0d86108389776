"""Cuts a text into pieces at the edges of evidence, so that every mark lies exactly where the detector said, however marks overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

from console.masking import mask
from topics.records import Entity

_CONTROLS = (*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWABLE = dict.fromkeys((*_CONTROLS, *_DIRECTIONS), "\ufffd")
"""What HTML cannot carry, and the direction controls, which would show a monitor another order of words than the one that is marked."""


@dataclass(frozen=True)
class Span:
    """One reason to mark `text[start:end]`. `number` ties the mark to its line in the legend; `alerting` marks are the stronger ones."""

    start: int
    end: int
    number: int
    why: str
    alerting: bool = True


@dataclass(frozen=True)
class Piece:
    text: str
    spans: tuple[Span, ...] = ()


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text in order; a piece is as long as the set of spans over it stays the same. Spans outside the text are cut to it."""
    inside = [replace(s, end=min(s.end, len(text))) for s in spans if 0 <= s.start < min(s.end, len(text))]
    edges = sorted({0, len(text), *(s.start for s in inside), *(s.end for s in inside)})
    return [Piece(text[start:end], tuple(s for s in inside if s.start <= start and end <= s.end)) for start, end in pairwise(edges)]


def showable(text: str, entities: Sequence[Entity] = (), field: str = "text") -> str:
    """The text as a page may show it: the same length, accounts masked, nothing in it that changes the page around it."""
    letters = list(text.replace("\r\n", " \n").replace("\r", "\n").translate(_UNSHOWABLE))
    for entity in entities:
        if entity.type == "ACCOUNT" and entity.field == field and 0 <= entity.start < entity.end <= len(text):
            letters[entity.start : entity.end] = mask("".join(letters[entity.start : entity.end]))
    return "".join(letters)


def marked(parts: Iterable[Piece], *, plain: bool = False) -> Markup:
    """HTML of the pieces: `<mark data-n="1 2" title="1. why · 2. why">`, or bare marks; `data-first` names the spans that begin there."""
    html: list[Markup] = []
    begun: set[int] = set()
    for piece in parts:
        if not piece.spans:
            html.append(escape(piece.text))
        elif plain:
            html.append(Markup("<mark>{}</mark>").format(piece.text))
        else:
            html.append(_mark(piece, begun))
            begun |= {s.number for s in piece.spans}
    return Markup("").join(html)


def _mark(piece: Piece, begun: set[int]) -> Markup:
    numbers = sorted({s.number for s in piece.spans})
    first = " ".join(str(n) for n in numbers if n not in begun)
    why = " · ".join(dict.fromkeys(f"{s.number}. {s.why}" for s in piece.spans))
    kind = "hit" if any(s.alerting for s in piece.spans) else "hint"
    deep = " deep" if len({(s.start, s.end) for s in piece.spans}) > 1 else ""
    start = Markup(' data-first="{}"').format(first) if first else ""
    mark = Markup('<mark class="{}{}" data-n="{}"{} title="{}">{}</mark>')
    return mark.format(kind, deep, " ".join(map(str, numbers)), start, why, piece.text)


def excerpt(text: str, spans: Sequence[Span], longest: int = 480) -> tuple[int, int]:
    """The part of a long text worth showing: around the first span, cut at white space."""
    if len(text) <= longest:
        return 0, len(text)
    first = min((s.start for s in spans), default=0)
    start = max(0, min(first - longest // 4, len(text) - longest))
    end = start + longest
    if start:
        start = text.find(" ", start, start + 30) + 1 or start
    if end < len(text):
        end = text.rfind(" ", end - 30, end) + 1 or end
    return start, end
