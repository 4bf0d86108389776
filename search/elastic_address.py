"""Where an Elasticsearch is and how to get in: one URL, taken apart without ever showing its secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PORT = 9200
"""Where the URL names no port."""

API_KEY_USER = "api_key"
"""The user name that says: what follows is an API key (encoded, as Elasticsearch hands it out), not a password."""

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


@dataclass(frozen=True)
class Address:
    """`hosts` are URLs without user and password; `ca` is a file of certificates, empty for those the system trusts."""

    hosts: tuple[str, ...]
    prefix: str
    ca: str = ""
    basic_auth: tuple[str, str] | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """For messages."""
        return ", ".join(self.hosts)


def address(url: str, prefix: str = "tinwatch", ca: str = "", api_key: str = "") -> Address:
    """`http(s)://[user:password@|api_key:KEY@]host[:port][,host[:port]…][/path][?ca=FILE&prefix=NAME]`; what the URL says wins.

    Raises ValueError with a message that shows no part of a password, not even of one that was left unquoted.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("the address of Elasticsearch must start with http:// or https://")
    access, _, hosts = parts.netloc.rpartition("@")
    if "@" in parts.path + parts.query + parts.fragment:
        raise ValueError("the user name or password of Elasticsearch holds a sign of its own meaning: write / as %2F, ? as %3F, # as %23")
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(given.keys() - {"ca", "prefix"})
    if unknown:
        raise ValueError(f"the address of Elasticsearch has an unknown parameter ({', '.join(unknown)}); there are ca and prefix")
    prefix = given.get("prefix", prefix)
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"prefix {prefix!r} cannot start an index name: lower-case letters, digits, _, - and . only")
    ca = given.get("ca", ca)
    if ca and not Path(ca).is_file():
        raise ValueError(f"the CA file {ca} does not exist")
    user, colon, password = access.partition(":")
    user, password = unquote(user), unquote(password)
    if access and not (user and colon and password):
        raise ValueError(f"the address of Elasticsearch needs user:password@ or {API_KEY_USER}:KEY@ before the host")
    return Address(
        hosts=tuple(f"{parts.scheme}://{_host(host)}{parts.path.rstrip('/')}" for host in hosts.split(",")),
        prefix=prefix,
        ca=ca,
        basic_auth=(user, password) if access and user != API_KEY_USER else None,
        api_key=(password if user == API_KEY_USER else None) if access else api_key or None,
    )


def _host(netloc: str) -> str:
    parts = urlsplit(f"//{netloc}")
    try:
        port = parts.port or PORT
    except ValueError as error:
        raise ValueError("the port of Elasticsearch is not a number up to 65535") from error
    if not parts.hostname:
        raise ValueError("the address of Elasticsearch names no host")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{name}:{port}"
