"""What the addresses of a post say about it: listed as scam or betting, imitating an organisation, hiding where they lead.

An address belongs to the whole post, wherever it stands: in the text, beside it, or as the address of the shared article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from detectors.cues import why
from enrichers.blocklist import Blocklist
from enrichers.hosts import registrable, target
from enrichers.lookalike import guise, odd_ending
from topics.records import Entity, Evidence, Post

SITES = frozenset({"listed", "fake", "odd"})
"""The groups of cues that addresses give."""

MOST = 50
"""Addresses of one post that are looked at: a post of links only must not cost more than its length."""

SHOWN = 3
"""Places kept of one family: a monitor needs no more, and the words around must find room among the marks."""


class Address(NamedTuple):
    """An address and where it stands."""

    url: str
    field: str
    start: int
    end: int


def site_cues(post: Post, found: Sequence[Entity], blocklist: Blocklist) -> dict[str, tuple[Evidence, ...]]:
    """Cue family → where: `listed.scam`, `listed.gambling`, `fake.bank|state|press|service`, `odd.ending`, `odd.redirect`."""
    out: dict[str, dict[Evidence, None]] = {}
    for address in list(_addresses(post, found))[:MOST]:
        for family in _families(address.url, blocklist):
            mark = Evidence(start=address.start, end=address.end, why=why(family), field=address.field)
            out.setdefault(family, {})[mark] = None
    return {family: tuple(marks)[:SHOWN] for family, marks in out.items()}


def _addresses(post: Post, found: Sequence[Entity]) -> Iterator[Address]:
    for entity in found:
        if entity.type in ("URL", "DOMAIN"):
            yield Address(entity.value, entity.field, entity.start, entity.end)
    for i, url in enumerate(post.links):
        yield Address(url, f"links[{i}]", 0, len(url))
    if post.article is not None and post.article.url:
        yield Address(post.article.url, "article.url", 0, len(post.article.url))


def _families(url: str, blocklist: Blocklist) -> Iterator[str]:
    hosts, hidden = _hosts(url)
    for host in hosts:
        if listed := blocklist.of(host):
            yield f"listed.{listed.partition('.')[0]}"
        if passes := guise(host):
            yield f"fake.{passes.kind}"
        if odd_ending(host):
            yield "odd.ending"
    if hidden:
        yield "odd.redirect"


@lru_cache(maxsize=1 << 12)
def _hosts(url: str) -> tuple[tuple[str, ...], bool]:
    """The hosts an address names, first the one it opens; and whether it hides that: a name before an @, another address inside."""
    goal = target(url)
    if goal is None:
        return (), False
    hosts = [goal.host]
    try:
        parts = urlsplit(goal.url)
        disguised = "@" in urlsplit(url).netloc
        inner = [urlsplit(value).hostname for _, value in parse_qsl(parts.query) if value.startswith(("http://", "https://"))]
    except ValueError:
        return tuple(hosts), False
    elsewhere = [host for host in inner if host and registrable(host) not in ("", goal.domain)]
    return (*hosts, *elsewhere), disguised or bool(elsewhere)
