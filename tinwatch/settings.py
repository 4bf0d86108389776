"""Settings: environment variables `TINWATCH_<NAME>` over `tinwatch.toml` over the defaults; each is documented in docs/settings.md.

The value of any of them may stand in a file instead, which `TINWATCH_<NAME>_FILE` (`<name>_file` in tinwatch.toml) names: so a secret is
in no environment, as container platforms hand secrets out.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from alerts.holding import Budget
from collectors.clock import Clock
from tinwatch.shelf import Shelf
from topics.records import Band

FILE = "tinwatch.toml"
NEW_PASSWORD = "TINWATCH_NEW_PASSWORD"  # noqa: S105 - the name of the variable
"""Variable from which `tinwatch user add` takes a password; no setting."""


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    home: Path = Path(".tinwatch")
    cache: Path = Path("~/.cache/tinwatch")
    broker: str = field(default="", repr=False)
    broker_user: str = ""
    broker_password: str = field(default="", repr=False)
    broker_tls: bool = False
    broker_ca: str = ""
    broker_certificate: str = ""
    broker_key: str = ""
    broker_mechanism: str = "SCRAM-SHA-256"
    member: str = ""
    index: str = field(default="", repr=False)
    index_api_key: str = field(default="", repr=False)
    index_ca: str = ""
    app_id: str = "tinwatch"
    rules: str = ""
    destinations: str = ""
    reports: str = ""
    shifts: tuple[str, ...] = ("06:00", "14:00", "22:00")
    budget_high: int = 60
    budget_medium: int = 40
    budget_low: int = 20
    press_register: str = ""
    licence_register: str = ""
    offices: str = ""
    notify: str = ""
    public_url: str = ""
    kibana_url: str = ""
    originals: bool = False
    originals_pace: float = 5.0
    originals_contact: str = ""
    originals_inside: bool = False
    collect_inside: bool = False
    collect_clock: str = ""
    facebook_token: str = field(default="", repr=False)
    facebook_app_secret: str = field(default="", repr=False)
    facebook_verify_token: str = field(default="", repr=False)
    facebook_api: str = ""
    instagram_token: str = field(default="", repr=False)
    instagram_account: str = ""
    instagram_app_secret: str = field(default="", repr=False)
    instagram_api: str = ""
    threads_token: str = field(default="", repr=False)
    threads_api: str = ""
    youtube_key: str = field(default="", repr=False)
    youtube_api: str = ""
    telegram_api: str = ""
    zalo_app_id: str = ""
    zalo_app_secret: str = field(default="", repr=False)
    zalo_tokens: str = ""
    zalo_api: str = ""
    zalo_login: str = ""
    tiktok_client_key: str = field(default="", repr=False)
    tiktok_client_secret: str = field(default="", repr=False)
    tiktok_api: str = ""
    evidence_pages: bool = False
    evidence_screenshots: bool = False
    scope: str = ""
    keep_comments: int = 90
    keep_posts: int = 396
    keep_patterns: int = 396
    keep_cases: int = 731
    keep_audit: int = 1827
    timestamp_authority: str = ""
    timestamp_ca: str = ""
    host: str = "127.0.0.1"
    port: int = 8600
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    metrics_port: int = 0
    metrics_token: str = field(default="", repr=False)
    trace_url: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_roles: tuple[str, ...] = ()
    oidc_groups_claim: str = "groups"
    oidc_name_claim: str = "preferred_username"
    second_factor: tuple[str, ...] = ()
    factor_keys: tuple[str, ...] = field(default=(), repr=False)
    allowed_addresses: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    model: str = ""
    model_shadow: str = ""
    learn_from_desk: bool = False
    reader: str = ""
    reader_shadow: str = ""
    reader_threads: int = 1
    reader_deadline: float = 1.0
    stall: int = 180
    log_level: str = "WARNING"
    log_format: str = "plain"

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
    def blocklists(self) -> Path:
        """Folder of the desk's own lists of reported sites."""
        return self.home / "blocklists"

    @property
    def rules_folder(self) -> Path:
        """Folder of the analysts' rule packs; it need not exist."""
        return Path(self.rules).expanduser() if self.rules else self.home / "rules"

    @property
    def notify_file(self) -> Path:
        """The desk's table of who is told of what; it need not exist."""
        return Path(self.notify).expanduser() if self.notify else self.home / "notify.toml"

    @property
    def destinations_file(self) -> Path:
        """Who the desk is on paper and how destinations are reached; it need not exist."""
        return Path(self.destinations).expanduser() if self.destinations else self.home / "destinations.toml"

    @property
    def reports_folder(self) -> Path:
        """Folder of the desk's own templates of reports; it need not exist."""
        return Path(self.reports).expanduser() if self.reports else self.home / "reports"

    @property
    def budget(self) -> Budget:
        """The new cards of each band that the desk looks at in a shift."""
        cards: dict[Band, int] = {"HIGH": self.budget_high, "MEDIUM": self.budget_medium, "LOW": self.budget_low}
        return Budget(_minutes(self.shifts), cards)

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
    for name, schemes in (("broker", ("sqlite", "kafka")), ("index", ("sqlite", "http", "https")), ("trace_url", ("http", "https"))):
        url = getattr(settings, name)
        if url and url.partition("://")[0] not in schemes:
            raise SettingError(f"TINWATCH_{name.upper()}={hidden(url)}: starts with none of {', '.join(s + '://' for s in schemes)}")
    _minutes(settings.shifts)
    try:
        Clock.read(settings.collect_clock)
    except ValueError as error:
        raise SettingError(f"TINWATCH_COLLECT_CLOCK: {error}") from None
    return settings


def _minutes(shifts: tuple[str, ...]) -> tuple[int, ...]:
    """When the shifts begin, in minutes after midnight."""
    times = [re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", shift) for shift in shifts]
    if not times or not all(times):
        raise SettingError(f"TINWATCH_SHIFTS={','.join(shifts)}: must be times of the day such as 06:00,14:00,22:00")
    return tuple(sorted(int(time[1]) * 60 + int(time[2]) for time in times if time))


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
    return _given({f"{file}: {name}": (name, value) for name, value in content.items()})


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    found = {name: value for name, value in environ.items() if name.startswith("TINWATCH_") and name != NEW_PASSWORD}
    return _given({name: (name.removeprefix("TINWATCH_").lower(), value) for name, value in found.items()})


def _given(said: Mapping[str, tuple[str, Any]]) -> dict[str, tuple[Any, str]]:
    """Value and source of each setting, from source → (name, value); of one source only one way to give it."""
    names = [f.name for f in fields(Settings)]
    given: dict[str, tuple[Any, str]] = {}
    for source, (name, value) in said.items():
        setting = name if name in names else name.removesuffix("_file")
        if setting not in names:
            raise SettingError(f"{source}: no such setting; there are {', '.join(names)}")
        if setting in given:
            raise SettingError(f"{source}: {given[setting][1]} is given too; leave one of them out")
        given[setting] = (value if setting == name else _content(str(value), source), source)
    return given


def _content(path: str, source: str) -> str:
    """What stands in the file, without the line end that editors and `echo` leave."""
    try:
        return Path(path).expanduser().read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{source}={path}: {getattr(error, 'strerror', None) or 'is no text'}") from None


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
