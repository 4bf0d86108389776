"""Settings: environment variables `TINWATCH_<NAME>` over `tinwatch.toml` over the defaults; each is documented in docs/settings.md."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tinwatch.shelf import Shelf

FILE = "tinwatch.toml"
NEW_PASSWORD = "TINWATCH_NEW_PASSWORD"  # noqa: S105 - the name of the variable
"""Variable from which `tinwatch user add` takes a password; no setting."""


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    home: Path = Path(".tinwatch")
    cache: Path = Path("~/.cache/tinwatch")
    broker: str = ""
    broker_tls: bool = False
    broker_ca: str = ""
    broker_certificate: str = ""
    broker_key: str = ""
    broker_mechanism: str = "SCRAM-SHA-256"
    member: str = ""
    index: str = ""
    app_id: str = "tinwatch"
    host: str = "127.0.0.1"
    port: int = 8600
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    metrics_token: str = ""
    log_level: str = "WARNING"

    @property
    def broker_url(self) -> str:
        """The broker; the embedded one under `home` by default."""
        return self.broker or f"sqlite:///{self.home.absolute() / 'broker.sqlite'}"

    @property
    def index_url(self) -> str:
        """The search index; the embedded one under `home` by default."""
        return self.index or f"sqlite:///{self.home.absolute() / 'index.sqlite'}"

    @property
    def shelf(self) -> Shelf:
        """Where compiled patterns are kept."""
        return Shelf(self.cache.expanduser() / "patterns")

    @property
    def users_file(self) -> Path:
        return self.home / "users.sqlite"


def private(folder: Path) -> Path:
    """The folder, made if need be for this user only: what is in it others may not read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def load(environ: Mapping[str, str] = os.environ, file: Path = Path(FILE)) -> Settings:
    """Read the settings; SettingError names file or variable, the setting and the reason."""
    given = _from_file(file) | _from_environment(environ)
    kinds = {f.name: type(f.default) for f in fields(Settings)}
    values = {name: _convert(name, value, kinds[name], source) for name, (value, source) in given.items()}
    settings = Settings(**values)
    for name, schemes in (("broker", ("sqlite", "kafka")), ("index", ("sqlite", "http", "https"))):
        url = getattr(settings, name)
        if url and url.partition("://")[0] not in schemes:
            raise SettingError(f"TINWATCH_{name.upper()}={hidden(url)}: starts with none of {', '.join(s + '://' for s in schemes)}")
    return settings


def sqlite_path(url: str) -> Path:
    """The file that a `sqlite:///` URL names: three slashes for a relative path, four for an absolute one."""
    return Path(url.removeprefix("sqlite:///"))


def _from_file(file: Path) -> dict[str, tuple[Any, str]]:
    if not file.exists():
        return {}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: {error}") from error
    return {_known(name, f"{file}: {name}"): (value, f"{file}: {name}") for name, value in content.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    found = {name: value for name, value in environ.items() if name.startswith("TINWATCH_") and name != NEW_PASSWORD}
    return {_known(name.removeprefix("TINWATCH_").lower(), name): (value, name) for name, value in found.items()}


def _known(name: str, source: str) -> str:
    names = [f.name for f in fields(Settings)]
    if name not in names:
        raise SettingError(f"{source}: no such setting; there are {', '.join(names)}")
    return name


def _convert(name: str, value: Any, kind: Any, source: str) -> Any:
    try:
        if kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}[str(value).lower()]
        if kind is tuple:
            return tuple(value) if isinstance(value, list) else tuple(part.strip() for part in value.split(",") if part.strip())
        return Path(value).expanduser() if issubclass(kind, Path) else kind(value)
    except (KeyError, TypeError, ValueError):
        raise SettingError(f"{source}={value!r}: is not {'yes or no' if kind is bool else f'a {kind.__name__}'}") from None


def hidden(url: str) -> str:
    """A URL without its password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if rest else url
