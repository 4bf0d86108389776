"""A finding's claim must stand in a post, word for word; the page shows it masked like the post itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from console.evidence import showable
from console.masking import mask_numbers
from topics.records import Assessed

_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+(?=\s|$)|[.!?…](?=\S)[^\n.!?…]*)*[.!?…]*")
_SHORTEST, _MOST = 12, 60


def found_claim(claim: str, documents: Sequence[Assessed]) -> str:
    """The words of the post that this is, whatever the white space; empty when no post has them.

    A person marks what the page shows, in which account numbers are masked: offsets are the same, so the post's own words are kept.
    """
    words = claim.split()
    if not words:
        return ""
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for document in documents:
        for raw, shown in _texts(document):
            if match := pattern.search(shown) or pattern.search(raw):
                return raw[match.start() : match.end()]
    return ""


def shown_claim(claim: str, documents: Sequence[Assessed]) -> str:
    """The claim as a page may show it."""
    for document in documents:
        for raw, shown in _texts(document):
            start = raw.find(claim)
            if claim and start >= 0:
                return shown[start : start + len(claim)]
    return mask_numbers(showable(claim))


def sentences(documents: Sequence[Assessed]) -> list[str]:
    """Sentences to pick from, as shown, each once."""
    found = (match.group().strip() for document in documents for _, shown in _texts(document) for match in _SENTENCE.finditer(shown))
    return list(dict.fromkeys(one for one in found if len(one) >= _SHORTEST))[:_MOST]


def _texts(document: Assessed) -> Iterator[tuple[str, str]]:
    """Each text of a post with what a page shows of it, of the same length."""
    post, entities = document.post, document.assessment.entities
    yield post.text, showable(post.text, entities)
    if post.article:
        yield post.article.title, showable(post.article.title, entities, "article.title")
        yield post.article.lead, showable(post.article.lead, entities, "article.lead")
    for number, media in enumerate(post.media):
        yield media.ocr, showable(media.ocr, entities, f"media[{number}].ocr")
