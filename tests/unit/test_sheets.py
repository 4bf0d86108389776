"""A value in a template is text and nothing else, whatever it holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from channels.sheet.blocks import Bullets, Paragraph, Table, blocks, seen
from channels.sheet.docx import docx
from channels.sheet.pdf import pdf
from channels.sheet.written import day, number, plain, share, time, written

MARKUP = st.text(st.sampled_from("ab1 \t\n\r\x0b\u2028*_`~#>-+=.)([]{}<>|!&;:\\/\"'ạ\u202e\x00😀$%^@"), max_size=40)


def letters(text: str) -> str:
    """What is left of a text without spaces: these may be folded, nothing else may."""
    return re.sub(r"\s+", "", seen(" ".join(text.replace("\x00", "\ufffd").strip().splitlines())))  # Markdown knows no NUL


@settings(max_examples=1000, deadline=None)
@given(MARKUP | st.text(max_size=60))
@example("1. x")
@example("- x\n- y")
@example("=1+1")
@example("| a |\n|---|\n| b |")
@example("[x]: http://a.example\n[x]")
@example("&lt;b&gt; &amp; &#x41;")
@example("http://a.example <http://b.example> www.c.example a@b.example")
@example("\\*a\\*")
@example("a  \nb\\\nc")
def test_any_value_is_one_paragraph_item_or_cell_of_its_own_letters(value: str) -> None:
    if not letters(value):
        return
    [alone] = blocks(plain(value))
    [item] = blocks(f"- x {plain(value)}")
    [cell] = blocks(f"| h |\n|---|\n| x {plain(value)} |")
    [quoted] = blocks(f"> {plain(value)}")
    assert isinstance(alone, Paragraph)
    assert isinstance(quoted, Paragraph)
    assert quoted.quoted
    assert isinstance(item, Bullets)
    assert isinstance(cell, Table)
    for runs, before in ((alone.runs, ""), (quoted.runs, ""), (item.items[0], "x"), (cell.rows[0][0], "x")):
        assert letters("".join(run.text for run in runs)) == before + letters(value)
        assert not any(run.bold or run.italic or run.link for run in runs)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_printed(value: str) -> None:
    paper = blocks(f"# {plain(value)}\n\n{plain(value)}\n\n| h | k |\n|---|---|\n| {plain(value)} | x |")
    assert pdf(paper, value)[:5] == b"%PDF-"
    assert docx(paper, "x")[:2] == b"PK"


def test_numbers_and_days_as_viet_nam_writes_them() -> None:
    assert number(1234567) == "1.234.567"
    assert number(1234.5, 1) == "1.234,5"
    assert share(1 / 6) == "17 %"
    assert (number(None), share(None), day(None), time("")) == ("–", "–", "–", "–")
    assert time("2026-11-19T18:30:00+00:00") == "01:30 20/11/2026"


def test_templates_run_in_a_sandbox(tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text("{{ cycler.__init__.__globals__.os }}", "utf-8")
    with pytest.raises(ValueError, match=r"t\.md"):
        written([tmp_path], "t.md", {})
