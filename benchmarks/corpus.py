"""Real texts to measure on: pages_dev beside the checkout (never in it), else the bundled example stream."""

from __future__ import annotations

from pathlib import Path

from collectors.lines import read
from topics.records import Post

ROOT = Path(__file__).parents[1]
PAGES_DEV = ROOT.parent / "shared/data/pages_dev/records.jsonl.gz"
EXAMPLES = ROOT / "examples/stream.jsonl"


def file() -> Path:
    return PAGES_DEV if PAGES_DEV.exists() else EXAMPLES


def posts(least: int = 10_000) -> list[Post]:
    """At least so many posts: the corpus, repeated where it is short."""
    found = [line.post for line in read([str(file())]) if line.post is not None]
    return found * -(-least // len(found))
