"""The feed's cards: an alert as a monitor sees it at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.evidence import showable
from console.links import openable
from console.live import News, first_posts
from console.masking import mask_numbers
from console.pages import fragment
from console.words import words_in
from search.port import Index
from topics.records import Alert, Assessed


@dataclass(frozen=True)
class Card:
    """`url` is where the first post stands, empty when it may not be a link or the post is not in the index yet."""

    alert: Alert
    headline: str
    whys: tuple[str, ...]
    url: str
    kind: str
    """post or comment; empty while the first post is not in the index."""
    pages: tuple[tuple[str, str], ...]
    """(id, name) of the pages, as far as the alert tells both."""


def card(alert: Alert, document: Assessed | None) -> Card:
    named = len(alert.page_names) == len(alert.pages)
    names = alert.page_names if named else alert.pages
    return Card(
        alert=alert,
        headline=plain(alert.headline) or alert.id,
        whys=tuple(plain(why) for why in alert.why),
        url=openable(document.post.url) if document else "",
        kind=document.post.kind if document else "",
        pages=tuple((id, showable(name) or id) for id, name in zip(alert.pages, names, strict=True)),
    )


def plain(line: str) -> str:
    """A line from outside, fit to be shown: numbers of accounts and phones masked."""
    return mask_numbers(showable(line))


def card_html(news: News, language: str) -> str:
    html = news.rendered.get(language)
    if html is None:
        html = news.rendered[language] = fragment("card.html", words_in(language), card=card(news.alert, news.document))
    return html


async def cards_of(index: Index, alerts: Sequence[Alert]) -> list[Card]:
    first = await first_posts(index, alerts)
    return [card(a, first.get(a.id)) for a in alerts]
