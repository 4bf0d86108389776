"""Embeddings, where a model that embeds is configured: of known claims, made once for each text and model and kept in the desk's folder; of
titles, made when they are asked for."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from agents.headlines import Embed as Titled
from agents.reading import Failed
from enrichers.claims.index import Floats
from enrichers.claims.match import Embed
from tinwatch.metrics import MODELS
from tinwatch.reading.chosen import place
from tinwatch.reading.embedder import Embedder
from tinwatch.reading.folder import Missing, Unusable, found
from tinwatch.settings import Settings, private

log = logging.getLogger(__name__)

STEP = 2000
"""Embeddings after which what is made is kept: a command that is stopped loses at most half a minute's work."""


def embedder(settings: Settings) -> Embedder | None:
    """What embeds, as the settings choose the reader's directory; None where there is none, or it has no embedding."""
    where = place(settings)
    if not where:
        return None
    try:
        return Embedder(found(where), settings.reader_threads)
    except (Missing, Unusable) as error:
        log.info("there are no embeddings: %s", error)
        return None


class Kept:
    """Embeddings by text, in one file for each version of the model; another version begins anew and drops the old file."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._file = private(folder) / f"claims-{embedder.version}.npz"
        self._rows: dict[bytes, Floats] = {}
        if self._file.exists():
            with np.load(self._file) as kept:
                self._rows = dict(zip((bytes(key) for key in kept["keys"]), kept["rows"], strict=True))

    def of(self, texts: Sequence[str], show: Callable[[int, int], None] = lambda done, of: None) -> Floats:
        """Texts × size; what was not embedded before takes some 10 ms a text."""
        keys = [hashlib.blake2b(text.encode(errors="replace"), digest_size=16).digest() for text in texts]
        new = [(key, text) for key, text in dict(zip(keys, texts, strict=True)).items() if key not in self._rows]
        for start in range(0, len(new), STEP):
            some = new[start : start + STEP]
            for key, text in some:
                self._rows[key] = self._embedder.embed([text])[0].astype(np.float16)
                show(start + 1, len(new))
            self._keep()
        return np.stack([self._rows[key] for key in keys]).astype(np.float32) if keys else np.empty((0, self._embedder.size), np.float32)

    def _keep(self) -> None:
        """Whole or not at all."""
        keys = np.frombuffer(b"".join(self._rows), np.uint8).reshape(-1, 16)
        with tempfile.NamedTemporaryFile(dir=self._file.parent, delete=False) as draft:
            np.savez(draft, keys=keys, rows=np.stack(list(self._rows.values())))
        os.replace(draft.name, self._file)
        for old in self._file.parent.glob("claims-*.npz"):
            if old != self._file:
                old.unlink(missing_ok=True)


def embed(settings: Settings) -> tuple[Kept, Embed] | None:
    """The kept embeddings of claims and what embeds a text; None where there is no model for it."""
    model = embedder(settings)
    return (Kept(settings.home / "embeddings", model), model.embed) if model else None


def titles(settings: Settings, version: str) -> Titled | None:
    """What gives the vector of a title, by the embedder of this version; None where there is no reader at all."""
    return Titles(settings, version) if place(settings) else None


class Titles:
    """Satisfies `agents.headlines.Embed`. Opened when first asked, since most posts have no title; what cannot be opened stays away."""

    def __init__(self, settings: Settings, version: str) -> None:
        self._settings, self._version = settings, version

    def __call__(self, text: str) -> Floats:
        """Raises `agents.reading.Failed`."""
        if self._model is None:
            raise Failed("nothing embeds")
        return np.asarray(self._model.embed([text])[0])

    @cached_property
    def _model(self) -> Embedder | None:
        try:
            model = embedder_of(self._settings, self._version)
        except Unusable as error:
            log.warning("headlines are judged by their words alone: %s", error)
            MODELS.labels("embedder").set(0)
            return None
        MODELS.labels("embedder").set(1)
        return model


def embedder_of(settings: Settings, version: str) -> Embedder:
    """The embedder in the reader's directory, if it is of this version; raises `tinwatch.reading.folder.Unusable` with the reason."""
    if not (where := place(settings)):
        raise Missing("no reader (TINWATCH_READER, TINWATCH_MODEL)")
    model = Embedder(found(where), settings.reader_threads)
    if model.version != version:
        raise Unusable(f"embeddings are of {model.version}, the model was made with {version}; `tinwatch model train clickbait`")
    return model
