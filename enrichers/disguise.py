"""How much disguise a text wears: look-alikes inside words, invisible characters inside words, styled letters, scattered tones.

Decomposed Vietnamese, old or new tone placement, eth for đ, emoji, other languages and hasty typing are not disguise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from enrichers.confusables import TABLE
from enrichers.syllables import bare, segment, spelled, tones

_ORDINARY = (
    "\x01-\x7f\xa0-\xac\xae-\xde\xe0-\xff\u0100-\u0130\u0132-\u0141\u0143-\u017e\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0300-\u0315\u031b\u0323-\u0328\u1e00-\u1eff"
    "\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2122\u2190-\u245f\u2500-\u27bf\u2900-\u2bff\u3000-\u303f\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7af\ufe0e\ufe0f\ufffc\ufffd\U0001f000-\U0001f10f\U0001f200-\U0001faff"
)
SUSPECT = re.compile(f"[^{_ORDINARY}]")
"""A character that ordinary posts hardly contain; without one only tones can be disguised."""
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = frozenset("µμΩ")
_DECORATION = re.compile("[\u0332\u0333\u0335-\u0338\u033f\u0346-\u034f\u035c-\u0362\u0483-\u0489\u20d0-\u20df\u20e1\u20e2\u20e4-\u20f0]")


def weigh(text: str) -> float:
    """How many words of the text are disguised by their characters alone; a styled or decorated word counts half (it is also fashion).

    Impossible accents count only where they are no slips of the finger: two and more and every tenth word at least, or two tones on
    one syllable in a text of two words.
    """
    bad, doubled, words = _scattered(text)
    total = float(bad) if (bad > 1 and 10 * bad >= words) or (doubled and words == 2) else 0.0
    return total + _odd(text)


def shows(text: str) -> bool:
    """Whether a short piece of text, such as a hit, wears any disguise at all."""
    return _scattered(text)[0] > 0 or _odd(text) > 0


def _odd(text: str) -> float:
    if not SUSPECT.search(text):
        return 0.0
    latin = bool(re.search("[A-Za-z]", text))
    return sum(_word(token, latin) for token in text.split() if SUSPECT.search(token))


@lru_cache(maxsize=1 << 12)
def _kind(ch: str) -> str:
    """p plain letter, a look-alike, s styled, z invisible, d decoration, m ordinary mark, '' anything else (a break)."""
    category = unicodedata.category(ch)
    if category[0] == "M":
        return "d" if _DECORATION.match(ch) else "m"
    folded = TABLE[ord(ch)]
    if not folded:
        return "z"
    if not (folded.isascii() and folded.isalpha()):
        return ""
    base = unicodedata.normalize("NFD", ch)[0]
    if base.isascii() or base in "đĐðÐƉɖ":
        return "p"
    compatible = unicodedata.normalize("NFKD", ch)[0]
    return "s" if compatible.isascii() or category[0] != "L" else "a"


def _word(token: str, latin: bool) -> float:
    """The weight of one white-space delimited token."""
    if len(token) > 400:
        token = token[:400]
    kinds = [_kind(ch) for ch in token]
    weight = start = 0.0
    for end in [i for i, kind in enumerate(kinds) if not kind] + [len(kinds)]:
        weight = max(weight, _run(token[int(start) : end], "".join(kinds[int(start) : end]), latin))
        start = end + 1
    return weight


def _run(run: str, kinds: str, latin: bool) -> float:
    plain, alike, styled = kinds.count("p"), kinds.count("a"), kinds.count("s")
    letters = plain + alike + styled
    if letters < 2 or kinds == "p" * len(kinds):
        return 0.0
    if re.search("[pas]m*z+m*[pas]", kinds):
        return 1.0
    if alike and not (letters == 2 and _UNITS & set(run)):
        folded = run.translate(TABLE)
        roman = [unicodedata.name(c, "").startswith("LATIN") for c, k in zip(run, kinds, strict=True) if k == "a"]
        if (plain or styled) and not all(roman):
            return 1.0
        if (latin or any(roman)) and (bare(folded) or (segment(folded) is not None and alike > 1)):
            return 1.0
    return 0.5 if styled or "d" in kinds else 0.0


def _scattered(text: str) -> tuple[int, int, int]:
    """How many words have impossible accents while their letters make a syllable, how many of these two tones, how many words there are."""
    if text.isascii():
        return 0, 0, 0
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower().replace("ð", "đ").replace("ɖ", "đ"))
    bad = [word for word in words if not word.isascii() and not spelled(word) and _misspelt(word)]
    return len(bad), sum(tones(word) > 1 for word in bad), len(words)


def _misspelt(word: str) -> bool:
    """Whether only the accents of a word are in question: plain Latin letters that make a syllable once they are off."""
    return len(word) < 9 and bare(word.translate(TABLE)) and all(_kind(ch) in "pm" for ch in word)
