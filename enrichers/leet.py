"""Digits and signs that stand for letters inside words (`v4y ti3n nh4nh`), told from amounts, codes, names, phones and addresses.

Every swap is one character for one character, so offsets do not move. A swap happens only where the result can be a Vietnamese
syllable or is a word such texts use; that is what keeps `mp3`, `f88`, `50k`, `3tr9`, `covid19` and `b52` as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from enrichers.confusables import FLAGS
from enrichers.syllables import BARE, WORDS, bare, segment

_SWAPS = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "£": "l", "¥": "y", "¢": "c", "!": "i", "|": "il", "¡": "i", "√": "v", "†": "t", "∂": "d", "∆": "a",
    "∩": "n", "∪": "u", "∈": "e", "₳": "a", "฿": "b", "₵": "c", "₣": "f", "₲": "g", "₭": "k", "₥": "m", "₦": "n", "₱": "p", "₴": "s",
    "₮": "t", "₩": "w", "§": "s", "∑": "e",
}  # fmt: skip
_EDGE = "0-9@$€£¥¢√†∂∆∩∪∈₳฿₵₣₲₭₥₦₱₴₮₩§∑"
_INNER = "!|¡"
"""Signs that stand for a letter only between two letters: at the end of a word they are punctuation."""

GATE = re.compile(rf"[a-z][{_EDGE}]|[{_EDGE}][a-z]|[a-z][{_INNER}][a-z]|[a-z][._*/~|•·-][0-9@$][._*/~|•·-]|[{FLAGS}]")
"""What a text must contain for any swap to be possible; searched first, on the lower-case text."""
_WORTH = re.compile(rf"[{_EDGE}{_INNER}]")
_RUN = re.compile(rf"[a-z{_EDGE}](?:[a-z{_EDGE}{_INNER}]*[a-z{_EDGE}])?")
_AMOUNT = re.compile(
    r"[$€£¥]?\d+(?:k|tr|trieu|ty|cu|lit|xi|nghin|ngan|dong|d|vnd|vnđ|usd|usdt|h|p|s|m|cm|mm|km|kg|g|gr|ml|l|gb|mb|tb|hz|w|am|pm|st|nd|rd|th|x|"
    r"ng|n|c|ld|do|m2|m3|t|tuoi)?\d*[$€£¥]?(?:/.*)?"
)
_ADDRESS = re.compile(
    r"://|^www\.|@[a-z0-9-]+\.[a-z]|^@[a-z0-9_.]{3}|[a-z0-9]\.(?:com|net|org|vn|info|xyz|top|vip|io|me|cc|co|app|site|online|shop|club|live|win)\b"
)
_DOTTED = re.compile(r"(?:[a-z0-9@$][._*/~|•·-]){2,}[a-z0-9@$]")
_CODE = re.compile(r"[a-z]\d[a-z]\d|ch4|nh3|tr\d|[a-z]+\d\d+")
_FLAG_RUN = re.compile(rf"[{FLAGS}]+")
_VIETNAM = "\U0001f1fb\U0001f1f3"


def swap(text: str) -> str:
    """The same text, same length, with letters for the digits and signs that stand for letters. Lower case, single spaces expected."""
    text = _spell_flags(text) if any("\U0001f1e6" <= c <= "\U0001f1ff" for c in text) else text
    words = text.split(" ")
    once = [_read(word, 0) if _WORTH.search(word) else word for word in words]
    sure = sum(a != b for a, b in zip(words, once, strict=True))
    if sure:  # a writer who does it in one word does it in `c4`, all over the text also in `1ua` and `t4`
        once = [_read(word, min(sure, 2)) if _WORTH.search(word) else word for word in once]
    return " ".join(once)


def _spell_flags(text: str) -> str:
    """Regional indicators that spell a word instead of a flag become letters."""

    def letters(match: re.Match[str]) -> str:
        run = match.group()
        if len(run) == 2 or (len(run) % 2 == 0 and _VIETNAM in run):
            return run
        return "".join(chr(ord(c) - 0x1F1E6 + ord("a")) for c in run)

    return _FLAG_RUN.sub(letters, text)


@lru_cache(maxsize=1 << 14)
def _read(word: str, bold: int) -> str:
    """One white-space delimited word; `bold` is how many others were surely disguised, 2 for more."""
    if len(word) > 64 or _ADDRESS.search(word):
        return word
    if _DOTTED.fullmatch(word):
        inner = word[::2]
        read = _word(inner, 2)
        return word if read == inner else "".join(a + b for a, b in zip(read, word[1::2] + " ", strict=True))[:-1]
    return _RUN.sub(lambda match: _word(match.group(), bold), word)


def _word(run: str, bold: int) -> str:
    """One run of letters, digits and signs; the run itself where it is no disguised word."""
    core = run.strip("0123456789@$")
    handle = run[0] == "@" and not (len(run) < 4 and set(run) & set("aeiouy") == set())
    if not core or run.isalpha() or handle or _AMOUNT.fullmatch(run) or (_CODE.fullmatch(run) and not _known(run)):
        return run
    head, tail = run.index(core), len(run) - run.index(core) - len(core)
    if head > 1 or tail > 1:
        return run
    if (head and bold < 2 - (run[0] == "0") and run[0].isdigit() and bare(run[1:])) or (head and len(run) == 2 and run[0] not in "0$"):
        return run
    inner = sum(not c.isalpha() for c in core)
    if tail and not (bold > 1 or inner or _ends(core, run[-1], bold)):
        return run
    return best(run, inner + head + tail)


def _ends(core: str, last: str, bold: int) -> bool:
    """Whether a digit or sign at the end is a letter (`k0`, `nh4`, `nh@`) rather than a number put to a letter (`a0`, `m3`, `t4`)."""
    if last in "0@$":
        return core[0] not in "aeiouy"
    if last not in "34" or set(core) & set("aeiouy"):
        return False
    return len(core) > 1 or (bold > 0 and core in "cdglnrs")


def _known(run: str) -> bool:
    return best(run, 0) in WORDS


def best(run: str, swapped: int) -> str:
    """The first reading that makes a word, else two words and more when at least two characters were swapped."""
    readings = ["".join(r) for r in islice(product(*[_SWAPS.get(c, c) for c in run]), 64)]
    for read in readings:
        if read in WORDS or read in BARE:
            return read
    if swapped > 1:
        for read in readings:
            if len(read) > 4 and segment(read):
                return read
    return run
