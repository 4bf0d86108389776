"""Answers of platforms as records that hold whitelisted fields only: what is not named in them is never read, least of all an author."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TypeVar

from msgspec import Raw, Struct

from collectors.asking import Answer
from collectors.refusal import Refusal
from topics.records import Invalid, decode

log = logging.getLogger(__name__)
S = TypeVar("S", bound=Struct)


def whole(answer: Answer, kind: type[S]) -> S:
    """The answer as this record; Refusal `schema`, or what its status says where that is no success."""
    try:
        return decode(answer.body, kind)
    except Invalid as error:
        raise (Refusal("schema", str(error)) if answer.status < 400 else answer.refusal()) from None


def each(items: Iterable[Raw], kind: type[S], what: str) -> list[S]:
    """Those that can be read; the others are told in the log by where they differ. Refusal `schema` when none can."""
    found, wrong = [], []
    for item in items:
        try:
            found.append(decode(bytes(item), kind))
        except Invalid as error:
            wrong.append(str(error))
    if wrong and not found:
        raise Refusal("schema", f"{what}: {wrong[0]}")
    if wrong:
        log.warning("%d of %d %s cannot be read: %s", len(wrong), len(wrong) + len(found), what, wrong[0])
    return found
