"""Exchanges of HTTP as WARC (ISO 28500) and packed as WACZ 1.1.1, which replayweb.page and pywb open.

`warcio` writes the records. The WACZ is put together here: the library for it brings a data-package framework along for one ZIP.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SOFTWARE = "tinwatch 0.1"
ARCHIVE, INDEX, PAGES, PACKAGE = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl", "datapackage.json"


@dataclass(frozen=True)
class Exchange:
    """One request by GET and its answer, the body as it was sent but for the chunks of its transfer."""

    url: str
    at: datetime
    asked: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name), "")


def warc(exchanges: Sequence[Exchange], at: datetime) -> tuple[bytes, str]:
    """A WARC, each record packed by itself, and its SHA-256 in hexadecimal."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    info = {
        "software": SOFTWARE,
        "format": "WARC File Format 1.0",
        "description": "public pages as sent without a login; names may be in them: sealed",
    }
    _write(writer, writer.create_warcinfo_record("data.warc.gz", info))
    for one in exchanges:
        parts = urlsplit(one.url)
        date = {"WARC-Date": f"{one.at:%Y-%m-%dT%H:%M:%SZ}"}
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = StatusAndHeaders(f"GET {target} HTTP/1.1", list(one.asked), is_http_request=True)
        # The chunks are gone: a header that promises them would break the replay.
        headers = [(f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name, value) for name, value in one.headers]
        told = StatusAndHeaders(f"{one.status} {one.reason}", headers, protocol="HTTP/1.1")
        response = writer.create_warc_record(
            one.url, "response", payload=io.BytesIO(one.body), http_headers=told, warc_headers_dict=dict(date)
        )
        _write(writer, response)
        linked = date | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
        _write(writer, writer.create_warc_record(one.url, "request", http_headers=asked, warc_headers_dict=linked))
    raw = out.getvalue()
    return raw, hashlib.sha256(raw).hexdigest()


def _write(writer: WARCWriter, record: Any) -> None:
    """A record, and an end to the temporary file that warcio counts its bytes in."""
    writer.write_record(record)
    record.raw_stream.close()


def wacz(archive: bytes, pages: Sequence[tuple[str, str, datetime]], at: datetime) -> bytes:
    """The WARC with an index, its pages (address, title, time) and the digests of all."""
    listed = [{"format": "json-pages-1.0", "id": "pages", "title": "Captured pages"}]
    listed += [
        {"id": str(n), "url": url, "ts": f"{when:%Y-%m-%dT%H:%M:%SZ}", "title": title} for n, (url, title, when) in enumerate(pages, 1)
    ]
    files = {ARCHIVE: archive, INDEX: _index(archive), PAGES: b"".join(_json(line) + b"\n" for line in listed)}
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": _sha256(content), "bytes": len(content)} for path, content in files.items()
    ]
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "created": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "software": SOFTWARE,
        "resources": resources,
    }
    files[PACKAGE] = json.dumps(package, ensure_ascii=False, indent=1).encode()
    files["datapackage-digest.json"] = _json({"path": PACKAGE, "hash": _sha256(files[PACKAGE])})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packing:
        for path, content in files.items():
            packing.writestr(zipfile.ZipInfo(path), content)
    return out.getvalue()


def _index(archive: bytes) -> bytes:
    """Where each answer stands in the WARC, as CDXJ, sorted."""
    lines = []
    walk = ArchiveIterator(io.BytesIO(archive))
    for record in walk:
        if record.rec_type != "response":
            continue
        headers, url = record.rec_headers, record.rec_headers.get_header("WARC-Target-URI")
        status, kind = record.http_headers.get_statuscode(), record.http_headers.get_header("content-type") or ""
        record.content_stream().read()
        told = {
            "url": url,
            "mime": kind.partition(";")[0].strip(),
            "status": status,
            "digest": headers.get_header("WARC-Payload-Digest"),
            "length": str(walk.get_record_length()),
            "offset": str(walk.get_record_offset()),
            "filename": ARCHIVE.rpartition("/")[2],
        }
        stamp = "".join(digit for digit in headers.get_header("WARC-Date") if digit.isdigit())[:14]
        lines.append(f"{_sortable(url)} {stamp} ".encode() + _json(told) + b"\n")
    return b"".join(sorted(lines))


def _sortable(url: str) -> str:
    """The address with its host turned round (SURT), as indexes of archives sort them."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()
