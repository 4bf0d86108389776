"""One training run: what is trained above the shared layers, on some of the rows, and what it then says of others."""

from __future__ import annotations

import copy
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from tinwatch.learning.reader.network import Heads, Top
from tinwatch.learning.reader.noise import spoiled
from tinwatch.learning.reader.said import Said
from tinwatch.learning.reader.states import Say, States, packed
from tinwatch.learning.samples import Sample


@dataclass(frozen=True)
class Plan:
    """How a run goes. `shared` layers stay as they were; `average` is the decay of the running mean of the weights that is kept."""

    epochs: int = 7
    rate: float = 3e-4
    heads: float = 1e-3
    batch: int = 16
    longest: int = 192
    smooth: float = 0.05
    code: float = 0.5
    dropout: float = 0.1
    shared: int = 8
    average: float = 0.99
    seed: int = 0


class Network(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The trained part: top layers and heads."""

    def __init__(self, encoder: Any, stances: int, codes: int, plan: Plan) -> None:
        super().__init__()
        self.top = Top(encoder, plan.shared)
        self.heads = Heads(encoder.config.hidden_size, stances, codes, plan.dropout)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        out: tuple[torch.Tensor, torch.Tensor, torch.Tensor] = self.heads(self.top(states, mask))
        return out


def copies(sample: Sample, plan: Plan) -> list[str]:
    """The noisy copy of a sample for each epoch: the same whatever else is trained on."""
    return [spoiled(sample.text, random.Random(f"{plan.seed} {epoch} {sample.id} {sample.text}")) for epoch in range(plan.epochs)]


class Run:
    """A run over the rows `train` of the samples; `stances` and `codes` are the labels in order."""

    def __init__(
        self, encoder: Any, states: States, samples: Sequence[Sample], labels: tuple[Sequence[str], Sequence[str]], plan: Plan, salt: int
    ) -> None:
        torch.manual_seed(plan.seed * 1000 + salt)
        self._rng = random.Random(f"{plan.seed} {salt}")
        self._states, self._samples, self._plan = states, samples, plan
        self._copies = [copies(sample, plan) for sample in samples]
        stances, codes = labels
        self.network = Network(copy.deepcopy(encoder), len(stances), len(codes), plan)
        self.mean = copy.deepcopy(self.network).requires_grad_(False)
        self._targets = (
            torch.tensor([float(sample.alert) for sample in samples]) * (1 - plan.smooth) + plan.smooth / 2,
            torch.tensor([stances.index(sample.stance) for sample in samples]),
            torch.tensor([codes.index(sample.code) for sample in samples]),
        )
        self._loss = _losses(samples, stances, plan)
        steps = plan.epochs * len(self._batches(random.Random(0), 0))
        self._optimizer = torch.optim.AdamW(_groups(self.network, plan), lr=plan.rate, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda i: min((i + 1) / (0.1 * steps), max(0.0, (steps - i) / (0.9 * steps)))
        )
        self.epoch, self.seconds = 0, 0.0

    def train(self, say: Say, keep: Callable[[Run], None] = lambda _: None) -> None:
        """The epochs that are left; `keep` is called after each."""
        began, first = time.monotonic(), self.epoch
        while self.epoch < self._plan.epochs:
            before = time.process_time()
            loss = self._epoch()
            self.epoch += 1
            self.seconds += time.process_time() - before
            spent = (time.monotonic() - began) / (self.epoch - first)
            say(f"epoch {self.epoch}/{self._plan.epochs}: loss {loss:.3f}, {spent * (self._plan.epochs - self.epoch):.0f} s left")
            keep(self)

    def _epoch(self) -> float:
        self.network.train()
        seen = []
        for part in self._batches(self._rng, self.epoch):
            states, mask = self._states.batch([self._copies[i][self.epoch] for i in part])
            with torch.autocast("cpu", torch.bfloat16):
                said = self.network(states, mask)
            loss = self._loss(said, tuple(target[part] for target in self._targets))
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            self._optimizer.zero_grad(set_to_none=True)
            with torch.no_grad():
                for kept, now in zip(self.mean.parameters(), self.network.parameters(), strict=True):
                    kept.lerp_(now, 1 - self._plan.average)
            seen.append(loss.item())
        return float(np.mean(seen))

    def _batches(self, rng: random.Random, epoch: int) -> list[list[int]]:
        """Batches of like length in random order."""
        lengths = [self._states.length(some[epoch]) * (1 + 0.2 * rng.random()) for some in self._copies]
        order = sorted(range(len(lengths)), key=lambda i: lengths[i])
        out = [order[i : i + self._plan.batch] for i in range(0, len(order), self._plan.batch)]
        rng.shuffle(out)
        return out

    def save(self, file: Path) -> None:
        draft = file.with_suffix(".new")
        parts = {"network": self.network, "mean": self.mean, "optimizer": self._optimizer, "schedule": self._schedule}
        content: dict[str, Any] = {name: part.state_dict() for name, part in parts.items()}
        content |= {"plan": asdict(self._plan), "epoch": self.epoch, "seconds": self.seconds}
        torch.save(content | {"torch": torch.get_rng_state(), "rng": self._rng.getstate()}, draft)
        draft.replace(file)

    def restore(self, file: Path) -> None:
        """Go on where `save` was called; ValueError when that was another plan."""
        kept = torch.load(file, weights_only=True)
        if kept["plan"] != asdict(self._plan):
            raise ValueError(f"{file}: a run of another plan; train without --resume")
        self.network.load_state_dict(kept["network"])
        self.mean.load_state_dict(kept["mean"])
        self._optimizer.load_state_dict(kept["optimizer"])
        self._schedule.load_state_dict(kept["schedule"])
        torch.set_rng_state(kept["torch"])
        version, state, rest = kept["rng"]
        self._rng.setstate((version, tuple(state), rest))
        self.epoch, self.seconds = kept["epoch"], kept["seconds"]


@torch.inference_mode()  # type: ignore[untyped-decorator]
def said(network: Network, states: States, texts: Sequence[str]) -> Said:
    """Logits of texts whose states were learned, in float32."""
    network.eval()
    parts = list(packed([states.length(text) for text in texts], 2048))
    outs = [network(*states.batch([texts[i] for i in part])) for part in parts]
    back = np.argsort(np.concatenate([np.array(part) for part in parts]))
    alert, stance, code = (torch.cat([out[k] for out in outs]).numpy()[back] for k in range(3))
    return Said(alert, stance, code)


def _losses(samples: Sequence[Sample], stances: Sequence[str], plan: Plan) -> Callable[..., torch.Tensor]:
    """Alerts weighted by the ratio of the classes, stances by the square root of it, codes alike."""
    count = Counter(sample.stance for sample in samples)
    weights = torch.tensor([(len(samples) / max(1, count[name]) / len(count)) ** 0.5 for name in stances])
    alerts = sum(sample.alert for sample in samples)
    binary = nn.BCEWithLogitsLoss(pos_weight=torch.tensor((len(samples) - alerts) / max(1, alerts)))
    stance = nn.CrossEntropyLoss(weight=weights, label_smoothing=plan.smooth)
    code = nn.CrossEntropyLoss(label_smoothing=plan.smooth)

    def loss(given: Sequence[torch.Tensor], truth: Sequence[torch.Tensor]) -> torch.Tensor:
        out: torch.Tensor = binary(given[0].float(), truth[0]) + stance(given[1].float(), truth[1])
        return out + plan.code * code(given[2].float(), truth[2])

    return loss


def _groups(network: Network, plan: Plan) -> list[dict[str, Any]]:
    """Parameters with their rates: no decay for biases and norms, a higher rate for the heads."""
    return [
        {"params": [p for p in network.top.parameters() if p.ndim > 1], "weight_decay": 0.01},
        {"params": [p for p in network.top.parameters() if p.ndim == 1], "weight_decay": 0.0},
        {"params": list(network.heads.parameters()), "lr": plan.heads, "weight_decay": 0.01},
    ]
