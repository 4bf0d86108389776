"""Cursors: where a page of results ended, sealed with the query it belongs to."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import replace

import msgspec

from search.docket import CaseQuery
from search.port import AlertQuery, PatternQuery, Query

Key = tuple[float | int, int]
"""Sort value and tie break of the last result on the page."""


LARGEST_PAGE = 10_000
"""Results on one page, whatever the query asks for; the cursor leads on."""


class _Sealed(msgspec.Struct, array_like=True):
    query: str
    key: tuple[float | int, int]


_sealed = msgspec.json.Decoder(_Sealed).decode


def seal(query: Query | AlertQuery | PatternQuery | CaseQuery, key: Key) -> str:
    """An opaque text that `unseal` accepts for the same query only; the size of the page may differ."""
    return base64.urlsafe_b64encode(msgspec.json.encode(_Sealed(_digest(query), key))).decode().rstrip("=")


def unseal(query: Query | AlertQuery | PatternQuery | CaseQuery) -> Key | None:
    """The key inside `query.cursor`, None when there is no cursor; ValueError when it is not a cursor of this query."""
    if not query.cursor:
        return None
    try:
        raw = base64.b64decode(query.cursor + "=" * (-len(query.cursor) % 4), altchars=b"-_", validate=True)
        sealed = _sealed(raw)
    except (ValueError, binascii.Error) as error:
        raise ValueError("the cursor is damaged: start again from the first page") from error
    if sealed.query != _digest(query):
        raise ValueError("the cursor belongs to another query: start again from the first page")
    if any(not -(2**63) <= part < 2**63 for part in sealed.key):
        raise ValueError("the cursor is damaged: start again from the first page")
    return sealed.key


def page_size(limit: int) -> int:
    """The limit of a query brought between 1 and LARGEST_PAGE."""
    return min(max(limit, 1), LARGEST_PAGE)


def _digest(query: Query | AlertQuery | PatternQuery | CaseQuery) -> str:
    asked = repr(replace(query, cursor="", limit=0)).encode(errors="surrogatepass")
    return hashlib.blake2b(asked, digest_size=9).hexdigest()
