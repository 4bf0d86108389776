"""A pack on trial beside the one of the same name in force, by what the posts of the index were noted to have alerted on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field

from search.port import Index
from tinwatch.backtest.sources import documents
from tinwatch.backtest.tally import day_of, together
from tinwatch.rules.check import TRIAL, Checker
from tinwatch.rules.reading import Problem, Source
from tinwatch.settings import Settings
from topics.records import Detector, decode, utc

SHOWN = 10
"""Posts shown that only one of both saw."""


class Counts(Struct):
    """Posts of a day; those that the pack on trial, the one in force and both alerted on."""

    posts: int = 0
    trial: int = 0
    live: int = 0
    both: int = 0


class Beside(Struct):
    """`only_trial` and `only_live`: the newest posts that only one of both alerted on, id and text."""

    days: dict[str, Counts] = field(default_factory=dict)
    only_trial: list[tuple[str, str]] = field(default_factory=list)
    only_live: list[tuple[str, str]] = field(default_factory=list)

    @property
    def whole(self) -> Counts:
        """All days together."""
        return together(Counts, self.days.values())

    def add(self, pack: str, kept: Kept) -> None:
        said = kept.assessment
        trial = any(rule.name.startswith(f"{pack}/") for rule in said.trial)
        live = any(signal.alert and signal.detector.startswith(f"{pack}/") for signal in said.signals)
        day = self.days.setdefault(day_of(kept.at), Counts())
        day.posts += 1
        day.trial += trial
        day.live += live
        day.both += trial and live
        if trial != live:
            lines = self.only_trial if trial else self.only_live
            if len(lines) < SHOWN:
                lines.append((kept.post.id, " ".join(kept.post.text.split())[:200]))


class Told(Struct):
    """A signal, as far as it matters here."""

    detector: str
    alert: bool = False


class Noted(Struct):
    """An `Assessment`, as far as it matters here."""

    signals: tuple[Told, ...] = ()
    trial: tuple[Detector, ...] = ()


class Worded(Struct):
    id: str
    text: str


class Kept(Struct):
    """An `Assessed`, as far as it matters here."""

    post: Worded
    assessment: Noted
    at: datetime


Show = Callable[[int], None]
"""Told how many posts have been read."""


async def compared(index: Index, begun: Mapping[str, datetime], show: Show = lambda done: None) -> dict[str, Beside]:
    """Of each pack, by its name, since its moment in `begun`. Reads the posts once, newest first; raises what the index raises."""
    found = {pack: Beside() for pack in begun}
    if begun:
        done = 0
        async for part in documents(index, min(begun.values())):
            await asyncio.to_thread(_add, found, begun, part.raws)
            show(done := done + len(part.raws))
    return found


def on_trial(settings: Settings, checker: Checker) -> tuple[list[Source], list[Problem]]:
    """The packs in the folder `trial` that are well, and what is wrong with the others."""
    return checker.check_folder(settings.rules_folder / TRIAL)


def _add(found: Mapping[str, Beside], begun: Mapping[str, datetime], records: Sequence[bytes]) -> None:
    for record in records:
        kept = decode(record, Kept)
        for pack, beside in found.items():
            if utc(kept.at) >= begun[pack]:
                beside.add(pack, kept)
