"""A linear model in one small file: hashed n-grams and named features in, one score for each head out. Needs nothing but numpy.

The file is a magic line, the SHA-256 of what follows, and MessagePack. Weights of n-grams are kept in eight bits, a scale for each head and
block; a block's n-grams count 1 + ln(how often) times their rarity, and each block's vector has length one, as in training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from enrichers.grams import Hashes

MAGIC = b"tinwatch-linear 1\n"
_DIGEST = 32

Floats = NDArray[np.float64]


class Unusable(ValueError):
    """Bytes that are no model, or a damaged one; the message says which."""


class Block(msgspec.Struct, frozen=True):
    """One kind of n-gram: ascending hashes (uint32), rarities (float16), weights (int8, n-grams × heads), scales (float32, heads)."""

    hashes: bytes
    rarity: bytes
    weights: bytes
    scales: bytes


class File(msgspec.Struct, frozen=True):
    """What stands in the file. `facts` is what the card tells: data with hashes, figures of the folds."""

    name: str
    heads: tuple[str, ...]
    bias: tuple[float, ...]
    blocks: dict[str, Block]
    named: dict[str, tuple[float, ...]]
    slope: float
    offset: float
    limits: dict[str, float]
    facts: dict[str, object]


class _Table(NamedTuple):
    hashes: Hashes
    rarity: NDArray[np.float32]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]


class Linear:
    """A model ready to score; safe to share between threads."""

    def __init__(self, content: bytes) -> None:
        """Raises Unusable when the bytes are not a whole model of this format."""
        file = unpacked(content)
        self.name, self.heads, self.limits, self.facts = file.name, file.heads, file.limits, file.facts
        self.version = content[len(MAGIC) :][:4].hex()
        self._bias = np.array(file.bias)
        self._named = {name: np.array(weights) for name, weights in file.named.items()}
        self._slope, self._offset = file.slope, file.offset
        try:
            self._tables = {name: _table(block, len(file.heads)) for name, block in file.blocks.items()}
        except ValueError as error:
            raise Unusable(f"a damaged model: {error}") from error

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(self._tables)

    @property
    def size(self) -> int:
        """Features with a weight."""
        return len(self._named) + sum(len(table.hashes) for table in self._tables.values())

    def scores(self, grams: Mapping[str, Hashes], named: Mapping[str, float]) -> Floats:
        """One score for each head. Blocks, n-grams and names that the model does not know count nothing."""
        total = self._bias.copy()
        for name, value in named.items():
            weights = self._named.get(name)
            if weights is not None:
                total += value * weights
        for block, hashes in grams.items():
            table = self._tables.get(block)
            if table is None or not len(hashes):
                continue
            at, counts = np.unique(_known(table, hashes)[0], return_counts=True)
            if len(at):
                values = (1 + np.log(counts)) * table.rarity[at]
                total += (values @ table.weights[at].astype(np.float32)) * table.scales / np.sqrt(values @ values)
        return total

    def shares(self, block: str, hashes: Hashes, heads: Sequence[int]) -> Floats:
        """What each n-gram of one text adds to the sum of some heads, in the order given; comparable with one another only."""
        out = np.zeros(len(hashes))
        table = self._tables.get(block)
        if table is not None and len(hashes):
            at, known = _known(table, hashes)
            weights = (table.weights[at][:, list(heads)] * table.scales[list(heads)]).sum(1) * table.rarity[at]
            out[known] = weights / np.sqrt(max(1, len(at)))
        return out

    def probability(self, margin: float) -> float:
        """The calibrated probability of a margin, 0–1 (Platt)."""
        return float(1 / (1 + np.exp(-np.clip(self._slope * margin + self._offset, -50, 50))))


def packed(file: File) -> bytes:
    """The bytes of a model file; the same content gives the same bytes."""
    body = msgspec.msgpack.encode(file)
    return MAGIC + hashlib.sha256(body).digest() + body


def unpacked(content: bytes) -> File:
    """What a model file holds; raises Unusable with the reason."""
    if not content.startswith(MAGIC):
        raise Unusable("not a model of this format: it does not begin with " + MAGIC.decode().strip())
    digest, body = content[len(MAGIC) :][:_DIGEST], content[len(MAGIC) + _DIGEST :]
    if hashlib.sha256(body).digest() != digest:
        raise Unusable("a damaged model: its checksum does not hold")
    try:
        return msgspec.msgpack.decode(body, type=File)
    except msgspec.DecodeError as error:
        raise Unusable(f"not a model of this format: {error}") from error


def block(hashes: Hashes, rarity: Floats, weights: Floats) -> Block:
    """A block from its n-grams in ascending order, their rarities and their weights (n-grams × heads)."""
    scales = np.maximum(np.abs(weights).max(0, initial=0.0), 1e-12).astype(np.float32) / np.float32(127)
    eighth = np.rint(weights / scales).astype(np.int8)
    return Block(hashes.astype("<u4").tobytes(), rarity.astype("<f2").tobytes(), eighth.tobytes(), scales.astype("<f4").tobytes())


def _table(packed: Block, heads: int) -> _Table:
    hashes = np.frombuffer(packed.hashes, dtype="<u4")
    rarity = np.frombuffer(packed.rarity, dtype="<f2").astype(np.float32)
    weights = np.frombuffer(packed.weights, dtype=np.int8).reshape(len(hashes), heads)
    scales = np.frombuffer(packed.scales, dtype="<f4")
    if len(rarity) != len(hashes) or len(scales) != heads:
        raise ValueError("its tables differ in length")
    return _Table(hashes, rarity, weights, scales)


def _known(table: _Table, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Rows of the n-grams that the table knows, and which of those given they are."""
    if not len(table.hashes):
        return np.empty(0, np.intp), np.zeros(len(hashes), np.bool_)
    at = np.minimum(np.searchsorted(table.hashes, hashes), len(table.hashes) - 1)
    known = table.hashes[at] == hashes
    return at[known], known
