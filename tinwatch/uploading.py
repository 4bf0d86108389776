"""Files that people bring: whose pages the desk vouches for, what is in a file before anything is sent, and the way of its posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from collectors.lines import Line
from collectors.pictures import Missing, Reader, Tesseract
from collectors.uploads.addresses import PREFIX, located
from collectors.uploads.making import Given
from collectors.uploads.owners import Owners
from collectors.uploads.recognising import recognised
from collectors.uploads.refused import Refused
from search.port import Index
from topics.records import Page, Post


async def owners(index: Index, more: Sequence[Page] = ()) -> Owners:
    """The pages on the watch-list under every name that a file may give them, and `more`, for which a person vouches now."""
    watched = [one.watched for one in await index.pages() if one.watched is not None and not one.watched.gone]
    names: dict[str, Page] = {}
    for one in watched:
        names[f"{PREFIX.get(one.platform, 'web')}:{one.ref}"] = one.page
        if (where := located(one.url)) is not None and where.page:
            names[where.page] = one.page
    return Owners([*(one.page for one in watched), *more], names)


def picture_reader() -> Reader | None:
    """The reader of pictures; None where it is not installed, which each picture then says."""
    try:
        return Tesseract()
    except Missing:
        return None


@dataclass
class Reading:
    """What was in a file, counted while its posts pass by. `refused`: nothing of it was taken, and why."""

    file: str
    format: str = "-"
    posts: int = 0
    problems: int = 0
    refused: str = ""
    first: list[Post] = field(default_factory=list)
    told: list[Line] = field(default_factory=list)

    def notes(self, found: Line, most: int) -> None:
        if found.post is not None:
            self.posts += 1
            self.first += [found.post] if len(self.first) < most else []
        else:
            self.problems += 1
            self.told += [found] if len(self.told) < most else []


def good(path: Path, given: Given, reading: Reading, complain: Callable[[Line], None], most: int = 0) -> Iterator[Line]:
    """The lines of a file that are posts; what is none is counted in `reading` and told, one line after the other."""
    try:
        found = recognised(path, given, reading.file)
        reading.format = found.format
        for one in found.lines:
            reading.notes(one, most)
            if one.post is not None:
                yield one
            else:
                complain(one)
    except (Refused, OSError) as error:
        reading.refused = str(error)
        complain(Line(reading.file, 0, error=str(error)))


def all_good(files: Iterable[tuple[Path, Reading]], given: Given, complain: Callable[[Line], None]) -> Iterator[Line]:
    """The posts of several files, in order."""
    for path, reading in files:
        yield from good(path, given, reading, complain)
