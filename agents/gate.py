"""Which posts are read by the reader, of those that the linear model was asked about: reading costs a hundred times what a look costs."""

from __future__ import annotations

from collections.abc import Sequence

from agents.learned import Opinion

LEAST, SHORT, SURE = 0.15, 80, 0.3
"""The linear model's probability from which a post is read though no detector saw anything in it; letters below which it must be SURE,
because most of what is short is talk. A lower one could not alert whatever the reader said: without a detector's evidence both together
must reach `agents.learned.ALONE`, and no reading is that sure. Of real posts one in fifty is read (docs/detection.md)."""


def worth_reading(opinion: Opinion | None, judged: Sequence[object], letters: int) -> bool:
    """Whether a post is worth the reader's time: the linear model thinks it possible, or a detector saw something to confirm or deny."""
    return opinion is not None and (bool(judged) or opinion.probability >= (LEAST if letters >= SHORT else SURE))
