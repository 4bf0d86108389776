"""A linear model in one small file: hashed n-grams and named features in, one score for each head out. Needs nothing but numpy.

The file is a magic line, the SHA-256 of what follows, and MessagePack. Weights of n-grams are kept in eight bits, a scale for each head and
block; a block's n-grams count 1 + ln(how often) times their rarity, and each block's vector has length one, as in training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from enrichers.grams import Hashes, Owned

MAGIC = b"tinwatch-linear 1\n"
_DIGEST = 32

Floats = NDArray[np.float64]

_ROW = 32
"""Bits that a row takes beside the number of its text."""
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
"""What spreads keys over their slots."""


class Unusable(ValueError):
    """Bytes that are no model, or a damaged one; the message says which."""


class Block(msgspec.Struct, frozen=True):
    """One kind of n-gram: ascending hashes (uint32), rarities (float16), weights (int8, n-grams × heads), scales (float32, heads)."""

    hashes: bytes
    rarity: bytes
    weights: bytes
    scales: bytes


class File(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in the file. `facts` is what the card tells: data with hashes, figures of the folds.

    `second` is a whole model of its own, asked after this one: in one file, so that two that do not belong together cannot meet.
    """

    name: str
    heads: tuple[str, ...]
    bias: tuple[float, ...]
    blocks: dict[str, Block]
    named: dict[str, tuple[float, ...]]
    slope: float
    offset: float
    limits: dict[str, float]
    facts: dict[str, object]
    second: bytes = b""


class Linear:
    """A model ready to score; safe to share between threads."""

    def __init__(self, content: bytes) -> None:
        """Raises Unusable when the bytes are not a whole model of this format."""
        file = unpacked(content)
        self.name, self.heads, self.limits, self.facts = file.name, file.heads, file.limits, file.facts
        self.version = content[len(MAGIC) :][:4].hex()
        self._bias = np.array(file.bias)
        self._named = {name: i for i, name in enumerate(file.named)}
        self._by_name = np.array(list(file.named.values())).reshape(len(file.named), len(file.heads))
        self._slope, self._offset = file.slope, file.offset
        self.second = Linear(file.second) if file.second else None
        self._numbers = {name: np.uint64(i << 32) for i, name in enumerate(file.blocks)}
        try:
            tables = [_table(block, len(file.heads)) for block in file.blocks.values()]
        except ValueError as error:
            raise Unusable(f"a damaged model: {error}") from error
        keys = [hashes + number for (hashes, _, _), number in zip(tables, self._numbers.values(), strict=True)]
        self._keys = np.concatenate([np.empty(0, np.uint64), *keys])
        self._rarity = np.concatenate([np.empty(0, np.float32), *(rarity for _, rarity, _ in tables)])
        self._weights = np.concatenate([np.empty((0, len(file.heads)), np.float32), *(weights for _, _, weights in tables)])
        self._block = np.repeat(np.arange(len(tables)), [len(hashes) for hashes, _, _ in tables])
        self._slots = np.full(1 << (8 * len(self._keys)).bit_length(), -1, np.int32)
        self._slots[_slot(self._keys, len(self._slots))] = np.arange(len(self._keys))

    @property
    def line(self) -> tuple[float, float]:
        """Slope and offset of the calibration."""
        return self._slope, self._offset

    @property
    def size(self) -> int:
        """Features with a weight."""
        return len(self._named) + len(self._keys)

    def scores(self, grams: Mapping[str, Hashes], named: Mapping[str, float]) -> Floats:
        """One score for each head. Blocks, n-grams and names that the model does not know count nothing."""
        of_one = {block: Owned(hashes, np.zeros(len(hashes), np.int64)) for block, hashes in grams.items()}
        return self.all_scores(of_one, [named])[0]

    def all_scores(self, grams: Mapping[str, Owned], named: Sequence[Mapping[str, float]]) -> list[Floats]:
        """`scores` of many texts at once, those with the numbers 0, 1, … in `grams`."""
        totals = [self._by_names(one) for one in named]
        known = [(of.hashes + self._numbers[block], of.owners) for block, of in grams.items() if block in self._numbers]
        if not known or not len(self._keys):
            return totals
        rows, found = self._rows(np.concatenate([keys for keys, _ in known]))
        owners = np.concatenate([owners for _, owners in known])[found]
        each, counts = np.unique(owners << _ROW | rows, return_counts=True)
        owners, at = each >> _ROW, each & ((1 << _ROW) - 1)
        values = (1 + np.log(counts)) * self._rarity[at]
        vector = owners * len(self._numbers) + self._block[at]
        shares = (values / np.sqrt(np.bincount(vector, values * values))[vector]).astype(np.float32)
        ends = np.searchsorted(owners, np.arange(len(totals)), side="right").tolist()
        for total, start, end in zip(totals, [0, *ends], ends, strict=False):
            total += shares[start:end] @ self._weights.take(at[start:end], axis=0)
        return totals

    def _by_names(self, named: Mapping[str, float]) -> Floats:
        told = [(self._named[name], value) for name, value in named.items() if name in self._named]
        return self._bias + np.array([value for _, value in told]) @ self._by_name[[row for row, _ in told]]  # type: ignore[no-any-return]

    def shares(self, block: str, hashes: Hashes, heads: Sequence[int]) -> Floats:
        """What each n-gram of one text adds to the sum of some heads, in the order given; comparable with one another only."""
        out = np.zeros(len(hashes))
        if block in self._numbers and len(self._keys):
            at, known = self._rows(hashes + self._numbers[block])
            out[known] = self._weights[at][:, list(heads)].sum(1) * self._rarity[at] / np.sqrt(max(1, len(at)))
        return out

    def _rows(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """Rows of the n-grams that the model knows, and which of those given they are; only where two keys share a slot it is searched."""
        at = self._slots[_slot(keys, len(self._slots))]
        same = self._keys[at] == keys
        others = np.flatnonzero((at >= 0) & ~same)
        at[others] = np.minimum(np.searchsorted(self._keys, keys[others]), len(self._keys) - 1)
        same[others] = self._keys[at[others]] == keys[others]
        found = np.flatnonzero(same)
        return at[found].astype(np.int64), found

    def probability(self, margin: float) -> float:
        """The calibrated probability of a margin, 0–1 (Platt)."""
        return float(1 / (1 + np.exp(-min(max(self._slope * margin + self._offset, -50.0), 50.0))))


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


def _slot(keys: NDArray[np.uint64], slots: int) -> NDArray[np.uint64]:
    """Where each key has its place among so many slots, a power of two."""
    return ((keys * _ODD) >> _HALF) & np.uint64(slots - 1)


def _table(packed: Block, heads: int) -> tuple[NDArray[np.uint64], NDArray[np.float32], NDArray[np.float32]]:
    hashes = np.frombuffer(packed.hashes, dtype="<u4").astype(np.uint64)
    rarity = np.frombuffer(packed.rarity, dtype="<f2").astype(np.float32)
    weights = np.frombuffer(packed.weights, dtype=np.int8).reshape(len(hashes), heads)
    scales = np.frombuffer(packed.scales, dtype="<f4")
    if len(rarity) != len(hashes) or len(scales) != heads:
        raise ValueError("its tables differ in length")
    return hashes, rarity, weights * scales
