"""A template with its values: Markdown in which no value can be more than text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

BREAK = "\u2028"
"""A line end within a value: it stays in its paragraph, list item or cell."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!]")
_BULLET = re.compile(r"^[-+=]")
_ORDER = re.compile(r"^(\d+)([.)])")
_LINES = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_VIETNAM = timezone(timedelta(hours=7))


class Unusable(ValueError):
    """A template that cannot be used; the message names it, the line and the reason."""


def written(folders: list[Path], name: str, values: Mapping[str, object]) -> str:
    """The Markdown of a template of this name, from the first of the folders that has it; raises Unusable."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        finalize=plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # what comes out is Markdown; `finalize` escapes every value for it
    )
    environment.filters |= {"day": day, "time": time, "number": number, "share": share}
    try:
        return environment.get_template(name).render(values)
    except TemplateError as error:
        raise Unusable(f"{name}:{getattr(error, 'lineno', None) or '?'}: {error.message or error}") from error
    except (TypeError, ValueError, OverflowError) as error:
        raise Unusable(f"{name}: {error}") from error


def plain(value: object) -> str:
    """The value as text that Markdown takes for nothing else; nothing for None."""
    text = "" if value is None else str(value)
    text = _MARKUP.sub(r"\\\g<0>", _LINES.sub(BREAK, text.strip()))
    return _ORDER.sub(r"\1\\\2", _BULLET.sub(r"\\\g<0>", text))


def day(at: datetime | date | None) -> str:
    """As Viet Nam writes it: 23/11/2026; a dash for none."""
    at = at.astimezone(_VIETNAM) if isinstance(at, datetime) else at
    return f"{at:%d/%m/%Y}" if at else "–"


def time(at: datetime | str | None) -> str:
    """Also of a time as RFC 3339 writes it."""
    at = datetime.fromisoformat(at) if isinstance(at, str) and at else at
    return f"{at.astimezone(_VIETNAM):%H:%M %d/%m/%Y}" if isinstance(at, datetime) else "–"


def number(value: float | None, digits: int = 0) -> str:
    """As Viet Nam writes it: 1.234,5; a dash for none."""
    return "–" if value is None else f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def share(part: float | None) -> str:
    """A part of one in per cent."""
    return "–" if part is None else f"{number(100 * part)} %"
