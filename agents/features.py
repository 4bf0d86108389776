"""What the learned model is told of a post: n-grams of its texts, folded and with accents, and what the rules made of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

import numpy as np

from agents.look import Field, Look
from agents.sites import SITES
from enrichers.grams import Hashes, Owned, accented, letter_hashes_of, word_hashes_of

LETTERS, CUES = 40, 3
"""Letters of all texts together, and families of cues that hold, below which the model is not asked. Of the written alerts .995 have both,
of real pages' posts one in six; the shortest alert has fifty letters."""

_ENTITIES = ("PHONE", "ACCOUNT", "URL", "DOMAIN", "EMAIL", "HANDLE", "MONEY", "LAW", "LICENCE")


def asked(fields: Sequence[Field], look: Look) -> bool:
    """Whether the model looks at a post at all: enough cues hold, it is long enough to say something, and no address speaks.

    Where an address is listed or imitates somebody, the words around it prove nothing against that.
    """
    if not SITES.isdisjoint(look.groups):
        return False
    return len(look.counts) >= CUES and sum(len(field.folded.text) for field in fields) >= LETTERS


def grams(posts: Sequence[Sequence[Field]]) -> dict[str, Owned]:
    """Block → hashes of all texts of some posts, with the numbers of the posts: many at once, as numpy's calls cost more than its work."""
    fields = list(chain.from_iterable(posts))
    post = np.repeat(np.arange(len(posts)), [len(of) for of in posts])
    folded = [field.folded.joined for field in fields]
    written = [field.written or accented(field.folded.text) for field in fields]
    found = {
        "letters.folded": letter_hashes_of(folded),
        "words.folded": word_hashes_of(folded),
        "letters.accented": letter_hashes_of(written),
        "words.accented": word_hashes_of(written),
    }
    return {block: Owned(of.hashes, post[of.owners]) for block, of in found.items()}


def grams_of(fields: Sequence[Field]) -> dict[str, Hashes]:
    """`grams` of one post."""
    return {block: of.hashes for block, of in grams([fields]).items()}


def named(fields: Sequence[Field], look: Look) -> dict[str, float]:
    """Name → value, most 0 or 1: cues that hold, the rules' stance, what can be reached, how it is written.

    Not which detectors fired: they were written with most of the samples in view, so that a model believes them too much. Without them
    recall at 3 % false rose from .58 to .70 on the sentences that the rules' writers had not read.
    """
    out: dict[str, float] = {f"stance:{look.stance}": 1.0, f"kind:{look.kind}": 1.0}
    for family, count in look.counts.items():
        out[f"cue:{family}"] = 1.0
        if family.startswith(("says.", "hint.")):
            out[f"count:{family}"] = min(3, count) / 3
    out |= {f"group:{group}": 1.0 for group in look.groups}
    out |= {f"entity:{entity.type}": 1.0 for entity in look.entities(*_ENTITIES)}
    out |= {"tied": float(look.tied), "lure": float(look.lure), "invites": float(look.invites), "disguise": look.obfuscation}
    return out | _manner("\n".join(field.folded.text for field in fields))


def _manner(text: str) -> dict[str, float]:
    """How it is written: length, capitals, signs, emoji, line breaks, digits, missing accents."""
    count = len(text)
    alphabetic = sum(map(str.isalpha, text))
    return {
        f"length:{min(9, int(math.log2(count + 1)))}": 1.5,
        "capitals": 3 * sum(map(str.isupper, text)) / max(1, alphabetic),
        "exclaims": min(3, text.count("!")) / 2,
        "asks": 1.5 * ("?" in text),
        "ends asking": 1.5 * text.rstrip().endswith("?"),
        "lines": min(5, text.count("\n")) / 3.5,
        "emoji": min(4, sum(sign > "\u2600" for sign in text)) / 2.5,
        "digits": 7 * sum(map(str.isdigit, text)) / max(1, count),
        "quotes": 1.5 * any(sign in text for sign in '"“'),
        "trails off": 1.5 * any(sign in text for sign in ("...", "…")),
        "no accents": 1.5 * text.isascii(),
    }
