"""Sentence embeddings from a model directory: a vector that lies near those of texts that mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tinwatch.reading.folder import Unusable
from tinwatch.reading.network import Floats, Network

FILE = "embed.onnx"


class Embedder:
    """Embeds texts one by one, so that a vector depends on its text alone; safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Raises `tinwatch.reading.folder.Unusable`, also for a reader directory that has no embedding."""
        self._network = Network(folder, FILE, ("embedding",), threads)
        self.name, self.version = self._network.manifest.name, self._network.manifest.sha256[FILE][:8]
        shape = self._network.run("").pop().shape
        if len(shape) != 1:
            raise Unusable(f"{folder}: output embedding has shape {shape} for one text, not one vector")
        self.size = shape[0]

    def embed(self, texts: Sequence[str]) -> Floats:
        """Texts × `size`, float32, each of length one. Raises `agents.reading.Failed`."""
        vectors = [self._network.run(text)[0] for text in texts]
        return (
            np.stack([one / max(float(np.linalg.norm(one)), 1e-12) for one in vectors]) if vectors else np.empty((0, self.size), np.float32)
        )
