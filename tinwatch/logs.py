"""What the log looks like: plain lines, or a JSON object a line; a record about a post carries its id, and no line a secret.

Texts of posts are for the index. Above DEBUG a line names a record by topic and offset, a post by its id, an error by its type where its
words may quote a text (docs/operating.md).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from tinwatch.settings import SettingError, Settings

FORMATS = ("plain", "json")
KEYS = ("post", "page", "case")
"""What a record may be about, given as `extra`."""

HIDDEN = "[secret]"
LEAST = 6
"""Letters of a secret that is looked for: a shorter one would be found in ordinary words."""


def set_up(settings: Settings) -> None:
    """Write the log of this process to stderr as the settings have it."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(settings))
    logging.basicConfig(level=_level(settings.log_level), handlers=[handler])
    logging.getLogger("mode.timers").setLevel(logging.ERROR)  # it warns whenever a busy machine delays a commit by a moment


def check(settings: Settings) -> None:
    """SettingError where the log cannot be written as the settings want it."""
    _level(settings.log_level)
    formatter(settings)


def formatter(settings: Settings) -> logging.Formatter:
    """SettingError for a format there is not."""
    if settings.log_format not in FORMATS:
        raise SettingError(f"TINWATCH_LOG_FORMAT={settings.log_format}: there are {', '.join(FORMATS)}")
    return (Json if settings.log_format == "json" else Plain)(secrets(settings))


def _level(name: str) -> int:
    level = logging.getLevelNamesMapping().get(name.upper())
    if level is None:
        raise SettingError(f"TINWATCH_LOG_LEVEL={name}: there are DEBUG, INFO, WARNING, ERROR")
    return level


def secrets(settings: Settings) -> tuple[str, ...]:
    """Every value of a setting that is secret, and the passwords in addresses; longest first."""
    values = [getattr(settings, f.name) for f in fields(settings) if not f.repr]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    found = {part for value in flat for part in _parts(value)}
    return tuple(sorted((one for one in found if len(one) >= LEAST), key=lambda one: (-len(one), one)))


def _parts(value: str) -> Iterable[str]:
    if "://" not in value:
        yield value
        return
    where = urlsplit(value)
    if where.password:
        yield from {where.password, unquote(where.password)}


class _Clean(logging.Formatter):
    """Takes every secret out of a finished line, whoever wrote it."""

    def __init__(self, hidden: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._hidden = re.compile("|".join(map(re.escape, hidden))) if hidden else None

    def clean(self, line: str) -> str:
        return self._hidden.sub(HIDDEN, line) if self._hidden else line


class Plain(_Clean):
    """Time, level, logger and message; what it is about behind it."""

    def format(self, record: logging.LogRecord) -> str:
        about = " ".join(f"{key}={value}" for key in KEYS if (value := getattr(record, key, None)))
        first, line, rest = super().format(record).partition("\n")
        return self.clean((f"{first} [{about}]" if about else first) + line + rest)


class Json(_Clean):
    """One object a line, in UTC; the traceback of an error as `error`."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        told |= {key: str(value) for key in KEYS if (value := getattr(record, key, None))}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps({key: self.clean(value) if isinstance(value, str) else value for key, value in told.items()}, ensure_ascii=False)
