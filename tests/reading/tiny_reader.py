"""A reader directory made in a blink: a real ONNX graph and a real tokenizer, so small that one can tell what comes out.

Every word adds its numbers: the alert's logit is the sum over the words, stance and code are the same for every text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

STANCES = ("PROMOTE", "REPORT", "WARN", "DEBUNK", "VICTIM", "ASK", "JOKE", "OPINION", "NONE")
CODES = ("JOB", "LOAN", "GIFT", "LICENCE")
MARKS = ("<s>", "<pad>", "</s>", "<unk>", "query:")


def make(folder: Path, weights: Mapping[str, float], *, stance: str = "PROMOTE", code: str = "JOB", **more: Any) -> Path:
    """`weights`: word → what it adds to the alert's logit. `more` overwrites lines of reader.json, or of the tables below."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [*MARKS, *weights]
    table = np.zeros((len(words), 1 + len(STANCES) + len(CODES)), np.float32)
    table[:, 0] = [0.0] * len(MARKS) + list(weights.values())
    table[0, 1 + STANCES.index(stance)] = 9.0
    table[0, 1 + len(STANCES) + CODES.index(code)] = 9.0
    onnx.save(graph(table, more.pop("sizes", (1, len(STANCES), len(CODES)))), folder / "model.onnx")
    tokenizer(words).save(str(folder / "tokenizer.json"))
    named = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    told = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 192, **named}
    (folder / "tokenizer_config.json").write_text(json.dumps(told))
    (folder / "special_tokens_map.json").write_text(json.dumps(named))
    (folder / "config.json").write_text(json.dumps({"model_type": "bert", "vocab_size": len(words)}))
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.name != "reader.json"}
    manifest = {
        "format": 1, "name": "reader", "version": digests["model.onnx"][:8], "prefix": "query: ", "max_length": 192,
        "stances": STANCES, "codes": CODES, "sha256": digests, "temperature": {"alert": 1.0, "stance": 1.0, "code": 1.0},
        "combine": {"linear": 0.0, "reader": 1.0, "offset": 0.0}, "stance_weight": 1.0,
        "limits": {"alert": 0.8, "keep": 0.6, "alone": 0.9}, "facts": {},
    }  # fmt: skip
    (folder / "reader.json").write_text(json.dumps({**manifest, **more}))
    return folder


def graph(table: np.ndarray, sizes: tuple[int, ...] = (1, len(STANCES), len(CODES))) -> onnx.ModelProto:
    """Sum of the table's rows of all words, cut into alert [B], stance [B, S] and code [B, C]."""
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
        helper.make_node("Mul", ["rows", "wide"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["sums"], keepdims=0),
        helper.make_node("Split", ["sums", "sizes"], ["one", "stance", "code"], axis=1),
        helper.make_node("Squeeze", ["one", "middle"], ["alert"]),
    ]
    width = [*sizes[:-1], table.shape[1] - sum(sizes[:-1])]
    constants = {"table": table, "last": np.array([2]), "middle": np.array([1]), "sizes": np.array(width)}
    floats = {"alert": ["b"], "stance": ["b", width[1]], "code": ["b", width[2]]}
    made = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "t"]) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in floats.items()],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


def tokenizer(words: list[str]) -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return made
