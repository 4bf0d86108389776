"""ZIP files of which one content has one form, byte for byte: so whatever anybody changes in one can be seen. Pure.

Nothing is compressed: what a compressor writes depends on its version, and what is not compressed cannot be a bomb.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping

MOST = 10_000
"""Files in one packet."""

_NAME = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))[A-Za-z0-9._+=@-][A-Za-z0-9._+=@ -]*(?:/[A-Za-z0-9._+=@-][A-Za-z0-9._+=@ -]*)*")
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError, EOFError, struct.error)


class Damaged(Exception):
    """Not a packet as `written` writes one; the message names the place."""


def safe(name: str) -> bool:
    """Whether a file of this name lies below the folder that it is unpacked in, wherever that is."""
    return len(name) <= 200 and _NAME.fullmatch(name) is not None


def written(files: Mapping[str, bytes]) -> bytes:
    """The ZIP of these files, in the order of their names; ValueError for a name that is not safe."""
    for name in files:
        if not safe(name):
            raise ValueError(f"{name!r}: not a name for a file in a packet")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)  # 1980-01-01, the earliest that a ZIP can say: when is told by the manifest
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def read(packet: bytes) -> dict[str, bytes]:
    """The files of a packet; Damaged with the first place that is not as `written` writes it."""
    try:
        with zipfile.ZipFile(io.BytesIO(packet)) as archive:
            entries = archive.infolist()
            _known(entries, len(packet))
            files = {entry.filename: _content(archive, entry) for entry in entries}
            starts = {entry.header_offset: entry.filename for entry in entries}
            directory = archive.start_dir
    except _UNREADABLE as error:
        raise Damaged(f"central directory: {error}") from error
    whole = written(files)
    if whole != packet:
        at = next((n for n, (one, other) in enumerate(zip(packet, whole, strict=False)) if one != other), min(len(packet), len(whole)))
        raise Damaged(f"{_place(at, starts, directory)}, byte {at}: is not as a packet has it")
    return files


def _known(entries: list[zipfile.ZipInfo], size: int) -> None:
    seen: set[str] = set()
    if len(entries) > MOST:
        raise Damaged(f"central directory: more than {MOST:,} files")
    for entry in entries:
        if not safe(entry.filename) or entry.orig_filename != entry.filename:
            raise Damaged(f"central directory: {entry.orig_filename!r} is no name for a file in a packet")
        if entry.filename in seen:
            raise Damaged(f"central directory: {entry.filename} is there more than once")
        seen.add(entry.filename)
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits:
            raise Damaged(f"central directory: {entry.filename} is compressed, encrypted or of a form that packets do not have")
    if sum(entry.file_size for entry in entries) > size:
        raise Damaged("central directory: files larger than the packet")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except _UNREADABLE as error:
        raise Damaged(f"{entry.filename}: {error}") from error


def _place(at: int, starts: Mapping[int, str], directory: int) -> str:
    if at >= directory:
        return "central directory"
    before = [start for start in starts if start <= at]
    return f"{starts[max(before)]}, header or content" if before else "before the first file"
