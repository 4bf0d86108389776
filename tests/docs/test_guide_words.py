"""The guide in Vietnamese calls things as the console does: what it sets in italics stands on a screen, its keys are the console's."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide-vi.md").read_text("utf-8").partition("**In English.**")[0]


def said() -> set[str]:
    """What stands on the console's screens in Vietnamese, whole and between its commas and values."""
    words = json.loads((ROOT / "console/words/vi.json").read_text("utf-8")).values()
    return {part.strip(" ().").lower() for text in words for part in (text, *re.split("[{;,]", text))}


def test_what_is_in_italics_stands_on_a_screen() -> None:
    named = [part.strip() for found in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", GUIDE) for part in found.split("→")]
    parts = [one.strip() for name in named for one in name.split(",")]
    assert len(parts) > 20
    assert [part for part in parts if part.lower() not in said()] == []


def test_the_keys_are_those_of_the_console() -> None:
    template = (ROOT / "console/templates/base.html").read_text("utf-8")
    keys = set(re.findall(r'\("([^"]+)", "\w+"\)', template))
    table = GUIDE.partition("### Bàn phím")[2].partition("###")[0]
    assert len(keys) > 10
    assert set(re.findall(r"`([a-zA-Z/?]+)`", table)) == keys
