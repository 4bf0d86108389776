"""What everybody may read about the desk's work: how it judges, and where it was wrong."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from console import filters
from console.desk import desk_of
from console.evidence import showable
from console.pages import language_of, page
from search.docket import CaseQuery

_BESIDE = re.compile(r'<a href="(?!https?://|/)[^"]*">(.*?)</a>', re.DOTALL)
"""A link to another file of docs/, which the console does not have."""

_METHODOLOGY = {"en": Path(__file__).parent.parent / "docs" / "methodology.md"}
"""By language. Who reads another gets the text of the catalogue, and so does an installation without docs/."""


async def methodology_page(request: Request) -> Response:
    """How this desk works, in the visitor's language: docs/methodology.md where it is written in it, else the catalogue's short text."""
    return page(request, "methodology.html", text=_methodology(language_of(request)))


@cache
def _methodology(language: str) -> Markup:
    """Without raw HTML and without pictures: nothing in it may load anything."""
    path = _METHODOLOGY.get(language)
    if path is None or not path.exists():
        return Markup()
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image"])
    text = reader.render(path.read_text("utf-8"))
    return Markup(_BESIDE.sub(r"\1", text))  # noqa: S704 - our own file, and raw HTML in it stays text


async def corrections_page(request: Request) -> Response:
    """Every correction, and every appeal that is still open, newest first; the words of the posts stay out."""
    params, docket = request.query_params, desk_of(request).index.docket
    query = CaseQuery(states=("CORRECTION", "APPEAL"), cursor=params.get("cursor", ""))
    try:
        found = await docket.cases(query)
    except ValueError:
        found = await docket.cases(CaseQuery(states=query.states))
    return page(
        request,
        "corrections.html",
        rows=[(case, showable(case.correction), showable(case.appeal)) for case in found.cases],
        total=found.total,
        older=filters.link("/corrections", params, cursor=found.cursor) if found.cursor else "",
    )
