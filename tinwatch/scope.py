"""The scope statement: who runs this and what for, signed by a person (docs/scope-statement.md). Without it no desk is served."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from alerts.holding import VIETNAM
from tinwatch.settings import SettingError, Settings

WANTED = ("Run by", "Purpose", "Host assessed as impartial", "Signed by", "Signed on")
_LINE = re.compile(r"^\s*[-*]\s*\**(?P<name>[^:*]+?)\**\s*:\**\s*(?P<said>.*)$")
TEMPLATE = "docs/scope-statement.md"


@dataclass(frozen=True)
class Scope:
    run_by: str
    purpose: str
    impartial: str
    signed_by: str
    signed_on: date


def read_scope(file: Path) -> Scope:
    """The statement in this file; SettingError names what it lacks."""
    try:
        text = file.expanduser().read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"TINWATCH_SCOPE={file}: {getattr(error, 'strerror', None) or 'is no text'}") from None
    found = {line["name"].strip().lower(): line["said"].strip() for line in map(_LINE.match, text.splitlines()) if line}
    said = {name: found.get(name.lower(), "") for name in WANTED}
    lacking = [name for name, words in said.items() if len(words.strip("._… ")) < 2]
    if lacking:
        raise SettingError(f"TINWATCH_SCOPE={file}: does not say: {', '.join(lacking)} ({TEMPLATE} is the template)")
    if not said["Host assessed as impartial"].lower().startswith(("yes", "có")):
        raise SettingError(f"TINWATCH_SCOPE={file}: the host must be assessed as impartial (`Host assessed as impartial: yes, by whom`)")
    try:
        on = date.fromisoformat(said["Signed on"])
    except ValueError:
        raise SettingError(f"TINWATCH_SCOPE={file}: Signed on: {said['Signed on']!r} is no date such as 2026-11-23") from None
    if on > datetime.now(VIETNAM).date():
        raise SettingError(f"TINWATCH_SCOPE={file}: Signed on: {on} has not come yet")
    return Scope(said["Run by"], said["Purpose"], said["Host assessed as impartial"], said["Signed by"], on)


def signed(settings: Settings) -> bool:
    """Whether there is a statement. SettingError when there is one that says too little."""
    return bool(settings.scope) and bool(read_scope(Path(settings.scope)))


def required(settings: Settings) -> None:
    """SettingError when there is none: what serves a desk's work does not start."""
    if not signed(settings):
        raise SettingError(
            f"TINWATCH_SCOPE: there is no scope statement. Fill in {TEMPLATE}, have it signed, and name it here; `tinwatch demo` needs none"
        )
