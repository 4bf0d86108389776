"""A claim that somebody checked, with the verdict and where it can be read; and how a desk keeps it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from topics.records import SCHEMA, Id, Text

Verdict = Literal["FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED", "UNPROVEN", "TRUE", "NOT_CHECKABLE"]
"""domain.md §1.2; satire and the like are NOT_CHECKABLE, and so nothing here."""

REFUTED: frozenset[Verdict] = frozenset({"FALSE", "PARTLY_FALSE", "ALTERED_MEDIA", "OUT_OF_CONTEXT", "SCAM_CONFIRMED"})
"""Verdicts whose claim must not be passed on: the only ones that may alert."""

State = Literal["known", "gone", "dismissed"]


class Claim(Struct, frozen=True, kw_only=True):
    """One checked claim. `claim` is what was said, `title` the check's own headline, `summary` what the check found; `url` is the check.

    `date` is the day of the verdict (YYYY-MM-DD, or empty), `code` the code of the taxonomy it belongs to, empty where nobody said.
    """

    id: Id
    title: Text = ""
    claim: Text = ""
    summary: Text = ""
    verdict: Verdict = "UNPROVEN"
    url: Text = ""
    date: str = ""
    publisher: Text = ""
    code: str = ""
    schema: int = SCHEMA


class Known(Struct, frozen=True, kw_only=True):
    """A claim as the index keeps it. `revision` grows with every change of any claim (microseconds since 1970), so that workers can ask
    for what changed; `gone` was taken out by a person, `dismissed` is a candidate that a person refused."""

    claim: Claim
    revision: int
    state: State = "known"
    source: str = ""
    schema: int = SCHEMA
