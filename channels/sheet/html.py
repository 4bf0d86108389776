"""A paper as one HTML file, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import segno

from channels.sheet.blocks import Block, Bullets, Code, Heading, Paragraph, Rule, Runs, Table

_STYLE = """body{font:12pt/1.45 'Noto Serif','Times New Roman',serif;max-width:48em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top}
table.bare td{border:0}blockquote{border-left:3px solid #999;margin:.6em 0;padding:.2em .8em;background:#f6f6f6}
td,p,li,blockquote{overflow-wrap:anywhere}.draft{color:#a00;font-weight:bold;letter-spacing:.3em}"""


def html(paper: Sequence[Block], title: str, draft: bool = False) -> bytes:
    """UTF-8; links lead only to http and https."""
    body = "\n".join(_block(block) for block in paper)
    mark = '<p class="draft">DỰ THẢO</p>\n' if draft else ""
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{mark}{body}\n</body>\n</html>\n"
    ).encode()


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_inline(block.runs)}</h{block.level}>"
        case Paragraph():
            text = f"<p>{_inline(block.runs)}</p>"
            return f"<blockquote>{text}</blockquote>" if block.quoted else text
        case Bullets():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in block.items) + f"</{tag}>"
        case Table():
            return _table(block)
        case Code():
            return f"<figure>{segno.make_qr(block.data).svg_inline(scale=3)}<figcaption>{escape(block.caption)}</figcaption></figure>"
        case Rule():
            return "<hr>"


def _table(table: Table) -> str:
    def row(cells: Sequence[Runs], tag: str) -> str:
        styled = zip(cells, table.align, strict=False)
        return "<tr>" + "".join(f'<{tag} style="text-align:{align}">{_inline(cell)}</{tag}>' for cell, align in styled) + "</tr>"

    head = f"<thead>{row(table.head, 'th')}</thead>" if table.head else ""
    bare = "" if table.head else ' class="bare"'
    return f"<table{bare}>{head}<tbody>" + "".join(row(cells, "td") for cells in table.rows) + "</tbody></table>"


def _inline(runs: Runs) -> str:
    parts = []
    for run in runs:
        text = escape(run.text).replace("\n", "<br>")
        text = f"<b>{text}</b>" if run.bold else text
        text = f"<i>{text}</i>" if run.italic else text
        safe = run.link.startswith(("http://", "https://"))
        parts.append(f'<a href="{escape(run.link)}" rel="noreferrer">{text}</a>' if safe else text)
    return "".join(parts)
