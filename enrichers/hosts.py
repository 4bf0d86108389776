"""Host names: what somebody registered, what a redirector hides, which hosts only shorten. Offline: the packaged public-suffix list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from publicsuffixlist import PublicSuffixList

_SHORT = """
bit.ly tinyurl.com cutt.ly t.ly s.id rebrand.ly shorten.asia goo.gl is.gd v.gd ow.ly buff.ly rb.gy shorturl.at tiny.cc t.co
lnkd.in bom.so by.com.vn link1s.com link1s.net ouo.io shrinkme.io short.io linkhay.com bl.ink soo.gd x.co urlz.fr shope.ee
s.shopee.vn s.lazada.vn vt.tiktok.com vm.tiktok.com g.co gg.gg n9.cl qrco.de me-qr.com linktr.ee beacons.ai bio.link heylink.me
megaurl.in kutt.it da.gd 1link.vn utm.io url.vn
"""
SHORTENERS = frozenset(_SHORT.split())
"""Hosts that hide where a link leads. Flagged, never followed."""

_REDIRECTS = {
    "facebook.com": ("u",),
    "instagram.com": ("u",),
    "messenger.com": ("u",),
    "threads.net": ("u",),
    "google.com": ("q", "url"),
    "google.com.vn": ("q", "url"),
    "youtube.com": ("q",),
    "zalo.me": ("url", "u", "link"),
    "zaloapp.com": ("url", "continue"),
    "viber.com": ("url",),
    "tiktok.com": ("target",),
    "t.me": ("url",),
    "telegram.me": ("url",),
    "vk.com": ("to",),
    "reddit.com": ("url",),
    "slack-redir.net": ("url",),
    "linkedin.com": ("url",),
    "pinterest.com": ("url",),
    "skype.com": ("url",),
    "whatsapp.com": ("u",),
    "steamcommunity.com": ("u", "url"),
    "coccoc.com": ("url",),
    "adf.ly": ("url",),
    "bing.com": ("u",),
    "outlook.com": ("url",),
    "office.com": ("url",),
}
"""Registrable domain → parameters that hold the real address."""
_OTHER_SCHEME = re.compile(r"(?!(?i:https?):)[A-Za-z][A-Za-z+-]*:(?!\d)")
_SHARE = re.compile(r"/(?:share|sharer|dialog|plugins|login|watch|search|intent)\b")

_PLAIN_ENDINGS = """
com net org vn info xyz top vip club online site shop store app live pro biz asia edu gov cc tv io link click space website fun
win bet casino games game money loan loans cloud dev page tech icu buzz fit life world today news mobi name work team host press
one example test invalid
"""
TRUSTED = frozenset(_PLAIN_ENDINGS.split())
"""Endings that make a domain of a plain word before them. Others (country codes that are Vietnamese syllables, words) need more."""
_RESERVED = frozenset({"example", "test", "invalid"})
"""Top-level domains of RFC 2606 for examples; on no public-suffix list."""
TRAPS = frozenset({"xxx", "zip", "mov", "py", "sh", "md", "rs", "pl", "ps", "so", "now", "bs", "gs", "ms", "st"})
"""Endings of file names, of Vietnamese degrees (ThS.BS) and of masked numbers (09x.xxx)."""
TINY = frozenset({"t.me", "m.me", "t.co", "g.co", "x.com", "s.id", "t.ly", "x.co", "y.com", "v.gd"})


class Target(NamedTuple):
    """Where an address leads: normalised URL, host and registrable domain, both decoded from punycode."""

    url: str
    host: str
    domain: str
    shortener: bool


@lru_cache(maxsize=1)
def _suffix_list() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@lru_cache(maxsize=1 << 14)
def registrable(host: str) -> str:
    """The part of a host that somebody registered (`a.b.com.vn` → `b.com.vn`), punycode decoded; "" where no suffix is known."""
    labels = host.rstrip(".").lower().split(".")
    if len(labels) > 1 and labels[-1] in _RESERVED:
        return ".".join(labels[-2:])
    try:
        found = _suffix_list().privatesuffix(host.rstrip(".").lower())
    except (UnicodeError, ValueError):
        return ""
    return _decoded(found) if found else ""


def _decoded(host: str) -> str:
    """A host name with its punycode labels as people read them."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return unicodedata.normalize("NFC", ".".join(labels))


def target(url: str) -> Target | None:
    """Where a link leads once redirectors (Facebook's, Google's …) are taken off, five deep at most; None when it is no web address."""
    for _ in range(5):
        inner = _inside(url)
        if inner is None:
            break
        url = inner
    split = _split(url)
    if split is None:
        return None
    scheme, host, rest = split
    domain = registrable(host)
    short = host.removeprefix("www.") in SHORTENERS or domain in SHORTENERS
    return Target(f"{scheme}://{_decoded(host)}{rest}", _decoded(host), domain, short)


def _split(url: str) -> tuple[str, str, str] | None:
    """Scheme, host in lower case and the rest of an address; None when it is none."""
    url = url.strip()
    if _OTHER_SCHEME.match(url):
        return None
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host or any(c.isspace() for c in host):
        return None
    rest = parts.path if parts.path != "/" else ""
    return parts.scheme.lower(), host, rest + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _inside(url: str) -> str | None:
    """The address a redirector's link carries, None when it is no redirector's link."""
    split = _split(url)
    if split is None:
        return None
    _, host, rest = split
    names = _REDIRECTS.get(registrable(host))
    if not names or "?" not in rest or _SHARE.match(rest):
        return None
    for name, value in parse_qsl(rest.partition("?")[2].partition("#")[0]):
        if name in names:
            value = unquote(value) if "%3a" in value.lower() else value
            inner = _split(value)
            if inner is not None and registrable(inner[1]):
                return value if "://" in value else "http://" + value
    return None
