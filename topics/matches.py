"""The known claim that a post repeats, as it travels with an assessment and an alert. A part of topics/records.py."""

from __future__ import annotations

from msgspec import Struct


class ClaimMatch(Struct, frozen=True, kw_only=True):
    """A known claim that a post repeats (docs/claims.md): `confirmed` beyond doubt, else `differs` names what speaks against it."""

    id: str
    score: float
    confirmed: bool
    title: str = ""
    verdict: str = ""
    url: str = ""
    publisher: str = ""
    date: str = ""
    differs: tuple[str, ...] = ()
