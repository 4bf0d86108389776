"""Learning in which order known claims answer a post, and how sure the first one is; and measuring it.

The pairs are this project's own (tests/data/claims): posts that state a claim, posts that come close and tell of another fact, posts that
deny it. A third, by the hash of their ids, is held back: never trained on, only measured. Other sentences stand among the claims.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
from scipy.optimize import minimize

from enrichers.claims.features import DENSE, NAMES
from enrichers.claims.index import ClaimIndex, Floats, read
from enrichers.claims.match import Embed, Matcher, Order
from tinwatch.claims import order as shipped
from tinwatch.claims import told
from topics.claims import Claim

STIFFNESS = 0.003
"""Of the penalty on the weights."""


class Pair(msgspec.Struct, frozen=True):
    """A post and the claim it is about: `same` states it, `other` tells of another fact in nearly its words, `denied` denies it."""

    id: str
    claim: str
    kind: Literal["same", "other", "denied"]
    text: str

    @property
    def held(self) -> bool:
        """Whether this pair is only for measuring."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 3 == 0


class Measured(msgspec.Struct, frozen=True):
    """`found` is the share of posts whose claim is among the first five, `ranked` the mean of 1 / its rank there (MAP@5 with one right
    claim); `confirmed` the share of posts stating a claim that are confirmed; `wrong` the posts about another fact that are, by id."""

    posts: int
    found: float
    ranked: float
    confirmed: float
    others: int
    wrong: tuple[str, ...]


def pairs_of(folder: Path) -> tuple[list[Claim], list[Pair]]:
    """The claims and posts of a folder: known.jsonl, posts.jsonl."""
    return (
        [msgspec.json.decode(line, type=Claim) for line in (folder / "known.jsonl").read_bytes().splitlines()],
        [msgspec.json.decode(line, type=Pair) for line in (folder / "posts.jsonl").read_bytes().splitlines()],
    )


def bystanders(texts: Sequence[str]) -> list[Claim]:
    """Sentences that nobody checked, as claims among which the right one has to be found."""
    return [Claim(id=f"by-{n}", claim=text) for n, text in enumerate(texts)]


def index_of(claims: Sequence[Claim]) -> ClaimIndex:
    return ClaimIndex(claims, [read(claim) for claim in claims])


def train(index: ClaimIndex, pairs: Sequence[Pair], vectors: Floats | None = None, embed: Embed | None = None) -> dict[str, float]:
    """Weights by name, with the bias: of NAMES, and of DENSE too where there are embeddings."""
    start = Order(dict.fromkeys((*NAMES, "bias"), 1.0), dict.fromkeys((*NAMES, *DENSE, "bias"), 1.0))
    matcher = Matcher(index, start, vectors, embed)
    rows, right = [], []
    for pair in pairs:
        numbers, columns = matcher.compared(pair.text)
        wanted = np.array([index.claims[number].id == pair.claim for number in numbers])
        if wanted.any():
            rows.append(columns)
            right.append(wanted)
    names = NAMES + DENSE if vectors is not None else NAMES
    weights = _fit(rows, right, len(names))
    return {name: round(float(weight), 4) for name, weight in zip((*names, "bias"), weights, strict=True)}


def _fit(rows: Sequence[Floats], right: Sequence[np.ndarray], count: int) -> np.ndarray:
    """Logistic regression in which every post counts the same, its claim as much as all others together; weights are never negative, since
    every feature is a likeness."""
    x = np.concatenate([np.hstack([columns, np.ones((len(columns), 1))]) for columns in rows])
    y = np.concatenate(right)
    share = np.concatenate([np.where(wanted, 0.5 / wanted.sum(), 0.5 / max(1, (~wanted).sum())) for wanted in right]) / len(rows)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = np.clip(x @ weights, -30, 30)
        chance = 1 / (1 + np.exp(-margin))
        cost = -(share * np.where(y, np.log(chance + 1e-12), np.log(1 - chance + 1e-12))).sum()
        return cost + STIFFNESS * (weights[:-1] ** 2).sum(), x.T @ (share * (chance - y)) + 2 * STIFFNESS * np.append(weights[:-1], 0)

    bounds = [(0.0, None)] * count + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(count + 1), jac=True, method="L-BFGS-B", bounds=bounds).x)


def measured(matcher: Matcher, pairs: Sequence[Pair]) -> Measured:
    """How a matcher does on these pairs."""
    ranks: list[int] = []
    confirmed, wrong = 0, []
    for pair in pairs:
        found = matcher.matches(pair.text, 5)
        if pair.kind == "same":
            ranks.append(next((n for n, match in enumerate(found, 1) if match.claim.id == pair.claim), 0))
            confirmed += any(match.confirmed and match.claim.id == pair.claim for match in found)
        elif any(match.confirmed for match in found):
            wrong.append(pair.id)
    same = max(1, len(ranks))
    return Measured(
        posts=len(ranks),
        found=round(sum(rank > 0 for rank in ranks) / same, 3),
        ranked=round(sum(1 / rank for rank in ranks if rank) / same, 3),
        confirmed=round(confirmed / same, 3),
        others=len(pairs) - len(ranks),
        wrong=tuple(wrong),
    )


def learned(folder: Path, among: Path, embedding: Embed | None = None) -> Order:
    """The order trained on the pairs of a folder, with its figures; without an embedder the weights for embeddings are those that ship."""
    claims, pairs = pairs_of(folder)
    texts = [msgspec.json.decode(line)["text"] for file in sorted(among.glob("written_*.jsonl")) for line in file.read_bytes().splitlines()]
    index = index_of(claims + bystanders([text for text in texts if 25 < len(text) < 300]))
    known, held = [p for p in pairs if not p.held], [p for p in pairs if p.held]
    vectors = embedding([told(claim) for claim in index.claims]) if embedding else None
    order = Order(train(index, known), train(index, known, vectors, embedding) if embedding else shipped().dense)
    facts: dict[str, object] = {"claims": len(index)}
    for name, matcher in (("words", Matcher(index, order)), ("dense", Matcher(index, order, vectors, embedding))):
        if name == "words" or embedding:
            facts[name] = {"trained on": measured(matcher, known), "held back": measured(matcher, held)}
    return Order(order.words, order.dense, facts)
