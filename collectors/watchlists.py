"""A watch-list from a file, CSV or JSON, to entries; each line that cannot be used with its reason. Pages of organisations only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO, NamedTuple

import msgspec

from collectors.uploads.addresses import PREFIX, located
from collectors.uploads.tables import Row, Unreadable, rows, written
from enrichers.places import places
from topics.records import Page
from topics.watchlist import Owner, Tier, Watched

LARGEST = 20_000_000
"""Bytes of a list that is read: some hundred thousand pages."""

PLATFORMS = ("facebook", "instagram", "threads", "youtube", "telegram", "zalo", "tiktok", "rss", "sitemap", "web")
TIERS: tuple[Tier, ...] = ("A", "B", "C")

OWNERS: Mapping[str, Owner] = {
    "organisation": "organisation", "organization": "organisation", "charity": "organisation", "school": "organisation",
    "health": "organisation", "hospital": "organisation", "ngo": "organisation", "tổ chức": "organisation",
    "business": "business", "company": "business", "shop": "business", "brand": "business", "market": "business", "job": "business",
    "doanh nghiệp": "business", "cửa hàng": "business",
    "media": "media", "press": "media", "news": "media", "local_news": "media", "aggregator": "media", "báo chí": "media",
    "authority": "authority", "government": "authority", "agency": "authority", "cơ quan": "authority",
    "community": "community", "group": "community", "fanpage": "community", "cộng đồng": "community",
    "unknown": "unknown", "other": "unknown", "": "unknown",
}  # fmt: skip
"""What lists call the kind of owner, and what it is here."""

PERSONS = frozenset({"person", "individual", "personal", "private", "profile", "user", "people", "cá nhân", "ca nhan", "human"})
PERSONAL = "a private person's profile is not watched: only pages of organisations, businesses, media, authorities, communities"
HEAD = ("platform", "page_id", "url", "name", "place", "owner_kind", "tier", "tags", "basis")
"""Columns of a list; `platform` and one of `page_id` and `url` are needed."""

_ID = re.compile(r"\S{1,400}")
_SEPARATED = re.compile(r"[;,|]")


class Listed(NamedTuple):
    """A line of a list: the entry, or why there is none. `note`: what was taken all the same, and should be looked at."""

    number: int
    watched: Watched | None
    problem: str = ""
    note: str = ""


def listed(stream: BinaryIO, by: str, at: datetime) -> Iterator[Listed]:
    """Every line of a list in order, a second one for the same page refused."""
    first: dict[str, int] = {}
    for number, cells in _rows(stream):
        if isinstance(cells, str):
            yield Listed(number, None, cells)
            continue
        one = entry(number, cells, by, at)
        if one.watched and (before := first.setdefault(one.watched.page.id, number)) != number:
            one = Listed(number, None, f"the page stands in line {before} already")
        yield one


def entry(number: int, cells: Mapping[str, str], by: str, at: datetime) -> Listed:
    """One page from its cells by the names of HEAD."""
    cell = Row(number, {name: text.strip() for name, text in cells.items()})
    url = cell("url", "link", "address")
    id = cell("page_id", "id")
    if id.lower().startswith(("http://", "https://")):
        id, url = "", url or id
    kind = cell("owner_kind", "owner", "kind").casefold()
    found = located(url) if url else None
    problem = _problem(cell, id, url, kind)
    if problem:
        return Listed(number, None, problem)
    platform = cell("platform").lower() or (found.platform if found else "")
    page_id, ref = _named(platform, id, url)
    if not page_id:
        return Listed(number, None, "neither page_id nor url tells which page it is")
    place, note = _placed(cell("place"))
    watched = Watched(
        page=Page(id=page_id, name=cell("name")),
        platform=platform,
        ref=ref,
        url=url,
        place=place,
        owner=OWNERS[kind],
        tier=cell("tier").upper() or "C",  # type: ignore[arg-type]
        fixed=cell("fixed").lower() in ("1", "true", "yes", "x"),
        tags=tuple(dict.fromkeys(tag for part in _SEPARATED.split(cell("tags", "tag")) if (tag := part.strip()))),
        basis=cell("basis", "lawful_basis"),
        by=by,
        at=at,
    )
    return Listed(number, watched, note=note)


def columns(watched: Watched) -> dict[str, str]:
    """The entry as a line of a list, by HEAD: what `entry` reads again as the same page."""
    values = (
        *(watched.platform, watched.page.id, watched.url, watched.page.name, watched.place, watched.owner),
        *(watched.tier, "; ".join(watched.tags), watched.basis),
    )
    return dict(zip(HEAD, values, strict=True))


def _problem(cell: Row, id: str, url: str, kind: str) -> str:
    """What no entry can be made of; empty when there is nothing."""
    found = located(url) if url else None
    platform = cell("platform").lower() or (found.platform if found else "")
    if kind in PERSONS or (found and found.person) or (platform == "facebook" and "profile.php" in f"{id} {url}".lower()):
        return PERSONAL
    if url and found is None:
        return "url is no http(s) address"
    if platform not in PLATFORMS:
        return f"platform {platform!r} is none of {', '.join(PLATFORMS)}" if platform else "platform is missing"
    if id and not _ID.fullmatch(id):
        return "page_id has spaces in it, or is longer than 400 letters"
    if kind not in OWNERS:
        return f"owner_kind {kind!r} is none of {', '.join(dict.fromkeys(OWNERS.values()))}"
    tier = cell("tier").upper()
    return f"tier {tier!r} is none of {', '.join(TIERS)}" if tier and tier not in TIERS else ""


def _named(platform: str, id: str, url: str) -> tuple[str, str]:
    """The page's id as its posts carry it, and what its connector asks by; both empty where nothing tells them."""
    prefix = PREFIX.get(platform, "web")
    if platform in ("rss", "sitemap", "web"):
        address = url or (id if "://" in id else "")
        bare = re.sub(r"^https?://", "", address).rstrip("/")
        return (id or (f"web:{bare}" if bare else "")), address or id.removeprefix("web:")
    if not id:
        found = located(url) if url else None
        id = found.page if found and found.platform == platform else ""
    ref = id.partition(":")[2] if ":" in id else id
    return (id if ":" in id else f"{prefix}:{id}", ref) if ref else ("", "")


@lru_cache(maxsize=4096)
def _placed(text: str) -> tuple[str, str]:
    """The place as it is called today, and a note where nobody knows it. What became several units keeps the name it was given."""
    if not text:
        return "", ""
    units = [place for place in places(text) if place.unit]
    if len(units) != 1:
        return text, "" if units else f"place {text!r} is on no map of today or before: kept as written"
    unit = units[0].unit
    if unit is None or units[0].alternatives:
        return text, ""
    return (unit.name if unit.name == unit.province or not unit.province else f"{unit.name}, {unit.province}"), ""


def _rows(stream: BinaryIO) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Number and cells of each line, or why it cannot be read."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield 1, f"the list is longer than {LARGEST:,} bytes"
        return
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"[", b"{"):
        yield from _json(content.removeprefix(b"\xef\xbb\xbf"))
        return
    yield from _table(content)


def _table(content: bytes) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    text = written(io.BytesIO(content), content[:400])
    head = text.readline().lower()
    if not ("page_id" in head or "url" in head or "id" in head):
        yield 1, f"the first line names no columns: {', '.join(HEAD)}"
        return
    text.seek(0)
    try:
        yield from ((row.line, row.error or row.cells) for row in rows(text))
    except Unreadable as error:
        yield error.line, str(error)


def _json(content: bytes) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """One array, an object with `pages`, or an object a line."""
    try:
        whole = msgspec.json.decode(content)
        found = whole if isinstance(whole, list) else whole.get("pages", [whole]) if isinstance(whole, dict) else [whole]
        yield from ((number, _cells(one)) for number, one in enumerate(found, 1))
        return
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if content[:1] == b"[":
            yield 1, f"is no JSON: {error}"
            return
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                yield number, _cells(msgspec.json.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                yield number, f"is no JSON: {error}"


def _cells(one: object) -> Mapping[str, str] | str:
    if not isinstance(one, dict):
        return "is no object"
    cells: dict[str, str] = {}
    for name, value in one.items():
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        cells[str(name).lower()] = "" if value is None else str(value)
    return cells
