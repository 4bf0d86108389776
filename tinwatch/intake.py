"""What people bring in through the console: looked at in a folder of its own under `<home>/imports`, sent from there, then forgotten.

Kept is only the note of it (who, when, digest, counts) and, of addresses that were visited, the capture. A brought file is never kept: it
may hold what no post holds.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from collectors.captures import Captures, packed
from collectors.lines import Line
from collectors.uploads.addresses import located
from collectors.uploads.making import Given, line
from collectors.uploads.pasted import shown_at, typed
from console.importing import LARGEST
from console.intake import Asked, Preview, Problem
from search.port import Index
from tinwatch.settings import Settings, private
from tinwatch.uploading import Reading, good, owners, picture_reader
from topics.records import Page, decode, encode

Pour = Callable[[Path], Awaitable[None]]
"""Sends a file of posts; the river has them when this returns."""

SHOWN = 50
"""Posts and problems of a file that are shown."""

LIES = 86_400
"""Seconds that what nobody sent lies there."""

_ID = re.compile(r"[0-9a-f]{32}")
_NOTE, _POSTS, _CAPTURE = "note.json", "posts.jsonl", "capture.wacz"


class Desktop:
    """The console's Intake (console/intake.py). Several consoles of one home folder may share it."""

    largest = LARGEST

    def __init__(self, settings: Settings, index: Index, pour: Pour) -> None:
        self._settings, self._index, self._pour = settings, index, pour
        self._root = settings.home / "imports"
        self._sending = asyncio.Lock()

    async def file(self, path: Path, name: str, asked: Asked, by: str) -> Preview:
        given = await self._given(asked)
        return await asyncio.to_thread(self._looked_into, path, name, asked, by, given)

    async def addresses(self, urls: Sequence[str], asked: Asked, by: str) -> Preview:
        given, chosen = await self._given(asked), self._settings
        async with Captures(chosen.originals_pace, chosen.originals_contact, inside=chosen.originals_inside) as pages:
            visits = await asyncio.gather(*(pages.visit(url) for url in urls))
        lines = []
        for number, visit in enumerate(visits, 1):
            if visit.outcome != "found":
                lines.append(Line("", number, error=f"{visit.outcome}: {visit.told}"))
            else:
                lines.append(line("", number, lambda it=visit: shown_at(it.url, it.text, it.at, None, given)))  # type: ignore[misc]
        capture = await asyncio.to_thread(packed, visits) if any(visit.exchanges for visit in visits) else None
        return self._noted(Reading("", "addresses"), lines, "\n".join(urls).encode(), asked, by, capture[0] if capture else b"")

    async def words(self, asked: Asked, by: str) -> Preview:
        given = await self._given(asked)
        lines = [line("", 1, lambda: typed(asked.url, asked.text, asked.at, given))]
        return self._noted(Reading("", "words"), lines, encode(asked), asked, by)

    def looked_at(self, id: str, by: str) -> Preview | None:
        if not _ID.fullmatch(id) or not (self._root / id / _NOTE).is_file():
            return None
        found = decode((self._root / id / _NOTE).read_bytes(), Preview)
        return found if found.by == by else None

    async def send(self, id: str, by: str) -> Preview | None:
        async with self._sending:
            found = self.looked_at(id, by)
            if found is None or found.sent_at is not None:
                return found
            await self._pour(self._root / id / _POSTS)
            sent = replace(found, sent_at=datetime.now(UTC), first=(), told=(), asked=Asked())
            self._write(sent)
            (self._root / id / _POSTS).unlink(missing_ok=True)
            return sent

    async def _given(self, asked: Asked) -> Given:
        page = _page(asked)
        known = await owners(self._index, [page] if page else [])
        page = known.page(page.id, page.name) if page else None
        return Given(known, zone=ZoneInfo(asked.zone) if asked.zone else None, page=page, url=asked.url, reader=picture_reader())

    def _looked_into(self, path: Path, name: str, asked: Asked, by: str, given: Given) -> Preview:
        reading = Reading(name)
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
        folder = self._folder()
        posts = _written(folder / _POSTS, good(path, given, reading, lambda _: None, SHOWN))
        return self._told(folder.name, reading, posts, digest.hexdigest(), asked, by)

    def _noted(self, reading: Reading, lines: Iterable[Line], raw: bytes, asked: Asked, by: str, capture: bytes = b"") -> Preview:
        folder = self._folder()

        def found() -> Iterator[Line]:
            for one in lines:
                reading.notes(one, SHOWN)
                if one.post is not None:
                    yield one

        posts = _written(folder / _POSTS, found())
        if capture:
            (folder / _CAPTURE).write_bytes(capture)
        return self._told(folder.name, reading, posts, hashlib.sha256(capture or raw).hexdigest(), asked, by)

    def _told(self, id: str, reading: Reading, posts: int, sha256: str, asked: Asked, by: str) -> Preview:
        refused = (Problem(0, reading.refused),) if reading.refused else ()
        told = (*refused, *(Problem(one.number, one.error) for one in reading.told))
        preview = Preview(
            id=id, name=reading.file, format=reading.format, sha256=sha256, by=by, at=datetime.now(UTC), posts=posts,
            problems=reading.problems + len(refused), told=told, first=tuple(reading.first[:SHOWN]), asked=asked,
        )  # fmt: skip
        self._write(preview)
        return preview

    def _write(self, preview: Preview) -> None:
        draft = self._root / preview.id / f"{_NOTE}.draft"
        draft.write_bytes(encode(preview))
        draft.replace(draft.with_name(_NOTE))

    def _folder(self) -> Path:
        """A new one; those that lay too long go."""
        private(self._settings.home)
        private(self._root)
        swept(self._settings)
        return private(self._root / uuid4().hex)


def swept(settings: Settings) -> None:
    """Remove what nobody sent for a day, and the notes and captures of what was sent when posts go."""
    root = settings.home / "imports"
    for old in root.iterdir() if root.is_dir() else ():
        keep = LIES if (old / _POSTS).exists() else 86_400 * settings.keep_posts
        if time.time() - old.stat().st_mtime > keep:
            shutil.rmtree(old, ignore_errors=True)


def _page(asked: Asked) -> Page | None:
    """The page that somebody vouches for, named by its id or by its address."""
    where = located(asked.page)
    id = where.page if where is not None and not where.person else asked.page if where is None else ""
    return Page(id=id, name=asked.page_name) if id.partition(":")[2] else None


def _written(file: Path, lines: Iterable[Line]) -> int:
    count = 0
    with file.open("wb") as out:
        for one in lines:
            assert one.post is not None
            out.write(encode(one.post) + b"\n")
            count += 1
    return count
