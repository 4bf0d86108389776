"""The desk's table `notify.toml`: channels, routes, people, quiet hours and digests."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct

from agents.routes import Route, Routes, Timetable
from channels.mail import Mail, is_address
from channels.slack import Slack
from channels.telegram import Telegram
from channels.webhook import Webhook
from channels.zalo import Zalo
from console.words import LANGUAGES
from tinwatch.offices import offices
from tinwatch.settings import SettingError, Settings
from topics.cases import Telling
from topics.records import BANDS, CODES

AnyChannel = Mail | Telegram | Slack | Webhook | Zalo
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[routes]]`."""

    channel: str
    to: tuple[str, ...]
    tellings: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as it stands. `quiet`: `22:00-06:00`. `digests`: when notices of `digested` bands go out together; none for at once.
    `days`: how long a letter is tried."""

    channels: dict[str, AnyChannel]
    routes: tuple[Line, ...] = ()
    people: dict[str, dict[str, str]] = {}
    language: str = LANGUAGES[0]
    quiet: str = ""
    digests: tuple[str, ...] = ("08:00", "13:00", "17:00")
    digested: tuple[str, ...] = ("MEDIUM", "LOW")
    days: float = 3


@dataclass(frozen=True)
class Table:
    """The table ready for use. `secrets` by channel."""

    channels: Mapping[str, AnyChannel] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    routes: Routes = field(default_factory=Routes)
    language: str = LANGUAGES[0]
    days: float = 3


def table(settings: Settings) -> Table:
    """The desk's table, an empty one without the file; SettingError names file, place and what would do."""
    file = settings.notify_file
    if not file.exists() and not settings.notify:
        return Table()
    written = read(file)
    _check(file, written)
    secrets = {name: _secret(f"{file}: channels.{name}", channel) for name, channel in written.channels.items()}
    known = offices(settings.offices)
    routes = Routes(
        tuple(
            Route(line.channel, line.to, frozenset(line.tellings), frozenset(line.bands), frozenset(line.codes), frozenset(line.offices))
            for line in written.routes
        ),
        {user.casefold(): addresses for user, addresses in written.people.items()},
        Timetable(_span(file, written.quiet), tuple(_minute(file, at) for at in written.digests), frozenset(written.digested)),
        lambda places: [office.name for office in known.of(places)],
    )
    return Table(written.channels, secrets, routes, written.language, written.days)


def read(file: Path) -> Written:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Written)
    except OSError as error:
        raise SettingError(f"TINWATCH_NOTIFY={file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SettingError(f"{file}: {error}") from None


def _check(file: Path, written: Written) -> None:
    """Names that nothing has: with one of them a notice would be lost in silence."""
    known = {"tellings": get_args(Telling), "bands": BANDS, "codes": CODES}
    for number, line in enumerate(written.routes, 1):
        where = f"{file}: routes, no. {number}"
        if not line.to:
            raise SettingError(f"{where}: `to` names nobody")
        _known(where, "channel", [line.channel], written.channels)
        for name, values in known.items():
            _known(where, name, getattr(line, name), values)
    for user, addresses in written.people.items():
        _known(f"{file}: people.{user}", "channel", addresses, written.channels)
    _known(f"{file}", "digested", written.digested, BANDS[1:])
    languages = [written.language, *(channel.language for channel in written.channels.values() if channel.language)]
    _known(f"{file}", "language", languages, LANGUAGES)
    for name, channel in written.channels.items():
        if channel.per_minute <= 0 or channel.timeout <= 0:
            raise SettingError(f"{file}: channels.{name}: per_minute and timeout are more than 0")
        if isinstance(channel, Mail) and not is_address(channel.sender):
            raise SettingError(f"{file}: channels.{name}: sender {channel.sender!r} is no address")


def _known(where: str, what: str, given: object, known: object) -> None:
    unknown = sorted(set(given) - set(known))  # type: ignore[call-overload]
    if unknown:
        raise SettingError(f"{where}: {what} {', '.join(map(repr, unknown))} is none of {', '.join(known)}")  # type: ignore[arg-type]


def _secret(where: str, channel: AnyChannel) -> str:
    """What the file or the variable holds; empty where neither is named and the channel can do without."""
    if channel.secret_file:
        try:
            return Path(channel.secret_file).expanduser().read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"{where}: secret_file {channel.secret_file}: {getattr(error, 'strerror', None) or 'is no text'}") from None
    if channel.secret_env:
        if not os.environ.get(channel.secret_env):
            raise SettingError(f"{where}: the variable {channel.secret_env} is empty")
        return os.environ[channel.secret_env].strip()
    if isinstance(channel, Mail) and not channel.user:
        return ""
    raise SettingError(f"{where}: needs secret_file or secret_env; a secret never stands in this table")


def _span(file: Path, written: str) -> tuple[int, int] | None:
    if not written:
        return None
    begin, _, end = written.partition("-")
    return _minute(file, begin), _minute(file, end)


def _minute(file: Path, written: str) -> int:
    found = _TIME.fullmatch(written.strip())
    if not found:
        raise SettingError(f"{file}: {written!r} is no time of the day such as 06:00")
    return int(found[1]) * 60 + int(found[2])
