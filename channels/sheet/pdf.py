"""A paper as PDF: A4, its own fonts within, so that every Vietnamese letter is there wherever it is opened; the same paper gives the same
bytes."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import segno
from reportlab.lib.colors import Color, grey
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Image, ListFlowable, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Printed
from reportlab.platypus import Table as Grid

from channels.sheet.blocks import Block, Bullets, Code, Heading, Paragraph, Rule, Runs, Table

FAMILY = "NotoSerif"
_FONTS = Path(__file__).parent / "fonts"
_SIDES = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
_WIDTH = A4[0] - 4.5 * cm - 12
"""Points between the margins, less what the frame keeps free."""

_UNWRITTEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]")
"""What has no shape of its own: joiners, selectors, tones of skin."""


def pdf(paper: Sequence[Block], title: str, draft: bool = False) -> bytes:
    """The file; a draft has the word across every page. A sign that the fonts lack is told by its name: [:money bag:]."""
    known = _fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        leftMargin=3 * cm,
        rightMargin=1.5 * cm,
        title=title,
        invariant=1,
        lang="vi",
    )
    flow: list[Flowable] = []
    for block in paper:
        flow += _flow(block, known)
    document.build(flow, canvasmaker=_numbered(title, draft))
    return out.getvalue()


@cache
def _fonts() -> frozenset[int]:
    """Make the fonts known to reportlab; gives the code points that all of them have."""
    chars = []
    for face, name in (("Regular", FAMILY), ("Bold", f"{FAMILY}-Bold"), ("Italic", f"{FAMILY}-Italic")):
        font = TTFont(name, str(_FONTS / f"NotoSerif-{face}.ttf"))
        pdfmetrics.registerFont(font)
        chars.append(font.face.charToGlyph.keys())
    pdfmetrics.registerFontFamily(FAMILY, FAMILY, f"{FAMILY}-Bold", f"{FAMILY}-Italic", f"{FAMILY}-Bold")
    return frozenset(chars[0] & chars[1] & chars[2])


def _numbered(title: str, draft: bool) -> type[Canvas]:
    class Numbered(Canvas):  # type: ignore[misc]
        """Pages are kept until their number is known."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page, state in enumerate(self._kept, 1):
                self.__dict__.update(state)
                self._around(page)
                super().showPage()
            super().save()

        def _around(self, page: int) -> None:
            self.setFont(FAMILY, 8)
            self.setFillColor(grey)
            self.drawString(3 * cm, 1.1 * cm, _legible(title, _fonts())[:90])
            self.drawRightString(A4[0] - 1.5 * cm, 1.1 * cm, f"Trang {page}/{len(self._kept)}")
            if draft:
                self.saveState()
                self.setFillColor(Color(0.7, 0, 0, alpha=0.18))
                self.setFont(f"{FAMILY}-Bold", 90)
                self.translate(A4[0] / 2, A4[1] / 2)
                self.rotate(50)
                self.drawCentredString(0, 0, "DỰ THẢO")
                self.restoreState()

    return Numbered


def _flow(block: Block, known: frozenset[int]) -> list[Flowable]:
    match block:
        case Heading():
            size = {1: 14, 2: 12.5}.get(block.level, 11.5)
            side = TA_CENTER if block.level == 1 else TA_LEFT
            return [_printed(block.runs, known, size=size, bold=True, side=side, before=10, keep=True)]
        case Paragraph():
            return [_printed(block.runs, known, indent=0.7 * cm if block.quoted else 0, italic=block.quoted)]
        case Bullets():
            items = [_printed(item, known) for item in block.items]
            kind = {"bulletType": "1", "bulletFormat": "%s."} if block.ordered else {"bulletType": "bullet", "start": "–"}
            return [ListFlowable(items, bulletFontName=FAMILY, leftIndent=16, **kind), Spacer(0, 4)]
        case Table():
            return [_grid(block, known), Spacer(0, 6)]
        case Code():
            drawn = io.BytesIO()
            segno.make_qr(block.data).save(drawn, kind="png", scale=6)
            drawn.seek(0)
            return [Spacer(0, 6), Image(drawn, 2.5 * cm, 2.5 * cm, hAlign="LEFT"), Printed(escape(block.caption), _style(size=8.5))]
        case Rule():
            return [HRFlowable(width="100%", color=grey, spaceBefore=4, spaceAfter=4)]


def _grid(block: Table, known: frozenset[int]) -> Flowable:
    def row(cells: tuple[Runs, ...], bold: bool) -> list[Flowable]:
        size = 9.5 if block.head else 10.5
        return [_printed(c, known, size=size, bold=bold, side=_SIDES[s]) for c, s in zip(cells, block.align, strict=False)]

    rows = [*([row(block.head, True)] if block.head else []), *(row(cells, False) for cells in block.rows)]
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [("GRID", (0, 0), (-1, -1), 0.5, grey)] if block.head else []
    return Grid(rows, colWidths=_widths(block), repeatRows=1 if block.head else 0, splitInRow=1, style=style)


def _widths(block: Table) -> list[float]:
    """Columns by the length of what stands in them, within reason."""
    if not block.head:
        return [_WIDTH * part for part in (0.44, 0.56)] if len(block.align) == 2 else [_WIDTH / len(block.align)] * len(block.align)
    rows = [block.head, *block.rows]
    needs = []
    for column in range(len(block.align)):
        cells = [sum(len(run.text) for run in row[column]) for row in rows if column < len(row)]
        needs.append(min(60, max(cells[0] * 1.5 + 4, *cells)))
    return [_WIDTH * need / sum(needs) for need in needs]


def _printed(
    runs: Runs, known: frozenset[int], *, size: float = 11, bold: bool = False, italic: bool = False, side: int = TA_LEFT, **more: Any
) -> Printed:
    parts = []
    for run in runs:
        text = escape(_legible(run.text, known)).replace("\n", "<br/>")
        text = f"<b>{text}</b>" if bold or run.bold else text
        parts.append(f"<i>{text}</i>" if (italic or run.italic) and not (bold or run.bold) else text)
    return Printed("".join(parts), _style(size, side, **more))


def _style(size: float = 11, side: int = TA_LEFT, indent: float = 0, before: float = 0, keep: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}/{side}/{indent}/{before}/{keep}",
        fontName=FAMILY,
        fontSize=size,
        leading=size * 1.4,
        alignment=side,
        leftIndent=indent,
        spaceBefore=before,
        spaceAfter=4,
        keepWithNext=int(keep),
        splitLongWords=1,
    )


def _legible(text: str, known: frozenset[int]) -> str:
    text = _UNWRITTEN.sub("", text)
    if all(ord(letter) in known or letter == "\n" for letter in text):
        return text
    return "".join(letter if ord(letter) in known or letter == "\n" else _told(letter) for letter in text)


def _told(letter: str) -> str:
    """Letters in another dress are put into plain ones; what is left is called by its name."""
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and all(ord(one) in _fonts() for one in plain):
        return plain
    return f"[:{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}:]"
