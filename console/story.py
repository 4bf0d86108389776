"""What a case page shows of an alert: each post with its evidence marked, and why the alert weighs what it weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from alerts.grouping import field_text
from alerts.severity import WEIGHTS
from console.cards import plain
from console.evidence import Span, marked, pieces, showable
from console.links import openable
from console.masking import mask
from topics.records import Alert, Assessed, Check, Entity, Evidence, Signal

_MASKED = frozenset({"ACCOUNT", "PHONE"})


@dataclass(frozen=True)
class Reason:
    """One line of a post's legend. `quote` is what is marked, as shown."""

    number: int
    why: str
    code: str
    detector: str
    version: str
    alerting: bool
    quote: str


@dataclass(frozen=True)
class Text:
    """One text of a post. `field` is text, article.title, media[0].ocr …; `kind` names it for the reader."""

    field: str
    kind: str
    html: Markup


@dataclass(frozen=True)
class Checked:
    """A check of advertising or licensing with the words it points at, as shown."""

    check: Check
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A post as the page shows it."""

    document: Assessed
    texts: tuple[Text, ...]
    reasons: tuple[Reason, ...]
    checks: tuple[Checked, ...]
    entities: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Part:
    """One part of the severity: level of at most `top`, worth `points` of at most `most`."""

    name: str
    level: float
    top: int
    points: float
    most: float


def see(document: Assessed) -> Seen:
    """Everything of one post that the page shows, masked and marked."""
    post, assessment = document.post, document.assessment
    numbered = list(_numbered(assessment.signals))
    fields = dict.fromkeys([*_fields(document), *(e.field for _, _, e in numbered)])
    shown = {field: showable(field_text(post, field), assessment.entities, field) for field in fields}
    spans: dict[str, list[Span]] = {field: [] for field in fields}
    for number, signal, e in numbered:
        spans[e.field].append(Span(e.start, e.end, number, plain(e.why), signal.alert))
    return Seen(
        document=document,
        texts=tuple(Text(f, f.rpartition(".")[2], marked(pieces(text, spans[f]))) for f, text in shown.items() if text),
        reasons=tuple(_reason(n, s, e, shown[e.field]) for n, s, e in numbered),
        checks=tuple(_checked(document, check) for check in assessment.checks),
        entities=tuple(dict.fromkeys(_named(e) for e in assessment.entities if e.type != "PERSON")),
        links=tuple(showable(url) for url in post.links),
        url=openable(post.url),
    )


def parts(alert: Alert) -> list[Part]:
    known = [
        Part(name, alert.parts[name], top, 100 * weight * alert.parts[name] / top, 100 * weight)
        for name, (weight, top) in WEIGHTS.items()
        if name in alert.parts
    ]
    plus = alert.parts.get("plus", 0.0)
    return [*known, Part("plus", plus, 5, plus, 5)] if plus else known


def _numbered(signals: tuple[Signal, ...]) -> Iterator[tuple[int, Signal, Evidence]]:
    """Each piece of evidence with its number on the page; what alerts comes first."""
    number = 0
    for signal in sorted(signals, key=lambda s: not s.alert):
        for evidence in signal.evidence:
            number += 1
            yield number, signal, evidence


def _fields(document: Assessed) -> Iterator[str]:
    yield "text"
    if document.post.article:
        yield from ("article.title", "article.lead")
    for number in range(len(document.post.media)):
        yield from (f"media[{number}].alt", f"media[{number}].ocr")


def _reason(number: int, signal: Signal, evidence: Evidence, text: str) -> Reason:
    quote = _quote(text[max(0, evidence.start) : evidence.end])
    return Reason(number, plain(evidence.why), signal.code, signal.detector, signal.version, signal.alert, quote)


def _checked(document: Assessed, check: Check, most: int = 4) -> Checked:
    entities = document.assessment.entities
    quotes = (_quote(showable(field_text(document.post, e.field), entities, e.field)[max(0, e.start) : e.end]) for e in check.evidence)
    return Checked(check, tuple(quote for quote in dict.fromkeys(quotes) if quote)[:most])


def _named(entity: Entity) -> tuple[str, str]:
    text = showable(entity.text)
    return entity.type, mask(text) if entity.type in _MASKED else text


def _quote(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
