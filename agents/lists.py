"""The blocklists in force: those that ship with tinwatch, each replaced by the desk's newer copy where there is one."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, MutableMapping
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from enrichers.blocklist import Blocklist, hosts_in, packed

KINDS = ("scam", "gambling")
"""What a list's name begins with: it says what its hosts are reported for."""

_ENDINGS = (".txt.gz", ".txt")


def blocklist(shelf: MutableMapping[str, bytes], folder: Path | None = None) -> Blocklist:
    """All lists, packed once and kept on the `shelf`; `folder` holds the desk's own, named `kind.publisher.txt` or `.txt.gz`."""
    return Blocklist({name: _packed(read(file), shelf) for name, file in sources(folder).items()})


def sources(folder: Path | None = None) -> dict[str, Traversable]:
    """List name → the file it comes from."""
    found = dict(_named(files("enrichers") / "blocklists"))
    if folder is not None and folder.is_dir():
        found.update(_named(folder))
    return found


def read(file: Traversable) -> bytes:
    """A list's text in bytes, unpacked."""
    content = file.read_bytes()
    return gzip.decompress(content) if file.name.endswith(".gz") else content


def _named(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        name = next((file.name.removesuffix(ending) for ending in _ENDINGS if file.name.endswith(ending)), "")
        if name.partition(".")[0] in KINDS:
            yield name, file


def _packed(content: bytes, shelf: MutableMapping[str, bytes]) -> bytes:
    """Packing a hundred thousand hosts takes a second, so it is done once for each content."""
    key = f"hosts-{sys.byteorder}-{blake2b(content, digest_size=16).hexdigest()}"
    if key not in shelf:
        shelf[key] = packed(hosts_in(content.decode(errors="replace")))
    return shelf[key] if key in shelf else packed(hosts_in(content.decode(errors="replace")))
