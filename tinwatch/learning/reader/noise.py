"""What writers do to a text, done on purpose so that the reader learns to see through it; checked by the code that undoes it.

Accents dropped, chat spellings, signs and spaces inside words, look-alike letters, digits for letters, letter case. A disguise that
`enrichers.fold` cannot take off again is not used: the reader then never learns from what nobody could read.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from enrichers.fold import Folded

BARE, CHAT, APART, ALIKE, DIGITS, LOWER, UPPER = 0.25, 0.12, 0.08, 0.05, 0.04, 0.15, 0.03
"""Share of the copies of a text that each is done to; the first three exclude each other."""

_CHAT = {
    "không": ("ko", "k", "hok", "khum"), "được": ("đc", "dc"), "anh": ("a",), "em": ("e",), "mình": ("mk", "mik"), "với": ("vs",),
    "rồi": ("r", "òi"), "gì": ("j",), "biết": ("bít",), "người": ("ng",), "nhiều": ("nhìu",), "trước": ("trc",), "cũng": ("cx",),
    "vậy": ("z", "v"), "nhắn tin": ("nt",), "inbox": ("ib",), "liên hệ": ("lh",), "điện thoại": ("đt",), "số điện thoại": ("sdt",),
    "tài khoản": ("tk",), "chuyển khoản": ("ck",), "bình luận": ("cmt",), "nhưng": ("nhg",), "bây giờ": ("bh", "giờ"), "thôi": ("thui",),
    "luôn": ("lun",), "quá": ("wá", "qá"), "nghìn": ("k",), "triệu": ("tr",), "những": ("nhg",), "chồng": ("ck",), "vợ": ("vk",),
}  # fmt: skip
_CHATTED = re.compile(r"\b(?:" + "|".join(sorted(_CHAT, key=len, reverse=True)) + r")\b", re.IGNORECASE)
ALIKE_LETTERS = {"a": "аα", "c": "сϲ", "e": "еε", "i": "іι", "o": "оο", "p": "рρ", "t": "т", "x": "х", "y": "у", "k": "к", "n": "ո"}
LETTER_DIGITS = {"o": "0", "i": "1", "e": "3", "a": "4@", "s": "5$"}
_WORD = re.compile(r"[^\W\d_]{3,}")


def spoiled(text: str, rng: random.Random) -> str:
    """One noisy copy of a text; often the text itself. The same state of `rng` gives the same copy."""
    draw = rng.random()
    for share, change in ((BARE, bare), (CHAT, lambda given: chat(given, rng)), (APART, lambda given: apart(given, rng))):
        if draw < share:
            text = change(text)
            break
        draw -= share
    if rng.random() < ALIKE:
        text = swapped(text, rng, ALIKE_LETTERS)
    elif rng.random() < DIGITS:
        text = swapped(text, rng, LETTER_DIGITS)
    draw = rng.random()
    return text.lower() if draw < LOWER else text.upper() if draw < LOWER + UPPER else text


def bare(text: str) -> str:
    """Without accents, case kept."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not unicodedata.combining(sign)))


def chat(text: str, rng: random.Random) -> str:
    """Some of the words spelt as in chats."""

    def short(match: re.Match[str]) -> str:
        return rng.choice(_CHAT[match.group().lower()]) if rng.random() < 0.7 else match.group()

    return _CHATTED.sub(short, text)


def apart(text: str, rng: random.Random) -> str:
    """One to three words with a sign or a space between their letters."""
    sign = rng.choice(".-_ *")
    return _changed(text, rng, lambda word: sign.join(word))


def swapped(text: str, rng: random.Random, table: dict[str, str]) -> str:
    """One to three words with some letters replaced by signs of the table."""
    return _changed(text, rng, lambda word: "".join(rng.choice(table[c]) if c in table and rng.random() < 0.6 else c for c in word))


def _changed(text: str, rng: random.Random, change: Callable[[str], str]) -> str:
    """The text with one to three of its words changed, as far as the fold reads them as before."""
    words = list(_WORD.finditer(text))
    before = Folded(text).joined
    for match in sorted(rng.sample(words, min(len(words), rng.randint(1, 3))), key=lambda one: -one.start()):
        other = text[: match.start()] + change(match.group()) + text[match.end() :]
        if Folded(other).joined == before:
            text = other
    return text
