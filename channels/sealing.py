"""A packet of files that nobody can change unseen, and what proves it: `tinwatch verify` needs nothing but the packet.

A ZIP of one exact form (channels/zips.py) with `manifest.json`, which has the SHA-256 of every other file; `chain.jsonl`, the case's log of
captures; `manifest.tsr`, a time-stamp of the manifest where an authority is set; and `SHA256SUMS` over the manifest and that.
Captures in it (`evidence/<n>/`) keep their own manifest and time-stamp, from the hour when each was made.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from channels import zips
from channels.chains import broken, lines
from channels.stamps import Stamp, Unstamped, checked

MANIFEST, STAMP, SUMS, CHAIN = "manifest.json", "manifest.tsr", "SHA256SUMS", "chain.jsonl"
OWN = frozenset({MANIFEST, STAMP, SUMS, CHAIN})
EVIDENCE = "evidence"
"""Folder of the captures in a packet, each in one of its own that is called by its number in the log."""

LARGEST = 512_000_000
"""Bytes of one packet."""

SCHEMA = 1
Fact = str | int | bool | None


class File(Struct, frozen=True, kw_only=True):
    path: str
    sha256: str
    bytes: int
    media_type: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a packet, or one capture, holds. `kind` is "packet" or "capture"; `facts` are what else stands about it."""

    kind: str
    case: str
    made_at: datetime
    tool: str
    files: tuple[File, ...]
    stamped: bool = False
    facts: dict[str, Fact] = {}
    schema: int = SCHEMA


@dataclass(frozen=True)
class Seal:
    """What a packet proves. `problems` name the places that are broken, the first one first; none: it is whole. `stamps`: by file.
    `unstamped`: folders of captures without one, which is no fault: an authority may be away."""

    problems: tuple[str, ...]
    manifest: Manifest | None = None
    stamps: Mapping[str, Stamp] | None = None
    captures: int = 0
    unstamped: tuple[str, ...] = ()


def manifested(
    kind: str,
    case: str,
    made_at: datetime,
    files: Mapping[str, bytes],
    *,
    tool: str = "tinwatch 0.1",
    stamped: bool = False,
    facts: Mapping[str, Fact] | None = None,
) -> bytes:
    """A manifest of these files, as it is kept."""
    listed = tuple(
        File(path=path, sha256=_sha256(content), bytes=len(content), media_type=_media_type(path))
        for path, content in sorted(files.items())
    )
    written = Manifest(kind=kind, case=case, made_at=made_at, tool=tool, files=listed, stamped=stamped, facts=dict(facts or {}))
    return msgspec.json.format(msgspec.json.encode(written), indent=1) + b"\n"


def sealed(
    files: Mapping[str, bytes],
    case: str,
    made_at: datetime,
    chain: bytes = b"",
    stamp: Callable[[bytes], bytes] | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> bytes:
    """The packet of these files about `case` (its number); the same input gives the same bytes, but for the time-stamp.

    `chain` is the case's log of captures as it lies in its folder, `stamp` gives the time-stamp of the manifest and may raise Unstamped.
    ValueError for a name that no packet takes.
    """
    taken = OWN.intersection(files)
    if taken:
        raise ValueError(f"{min(taken)}: every packet has one of its own")
    inside = {**files, CHAIN: chain}
    manifest = manifested("packet", case, made_at, inside, stamped=stamp is not None, facts=facts)
    proof = {MANIFEST: manifest} | ({STAMP: stamp(manifest)} if stamp else {})
    sums = "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(proof.items()))
    packet = zips.written({**inside, **proof, SUMS: sums.encode()})
    if len(packet) > LARGEST:
        raise ValueError(f"the packet would have {len(packet):,} bytes, at most {LARGEST:,}")
    return packet


def problems(packet: bytes, roots: bytes = b"") -> list[str]:
    """Where the packet is broken, the first place first; empty when it is whole. `roots`: certificates (PEM) of trusted authorities."""
    return list(opened(packet, roots).problems)


def opened(packet: bytes, roots: bytes = b"") -> Seal:
    """What the packet proves; never raises for what is in it."""
    if len(packet) > LARGEST:
        return Seal((f"the packet has {len(packet):,} bytes, at most {LARGEST:,}",))
    try:
        files = zips.read(packet)
    except zips.Damaged as damage:
        return Seal((str(damage),))
    manifest = _read(files.get(MANIFEST, b""))
    if manifest is None:
        return Seal((f"{MANIFEST}: is not there, or no manifest",))
    stamps: dict[str, Stamp] = {}
    found = [*_unsummed(files), *_unlisted(files, manifest), *_unchained(files), *_unstamped(files, manifest, roots, stamps)]
    captures = sorted(_captures(files).values(), key=lambda folder: (len(folder), folder))
    return Seal(tuple(found), manifest, stamps, len(captures), tuple(one for one in captures if f"{one}/{STAMP}" not in files))


def _unsummed(files: Mapping[str, bytes]) -> Iterator[str]:
    parts = (line.partition("  ") for line in files.get(SUMS, b"").decode("ascii", "replace").splitlines())
    sums = {name: digest for digest, _, name in parts}
    for name in (MANIFEST, STAMP):
        if sums.pop(name, None) != (_sha256(files[name]) if name in files else None):
            yield f"{name}: is not what {SUMS} says"
    if sums or files.get(SUMS, b"").count(b"\n") != (MANIFEST in files) + (STAMP in files):
        yield f"{SUMS}: has lines of other files"


def _unlisted(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[str]:
    listed = {file.path: file for file in manifest.files}
    for name in sorted({*listed, *files} - {MANIFEST, STAMP, SUMS}):
        if name not in files:
            yield f"{name}: is missing"
        elif name not in listed:
            yield f"{name}: was added, {MANIFEST} does not know it"
        elif (listed[name].sha256, listed[name].bytes) != (_sha256(files[name]), len(files[name])):
            yield f"{name}: was changed"


def _unchained(files: Mapping[str, bytes]) -> Iterator[str]:
    """The log of captures, and that every capture in the packet is the one that its line tells of."""
    log = files.get(CHAIN, b"")
    if place := broken(log):
        yield f"{CHAIN}: {place}"
        return
    told = {str(line.get("capture")): line.get("sha256") for line in lines(log)}
    for number, folder in sorted(_captures(files).items()):
        where = f"{folder}/{MANIFEST}"
        if told.get(number) != _sha256(files[where]):
            yield f"{where}: {CHAIN} tells of another one" if number in told else f"{where}: {CHAIN} does not tell of it"
        manifest = _read(files[where])
        for file in manifest.files if manifest else ():
            there = files.get(f"{folder}/{file.path}")
            if there is not None and _sha256(there) != file.sha256:  # what may leave the desk only by itself need not be in the packet
                yield f"{folder}/{file.path}: is not what was captured"


def _unstamped(files: Mapping[str, bytes], manifest: Manifest, roots: bytes, stamps: dict[str, Stamp]) -> Iterator[str]:
    if STAMP not in files and (manifest.stamped or roots):
        yield f"{STAMP}: is missing"
    for name in sorted(files):
        at = PurePosixPath(name)
        stamped = str(at.parent / MANIFEST)
        if at.name == STAMP and stamped in files:
            try:
                stamps[name] = checked(files[name], files[stamped], roots)
            except Unstamped as why:
                yield f"{name}: {why}"


def _captures(files: Mapping[str, bytes]) -> dict[str, str]:
    """Number and folder of the captures in the packet."""
    parts = (PurePosixPath(name).parts for name in files)
    return {part[1]: f"{part[0]}/{part[1]}" for part in parts if len(part) == 3 and part[0] == EVIDENCE and part[2] == MANIFEST}


def _read(content: bytes) -> Manifest | None:
    try:
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _media_type(path: str) -> str:
    known = {
        ".jsonl": "application/jsonl",
        ".wacz": "application/wacz",
        ".gz": "application/gzip",
        ".md": "text/markdown",
        ".eml": "message/rfc822",
    }
    suffix = PurePosixPath(path).suffix.lower()
    return known.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
