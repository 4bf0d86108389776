"""An escalation with all the evidence that was kept of it, in one sealed file: `tinwatch verify` needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from channels import stamps
from channels.packet import Kept, Lacking
from channels.sealing import CHAIN, EVIDENCE, MANIFEST, STAMP, Manifest, sealed
from channels.stamps import Unstamped
from tinwatch.evidence.cabinet import Cabinet
from tinwatch.evidence.making import PAGES, SCREENSHOT
from tinwatch.settings import Settings
from topics.cases import Captured, Case


def cabinet(settings: Settings) -> Cabinet:
    return Cabinet(settings.home.absolute() / "evidence")


def kept(case: Case, cabinet: Cabinet) -> Kept:
    """Where the parts of the case's first capture stand in its sealed packet, with their digests, nothing where it is not here; and which
    of all captures have no time-stamp."""
    unstamped = tuple(_place(one) for one in case.captures if one.path and cabinet.content(one, STAMP) is None)
    first = next((one for one in case.captures if one.sha256), None)
    raw = cabinet.content(first, MANIFEST) if first else None
    if first is None or raw is None:
        return Kept(unstamped=unstamped)
    manifest = msgspec.json.decode(raw, type=Manifest)
    digests = {file.path: file.sha256 for file in manifest.files}
    place = _place(first)
    return Kept(
        wacz=f"{place}/{PAGES}" if PAGES in digests else "",
        warc_sha256=str(manifest.facts.get("warc_sha256") or ""),
        screenshot_sha256=digests.get(SCREENSHOT, ""),
        rfc3161="" if place in unstamped else f"{place}/{STAMP}",
        unstamped=unstamped,
    )


def _place(one: Captured) -> str:
    """The folder of a capture in the packet."""
    return f"{EVIDENCE}/{Path(one.path).name}"


def sealing(case: Case, at: datetime, cabinet: Cabinet, settings: Settings) -> Callable[[Mapping[str, bytes]], bytes]:
    """Puts papers and all evidence of this case into one sealed file. That raises Lacking when the evidence which the case tells of is not
    whole on this machine, or the authority does not stamp."""

    def seal(papers: Mapping[str, bytes]) -> bytes:
        files = dict(papers)
        for one in case.captures:
            files |= _of_capture(one, cabinet)
        log = cabinet.folder(case.id) / CHAIN
        stamp = partial(stamps.ask, url=settings.timestamp_authority) if settings.timestamp_authority else None
        try:
            return sealed(files, case.number, at, chain=log.read_bytes() if log.is_file() else b"", stamp=stamp)
        except Unstamped as why:
            raise Lacking("timestamp") from why
        except ValueError as why:
            raise Lacking("evidence_size") from why

    return seal


def _of_capture(one: Captured, cabinet: Cabinet) -> dict[str, bytes]:
    folder = (cabinet.root / one.path).resolve()
    if not one.path or not folder.is_relative_to(cabinet.root.resolve()) or not (folder / MANIFEST).is_file():
        raise Lacking("evidence_here")
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return {f"{EVIDENCE}/{folder.name}/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
