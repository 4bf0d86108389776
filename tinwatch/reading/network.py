"""One ONNX graph with its tokenizer, run on the CPU one text at a time.

One at a time because eight-bit activations take their scale from the whole batch: the same text would get another score in other company,
and an assessment must come out the same when it is made again. It costs about a seventh at fifty letters and nothing at six hundred.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.reading import Failed
from tinwatch.reading.folder import Manifest, Unusable, read

Floats = NDArray[np.float32]
PROBE = "Xin chào cả nhà"
INPUTS = {"input_ids", "attention_mask"}
PLAIN = "PreTrainedTokenizerFast"


class Network:
    """A graph ready to run; safe to share between threads."""

    def __init__(self, folder: Path, file: str, outputs: Sequence[str], threads: int = 1) -> None:
        """Raises `tinwatch.reading.folder.Unusable` with the reason when the directory does not hold a whole model with these outputs."""
        import onnxruntime

        self.manifest: Manifest = read(folder)
        if file not in self.manifest.sha256:
            raise Unusable(f"{folder}: has no {file}")
        self._outputs = list(outputs)
        self._tokenizer = _tokenizer(folder, self.manifest.max_length)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 4  # what goes wrong is raised as well
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the cores are the agents' too
        try:
            self._session = onnxruntime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises bare kinds of its own
            raise Unusable(f"{folder / file}: ONNX Runtime cannot open it: {error}") from error
        inputs = {one.name for one in self._session.get_inputs()}
        missing = sorted({*outputs} - {one.name for one in self._session.get_outputs()})
        if inputs != INPUTS or missing:
            lack = f", without output {', '.join(missing)}" if missing else ""
            raise Unusable(f"{folder / file}: another kind of model: inputs {', '.join(sorted(inputs))}{lack}")

    def run(self, text: str) -> list[Floats]:
        """The outputs for one text, without the axis of the batch. Raises Failed when the graph does, or gives what is no number."""
        try:
            ids = np.array([self._tokenizer.encode(self.manifest.prefix + text).ids], dtype=np.int64)
            given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            made = [np.asarray(one, dtype=np.float32)[0] for one in self._session.run(self._outputs, given)]
        except Exception as error:  # see above; whatever it was, the rules go on
            raise Failed(f"{self.manifest.name} {self.manifest.version}: {error}") from error
        if not all(np.isfinite(one).all() for one in made):
            raise Failed(f"{self.manifest.name} {self.manifest.version}: gives what is no number")
        return made

    def probed(self, folder: Path, shapes: Sequence[tuple[int, ...]]) -> None:
        """Run it once; raises Unusable when the outputs have other shapes."""
        try:
            made = [one.shape for one in self.run(PROBE)]
        except Failed as error:
            raise Unusable(f"{folder}: fails on an ordinary sentence: {error}") from error
        for name, shape, right in zip(self._outputs, made, shapes, strict=True):
            if shape != right:
                raise Unusable(f"{folder}: output {name} has shape {shape} for one text, not {right}")


def _tokenizer(folder: Path, max_length: int):  # type: ignore[no-untyped-def]  # its kind is known where its library is imported
    """The tokenizer's core alone: through transformers it would cost six times as much for each text.

    Of the class that adds nothing to its file the file is read as transformers reads it, without importing transformers: that alone would
    be two fifths of a worker's start (1.5 s of a core) and 88 MB.
    """
    try:
        core = _plain(folder) or _by_transformers(folder)
        core.enable_truncation(max_length)
        core.no_padding()
    except Exception as error:  # both libraries raise whatever their parsers do
        raise Unusable(f"{folder}: its tokenizer cannot be read: {error}") from error
    return core


def _plain(folder: Path):  # type: ignore[no-untyped-def]  # as above
    from tokenizers import Tokenizer

    settings = json.loads((folder / "tokenizer_config.json").read_bytes())
    return Tokenizer.from_file(str(folder / "tokenizer.json")) if settings.get("tokenizer_class") == PLAIN else None


def _by_transformers(folder: Path):  # type: ignore[no-untyped-def]  # as above
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")  # that there is no torch is on purpose
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(folder), local_files_only=True).backend_tokenizer
