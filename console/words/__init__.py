"""What the page says, in each language: one catalogue a language, the same keys in all."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
"""The first is what a visitor gets who never chose."""


class Words:
    """`words("age.minutes", n=3)`. A key that is missing shows as itself; a test keeps that from happening."""

    def __init__(self, language: str, catalogue: dict[str, str]) -> None:
        self.language = language
        self.catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        text = self.catalogue.get(key, key)
        return text.format_map(values) if values else text

    def name(self, kind: str, value: str) -> str:
        """The name of a code, band, state …; a value this version does not know is shown as it is."""
        return self.catalogue.get(f"{kind}.{value}", value)

    def for_scripts(self) -> dict[str, str]:
        """The part of the catalogue that the scripts in static/ use."""
        return {key: text for key, text in self.catalogue.items() if key.startswith(("js.", "age."))}


@cache
def words_in(language: str) -> Words:
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    return Words(language, json.loads((Path(__file__).parent / f"{language}.json").read_text("utf-8")))
