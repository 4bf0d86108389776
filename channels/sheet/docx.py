"""A paper as .docx, A4, with the margins of Vietnamese official letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import segno
from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from channels.sheet.blocks import Block, Bullets, Code, Heading, Paragraph, Rule, Runs, Table

FONT = "Times New Roman"
_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def docx(paper: Sequence[Block], title: str, draft: bool = False) -> bytes:
    """The file; a draft says so at the head of every page."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
    about.created = about.modified = _LONG_AGO
    if draft:
        _mark(section)
    for block in paper:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mark(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("DỰ THẢO – CHƯA ĐƯỢC PHÊ DUYỆT")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(16), RGBColor(0xB0, 0, 0)


def _add(document: Written, block: Block) -> None:
    match block:
        case Heading():
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.level == 1 else WD_ALIGN_PARAGRAPH.LEFT
            _fill(paragraph, block.runs, bold=True, size=15 - block.level)
        case Paragraph():
            paragraph = document.add_paragraph()
            if block.quoted:
                paragraph.paragraph_format.left_indent = Cm(1)
            _fill(paragraph, block.runs, italic=block.quoted)
        case Bullets():
            for item in block.items:
                _fill(document.add_paragraph(style="List Number" if block.ordered else "List Bullet"), item)
        case Table():
            _table(document, block)
        case Code():
            drawn = io.BytesIO()
            segno.make_qr(block.data).save(drawn, kind="png", scale=4)
            document.add_picture(drawn, width=Cm(2.5))
            document.add_paragraph(block.caption)
        case Rule():
            _ruled(document.add_paragraph())


def _table(document: Written, block: Table) -> None:
    rows = [*([block.head] if block.head else []), *block.rows]
    table = document.add_table(rows=len(rows), cols=len(block.align))
    if block.head:
        table.style = "Table Grid"
    for i, cells in enumerate(rows):
        for cell, runs, side in zip(table.rows[i].cells, cells, block.align, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = _SIDES[side]
            _fill(paragraph, runs, bold=bool(block.head) and i == 0, size=11 if block.head else 13)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(paragraph: Line, runs: Runs, *, bold: bool = False, italic: bool = False, size: int = 0) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic = bold or run.bold, italic or run.italic
        if size:
            written.font.size = Pt(size)


def _ruled(paragraph: Line) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no public way to a border
