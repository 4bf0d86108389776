"""Checked claims from files: JSON Lines, CSV, ClaimReview (JSON-LD, DataFeed, in a page) and RSS or Atom of a checking body.

A feed of checks is no set of false texts: its headlines are warnings, so that what is taken is the claim, its verdict, where it can be read
and when (domain.md §1.1). Addresses that come twice are one claim.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, NamedTuple
from xml.etree import ElementTree

import msgspec

from collectors.verdicts import date_of, text_of, verdict_of
from topics.claims import Claim
from topics.records import CODES, MAX_TEXT

LARGEST = 200_000_000
"""Bytes of a file that has to be read as a whole (JSON, XML, HTML); lines may go on for ever."""

_BLOCK = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<[^>]+>")
_NAMES = {
    "id": ("id", "claim_id", "guid"), "title": ("title", "headline", "name"), "claim": ("claim", "claimreviewed", "vclaim", "text"),
    "summary": ("summary", "description"), "verdict": ("verdict", "rating", "label"), "url": ("url", "link"),
    "date": ("date", "datepublished", "published_at", "pubdate"), "publisher": ("publisher", "author", "source"), "code": ("code",),
}  # fmt: skip


class Line(NamedTuple):
    """One claim, or why there is none; `number` is the line, or the place in a feed, counted from 1."""

    number: int
    claim: Claim | None
    error: str = ""
    unknown: str = ""
    """A verdict that nobody here knows, so that it was taken as UNPROVEN."""


def claims_in(stream: BinaryIO) -> Iterator[Line]:
    """Every claim of a file of any of these kinds, in order; its first bytes tell the kind."""
    head = stream.readline().removeprefix(b"\xef\xbb\xbf")
    while head and not head.strip():
        head = stream.readline()
    start = head.lstrip()[:1]
    if start == b"<":
        yield from _markup(_whole(head, stream))
    elif start in (b"{", b"["):
        yield from _lines(head, stream)
    elif start:
        yield from _table(head, stream)


def _whole(head: bytes, stream: BinaryIO) -> bytes:
    content = head + stream.read(LARGEST)
    if len(content) >= LARGEST:
        raise ValueError(f"is longer than {LARGEST:,} bytes")
    return content


def _lines(head: bytes, stream: BinaryIO) -> Iterator[Line]:
    """JSON Lines, or one JSON document over many lines."""
    try:
        first = msgspec.json.decode(head)
    except msgspec.DecodeError:
        yield from _document(head, stream)
        return
    if isinstance(first, list) or _reviews(first):
        yield from _numbered(chain.from_iterable(_listed(one) for one in chain([first], (_decoded(raw) for raw in stream if raw.strip()))))
        return
    for number, raw in enumerate(chain([head], stream), 1):
        if raw.strip():
            yield _line(number, _decoded(raw))


def _document(head: bytes, stream: BinaryIO) -> Iterator[Line]:
    """A JSON document, or JSON Lines whose first line is broken."""
    rest = stream.readline()
    try:
        loose = msgspec.json.decode(_whole(head + rest, stream)) if not rest.strip().startswith(b'{"') else None
    except msgspec.DecodeError as error:
        yield Line(1, None, f"is no JSON: {error}")
        return
    if loose is not None:
        yield from _numbered(_listed(loose))
        return
    for number, raw in enumerate(chain([head, rest], stream), 1):
        if raw.strip():
            yield _line(number, _decoded(raw))


def _decoded(raw: bytes) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return error


def _table(head: bytes, stream: BinaryIO) -> Iterator[Line]:
    csv.field_size_limit(MAX_TEXT * 4)
    text = io.TextIOWrapper(stream, "utf-8", errors="replace", newline="")
    first = head.decode("utf-8", "replace")
    mark = max("\t,;|", key=first.count)
    rows = csv.DictReader(chain([first], text), delimiter=mark)
    if not {name.strip().lower() for name in rows.fieldnames or ()} & {*_NAMES["title"], *_NAMES["claim"]}:
        yield Line(1, None, "the first line names no column title or claim")
        return
    try:
        for row in rows:
            yield _line(rows.line_num, {k: v for k, v in row.items() if k})
    except csv.Error as error:
        yield Line(rows.line_num, None, f"is no CSV: {error}")


def _markup(content: bytes) -> Iterator[Line]:
    """A feed, or a page with ClaimReview in it."""
    text = content.decode("utf-8", "replace")
    blocks = [_decoded(block.encode()) for block in _BLOCK.findall(text)]
    if blocks:
        yield from _numbered(chain.from_iterable(_listed(block) for block in blocks))
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield Line(1, None, "is a page without ClaimReview, or a feed with entities of its own, which are not read")
        return
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - no entities, see above
    except ElementTree.ParseError as error:
        yield Line(1, None, f"is no feed: {error}")
        return
    entries = [node for node in root.iter() if _tag(node) in ("item", "entry")]
    yield from _numbered(_entry(node, _channel(root)) for node in entries)


def _tag(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2].lower()


def _channel(root: ElementTree.Element) -> str:
    return next((text_of(node.text) for node in root.iter() if _tag(node) == "title" and node.text), "")


def _entry(node: ElementTree.Element, channel: str) -> dict[str, Any]:
    """An entry of RSS or Atom: headline, verdict as far as headline and categories tell it, excerpt, address."""
    found: dict[str, str] = {}
    labels: list[str] = []
    for child in node:
        name, text = _tag(child), text_of(child.text)
        if name == "link":
            found.setdefault("url", child.get("href") or text)
        elif name == "category":
            labels.append(child.get("term") or text)
        elif name in ("title", "description", "summary", "pubdate", "published", "updated", "guid", "id"):
            found.setdefault(name, text)
    said = found.get("title", "")
    verdict = next((label for label in (*labels, said) if verdict_of(label, loose=True)), "")
    return {
        "id": found.get("url") or found.get("guid") or found.get("id"),
        "title": said,
        "summary": _TAGS.sub(" ", found.get("description") or found.get("summary") or ""),
        "verdict": verdict_of(verdict, loose=True) or "",
        "url": found.get("url", ""),
        "date": found.get("pubdate") or found.get("published") or found.get("updated") or "",
        "publisher": channel,
    }


def _reviews(loose: object) -> bool:
    """Whether an object is JSON-LD: a ClaimReview, or something with such in it."""
    return isinstance(loose, dict) and any(key in loose for key in ("@type", "@graph", "claimReviewed", "dataFeedElement", "item"))


def _listed(loose: object) -> Iterator[object]:
    """The claims of a JSON document: every ClaimReview wherever it stands, or the plain objects of a list."""
    if isinstance(loose, list):
        for one in loose:
            yield from _listed(one)
    elif not _reviews(loose):
        yield loose
    elif isinstance(loose, dict) and ("claimReviewed" in loose or "ClaimReview" in str(loose.get("@type"))):
        yield _review(loose)
    elif isinstance(loose, dict):
        for key in ("@graph", "dataFeedElement", "item", "mainEntity", "hasPart", "review"):
            if isinstance(loose.get(key), dict | list):
                yield from (one for one in _listed(loose[key]) if isinstance(one, dict) and "claim" in one)


def _review(loose: dict[str, Any]) -> dict[str, Any]:
    """schema.org/ClaimReview; who said the claim is left out, as everywhere here."""
    rating = loose.get("reviewRating") if isinstance(loose.get("reviewRating"), dict) else {}
    author = loose.get("author") or loose.get("publisher")
    author = author[0] if isinstance(author, list) and author else author
    return {
        "id": loose.get("@id") or loose.get("url"),
        "title": loose.get("headline") or loose.get("name") or "",
        "claim": loose.get("claimReviewed") or "",
        "summary": loose.get("description") or "",
        "verdict": rating,
        "url": loose.get("url") or "",
        "date": loose.get("datePublished") or "",
        "publisher": author.get("name") if isinstance(author, dict) else author or "",
    }


def _numbered(found: Iterator[Any]) -> Iterator[Line]:
    return (_line(number, loose) for number, loose in enumerate(found, 1))


def _line(number: int, loose: object) -> Line:
    """The claim of an object, whatever its fields are called; the address, else a digest of the words, stands in for a missing id."""
    if not isinstance(loose, dict):
        return Line(number, None, f"is no JSON object: {loose}" if isinstance(loose, Exception) else "is no JSON object")
    if "claimReviewed" in loose:
        loose = _review(loose)
    low = {str(key).strip().lower(): value for key, value in loose.items()}
    given = {field: next((low[name] for name in names if low.get(name) not in (None, "")), "") for field, names in _NAMES.items()}
    fields = {field: text_of(value) for field, value in given.items() if field not in ("verdict", "date")}
    if not fields["title"] and not fields["claim"]:
        return Line(number, None, "has neither title nor claim")
    if fields["code"] and fields["code"] not in CODES:
        return Line(number, None, f"code {fields['code']!r} is none of the taxonomy")
    fields["id"] = fields["id"] or fields["url"] or _digest(fields["title"], fields["claim"])
    verdict = verdict_of(given["verdict"])
    try:
        claim = msgspec.convert({**fields, "date": date_of(given["date"]), "verdict": verdict or "UNPROVEN"}, Claim)
    except msgspec.ValidationError as error:
        return Line(number, None, str(error))
    return Line(number, claim, unknown="" if verdict or not given["verdict"] else text_of(given["verdict"])[:60])


def _digest(*words: str) -> str:
    return "c-" + hashlib.blake2b("\0".join(words).encode(errors="replace"), digest_size=8).hexdigest()
