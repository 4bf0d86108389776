"""From torch to ONNX in float32, and from there to eight bits: weights by channel, activations as each text needs them."""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

INPUTS = ("input_ids", "attention_mask")
OPSET = 17


def examples() -> dict[str, torch.Tensor]:
    """Two short texts as the whole network takes them: ids and mask, [2, 4]."""
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    return {INPUTS[0]: torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]]), INPUTS[1]: mask}


def exported(module: nn.Module, inputs: Mapping[str, torch.Tensor], outputs: Sequence[str], file: Path) -> None:
    """Write a module as float32 ONNX; the first axis of inputs and outputs and the second of inputs are free."""
    axes = {**{name: {0: "batch", 1: "tokens"} for name in inputs}, **{name: {0: "batch"} for name in outputs}}
    axes |= {"states": {0: "batch", 1: "tokens"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter by tracing is called old; it is the exact one
        torch.onnx.export(
            module.eval(), tuple(inputs.values()), str(file), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip


def eighths(given: Path, file: Path) -> None:
    """Write the same graph with eight-bit weights, embeddings included."""
    quantize_dynamic(str(given), str(file), weight_type=QuantType.QInt8, per_channel=True)


def speed(file: Path) -> dict[str, float]:
    """Tokens in a text → milliseconds on one core, the middle of several."""
    running, out = session(file), {}
    for tokens in (21, 60, 178):
        ids = np.random.default_rng(0).integers(5, 1000, (1, tokens))
        feed, times = {INPUTS[0]: ids, INPUTS[1]: np.ones_like(ids)}, []
        for _ in range(25):
            began = time.process_time()
            running.run(None, feed)
            times.append(time.process_time() - began)
        out[f"{tokens} tokens"] = round(1000 * float(np.median(times)), 1)
    return out


def session(file: Path) -> onnxruntime.InferenceSession:
    """A session on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
