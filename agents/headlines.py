"""CLICKBAIT: headlines that hide what they are about to be clicked. A signal beside the others, never an alert, never a case.

A linear model over the words, letters and build of the title and the lead. It looks at the title of a shared article, and at a page's own
post when that is one line the length of a headline. Of a title that its words leave open a second one is asked, which adds what the title
means (its embedding); without anything that embeds, the words alone decide, by a limit of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.linear import Linear, Unusable
from agents.reading import Failed, words_of
from enrichers.grams import Hashes, accented, letter_hashes, shapes, word_hashes
from topics.records import Evidence, Post, Signal

CODE, NAME = "CLICKBAIT", "clickbait"
SHORTEST, LONGEST = 25, 200
"""Letters of a post that may be a headline."""

WHY = "tiêu đề viết theo lối câu khách: gợi tò mò mà không nói chuyện gì"

_TAGS = re.compile(r"(?:#\w+|https?://\S+|\s)+$")


Embed = Callable[[str], NDArray[np.float32]]
"""The vector of one text, the same whenever it is asked; raises `agents.reading.Failed`."""

BARE = "no lead"
"""Feature of an article's title that came without its lead, whose words are no sign of anything then."""

MOST = 10_000
"""Titles whose answers are kept: copies cost nothing."""


class Judged(NamedTuple):
    """A probability, 0–1, the limit for it, and which version of what said so."""

    chance: float
    limit: float
    version: str


def _none(version: str) -> None:
    return None


class Headlines:
    """The model ready to judge headlines. Safe to share between threads."""

    def __init__(self, content: bytes, embeds: Callable[[str], Embed | None] = _none) -> None:
        """`embeds`: version of the embedder that the model was made with → what embeds, if there is any.

        Raises `agents.linear.Unusable` when the bytes are no model, or one with other heads.
        """
        self._model = Linear(content)
        if self._model.heads != (NAME,) or {"title", "text"} - self._model.limits.keys():
            raise Unusable("a model for something else: it has not the head clickbait with its limits")
        self.version = self._model.version
        self._second = self._model.second
        self.made_with = str(self._second.facts["embedder"]) if self._second else ""
        """Version of the embedder whose vectors it understands; empty for none."""
        self._embed = embeds(self.made_with) if self._second else None
        self._both = lru_cache(MOST)(self._with_meaning)

    def signals(self, post: Post) -> tuple[Signal, ...]:
        """The signal of a post whose title, or whose text that is a headline, baits; mostly nothing."""
        if post.article is not None and post.article.title.strip():
            field, title = "article.title", post.article.title
            judged = self.judged(title, post.article.lead)
        elif post.kind == "post" and headline(post.text):
            field, title = "text", post.text
            judged = Judged(self.chance(title), self._model.limits["text"], self.version)
        else:
            return ()
        if judged.chance < judged.limit:
            return ()
        start = len(title) - len(title.lstrip())
        mark = Evidence(start=start, end=start + len(_TAGS.sub("", title.strip())), why=WHY, field=field)
        score = round(min(judged.chance, 0.5), 3)
        return (Signal(code=CODE, score=score, alert=False, detector=NAME, version=judged.version, evidence=(mark,)),)

    def chance(self, title: str, lead: str = "") -> float:
        """The calibrated probability, 0–1, that the headline is clickbait, by its words."""
        return self._model.probability(self._words(title, lead, {}))

    def judged(self, title: str, lead: str = "") -> Judged:
        """The title of an article by its words and, where they leave it open and it can be embedded, by its meaning too."""
        words = self._words(title, lead, {} if lead.strip() else {BARE: 1.0})
        chance = self._model.probability(words)
        if self._second and self._embed and chance >= self._second.limits["asked"]:
            try:
                return Judged(self._both(words_of((title,)), words), self._second.limits["title"], f"{self.version}+{self.made_with}")
            except Failed:
                pass  # as where nothing embeds
        return Judged(chance, self._model.limits["title"], self.version)

    def _words(self, title: str, lead: str, named: Mapping[str, float]) -> float:
        return float(self._model.scores(grams(title, lead), named)[0])

    def _with_meaning(self, title: str, words: float) -> float:
        """Six digits: what follows them differs between processors. Raises Failed."""
        assert self._second
        assert self._embed
        return round(self._second.probability(float(self._second.scores({}, meaning(self._embed(title), words))[0])), 6)


def meaning(vector: NDArray[np.float32], words: float) -> dict[str, float]:
    """What the second model goes by: the first one's score, and each number of the title's vector."""
    return {"words": words, **{f"title.{i}": value for i, value in enumerate(vector.tolist())}}


def headline(text: str) -> bool:
    """Whether a post is one line as long as a headline, hashtags and addresses at its end left out."""
    text = _TAGS.sub("", text.strip())
    return SHORTEST <= len(text) <= LONGEST and "\n" not in text


def grams(title: str, lead: str) -> dict[str, Hashes]:
    """Block → hashes of a headline and its lead."""
    bare = _TAGS.sub("", title.strip())
    said, told = accented(bare), accented(lead)
    return {
        "letters.title": letter_hashes(said),
        "words.title": word_hashes(said),
        "shapes.title": shapes(bare).hashes,
        "letters.lead": letter_hashes(told),
        "words.lead": word_hashes(told),
    }
