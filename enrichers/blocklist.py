"""Public lists of scam and betting sites, kept small: sorted 64-bit hashes of host names, eight bytes each.

A listed host says that somebody else reported it, not that this post is a crime. Platforms and real organisations that slipped into a
list (whole `sites.google.com` for one page on it) are left out, or every second post would be listed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from enrichers.brands import OFFICIAL
from enrichers.hosts import SHORTENERS, registrable

_SHARED = """
google.com youtube.com youtu.be goo.gl forms.gle gstatic.com apple.com microsoft.com live.com office.com onedrive.com instagram.com
threads.net twitter.com x.com tiktok.com linkedin.com pinterest.com reddit.com discord.com discord.gg whatsapp.com viber.com
wikipedia.org github.com gitlab.com dropbox.com wordpress.com blogger.com medium.com canva.com notion.site notion.so linktr.ee
shopee.vn lazada.vn tiki.vn sendo.vn chotot.com cloudflare.com amazonaws.com akamaized.net coccoc.com 24h.com.vn soha.vn zing.vn
"""
SHARED = frozenset(_SHARED.split())
"""Domains that millions write on or read: one bad page there does not list them. Subdomains that somebody rents stay listable."""

_LINE = re.compile(r"^(?:\|\||https?://|(?:0\.0\.0\.0|127\.0\.0\.1|::)\s+)?(?:www\.)?([^\s/|^:#?]+)")


def packed(hosts: Iterable[str]) -> bytes:
    """The hashes of those hosts that may be listed, sorted, eight bytes each in this machine's order."""
    return array("Q", sorted({_hash(host) for host in hosts if listable(host)})).tobytes()


class Blocklist:
    """Host names of one or several lists; `of` names the list a host stands on."""

    def __init__(self, lists: Mapping[str, bytes]) -> None:
        """`lists` maps a list's name (`kind.publisher`, kind scam or gambling) to its packed hosts."""
        self._lists = {name: array("Q", hashes) for name, hashes in lists.items()}

    def of(self, host: str) -> str:
        """The first list that has the host or a domain above it down to what somebody registered; empty when none has."""
        host = host.lower().removeprefix("www.")
        domain = registrable(host)
        if not domain or not listable(host):
            return ""
        while True:
            key = _hash(host)
            for name, hashes in self._lists.items():
                at = bisect_left(hashes, key)
                if at < len(hashes) and hashes[at] == key:
                    return name
            if host == domain or "." not in host:
                return ""
            host = host.partition(".")[2]

    @property
    def sizes(self) -> dict[str, int]:
        """How many hosts each list holds."""
        return {name: len(hashes) for name, hashes in self._lists.items()}


def hosts_in(text: str) -> Iterator[str]:
    """The host names of a list, whatever its style: bare hosts, a hosts file, addresses, AdBlock rules; comments are skipped."""
    for line in text.splitlines():
        line = line.strip().lower()
        match = _LINE.match(line) if line and line[0] not in "#!;[" else None
        if match and "." in match.group(1) and not line.startswith("@@"):
            yield match.group(1).rstrip(".")


def listable(host: str) -> bool:
    """Whether listing this host says something: it is registered, and neither a platform's, a real organisation's nor a shortener's."""
    host = host.lower().removeprefix("www.")
    domain = registrable(host)
    if not domain or domain.endswith(".gov.vn") or domain in OFFICIAL or host in SHORTENERS:
        return False
    return host not in SHARED and domain not in SHARED


def _hash(host: str) -> int:
    return int.from_bytes(blake2b(host.encode(), digest_size=8).digest(), "big")
