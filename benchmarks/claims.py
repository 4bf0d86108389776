"""Known claims against posts, by words alone, as the stream does it: a hundred thousand claims, one core.

The claims are mixed from sentences of the training examples, each with numbers and stray words of its own, so that they have as many rare
words as real ones; one post in twenty states a claim. Embeddings are apart: only `tinwatch claims match` asks them, at some 10 ms a text.
"""

from __future__ import annotations

import json
import random
import resource
import time

import numpy as np

from benchmarks import corpus
from tinwatch.claims import matcher
from topics.claims import Claim

CLAIMS, POSTS = 100_000, 5_000


def measure(claims: int = CLAIMS, posts: int = POSTS) -> dict[str, float]:
    rng = random.Random(7)
    known = mixed(rng, claims)
    start = time.process_time()
    ready = matcher(known)
    built = time.process_time() - start
    texts = [post.text for post in corpus.posts(posts)]
    stated = [rng.choice(known) if rng.random() < 0.05 else None for _ in range(posts)]
    taken, missed = np.empty(posts), 0
    for number, claim in enumerate(stated):
        text = claim.claim if claim else rng.choice(texts)
        start = time.process_time()
        found = ready.heard(text)
        taken[number] = time.process_time() - start
        missed += claim is not None and all(match.claim.id != claim.id for match in found)
    median, late = (float(one) * 1000 for one in np.percentile(taken, (50, 99)))
    return {
        "claims": claims,
        "built in, s of one core": built,
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "posts/s of one core": posts / float(taken.sum()),
        "median, ms": median,
        "p99, ms": late,
        "posts that state a claim": sum(claim is not None for claim in stated),
        "of them missed": missed,
    }


def mixed(rng: random.Random, count: int) -> list[Claim]:
    """Halves of two sentences with a few stray words and a number between them."""
    files = sorted((corpus.ROOT / "examples/training").glob("*.jsonl"))
    said = [json.loads(line)["text"].split() for file in files for line in file.read_text("utf-8").splitlines()]
    words = sorted({word for text in said for word in text})
    found = []
    for number in range(count):
        one, other = rng.choice(said), rng.choice(said)
        text = [*one[: len(one) // 2][:11], str(rng.randint(2, 9999)), *rng.choices(words, k=3), *other[len(other) // 2 :][:11]]
        found.append(Claim(id=f"c{number}", claim=" ".join(text)))
    return found
