"""One name for one web page, however its address was written down: what two posts share when they share a link."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from enrichers.hosts import registrable, target

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|igshid|igsh|mibextid|rdid|share_url|ref|ref_src|referrer|source|src|si|s|zarsrc|zalo_id|spm|_ga|"
    r"mc_cid|mc_eid|__tn__|__cft__.*|paipv|eav|sfnsn|extid|notif_.*|hc_.*|fb_.*|at_.*|cmpid|campaign|from|feature|app|share|shared"
)
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|touch|mbasic|web)\.")
_EVERYWHERE = re.compile(r"^(?:facebook|instagram|tiktok|twitter|x|youtube)\.com/(?:hashtag|explore/tags|tag)/")
MOST = 400
"""Characters of an address that name a page; what is longer is no link one reads."""


def canonical(url: str) -> str:
    """Host and path in one spelling, without redirector, www, fragment and what only tracks; empty for what is no web page or a hashtag."""
    goal = target(url)
    if goal is None or not goal.domain:
        return ""
    rest = goal.url.partition("://")[2][len(goal.host) :].partition("#")[0]
    path, _, query = rest.partition("?")
    host = goal.host if goal.host == goal.domain else _PREFIX.sub("", goal.host)
    kept = sorted((name, value) for name, value in parse_qsl(query) if not _TRACKING.fullmatch(name.lower()))
    path = re.sub(r"(?:/(?:index|default)\.(?:html?|php|aspx?))?/*$", "", re.sub(r"//+", "/", path)).removesuffix("/amp")
    page = f"{host}{path}" + (f"?{urlencode(kept)}" if kept else "")
    return "" if _EVERYWHERE.match(page) else page[:MOST]


def site(page: str) -> str:
    """The domain that somebody registered for a canonical address."""
    return registrable(re.split(r"[/?:]", page, maxsplit=1)[0])
