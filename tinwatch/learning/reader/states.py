"""What the untouched part of the network gives for each text, worked out once, as in service: in eight bits, a text at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from agents.reading import words_of
from tinwatch.learning.reader.graphs import INPUTS, eighths, examples, exported, session
from tinwatch.learning.reader.network import PREFIX, Bottom

Say = Callable[[str], None]
CHUNK = 256
"""Texts in one file."""


class States:
    """States of texts at the foot of the trained part, in float16. Texts are told apart as `words_of` has them."""

    def __init__(self, bottom: Bottom, tokenizer: Any, longest: int, folder: Path) -> None:
        """`folder` keeps the graph of the bottom and the states of texts for another run; those of another bottom are not used."""
        folder.mkdir(parents=True, exist_ok=True)
        self._tokenizer, self._longest, self._folder = tokenizer, longest, folder
        exported(bottom, examples(), ("states",), folder / "bottom.float.onnx")
        eighths(folder / "bottom.float.onnx", folder / "bottom.onnx")
        self._session = session(folder / "bottom.onnx")
        self._mark = hashlib.sha256((folder / "bottom.onnx").read_bytes()).hexdigest()
        self._kept: dict[str, torch.Tensor] = {}

    def learn(self, texts: Sequence[str], say: Say = lambda _: None) -> None:
        """Work out the states of all texts that are not known yet, in their order; chunks that lie in the folder are read."""
        new = list(dict.fromkeys(text for text in (words_of((text,)) for text in texts) if text not in self._kept))
        for at in range(0, len(new), CHUNK):
            chunk = new[at : at + CHUNK]
            digest = hashlib.sha256("\0".join((self._mark, str(self._longest), *chunk)).encode()).hexdigest()[:24]
            file = self._folder / f"{digest}.safetensors"
            if file.exists():
                stored = load_file(file)
            else:
                stored = self._worked_out(chunk)
                save_file(stored, file)
                say(f"states of {min(at + CHUNK, len(new)):,} of {len(new):,} texts")
            ends = stored["ends"].tolist()
            for text, start, end in zip(chunk, [0, *ends], ends, strict=False):
                self._kept[text] = stored["states"][start:end]

    def batch(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """States [B, T, H] in float32 and mask [B, T] of texts that were learned; KeyError for another."""
        each = [self._kept[words_of((text,))] for text in texts]
        mask = torch.zeros(len(each), max(map(len, each)), dtype=torch.int64)
        states = torch.zeros(*mask.shape, each[0].shape[1])
        for i, one in enumerate(each):
            mask[i, : len(one)] = 1
            states[i, : len(one)] = one.float()
        return states, mask

    def length(self, text: str) -> int:
        """Tokens of a text that was learned."""
        return len(self._kept[words_of((text,))])

    def _worked_out(self, chunk: Sequence[str]) -> dict[str, torch.Tensor]:
        coded = self._tokenizer([PREFIX + text for text in chunk], truncation=True, max_length=self._longest)["input_ids"]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            states = list(pool.map(self._one, coded))
        return {"states": torch.from_numpy(np.concatenate(states)), "ends": torch.tensor([len(one) for one in states]).cumsum(0)}

    def _one(self, ids: list[int]) -> np.ndarray[Any, np.dtype[np.float16]]:
        given = np.array([ids], dtype=np.int64)
        feed = {INPUTS[0]: given} | {one.name: np.ones_like(given) for one in self._session.get_inputs() if one.name == INPUTS[1]}
        out: np.ndarray[Any, Any] = self._session.run(None, feed)[0][0]
        return out.astype(np.float16)


def packed(lengths: Sequence[int], tokens: int) -> Iterator[list[int]]:
    """Indexes in batches of like length, at most so many tokens in one, padding counted."""
    part: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if part and (len(part) + 1) * lengths[i] > tokens:
            yield part
            part = []
        part.append(i)
    if part:
        yield part
