"""The feed's cards: an alert as a monitor sees it at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.evidence import showable
from console.links import openable
from console.live import News, first_posts
from console.masking import mask_numbers
from console.offices import Office, Offices
from console.pages import fragment
from console.words import words_in
from search.port import Index
from topics.cases import Case
from topics.records import Alert, Assessed, Band, ClaimMatch


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
    offices: tuple[Office, ...] = ()
    checks: tuple[Cited, ...] = ()
    case: Case | None = None
    removed_at: datetime | None = None
    """When the first post was found gone."""

    @property
    def band(self) -> Band:
        """What the desk said, where it said otherwise than the alert."""
        return self.case.band if self.case and self.case.overridden else self.alert.shown_band

    @property
    def seen(self) -> int:
        """The version of the case that the card shows; a case that is not in the index yet is in its first."""
        return self.case.version if self.case else 1


@dataclass(frozen=True)
class Cited:
    """A known claim that the alert's posts repeat. `sure`: beyond doubt; else `differs` says why not. `url` is empty when it is no link."""

    title: str
    source: str
    url: str
    verdict: str
    sure: bool
    differs: str


def card(alert: Alert, document: Assessed | None, offices: Offices, case: Case | None = None) -> Card:
    named = len(alert.page_names) == len(alert.pages)
    names = alert.page_names if named else alert.pages
    return Card(
        alert=alert,
        headline=plain(alert.headline) or alert.id,
        whys=tuple(plain(why) for why in alert.why),
        url=openable(document.post.url) if document else "",
        kind=document.post.kind if document else "",
        pages=tuple((id, showable(name) or id) for id, name in zip(alert.pages, names, strict=True)),
        offices=offices.of(alert.places),
        checks=tuple(map(_cited, sorted(alert.claims, key=lambda claim: (not claim.confirmed, -claim.score))[:3])),
        case=case,
        removed_at=document.removed_at if document else None,
    )


def _cited(claim: ClaimMatch) -> Cited:
    return Cited(
        title=plain(claim.title) or claim.id,
        source=plain(", ".join(filter(None, (claim.publisher, claim.date)))),
        url=openable(claim.url),
        verdict=claim.verdict or "UNPROVEN",
        sure=claim.confirmed,
        differs=plain("; ".join(claim.differs)),
    )


def plain(line: str) -> str:
    """A line from outside, fit to be shown: numbers of accounts and phones masked."""
    return mask_numbers(showable(line))


def card_html(news: News, language: str, offices: Offices) -> str:
    html = news.rendered.get(language)
    if html is None:
        html = news.rendered[language] = fragment("card.html", words_in(language), card=card(news.alert, news.document, offices, news.case))
    return html


async def cards_of(index: Index, alerts: Sequence[Alert], offices: Offices) -> list[Card]:
    first = await first_posts(index, alerts)
    cases = {case.id: case for case in await index.docket.cases_of([alert.id for alert in alerts])}
    return [card(a, first.get(a.id), offices, cases.get(a.id)) for a in alerts]
