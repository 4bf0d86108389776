"""CLICKBAIT: headlines that hide what they are about to be clicked. A signal beside the others, never an alert, never a case.

A linear model over the words, letters and build of the title and the lead. It looks at the title of a shared article, and at a page's own
post when that is one line the length of a headline.
"""

from __future__ import annotations

import re

from agents.linear import Linear, Unusable
from enrichers.grams import Hashes, accented, letter_hashes, shapes, word_hashes
from topics.records import Evidence, Post, Signal

CODE, NAME = "CLICKBAIT", "clickbait"
SHORTEST, LONGEST = 25, 200
"""Letters of a post that may be a headline."""

WHY = "tiêu đề viết theo lối câu khách: gợi tò mò mà không nói chuyện gì"

_TAGS = re.compile(r"(?:#\w+|https?://\S+|\s)+$")


class Headlines:
    """The model ready to judge headlines. Safe to share between threads."""

    def __init__(self, content: bytes) -> None:
        """Raises `agents.linear.Unusable` when the bytes are no model, or one with other heads."""
        self._model = Linear(content)
        if self._model.heads != (NAME,) or {"title", "text"} - self._model.limits.keys():
            raise Unusable("a model for something else: it has not the head clickbait with its limits")
        self.version = self._model.version

    def signals(self, post: Post) -> tuple[Signal, ...]:
        """The signal of a post whose title, or whose text that is a headline, baits; mostly nothing."""
        if post.article is not None and post.article.title.strip():
            field, title, lead, limit = "article.title", post.article.title, post.article.lead, "title"
        elif post.kind == "post" and headline(post.text):
            field, title, lead, limit = "text", post.text, "", "text"
        else:
            return ()
        chance = self.chance(title, lead)
        if chance < self._model.limits[limit]:
            return ()
        start = len(title) - len(title.lstrip())
        mark = Evidence(start=start, end=start + len(_TAGS.sub("", title.strip())), why=WHY, field=field)
        score = round(min(chance, 0.5), 3)
        return (Signal(code=CODE, score=score, alert=False, detector=NAME, version=self.version, evidence=(mark,)),)

    def chance(self, title: str, lead: str = "") -> float:
        """The calibrated probability, 0–1, that the headline is clickbait."""
        return self._model.probability(float(self._model.scores(grams(title, lead), {})[0]))


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
