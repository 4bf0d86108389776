"""`tinwatch verify`: is a packet whole, and since when? Offline, with nothing but the packet."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from channels.sealing import Seal, opened
from tinwatch.settings import load


@click.command(
    short_help="Check a packet's files, chain and time-stamp.", epilog="Example: tinwatch verify VN-2026-000123.zip --ca authority.pem"
)
@click.argument("packets", nargs=-1, required=True, metavar="PACKET…", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--ca", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificates (PEM) of the authority; else as set."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
def verify(packets: tuple[Path, ...], ca: Path | None, form: str) -> None:
    """Check that no byte of a packet was changed since it was made, and say what was proven and when.

    Needs no network. Without the certificate of the authority a time-stamp is read but not proven. Exit code: 0 all whole, 1 a packet is
    broken (the place is named), 2 wrong usage.
    """
    file = ca or _set()
    roots = file.read_bytes() if file else b""
    broken = False
    for packet in packets:
        try:
            seal = opened(packet.read_bytes(), roots)
        except OSError as error:
            seal = Seal((f"cannot be read: {error.strerror}",))
        broken |= bool(seal.problems)
        print(json.dumps(_record(packet, seal), ensure_ascii=False) if form == "jsonl" else _told(packet, seal, proving=bool(roots)))
    sys.exit(1 if broken else 0)


def _set() -> Path | None:
    named = load().timestamp_ca
    return Path(named).expanduser() if named else None


def _record(packet: Path, seal: Seal) -> dict[str, object]:
    manifest = seal.manifest
    return {
        "packet": str(packet),
        "whole": not seal.problems,
        "problems": seal.problems,
        "case": manifest.case if manifest else None,
        "made_at": manifest.made_at.isoformat() if manifest else None,
        "files": len(manifest.files) if manifest else 0,
        "captures": seal.captures,
        "unstamped": seal.unstamped,
        "stamps": {name: {"at": s.at.isoformat(), "by": s.authority, "proven": s.proven} for name, s in (seal.stamps or {}).items()},
    }


def _told(packet: Path, seal: Seal, *, proving: bool) -> str:
    if seal.problems:
        return "\n".join([f"{packet}: BROKEN", *(f"  {problem}" for problem in seal.problems)])
    manifest = seal.manifest
    assert manifest
    counts = f"{len(manifest.files)} files, {seal.captures} captures"
    told = [f"{packet}: whole: case {manifest.case}, {counts}, made {manifest.made_at:%Y-%m-%d %H:%M:%S %Z}"]
    for name, stamp in (seal.stamps or {}).items():
        how = "proven" if stamp.proven else "read but not proven: name its certificate with --ca"
        told.append(f"  {name}: existed at {stamp.at:%Y-%m-%d %H:%M:%S %Z} says {stamp.authority or 'an authority'} ({how})")
    if seal.stamps and seal.unstamped:
        told.append(f"  no time-stamp: {', '.join(seal.unstamped)}")
    if not seal.stamps and not proving:
        told.append("  no time-stamp: when it was made is what the desk itself says")
    return "\n".join(told)
