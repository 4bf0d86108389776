"""What a paper consists of: Markdown read into headings, paragraphs, lists, tables; no markup but this reaches the writers of papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from channels.sheet.written import BREAK

QR = "qr:"
"""Address of an image that is drawn of what follows, as a QR code: `![Hồ sơ](qr:https://…)`."""

_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufff9-\uffff\ud800-\udfff]")
"""What turns, hides or breaks the text around it; the replacement character is told as well."""

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "fence", "html_block", "reference"])


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    quoted: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """`head` is empty for a table that only places things side by side. `align`: left, center, right of each column."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A QR code with what stands below it."""

    data: str
    caption: str


@dataclass(frozen=True)
class Rule:
    pass


Block = Heading | Paragraph | Bullets | Table | Code | Rule


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text; what this program knows no block for is left out by the parser's rules, never half shown."""
    return tuple(_read(_PARSER.parse(markdown)))


def seen(text: str) -> str:
    """The text composed, with every sign told that would turn or hide what stands around it."""
    return _UNSEEN.sub(lambda m: " " if m.group() == "\t" else f"[U+{ord(m.group()):04X}]", unicodedata.normalize("NFC", text))


def _read(tokens: Sequence[Token]) -> Iterator[Block]:
    at, quoted = 0, 0
    while at < len(tokens):
        token = tokens[at]
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), _runs(inside[0]))
        elif token.type == "paragraph_open":
            yield _paragraph(inside[0], bool(quoted))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield Bullets(tuple(_runs(one) for one in inside if one.type == "inline"), token.type.startswith("ordered"))
        elif token.type == "table_open":
            yield _table(inside)
        elif token.type == "hr":
            yield Rule()
        at = at + 1 if token.type.startswith("blockquote") else max(end, at) + 1


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where what is opened at `at` ends; there, if it opens nothing."""
    if tokens[at].nesting != 1:
        return at
    return next(i for i in range(at + 1, len(tokens)) if tokens[i].level == tokens[at].level and tokens[i].nesting == -1)


def _paragraph(inline: Token, quoted: bool) -> Block:
    only = (inline.children or [])[:1]
    if only and only[0].type == "image" and len(inline.children or []) == 1:
        source = str(only[0].attrs.get("src", ""))
        if source.startswith(QR):
            return Code(source.removeprefix(QR), seen(only[0].content))
    return Paragraph(_runs(inline), quoted)


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[Runs]] = []
    align: list[str] = []
    for i, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_runs(tokens[i + 1]))
            if len(rows) == 1:
                align.append(str(token.attrs.get("style", "text-align:left")).rpartition(":")[2])
    head = tuple(rows[0]) if any(rows[0]) else ()
    return Table(head, tuple(tuple(row) for row in rows[1:]), tuple(align))


def _runs(inline: Token) -> Runs:
    """Pieces of text that look alike; line ends within a value become "\\n"."""
    runs: list[Run] = []
    bold = italic = 0
    link = ""
    for token in inline.children or []:
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        if token.type == "link_open":
            link = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            link = ""
        text = {"softbreak": " ", "hardbreak": "\n"}.get(
            token.type, token.content if token.type in ("text", "code_inline", "image") else ""
        )
        if text:
            one = Run(seen(text.replace(BREAK, "\n")), bold > 0, italic > 0, link)
            if runs and (runs[-1].bold, runs[-1].italic, runs[-1].link) == (one.bold, one.italic, one.link):
                one = Run(runs.pop().text + one.text, one.bold, one.italic, one.link)
            runs.append(one)
    return tuple(runs)
