"""Compiled patterns kept between two starts, in the cache folder; losing them costs two seconds, nothing else."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path

MOST = 24
"""Files that are kept: two for each set of patterns, one for each blocklist; a few megabytes together."""


class Shelf(MutableMapping[str, bytes]):
    """A folder of files. One that cannot be written (a read-only container) keeps nothing and does not complain."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __setitem__(self, name: str, content: bytes) -> None:
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as draft:
                draft.write(content)
            os.replace(draft.name, self._folder / name)  # two processes may compile at once; readers see a whole file or none
            for old in sorted(self._folder.glob("*"), key=lambda path: path.stat().st_mtime)[:-MOST]:
                old.unlink()

    def __delitem__(self, name: str) -> None:
        with contextlib.suppress(OSError):
            (self._folder / name).unlink()

    def __iter__(self) -> Iterator[str]:
        return (path.name for path in self._folder.glob("*")) if self._folder.is_dir() else iter(())

    def __len__(self) -> int:
        return sum(1 for _ in self)
