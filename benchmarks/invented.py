"""Posts to measure with: invented ones of a kilobyte, made of the example stream, and the corpus as it is."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, islice

from msgspec.structs import replace

from agents.assessor import Assessor
from agents.gate import worth_reading
from benchmarks import corpus
from benchmarks.assess import shipped_assessor
from collectors.lines import read
from topics.records import Page, Post, encode

SIZE = 1_000
"""Bytes of a record, at least."""

WORDS = "sông biển núi gió quê phố hội bóng vé điểm món áo hoa cá tôm lúa ga cầu bến nhà đường bếp vườn".split()
PAGES = 200
REMARKABLE = 50
"""One post in so many has words that a detector sees, and is read by the reader; of real posts as many are (docs/detection.md)."""


def kilobytes(number: int, seed: int = 1) -> list[Post]:
    """Posts of invented texts over the last day; nothing to see but in one of fifty, of which some deserve an alert."""
    judge, rng = shipped_assessor(), random.Random(seed)
    chatter, remarkable = texts(judge)
    posts: dict[int, Post] = {}
    while missing := [n for n in range(number) if n not in posts]:  # dull texts side by side may say something together: others then
        drafts = [_kilobyte(n, number, seed, rng, remarkable if n % REMARKABLE == 0 else chatter, chatter) for n in missing]
        asked = judge.look_over(drafts)
        posts |= {
            n: one.post
            for n, one in zip(missing, asked, strict=True)
            if n % REMARKABLE == 0 or not worth_reading(one.opinion, one.seen.judged, SIZE)
        }
    return [posts[n] for n in range(number)]


def _kilobyte(number: int, of: int, seed: int, rng: random.Random, first: Sequence[str], rest: Sequence[str]) -> Post:
    at = datetime.now(UTC) - timedelta(days=1 - number / of)
    page = Page(id=f"fb:bench{number % PAGES}", name=f"Trang {number % PAGES}")
    post = Post(id=f"fb:{seed}-{number}", kind="post", page=page, text=rng.choice(first), published_at=at, collected_at=at)
    while len(encode(post)) < SIZE:
        post = replace(post, text=f"{post.text}\n{rng.choice(rest)}")
    return post


def offer(code: str, number: int, at: datetime | None = None) -> Post:
    """One that deserves an alert, of its own page, phone and wording: near-copies would be one alert."""
    rest = " ".join(random.Random(number).choices(WORDS, k=25))
    text = f"mã {code} cho vay nhanh, nợ xấu vẫn duyệt, ib Zalo 0900 {code[:3]} {code[3:]} {rest}"
    page = Page(id=f"fb:offer{number}", name=f"Trang {number}")
    return Post(id=f"fb:offer{number}", kind="post", page=page, text=text, published_at=at, collected_at=at)


def code_of(number: int) -> str:
    """Six digits, of which no two of the first hundred thousand numbers have the same."""
    return f"{300_000 + number * 7919 % 600_000}"


def texts(judge: Assessor) -> tuple[list[str], list[str]]:
    """Of the example stream what no detector sees anything in, and the rest."""
    posts = [line.post for line in read([str(corpus.EXAMPLES)]) if line.post is not None and line.post.text]
    found: tuple[list[str], list[str]] = ([], [])
    for asked in judge.look_over(posts):
        found[bool(asked.seen.judged)].append(asked.post.text)
    return found


def mixed(number: int) -> list[Post]:
    """The corpus, and again with other ids where it is short."""
    return list(islice(_again(), number))


def _again() -> Iterator[Post]:
    posts = corpus.posts(1)
    for lap in count():
        for post in posts:
            yield post if not lap else _renamed(post, lap)


def _renamed(post: Post, lap: int) -> Post:
    return replace(post, id=f"{post.id}-{lap}")
