"""Addresses that pass for somebody else's: a bank's name with words added, one letter off, a look-alike letter, a state ending faked.

Judged from the address alone, nothing is asked of the network. Who really owns a domain is for a person to look up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from enrichers.brands import BRANDS, OFFICIAL, Brand
from enrichers.fold import canon
from enrichers.hosts import SHORTENERS, registrable


class Guise(NamedTuple):
    """What an address passes for: `kind` as in Brand, `real` the domain it imitates.

    `how`: gov, inside (the real name before another domain), letters (look-alikes), spelling, words (added), ending.
    """

    kind: str
    real: str
    how: str


_ADDED = re.compile(
    r"online|digi|bank(?:ing)?|login|dangnhap|xacthuc|xacminh|xacnhan|verify|hotro|cskh|support|khachhang|hoantien|hoan|uudai|trian|tangqua|"
    r"quatang|nhanqua|nhanthuong|trungthuong|khuyenmai|sukien|event|khaosat|tracuu|capnhat|update|kichhoat|dangky|thongbao|app|apk|"
    r"secure|baomat|antoan|otp|ibank|smart|vay|tindung|the|thetindung|nangcap|dichvu|phatnguoi|dinhdanh|nopphat|vnn?|h|tuyendung|vieclam|ctv|"
    r"vww|www|mobile|web|video|profile|post|page|live|news|clip"
)
"""Words that imitations add to a name."""

_AROUND = re.compile(r"^(?:vww|www|mobile|web|my)|(?:vn|online|24h|\d+)$")
"""What is put before or after a misspelt name."""

_CHEAP = """
top xyz vip club icu cc win bet life live shop store online site website space fun cfd sbs buzz click link cyou monster rest bond
lol pics quest work info asia pro pw tk ml ga cf gq ws su ru cn one app dev
"""
_ODD = frozenset(_CHEAP.split())
"""Endings where no bank, office or paper of Vietnam has its site; weak alone, since honest small shops use them too."""

_PARTS = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=\d)")
_ELSEWHERE = re.compile(r"\.gov(?:\.[a-z]{2})?$|\.go\.[a-z]{2}$")
"""Real government endings of other countries."""

_NAMES: tuple[tuple[str, Brand], ...] = tuple((name, brand) for brand in BRANDS for name in brand.names)
_REAL = "|".join(re.escape(domain).replace(r"\.", "[.-]") for domain in OFFICIAL if len(domain) > 5)
_BEFORE = re.compile(rf"(?:^|[.-])({_REAL})[.-](?=.*\.|[a-z0-9-]+\.)")
_FUZZY = 7
"""Letters a name needs before one letter off means anything."""


@lru_cache(maxsize=1 << 14)
def guise(host: str) -> Guise | None:
    """What the host passes for, None when it passes for nothing or is the real one; `host` without scheme and path, punycode decoded."""
    domain = registrable(host)
    if not domain or domain in OFFICIAL or domain in SHORTENERS or domain.endswith(".gov.vn") or domain == "gov.vn":
        return None
    folded = canon(host).removeprefix("www.")
    return _state(folded) or _inside(folded) or _named(domain, folded)


def odd_ending(host: str) -> bool:
    """Whether the host ends in one of the endings that cost next to nothing and ask for no name."""
    return host.rpartition(".")[2] in _ODD


def _state(folded: str) -> Guise | None:
    """`gov.vn` or `gov-vn` in a host that the state did not register."""
    if re.search(r"(?:^|[.-])gov(?:[.-]?vn)?(?:[.-]|$)|gov-?vn", folded) and not _ELSEWHERE.search(folded):
        return Guise("state", "gov.vn", "gov")
    return None


def _inside(folded: str) -> Guise | None:
    """The real domain of somebody, put before one's own: `vietcombank.com.vn.xac-thuc.top`."""
    match = _BEFORE.search(folded)
    if not match:
        return None
    real = match.group(1)
    brand = next(brand for domain, brand in OFFICIAL.items() if domain.replace("-", ".") == real.replace("-", "."))
    return Guise(brand.kind, brand.domains[0], "inside")


def _named(domain: str, folded: str) -> Guise | None:
    """The name of somebody with words added, misspelt, in look-alike letters, or under an ending that is not his."""
    written = domain.partition(".")[0].replace("-", "")
    label = canon(domain).partition(".")[0]
    close = label.replace("-", "")
    loose = odd_ending(folded) or "-" in label
    for name, brand in _NAMES:
        how = _like(close, name, written, loose=loose)
        if how == "ending" and not odd_ending(folded):
            continue
        if how and (brand.kind != "service" or how != "words" or _lured(close, name)):
            return Guise(brand.kind, brand.domains[0], how)
    parts = [part for part in _PARTS.split(folded.removesuffix(canon(domain))) if part]
    for name, brand in _NAMES:
        if len(name) >= _FUZZY and name in parts:
            return Guise(brand.kind, brand.domains[0], "inside")
    return None


def _like(label: str, name: str, written: str, *, loose: bool) -> str:
    """How a label without hyphens is like a name; nothing when it is not."""
    if label == name:
        return "ending" if written == name else "letters"
    drawn = label.replace("rn", "m").replace("vv", "w")
    if drawn == name:
        return "letters"
    if len(name) >= 5 and name in label:
        plain = all(_ADDED.fullmatch(part) or len(part) < 3 for part in _rest(label, name))
        return "words" if plain or (loose and len(name) >= _FUZZY) else ""
    return "spelling" if any(_misspelt(tried, name) for tried in {drawn, _AROUND.sub("", drawn)}) else ""


def _misspelt(label: str, name: str) -> bool:
    """Whether one letter is off, or the same letters stand in another order."""
    if len(name) < _FUZZY or abs(len(label) - len(name)) > 1:
        return False
    swapped = label[0] == name[0] and sorted(label) == sorted(name)
    return swapped or DamerauLevenshtein.distance(label, name, score_cutoff=1) == 1


def _lured(label: str, name: str) -> bool:
    """Whether the words added promise or threaten: honest resellers put a network's name into theirs as well."""
    return any(_ADDED.fullmatch(part) for part in _rest(label, name))


def _rest(label: str, name: str) -> list[str]:
    """What a label holds besides the name and figures."""
    return re.split(r"[\d ]+", label.replace(name, " ", 1).strip())
