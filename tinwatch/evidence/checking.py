"""Is all evidence still as it was kept? Every byte is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from channels.chains import broken, last, lines, whole
from channels.sealing import CHAIN, MANIFEST, STAMP, Manifest
from channels.stamps import Unstamped, checked
from tinwatch.evidence.cabinet import Cabinet
from topics.cases import Captured

CHECKED = ".checked"
"""File whose time tells when all was found whole last."""

LOOKED = ".looked"
"""File that tells when somebody looked last (its time) and what was found then."""

ELSEWHERE = "is not here, the case tells of it"
"""Ends a problem that is none where another machine keeps evidence too: no log here ever told of that capture."""


class Looked(msgspec.Struct, frozen=True):
    """What a look found: the places that are wrong, and where the log of all cases stood."""

    problems: tuple[str, ...] = ()
    chain: str = ""


def looked(cabinet: Cabinet) -> Looked:
    """What the last look found; nothing where nobody looked yet."""
    try:
        return msgspec.json.decode((cabinet.root / LOOKED).read_bytes(), type=Looked)
    except (FileNotFoundError, msgspec.MsgspecError):
        return Looked()


def note(cabinet: Cabinet, found: Sequence[str]) -> None:
    """Writes down that somebody looked now, and what was wrong."""
    log, draft = cabinet.root / CHAIN, cabinet.root / f"{LOOKED}.part"
    content = log.read_bytes() if log.is_file() else b""
    chain = looked(cabinet).chain if broken(whole(content)) else last(content)
    draft.write_bytes(msgspec.json.encode(Looked(tuple(found), chain)) + b"\n")
    draft.rename(cabinet.root / LOOKED)
    if not found:
        (cabinet.root / CHECKED).touch()


def problems(cabinet: Cabinet, roots: bytes = b"", known: Mapping[str, Sequence[Captured]] | None = None) -> Iterator[str]:
    """Each place that is not as it was kept; `known` are the captures that the cases tell of, `roots` as for `tinwatch verify`."""
    log = cabinet.root / CHAIN
    content = whole(log.read_bytes()) if log.is_file() else b""
    if place := broken(content):
        yield f"{CHAIN}: {place}"
        content = b""
    elif (before := looked(cabinet).chain) and before not in {str(line["chain"]) for line in lines(content)}:
        yield f"{CHAIN}: was cut off, or written anew, since somebody looked last"
    everywhere = {str(line["sha256"]) for line in lines(content)}
    for folder in cabinet.cases():
        try:
            yield from _of_case(folder, everywhere if content else None, roots)
        except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
            yield f"{folder.name}/: cannot be read: {type(error).__name__}: {error}"
    for captures in (known or {}).values():
        yield from _untold(cabinet, [one for one in captures if one.path], everywhere)


def _untold(cabinet: Cabinet, captures: Sequence[Captured], everywhere: set[str]) -> Iterator[str]:
    """What a case tells of and is not there."""
    for one in captures:
        manifest = cabinet.root / one.path / MANIFEST
        if not manifest.is_file():
            yield f"{one.path}: " + ("is missing, the case tells of it" if one.sha256 in everywhere else ELSEWHERE)
        elif _sha256(manifest) != one.sha256:
            yield f"{one.path}/{MANIFEST}: is not the one that the case tells of"


def _of_case(folder: Path, everywhere: set[str] | None, roots: bytes) -> Iterator[str]:
    log = folder / CHAIN
    content = whole(log.read_bytes()) if log.is_file() else b""
    if place := broken(content):
        yield f"{folder.name}/{CHAIN}: {place}"
        return
    told = {str(line["capture"]): str(line["sha256"]) for line in lines(content)}
    for number, digest in told.items():
        manifest = folder / number / MANIFEST
        where = f"{folder.name}/{number}"
        if not manifest.is_file():
            yield f"{where}: is missing"
        elif _sha256(manifest) != digest:
            yield f"{where}/{MANIFEST}: was changed"
        else:
            yield from _of_capture(folder / number, where, roots)
        if everywhere is not None and digest not in everywhere:
            yield f"{where}: {CHAIN} of all cases does not tell of it"
    for one in sorted(folder.iterdir()):
        if one.is_dir() and one.name.isdecimal() and one.name not in told:
            yield f"{folder.name}/{one.name}: {CHAIN} does not tell of it"


def _of_capture(folder: Path, where: str, roots: bytes) -> Iterator[str]:
    raw = (folder / MANIFEST).read_bytes()
    manifest = msgspec.json.decode(raw, type=Manifest)
    listed = {file.path: file.sha256 for file in manifest.files}
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {MANIFEST, STAMP}
    for name in sorted({*listed, *there}):
        if name not in there:
            yield f"{where}/{name}: is missing"
        elif name not in listed:
            yield f"{where}/{name}: was added"
        elif _sha256(folder / name) != listed[name]:
            yield f"{where}/{name}: was changed"
    if not manifest.stamped and not (folder / STAMP).is_file():
        return
    try:
        checked((folder / STAMP).read_bytes(), raw, roots)
    except (Unstamped, OSError) as why:
        yield f"{where}/{STAMP}: {why}"


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
