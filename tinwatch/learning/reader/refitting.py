"""The reader put together anew with the rules and the linear model of today, from what its folds said: no torch, no training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from tinwatch.learning.desk.rows import Row, taught
from tinwatch.learning.reader.figures import Grounds, figures
from tinwatch.learning.reader.judging import Fitted
from tinwatch.learning.reader.rows import PREDICTIONS, data
from tinwatch.learning.reader.said import Predictions
from tinwatch.learning.samples import Sample
from tinwatch.reading.folder import MANIFEST, read


def refitted(
    folder: Path,
    background: Path | None,
    work: Path,
    shelf: MutableMapping[str, bytes],
    say: Callable[[str], None],
    desk: Sequence[Row] = (),
) -> str:
    """Fit temperatures, terms and limits again and write them; returns the version. Raises Unusable, Refused, Missing, OSError."""
    read(folder)
    rows, _ = data(background, work, shelf, say)
    return refitted_by(folder, rows, Predictions.read(PREDICTIONS), shelf, desk)


def refitted_by(
    folder: Path, rows: Sequence[Sample], predicted: Predictions, shelf: MutableMapping[str, bytes], desk: Sequence[Row] = ()
) -> str:
    """The same of rows that are at hand. Rows of the `desk` teach the linear model that the reader is weighed beside, and judge nothing."""
    manifest = read(folder)
    grounds = Grounds.of([*rows, *(row.sample for row in desk)], predicted, int(str(manifest.facts["folds"])), shelf)
    content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content |= _put_together(grounds.fit) | {
        "facts": manifest.facts | {"figures": figures(grounds)} | ({"desk": taught(desk)} if desk else {})
    }
    content["version"] = f"{manifest.sha256['model.onnx'][:8]}.{_short(grounds.fit)}"
    draft = folder / f"{MANIFEST}.new"
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / MANIFEST)
    return str(content["version"])


def _put_together(fit: Fitted) -> dict[str, Any]:
    terms = fit.terms
    return {
        "temperature": fit.temperature,
        "combine": {"linear": terms.linear, "reader": terms.reader, "offset": terms.offset},
        "stance_weight": terms.stance_weight,
        "limits": {"alert": terms.alert, "keep": terms.keep, "alone": terms.alone},
    }


def _short(fit: Fitted) -> str:
    """Tells one way of putting together from another: the network may be the same."""
    return hashlib.sha256(json.dumps(_put_together(fit), sort_keys=True).encode()).hexdigest()[:4]
