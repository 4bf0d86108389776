"""The one place that decides what may become a link out of the console."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[^\s\x00-\x20\x7f\\<>\"']{1,2000}")


def openable(url: str) -> str:
    """The address of the post on its platform if it is a plain http(s) one, else nothing: no scripts, no names and passwords, no tricks."""
    if not _PLAIN.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:  # a port or an address that is none
        return ""
    return url if fine else ""
