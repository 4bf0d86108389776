"""Pages from templates: everything is escaped, every page knows its visitor, its language and its form token."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from channels.destination import known
from console import filters, static, times
from console.access import cookie_name, form_token, set_cookie, visitor_of
from console.evidence import marked, showable
from console.links import openable
from console.words import LANGUAGES, Words, words_in


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "static": static.address,
        "absolute": times.absolute,
        "machine": times.machine,
        "marked": marked,
        "showable": showable,
        "openable": openable,
        "destination": destination,
        "toggled": filters.toggled,
        "link": filters.link,
        "languages": LANGUAGES,
    }
    return made


def destination(name: str) -> str:
    """What a destination calls itself; one that this version does not have is shown as it is."""
    return known()[name].title if name in known() else name


def language_of(request: Request) -> str:
    chosen = request.cookies.get(cookie_name(request, "language"), "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def words_of(request: Request) -> Words:
    return words_in(language_of(request))


def fragment(template: str, words: Words, **context: object) -> str:
    """A piece of a page that knows no visitor, such as a card, so that many may share it."""
    now = datetime.now(UTC)
    own = {"ago": partial(times.ago, now=now, words=words), "past": partial(times.past, now=now)}
    return environment().get_template(template).render(t=words, **own, **context)


def page(request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    words = words_of(request)
    token, fresh = form_token(request)
    html = fragment(
        template,
        words,
        visitor=visitor_of(request),
        csrf=token,
        path=request.url.path,
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        params=request.query_params,
        script_words=json.dumps(words.for_scripts(), ensure_ascii=False),
        **context,
    )
    response = HTMLResponse(html, status)
    if fresh:
        set_cookie(request, response, "form", fresh)
    return response
