"""What may be kept of bytes that came from outside and are no record."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from topics.records import Article, Media, Page, Post, Reach


def without_author(raw: bytes) -> bytes:
    """What may be kept of a post that cannot be read: the fields of the contract, nothing of bytes that are no JSON object."""
    try:
        loose = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return b""
    return msgspec.json.encode(_known(loose, Post)) if isinstance(loose, dict) else b""


def _known(value: object, kind: type[Struct] | None) -> object:
    """Scalars, lists of them, and objects of the contract's kinds with their known fields; anything else is dropped."""
    if isinstance(value, dict):
        inner: dict[str, type[Struct]] = {"page": Page, "article": Article, "media": Media, "reach": Reach}
        fields: tuple[str, ...] = kind.__struct_fields__ if kind else ()
        return {name: _known(value[name], inner.get(name) if kind is Post else None) for name in fields if name in value}
    return [_known(one, kind) for one in value] if isinstance(value, list) else value
