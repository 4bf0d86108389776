"""From data to a model file with its facts: what `tinwatch model train` and `tinwatch model eval` do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from agents.learned import Learned
from tinwatch.learning import alerting, baiting
from tinwatch.learning.background import background
from tinwatch.learning.desk.rows import Row, taught
from tinwatch.learning.figures import figures
from tinwatch.learning.samples import FILES, Sample, digests, samples
from tinwatch.reading.embedder import Embedder

Shelf = MutableMapping[str, bytes]
Say = Callable[[str], None]


def alert_model(shelf: Shelf, ordinary: Path | None, say: Say = lambda _: None, desk: Sequence[Row] = ()) -> bytes:
    """The alert model with its figures by folds; `ordinary` is a file of comments to take negatives from.

    Rows of the `desk` are learned from and never judged on; a model that learned from them says so and must not be shipped.
    """
    of, by, facts = _alert(shelf, ordinary, alerting.FOLDS, say, desk)
    return alerting.trained(of, by, {**facts, "figures": figures(of, by)})


def alert_figures(shelf: Shelf, ordinary: Path | None, count: int, say: Say = lambda _: None) -> dict[str, Any]:
    of, by, _ = _alert(shelf, ordinary, count, say)
    return figures(of, by)


def _alert(
    shelf: Shelf, ordinary: Path | None, count: int, say: Say, desk: Sequence[Row] = ()
) -> tuple[alerting.Material, alerting.Folded, dict[str, object]]:
    rows = samples()
    facts: dict[str, object] = {"folds": count, "data": digests(FILES), "samples": len(rows)}
    if ordinary is not None:
        talk = ordinary_talk(rows, ordinary, shelf, say)
        rows = [*rows, *talk]
        facts["background"] = {ordinary.parent.name: hashlib.sha256(ordinary.read_bytes()).hexdigest()[:16]}
        facts["background rows"] = len(talk)
    if desk:
        rows = [*rows, *(row.sample for row in desk)]
        facts["desk"] = taught(desk)
    say(f"looking at {len(rows):,} samples")
    of = alerting.material(rows, shelf)
    say(f"{count} folds")
    return of, alerting.folded(of, count), facts


def ordinary_talk(rows: list[Sample], file: Path, shelf: Shelf, say: Say) -> list[Sample]:
    """Comments of a file of records that a first model, made of the rows, takes for alerts; as negatives."""
    say("a first model, to find the ordinary comments it gets wrong")
    of = alerting.material(rows, shelf)
    return background(file, Learned(alerting.trained(of, alerting.folded(of, 2), {})), shelf)


def clickbait_model(embedder: Embedder | None, say: Say = lambda _: None) -> bytes:
    """The clickbait model with its figures by folds; without an embedder by words alone."""
    of, by = _baits(alerting.FOLDS, embedder, say)
    files = (baiting.FILE, *FILES)
    facts: dict[str, object] = {"folds": alerting.FOLDS, "data": digests(files), "figures": baiting.figures(of, by)}
    return baiting.trained(of, by, facts)


def clickbait_figures(count: int, embedder: Embedder | None, say: Say = lambda _: None) -> dict[str, Any]:
    return baiting.figures(*_baits(count, embedder, say))


def _baits(count: int, embedder: Embedder | None, say: Say) -> tuple[baiting.Material, baiting.Judged]:
    say("looking at headlines")
    of = baiting.material(baiting.headlines(samples()))
    return of, baiting.judged(of, count, embedder, say)
