"""How a text and candidate claims compare, in numbers that a learned order weighs."""

from __future__ import annotations

import numpy as np

from enrichers.claims.index import ClaimIndex, Floats, Ints
from enrichers.grams import Hashes

NAMES = ("bm25", "said", "head", "better", "text")
"""bm25: over words and letters, divided by the best candidate's; said, head: the share of the claim's sentence, of its headline, that the
text holds, by rarity; better: the larger of the two; text: the share of the text that the claim's sentence holds."""

DENSE = ("near",)
"""near: the cosine of the embeddings, in standard deviations above the mean over all claims, so that it means the same with any model."""


def features(index: ClaimIndex, close: Hashes, scores: Floats, numbers: Ints, near: Floats | None = None) -> Floats:
    """One row of NAMES, and of DENSE where there is `near`, for each candidate in `numbers`.

    `close` are the text's words and pairs; `scores` is BM25, `near` the cosine of embeddings, of all claims.
    """
    bm25 = scores[numbers]
    common = index.said.shared(numbers, close)
    said = common / index.said.whole[numbers]
    head = index.head.shared(numbers, close) / index.head.whole[numbers]
    mass = float(index.rarity.of(close).sum()) or 1.0
    columns = [bm25 / max(float(bm25.max(initial=0.0)), 1e-6), said, head, np.maximum(said, head), common / mass]
    if near is not None:
        columns.append((near[numbers] - near.mean()) / max(float(near.std()), 1e-6))
    return np.stack(columns, axis=1).astype(np.float32)
