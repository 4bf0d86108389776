"""The style sheet keeps text readable in light and dark (WCAG 2.2 AA), and the files stay small enough to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import console

FOLDER = Path(console.__file__).parent
SHEET = (FOLDER / "static/desk.css").read_text()
CASES = (FOLDER / "static/case.css").read_text()

TEXT_ON = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "critical") for ground in ("ground", "sheet")),
    *((ink, "chip") for ink in ("ink", "soft", "accent")),
    *((band, "sheet") for band in ("critical", "high", "medium", "low")),
    *(("on-band", band) for band in ("critical", "high", "medium", "low")),
    ("on-accent", "accent"),
    ("on-mark", "hit"),
    ("ink", "hint"),
    ("on-warn", "warn-ground"),
]
"""Text and what it stands on: at least 4.5 to 1."""

SHAPE_ON = [(shape, ground) for shape in ("focus", "good", "soft", "critical", "high") for ground in ("ground", "sheet")]
"""Focus rings, lamps and borders of fields: at least 3 to 1."""


def colours(dark: bool) -> dict[str, str]:
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", SHEET.split("@media")[0]))
    return (
        light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", SHEET.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0]))
        if dark
        else light
    )


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_contrast(dark):
    named = colours(dark)
    for pairs, least in ((TEXT_ON, 4.5), (SHAPE_ON, 3.0)):
        for front, back in pairs:
            assert contrast(named[front], named[back]) >= least, f"{front} on {back}: {contrast(named[front], named[back]):.2f}"


def test_the_formula():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize(
    "path", [p for p in sorted(FOLDER.rglob("*")) if p.suffix in (".py", ".js", ".css", ".html")], ids=lambda p: p.name
)
def test_files_are_short(path):
    assert len(path.read_text().splitlines()) < 300


def test_every_class_in_the_sheet_is_used():
    sources = "".join(p.read_text() for p in FOLDER.rglob("*") if p.suffix in (".html", ".py", ".js"))
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", SHEET + CASES, flags=re.DOTALL)
    unused = {name for name in re.findall(r"\.([a-z][\w-]*)", rules) if not re.search(rf"\b{name}\b", sources)}
    assert unused - {"critical", "high", "medium", "low"} == set()
