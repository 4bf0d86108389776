"""A model directory: where it lies, what its `reader.json` says, and whether its files are the ones that it names."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

MANIFEST = "reader.json"
FORMAT = 1


class Unusable(ValueError):
    """A directory that cannot be used; the message names the file, what is wrong, and what would do."""


class Missing(Unusable):
    """There is no such directory."""


class Manifest(msgspec.Struct, frozen=True):
    """What stands in `reader.json`. `sha256` covers every file that is used; `facts` are for people.

    An embedder's has no more than the first six; for a reader see agents/reading.py for what `combine` and `limits` mean.
    """

    format: int
    name: str
    version: str
    prefix: str
    max_length: int
    sha256: dict[str, str]
    stances: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    temperature: dict[str, float] = {}
    combine: dict[str, float] = {}
    stance_weight: float = 0.5
    limits: dict[str, float] = {}
    facts: dict[str, object] = {}


def found(place: str) -> Path:
    """The directory of this path, or of this hub name in the local cache of Hugging Face; nothing is fetched. Raises Missing."""
    folder = Path(place).expanduser()
    if folder.is_dir():
        return folder
    if folder.is_absolute() or place.startswith((".", "~")) or place.count("/") != 1:
        raise Missing(f"{folder}: there is no such directory")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(place, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as error:
        fetch = f"fetch it first (`hf download {place}`) or name a directory"
        raise Missing(f"{place}: neither a directory nor in the local cache of Hugging Face; {fetch}") from error


def read(folder: Path) -> Manifest:
    """The manifest, once every file that it names is there and whole. Raises Unusable."""
    raw = _bytes(folder / MANIFEST)
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except msgspec.DecodeError as error:
        raise Unusable(f"{folder / MANIFEST}: {error}") from error
    if manifest.format != FORMAT:
        raise Unusable(f"{folder / MANIFEST}: format {manifest.format}, this tinwatch reads {FORMAT}")
    if not manifest.sha256:
        raise Unusable(f"{folder / MANIFEST}: names no file in sha256")
    for name, digest in manifest.sha256.items():
        if hashlib.sha256(_bytes(folder / name)).hexdigest() != digest:
            raise Unusable(f"{folder / name}: damaged or another model's: its SHA-256 is not what {MANIFEST} says; copy the directory anew")
    return manifest


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        kind = Missing if not file.parent.is_dir() else Unusable
        raise kind(f"{file}: not there; copy the directory anew") from error
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from error
