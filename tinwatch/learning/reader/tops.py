"""The trained part in eight bits: how a fold's network would answer in service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tinwatch.learning.reader.graphs import INPUTS, eighths, exported, session
from tinwatch.learning.reader.said import Said
from tinwatch.learning.reader.states import States
from tinwatch.learning.reader.training import Network

OUTPUTS = ("alert", "stance", "code")


def said_in_eighths(network: Network, states: States, texts: Sequence[str], folder: Path) -> Said:
    """Logits of texts whose states were learned, a text at a time."""
    example, mask = states.batch(texts[:2])
    exported(network, {"states": example, INPUTS[1]: mask}, OUTPUTS, folder / "top.float.onnx")
    eighths(folder / "top.float.onnx", folder / "top.onnx")
    running = session(folder / "top.onnx")
    answers = []
    for text in texts:
        one, kept = states.batch([text])
        answers.append(running.run(list(OUTPUTS), {"states": one.numpy(), INPUTS[1]: kept.numpy()}))
    for name in ("top.float.onnx", "top.onnx"):
        (folder / name).unlink()
    alert, stance, code = (np.concatenate([answer[k] for answer in answers]) for k in range(3))
    return Said(alert, stance, code)
