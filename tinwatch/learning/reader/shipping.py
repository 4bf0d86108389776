"""The directory of a reader: one file of weights for the classifier and the original's sentence embedding, tokenizer, settings."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx.external_data_helper import set_external_data
from onnx.utils import Extractor
from torch import nn

from tinwatch.learning.reader.graphs import INPUTS, eighths, examples, exported
from tinwatch.learning.reader.judging import Fitted
from tinwatch.learning.reader.network import PREFIX, Bottom, Heads, Top, checkpoint
from tinwatch.learning.reader.tops import OUTPUTS
from tinwatch.learning.reader.training import Network

MODEL, EMBED, WEIGHTS, SETTINGS, CARD = "model.onnx", "embed.onnx", "weights.bin", "reader.json", "card.md"
TOKENS = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "config.json", "LICENSE")
FORMAT = 1
_SMALL, _ALIGNED = 1024, 64
"""Tensors of fewer bytes stay in the graph; the others begin at a multiple of so many bytes."""


class Whole(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """Everything: alert [B], stance [B, S], code [B, codes that exist], and the untouched embedding [B, H] of length one."""

    def __init__(self, encoder: Any, network: Network, shared: int, codes: Sequence[int]) -> None:
        super().__init__()
        self.bottom, self.original, self.top = Bottom(encoder, shared), Top(encoder, shared), network.top
        self.heads = _narrowed(network.heads, codes)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        states = self.bottom(ids, mask)
        alert, stance, code = self.heads(self.top(states, mask))
        return alert, stance, code, nn.functional.normalize(self.original(states, mask), dim=1)


class Embedding(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The untouched sentence embedding alone."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.bottom, self.top = Bottom(encoder, 0), Top(encoder, 0)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return nn.functional.normalize(self.top(self.bottom(ids, mask), mask), dim=1)


def graphs(whole: Whole, folder: Path) -> None:
    """Write model.onnx, embed.onnx and their weights, in eight bits."""
    with tempfile.TemporaryDirectory() as made:
        wide, narrow = Path(made) / "float.onnx", Path(made) / "eighths.onnx"
        exported(whole, examples(), (*OUTPUTS, "embedding"), wide)
        eighths(wide, narrow)
        both = onnx.load(str(narrow))
    parts = {MODEL: _part(both, OUTPUTS), EMBED: _part(both, ("embedding",))}
    content, digest = _gathered(list(parts.values()))
    (folder / WEIGHTS).write_bytes(content)
    for name, graph in parts.items():
        onnx.helper.set_model_props(graph, {"weights": digest})  # so that a graph's own hash tells of its weights
        (folder / name).write_bytes(graph.SerializeToString(deterministic=True))


def tokens(origin: Path, folder: Path) -> None:
    """Copy what the tokenizer needs, and the licence of the checkpoint."""
    for name in TOKENS:
        if (origin / name).exists():
            shutil.copyfile(origin / name, folder / name)


def settings(folder: Path, stances: Sequence[str], codes: Sequence[str], longest: int, fit: Fitted, facts: dict[str, Any]) -> str:
    """Write reader.json; returns the version. Everything else must be in the folder, the card excepted."""
    hashed = _hashed(folder)
    version, terms = hashed[MODEL][:8], fit.terms
    content = {
        "format": FORMAT, "name": "reader", "version": version, "prefix": PREFIX, "max_length": longest, "stances": list(stances),
        "codes": list(codes), "sha256": hashed, "temperature": fit.temperature,
        "combine": {"linear": terms.linear, "reader": terms.reader, "offset": terms.offset}, "stance_weight": terms.stance_weight,
        "limits": {"alert": terms.alert, "keep": terms.keep, "alone": terms.alone}, "facts": facts,
    }  # fmt: skip
    (folder / SETTINGS).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return version


def embedder(origin: Path, folder: Path) -> None:
    """Write the directory of a sentence embedder, in eight bits: embed.onnx, tokenizer, reader.json. Raises OSError, ValueError."""
    encoder, _ = checkpoint(origin)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        exported(Embedding(encoder), examples(), ("embedding",), Path(made) / "float.onnx")
        eighths(Path(made) / "float.onnx", folder / EMBED)
    tokens(origin, folder)
    hashed = _hashed(folder)
    content = {"format": FORMAT, "name": "embedder", "version": hashed[EMBED][:8], "prefix": PREFIX, "max_length": 512, "sha256": hashed}
    (folder / SETTINGS).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _hashed(folder: Path) -> dict[str, str]:
    """File → SHA-256 of all that is used."""
    files = [file for file in sorted(folder.iterdir()) if file.name not in (SETTINGS, CARD)]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _narrowed(heads: Heads, codes: Sequence[int]) -> Heads:
    """The same heads with some of the codes only."""
    out = Heads(heads.alert.in_features, heads.stance.out_features, len(codes), 0.0)
    out.alert, out.stance = heads.alert, heads.stance
    with torch.no_grad():
        out.code.weight.copy_(heads.code.weight[list(codes)])
        out.code.bias.copy_(heads.code.bias[list(codes)])
    return out


def _part(both: onnx.ModelProto, outputs: Sequence[str]) -> onnx.ModelProto:
    """What of the graph these outputs need, equal weights once."""
    return Extractor(both).extract_model(list(INPUTS), list(outputs))


def _gathered(models: Sequence[onnx.ModelProto]) -> tuple[bytes, str]:
    """Move the large weights of all models to one file's bytes, equal ones once; returns these and their SHA-256."""
    places: dict[bytes, int] = {}
    content = bytearray()
    for model in models:
        for tensor in model.graph.initializer:
            raw = onnx.numpy_helper.to_array(tensor).tobytes()
            if len(raw) < _SMALL:
                continue
            key = hashlib.sha256(raw).digest()
            if key not in places:
                content += bytes(-len(content) % _ALIGNED)
                places[key] = len(content)
                content += raw
            tensor.ClearField("float_data")
            tensor.ClearField("int32_data")
            tensor.ClearField("int64_data")
            tensor.raw_data = raw
            set_external_data(tensor, WEIGHTS, places[key], len(raw))
            tensor.ClearField("raw_data")
    return bytes(content), hashlib.sha256(content).hexdigest()
