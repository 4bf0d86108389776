"""A report on paper: facts into a template, the template into the form that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from channels.desk import Desk
from channels.destination import known
from channels.eml import File
from channels.packet import VIETNAM
from channels.reports.accuracy import Accuracy
from channels.reports.facts import Facts
from channels.sheet.blocks import blocks
from channels.sheet.docx import docx
from channels.sheet.html import html
from channels.sheet.pdf import pdf
from channels.sheet.written import BREAK, written

FOLDER = Path(__file__).parent
KINDS: Mapping[str, str] = {"daily": "Bản tin nhanh hằng ngày", "bulletin": "Bản tin tuần", "transparency": "Bảng minh bạch"}
"""The reports there are; each has a template of its name."""

MEDIA: Mapping[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
BANDS: Mapping[str, str] = {"CRITICAL": "Nghiêm trọng", "HIGH": "Cao", "MEDIUM": "Trung bình", "LOW": "Thấp"}


def report(kind: str, form: str, facts: Facts, desk: Desk, folder: Path, accuracy: Sequence[Accuracy] = ()) -> File:
    """A report of KINDS in a form of MEDIA; a template of its name in `folder` goes before ours. Raises Unusable for one with faults.

    `accuracy` is for administrators of the desk only.
    """
    last = facts.until - timedelta(microseconds=1)
    titles = {name: one.title for name, one in known().items()}
    values = {"facts": facts, "desk": desk, "last": last, "bands": BANDS, "titles": titles, "accuracy": accuracy}
    text = written([folder, FOLDER], f"{kind}.md", values)
    name = f"{kind}-{facts.since.astimezone(VIETNAM):%Y-%m-%d}-{last.astimezone(VIETNAM):%Y-%m-%d}.{form}"
    if form == "md":
        return File(name, MEDIA[form], text.replace(BREAK, "<br>").encode())
    paper = blocks(text)
    title = f"{KINDS[kind]} {facts.since.astimezone(VIETNAM):%d/%m/%Y} – {last.astimezone(VIETNAM):%d/%m/%Y}"
    return File(name, MEDIA[form], {"html": html, "docx": docx, "pdf": pdf}[form](paper, title))
