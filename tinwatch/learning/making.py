"""From data to a model file with its facts: what `tinwatch model train` and `tinwatch model eval` do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from agents.learned import Learned
from tinwatch.learning import alerting, baiting
from tinwatch.learning.background import background
from tinwatch.learning.figures import figures
from tinwatch.learning.samples import FILES, Sample, digests, samples

Shelf = MutableMapping[str, bytes]
Say = Callable[[str], None]


def alert_model(shelf: Shelf, ordinary: Path | None, say: Say = lambda _: None) -> bytes:
    """The alert model with its figures by folds; `ordinary` is a file of comments to take negatives from."""
    of, by, facts = _alert(shelf, ordinary, alerting.FOLDS, say)
    return alerting.trained(of, by, {**facts, "figures": figures(of, by)})


def alert_figures(shelf: Shelf, ordinary: Path | None, count: int, say: Say = lambda _: None) -> dict[str, Any]:
    of, by, _ = _alert(shelf, ordinary, count, say)
    return figures(of, by)


def _alert(shelf: Shelf, ordinary: Path | None, count: int, say: Say) -> tuple[alerting.Material, alerting.Folded, dict[str, object]]:
    rows = samples()
    facts: dict[str, object] = {"folds": count, "data": digests(FILES), "samples": len(rows)}
    if ordinary is not None:
        rows = [*rows, *_ordinary(rows, ordinary, shelf, say)]
        facts["background"] = {ordinary.parent.name: hashlib.sha256(ordinary.read_bytes()).hexdigest()[:16]}
        facts["background rows"] = len(rows) - len(samples())
    say(f"looking at {len(rows):,} samples")
    of = alerting.material(rows, shelf)
    say(f"{count} folds")
    return of, alerting.folded(of, count), facts


def _ordinary(rows: list[Sample], file: Path, shelf: Shelf, say: Say) -> list[Sample]:
    say("a first model, to find the ordinary comments it gets wrong")
    of = alerting.material(rows, shelf)
    return background(file, Learned(alerting.trained(of, alerting.folded(of, 2), {})), shelf)


def clickbait_model(say: Say = lambda _: None) -> bytes:
    """The clickbait model with its figures by folds."""
    say("headlines")
    of = baiting.material(baiting.headlines(samples()))
    scores = baiting.folded(of, alerting.FOLDS)
    files = (baiting.FILE, *FILES)
    facts: dict[str, object] = {"folds": alerting.FOLDS, "data": digests(files), "figures": baiting.figures(of, scores)}
    return baiting.trained(of, scores, facts)


def clickbait_figures(count: int) -> dict[str, Any]:
    of = baiting.material(baiting.headlines(samples()))
    return baiting.figures(of, baiting.folded(of, count))
