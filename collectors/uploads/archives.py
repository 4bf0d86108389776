"""WACZ and WARC, captures of web pages that people made → a post for each page in it. Nothing of them is unpacked to disk or run.

A WACZ (specs.webrecorder.net, 1.1.1) is a ZIP with `archive/*.warc[.gz]` and `pages/*.jsonl`, which names what the person captured.
"""

from __future__ import annotations

import itertools
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urldefrag

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from collectors import articles
from collectors.lines import Line
from collectors.originals import LARGEST
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, line
from collectors.uploads.pasted import shown_at
from collectors.uploads.refused import Refused
from topics.records import Post

MOST_MEMBERS, MOST_UNPACKED, MOST_PAGES = 10_000, 2_000_000_000, 10_000
"""Of one archive: files in it, bytes they may unpack to in all, pages. More is a bomb, not a person's capture."""


def wacz(file: str, stream: BinaryIO, given: Given) -> Iterator[Line]:
    """Raises Refused for what is no such archive, or one made to do harm."""
    try:
        with zipfile.ZipFile(stream) as packed:
            members = _harmless(packed)
            listed = _listed(packed, [name for name in members if name.startswith("pages/") and name.endswith(".jsonl")])
            archives = sorted(name for name in members if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")))
            if not archives:
                raise Refused("a ZIP without archive/*.warc in it: no WACZ")
            left, numbers = MOST_UNPACKED, itertools.count(1)
            for name in archives:
                with packed.open(name) as member:
                    counter = _Counted(member, left)
                    for found in _pages(file, counter, given, listed):
                        yield Line(file, next(numbers), found.post, found.error)
                    left = counter.left
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Refused(f"cannot be unpacked: {error}") from error


def warc(file: str, stream: BinaryIO, given: Given) -> Iterator[Line]:
    for number, found in enumerate(_pages(file, _Counted(stream, MOST_UNPACKED), given, frozenset()), 1):
        yield Line(file, number, found.post, found.error)


class _Counted:
    """A stream that gives no more than so many bytes. Raises Refused."""

    def __init__(self, stream: Any, left: int) -> None:
        self._stream, self.left = stream, left

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read(min(size, 65_536) if size >= 0 else 65_536)
        self.take(len(data))
        return data

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refused(f"unpacks to more than {MOST_UNPACKED:,} bytes")

    def close(self) -> None:
        self._stream.close()


def _harmless(packed: zipfile.ZipFile) -> list[str]:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(f"holds more than {MOST_MEMBERS:,} files")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(f"unpacks to more than {MOST_UNPACKED:,} bytes")
    for member in members:
        steps = member.filename.replace("\\", "/").split("/")
        if ".." in steps or steps[0] == "" or ":" in steps[0]:
            raise Refused("holds a file whose name leads out of it")
        if member.flag_bits & 1:
            raise Refused("is locked with a password")
    return [member.filename for member in members]


def _listed(packed: zipfile.ZipFile, names: list[str]) -> frozenset[str]:
    """The addresses of the pages that the person captured, as pages/pages.jsonl names them."""
    found: set[str] = set()
    for name in names:
        with packed.open(name) as stream:
            while raw := stream.readline(1_000_000):
                try:
                    said = json.loads(raw)
                except (ValueError, RecursionError):
                    continue  # the list is a help; the pages are in the archive all the same
                if isinstance(said, dict) and isinstance(said.get("url"), str) and len(found) < MOST_PAGES:
                    found.add(urldefrag(said["url"])[0])
    return frozenset(found)


def _pages(file: str, stream: _Counted, given: Given, listed: frozenset[str]) -> Iterator[Line]:
    """A line for each page, once, in the order of the archive; for each, where none is listed, of HTML that was answered with 200."""
    met: set[str] = set()
    try:
        for record in ArchiveIterator(stream):
            url = urldefrag(record.rec_headers.get_header("WARC-Target-URI") or "")[0]
            if record.rec_type != "response" or url in met or (listed and url not in listed) or not _is_page(record):
                continue
            met.add(url)
            body = _body(record, stream)
            declared = (record.http_headers.get_header("content-type") or "").partition("charset=")[2].strip(" \"'")
            at = record.rec_headers.get_header("WARC-Date") or ""
            yield line(file, 0, lambda url=url, body=body, said=declared, at=at: _post(url, body, said, at, given))  # type: ignore[misc]
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        yield Line(file, 0, error=f"the rest of the archive cannot be read: {type(error).__name__}")


def _body(record: Any, stream: _Counted) -> bytes:
    """What was sent, unpacked, a little more than LARGEST at most: whatever it unpacks to counts."""
    source, parts, size = record.content_stream(), list[bytes](), 0
    while size <= LARGEST and (part := source.read(65_536)):
        parts.append(part)
        size += len(part)
        stream.take(len(part))
    return b"".join(parts)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return headers is not None and headers.get_statuscode() == "200" and "html" in (headers.get_header("content-type") or "").lower()


def _post(url: str, body: bytes, declared: str, at: str, given: Given) -> Post:
    if len(body) > LARGEST:
        raise Unfit(f"a page of more than {LARGEST:,} bytes")
    page = articles.read(body, declared)
    return shown_at(url, "\n".join(part for part in (page.title, page.lead, page.text) if part), _moment(at), page.published_at, given)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
