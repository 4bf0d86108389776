"""Which spellings are Vietnamese syllables, with and without accents.

Phonotactic, not a word list: every onset with every rhyme the spelling allows (Nguyễn Đình Hoà, Vietnamese, 1997, ch. 2), so it answers
"could this be a Vietnamese word", never "is it one". About 3,000 spellings without accents.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt
êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oc oe oen oeo oet oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uê uêch uênh ui uc um
un ung uông uôc uôi uôm uôn uôt uơ up ut uy uya uych uyêt uyên uynh uyt uyp uyu uyn ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp
ươt ươu y yêm yên yêng yêt yêu
"""
_AFTER_Q = """
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân ât âng âc ây e en eo et ê ên êt êch ênh i y ich in it inh yên yêt ynh yt
ych ơ ơn ơt ôc iêt ôn up
"""
_FRONT = ("e", "ê", "i", "y")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_OPEN_TONES = frozenset("\u0300\u0303\u0309")
_PLAIN = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}


def _allowed(onset: str, rhyme: str) -> bool:
    front = rhyme.startswith(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front and not (onset != "k" and rhyme[0] == "y")
    if onset in ("c", "g", "ng"):
        return not front or (onset == "g" and rhyme in ("i", "in", "im", "iêt", "iêng", "ia"))
    if onset == "gi":
        return rhyme[0] not in "iy"
    if not onset:
        return not rhyme.startswith("iê")
    return not rhyme.startswith("yê")


def _shapes() -> frozenset[str]:
    plain = {onset + rhyme for onset in ["", *_ONSETS.split()] for rhyme in _RHYMES.split() if _allowed(onset, rhyme)}
    return frozenset(plain | {"qu" + rhyme for rhyme in _AFTER_Q.split()} | {"giêng", "giêc", "giêt", "kỳ", "đăk", "đăc", "ok"})


_SHAPES = _shapes()


def _barer(shape: str) -> set[str]:
    """The shape with any of its marks left out, as hasty typing does."""
    return {"".join(parts) for parts in product(*[(c, _PLAIN[c]) if c in _PLAIN else (c,) for c in shape])}


_LENIENT = frozenset(bare for shape in _SHAPES for bare in _barer(shape))
BARE = frozenset("".join(_PLAIN.get(c, c) for c in shape) for shape in _SHAPES)
"""Every possible syllable without accents, lower case."""

_WORDS = """
zalo zl zep tele telegram facebook face fb messenger viber tiktok youtube google gmail shopee lazada instagram twitter web website
online offline vip link click code inbox ib inb app apk ship freeship free casino game games bet baccarat jackpot poker slot slots
sale hot ko hok ok oke ctv stk cskh cod voucher forex crypto bitcoin btc usdt usd coin trade trader money bank banking otp atm cccd
cmnd vneid covid sex livestream live stream admin group club win winner bonus nap event gift shop store order real hack hacker sms
call hotline km tk acc account login pass password token wifi pc laptop iphone samsung vape pod gay porn kubet xoso loto lode taixiu
nohu
"""
WORDS = frozenset(_WORDS.split())
"""Words that are no Vietnamese syllables but that disguised texts spell out all the same."""


def bare(word: str) -> bool:
    """Whether a folded word can be a Vietnamese syllable or is a word such texts use."""
    return word in BARE or word in WORDS


def tones(word: str) -> int:
    """The number of tone marks on a word."""
    return sum(c in _TONES for c in unicodedata.normalize("NFD", word))


@lru_cache(maxsize=1 << 15)
def spelled(word: str) -> bool:
    """Whether a lower-case accented word is a possible spelling of a syllable: at most one tone, marks where a syllable has them.

    Tone marks on either vowel of a pair (hoà, hòa) and marks left out by hasty typing (ngừoi) pass; two tones (bịết), marks on the wrong
    letter (trưy) and a falling or broken tone before c, ch, p, t (bẽt) do not.
    """
    parts = unicodedata.normalize("NFD", word)
    marks = [c for c in parts if c in _TONES]
    shape = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if len(marks) > 1 or shape not in _LENIENT:
        return False
    return not (marks and marks[0] in _OPEN_TONES and shape.endswith(("c", "ch", "p", "t")))


@lru_cache(maxsize=1 << 14)
def segment(letters: str) -> tuple[str, ...] | None:
    """Cut folded letters into the fewest syllables or known words of two letters and more; None when they cannot be cut (or are > 40)."""
    if len(letters) > 40:
        return None
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(2, len(letters) + 1):
        for start in range(max(0, end - 9), end - 1):
            before, word = best[start], letters[start:end]
            if before is not None and bare(word) and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, word)
    return best[-1] or None
