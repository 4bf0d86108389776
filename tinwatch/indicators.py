"""By what a scam of a case can be recognised and stopped: its numbers, accounts and sites, without the places that everybody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from channels.packet import Indicator
from enrichers.brands import OFFICIAL
from enrichers.hosts import SHORTENERS, registrable
from enrichers.press import shipped
from topics.cases import Case
from topics.records import Assessed

_SITES = """
facebook.com fb.com fb.me m.me messenger.com instagram.com threads.net tiktok.com youtube.com youtu.be google.com google.com.vn zalo.me
zaloapp.com t.me telegram.me telegram.org viber.com whatsapp.com x.com twitter.com linkedin.com shopee.vn lazada.vn tiki.vn apple.com
microsoft.com wikipedia.org
"""
EVERYBODYS = frozenset(_SITES.split())
"""Sites of which one page may be a scam and the site is none."""


def indicators(case: Case, documents: Iterable[Assessed]) -> tuple[Indicator, ...]:
    """Those of the case's posts that deserve an alert (a warning names the police's number), and the site the finding is about; each once.

    No indicator for a finding that is no scam.
    """
    finding = case.finding
    if finding is None or finding.verdict != "SCAM_CONFIRMED":
        return ()
    found = [one for document in documents if document.assessment.alert_codes for one in _of(document)]
    if finding.subject == "WEBSITE":
        found += [Indicator("URL", url) for url in finding.urls]
    return tuple(dict.fromkeys(one for one in found if _own(one)))


def _of(document: Assessed) -> Iterator[Indicator]:
    for entity in document.assessment.entities:
        if entity.type in ("PHONE", "ACCOUNT", "DOMAIN", "URL"):
            yield Indicator(entity.type, entity.value)


def _own(one: Indicator) -> bool:
    """Whether this belongs to those behind the scam, as far as a site tells; a number is theirs."""
    if one.type not in ("DOMAIN", "URL"):
        return bool(one.value)
    try:
        host = (urlsplit(one.value).hostname if one.type == "URL" else one.value) or ""
    except ValueError:
        return False
    site = registrable(host) or host
    if one.type == "DOMAIN" and site in SHORTENERS:
        return False
    official = site in EVERYBODYS or site in OFFICIAL or host.endswith(".gov.vn") or shipped().of_domain(host) is not None
    return bool(host) and not official
