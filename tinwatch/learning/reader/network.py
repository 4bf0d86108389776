"""The network: a BERT-like encoder, mean pooling, three linear heads. Its lowest layers may stay as they were.

With `shared` > 0 the embeddings and so many layers are left untouched, so that one file of weights carries the reader and the sentence
embedding of the original, and what they give for a text is worked out once for all folds and epochs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

PREFIX = "query: "


class Heads(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """Dropout, then alert [B], stance [B, S], code [B, C], all logits, of pooled states [B, H]."""

    def __init__(self, width: int, stances: int, codes: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.alert, self.stance, self.code = nn.Linear(width, 1), nn.Linear(width, stances), nn.Linear(width, codes)

    def forward(self, pooled: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        dropped = self.drop(pooled)
        return self.alert(dropped).squeeze(-1), self.stance(dropped), self.code(dropped)


class Bottom(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """Embeddings and the lowest layers: states [B, T, H] of ids and mask [B, T]."""

    def __init__(self, encoder: Any, layers: int) -> None:
        super().__init__()
        self.embeddings, self.layers = encoder.embeddings, nn.ModuleList(encoder.encoder.layer[:layers])

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states: torch.Tensor = self.embeddings(input_ids=ids)
        return through(self.layers, states, mask)


class Top(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The layers above, and the mean over what the mask keeps: [B, H]."""

    def __init__(self, encoder: Any, layers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(encoder.encoder.layer[layers:])

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = through(self.layers, states, mask)
        keep = mask.unsqueeze(-1).to(states.dtype)
        return (states * keep).sum(1) / keep.sum(1)


def through(layers: nn.ModuleList, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """States after the layers, attention kept off what the mask leaves out."""
    hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
    for layer in layers:
        out = layer(states, attention_mask=hidden)
        states = out[0] if isinstance(out, tuple) else out
    return states


def checkpoint(directory: Path) -> tuple[Any, Any]:
    """Encoder in float32 and tokenizer of a local directory; raises OSError or ValueError when there is none.

    Attention is trained without dropout, which would cost a sixth of the time.
    """
    encoder = AutoModel.from_pretrained(
        str(directory),
        dtype=torch.float32,
        add_pooling_layer=False,
        local_files_only=True,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,
    )
    return encoder, AutoTokenizer.from_pretrained(str(directory), local_files_only=True)
