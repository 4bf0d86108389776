"""From a checkpoint and the rows to a reader's directory: what `tinwatch model train reader` does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tinwatch.learning.reader.crossing import Course, Crossing
from tinwatch.learning.reader.figures import Grounds, figures
from tinwatch.learning.reader.graphs import speed
from tinwatch.learning.reader.rows import Source, data
from tinwatch.learning.reader.said import Predictions
from tinwatch.learning.reader.shipping import EMBED, MODEL, Whole, graphs, settings, tokens
from tinwatch.learning.reader.training import Plan
from tinwatch.learning.samples import Sample

Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is asked for: the checkpoint, the folder to work in, how to train, comments to take ordinary talk from, how many folds.

    `only` are the folds to work at and no more, the number after the last fold being the reader of all rows.
    """

    checkpoint: Path
    work: Path
    plan: Plan
    background: Path | None
    folds: int = 5
    only: Sequence[int] = ()
    resume: bool = False


def reader(order: Order, shelf: MutableMapping[str, bytes], out: Path, predictions: Path, say: Say) -> str | None:
    """Train, judge, export; returns the version, None while other parts are missing. Raises Refused, Missing, ValueError."""
    samples, sources = data(order.background, order.work, shelf, say)
    return made(order, samples, sources, shelf, out, predictions, say)


def made(
    order: Order,
    samples: Sequence[Sample],
    sources: Sequence[Source],
    shelf: MutableMapping[str, bytes],
    out: Path,
    predictions: Path,
    say: Say = lambda _: None,
) -> str | None:
    """The same of rows that are at hand."""
    crossing = Crossing(Course(samples, order.plan, order.checkpoint, order.work, order.folds), say, order.resume or bool(order.only))
    predicted = crossing.predicted(order.only)
    if order.only:
        if order.folds in order.only:
            crossing.whole()
        return None
    assert predicted is not None
    predicted.save(predictions)
    network = crossing.whole()
    say("judging: rules, linear model, reader, all together")
    grounds = Grounds.of(samples, Predictions.read(predictions), order.folds, shelf)
    say("exporting")
    codes = grounds.answers.real
    out.mkdir(parents=True, exist_ok=True)
    for file in out.iterdir():
        file.unlink()
    graphs(Whole(crossing.encoder, network, order.plan.shared, codes), out)
    tokens(order.checkpoint, out)
    facts: dict[str, Any] = {
        "checkpoint": _described(order.checkpoint),
        "layers": crossing.encoder.config.num_hidden_layers,
        "plan": asdict(order.plan),
        "folds": order.folds,
        "data": [asdict(one) for one in sources],
        "rows": len(samples),
        "CPU minutes": round(crossing.seconds / 60, 1),
        "speed": {name: speed(out / name) for name in (MODEL, EMBED)},
        "figures": figures(grounds),
    }
    return settings(out, predicted.stances, [predicted.codes[k] for k in codes], order.plan.longest, grounds.fit, facts)


def _described(folder: Path) -> dict[str, str]:
    """Name, hash of the weights and licence of a checkpoint, as far as its LICENSE names one that is known."""
    licence = folder / "LICENSE"
    text = licence.read_text(encoding="utf-8") if licence.exists() else ""
    named = next((one for one in ("MIT", "Apache License, Version 2.0", "BSD") if one in text), "licence not recognised")
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    return {"name": folder.resolve().name, "sha256": digest, "licence": named}
