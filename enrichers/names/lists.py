"""What lists know of words: syllables of Vietnamese names, titles, heads of organisations and places, known names, units of the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from enrichers.gazetteer import WORDS, folded, gazetteer, spelled
from enrichers.names.words import Word
from enrichers.press import shipped

SYLLABLES = ("surname", "middle", "given")
_LEVELS = {"P": "province", "p": "province", "d": "district", "C": "commune", "c": "commune"}
_MOST = 6
"""Words of the longest entry that is looked for."""


class Lists:
    """Phrases by their folded words; asked for whole lines at a time."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[str, str]]] = {}
        self.longest: dict[str, int] = {}
        self.syllables: dict[str, dict[str, set[str]]] = {kind: {} for kind in SYLLABLES}
        for kind, entries in lexicon().items():
            for entry in entries:
                self._add(kind, entry)
        for nodes in gazetteer().names.values():
            for node in nodes:
                if not node.name.isdecimal():
                    self._add(_LEVELS[node.level], node.name)
        for agency in shipped().agencies:
            self._add("press", agency.name)

    def _add(self, kind: str, name: str) -> None:
        words = WORDS.findall(name)
        if not words or len(words) > _MOST:
            return
        plain = [folded(word) for word in words]
        if kind in SYLLABLES:
            self.syllables[kind].setdefault(plain[0], set()).add(spelled(words[0]))
            return
        known, entry = self.phrases.setdefault(" ".join(plain), []), (kind, " ".join(map(spelled, words)))
        if entry not in known:  # a list, since what the model is told must not hang on the order of a set
            known.append(entry)
        self.longest[plain[0]] = max(len(words), self.longest.get(plain[0], 0))

    def marks(self, words: Sequence[Word]) -> list[list[str]]:
        """For each word what the lists say: `province:B`, `province:I`; with a `~` where the text has no accents to tell by."""
        out: list[list[str]] = [[] for _ in words]
        until: dict[str, int] = {}
        for i, word in enumerate(words):
            for kind, known in self.syllables.items():
                if spellings := known.get(word.plain):
                    out[i] += _said(kind, [word], spellings)
            for size in range(min(self.longest.get(word.plain, 0), len(words) - i), 0, -1):
                window = words[i : i + size]
                for kind, spelling in self.phrases.get(" ".join(w.plain for w in window), ()):
                    if until.get(kind, 0) <= i and (said := _said(kind, window, {spelling})):
                        until[kind] = i + size
                        for at in range(i, i + size):
                            out[at].append(f"{said[0]}:{'B' if at == i else 'I'}")
        return out


def _said(kind: str, window: Sequence[Word], spellings: Iterable[str]) -> list[str]:
    """The kind when the accents are those of the list, with `~` when none are written, nothing when they are others."""
    written = " ".join(word.spelled for word in window)
    if written in spellings:
        return [kind]
    return [f"{kind}~"] if written == " ".join(word.plain for word in window) else []


def lexicon() -> dict[str, list[str]]:
    """Kind → entries of the written lists."""
    out: dict[str, list[str]] = {}
    kind = ""
    for line in (files(__package__) / "lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            out.setdefault(kind, []).extend(part.strip() for part in line.split(",") if part.strip())
    return out


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The ones that ship, read once."""
    return Lists()
