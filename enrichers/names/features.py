"""What the names model is told of each word of a line: the word, how it is written, its neighbours, what lists say."""

from __future__ import annotations

from collections.abc import Sequence

from enrichers.names.lists import Lists
from enrichers.names.words import Word
from enrichers.syllables import BARE

_EDGE = Word(0, 0, "<edge>", "<edge>", "edge")
_NEAR = (-2, -1, 1, 2)


def features(words: Sequence[Word], lists: Lists) -> list[list[str]]:
    """For each word its features; the same strings in training and in use."""
    marks = lists.marks(words)
    style = _style(words)
    own = [_own(word, said, style) for word, said in zip(words, marks, strict=True)]
    out = []
    for i, word in enumerate(words):
        near = {d: words[i + d] if 0 <= i + d < len(words) else _EDGE for d in _NEAR}
        features = ["bias", *own[i]]
        features += (f"{d}w={other.plain}" for d, other in near.items())
        features += (f"{d}s={style}{near[d].shape}" for d in (-1, 1))
        features.append(f"-1w|w={near[-1].plain}|{word.plain}")
        features.append(f"w|1w={word.plain}|{near[1].plain}")
        features.append(f"-2w|-1w={near[-2].plain}|{near[-1].plain}")
        features.append(f"-1w|s={near[-1].plain}|{style}{word.shape}")
        features.append(f"s3={style}{near[-1].shape}|{word.shape}|{near[1].shape}")
        for d in _NEAR:
            if 0 <= i + d < len(words):
                features += (f"{d}m={mark}" for mark in marks[i + d])
        before = {mark.rstrip("~") for mark in marks[i - 1]} if i else set()
        if i:
            features += (f"-1m|m={b.partition(':')[0]}|{mark.partition(':')[0]}" for b in marks[i - 1] for mark in marks[i][:4])
        if "title:B" in before or "title:I" in before:
            features.append(f"titled={style}{word.shape}")
        out.append(features)
    return out


def _style(words: Sequence[Word]) -> str:
    """How the line is written: `a` with accents, `p` without; `L` lower case throughout, `U` capitals throughout, `M` both."""
    letters = [word for word in words if word.shape in ("low", "Cap", "UP", "ONE")]
    accented = any(word.spelled != word.plain for word in letters)
    capitals = sum(word.shape != "low" for word in letters[1:])
    upper = sum(word.shape in ("UP", "ONE") for word in letters)
    case = "L" if not capitals else "U" if upper > 0.7 * len(letters) else "M"
    return ("a" if accented else "p") + case


def _own(word: Word, marks: Sequence[str], style: str) -> list[str]:
    own = [f"w={word.plain}", f"s={style}{word.shape}"]
    if word.spelled != word.plain:
        own.append(f"a={word.spelled}")
    elif style[0] == "a":
        own.append(f"a0={word.plain}")
    if word.shape in ("low", "Cap", "UP", "ONE") and word.plain not in BARE:
        own += ("foreign", f"foreign={style}{word.shape}", f"end={word.plain[-3:]}")
    for mark in marks:
        own += (f"m={mark}", f"m|s={mark}|{style}{word.shape}")
    if len(marks) > 1:
        own.append("ms=" + ",".join(sorted(mark.rstrip(":BI") for mark in marks)))
    return own
