"""What the settings say, and the files that they name: each is read as the commands that use it read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from cryptography import x509

from console.users import Users
from tinwatch.destinations import addressed
from tinwatch.doctor.finding import Finding, tried
from tinwatch.door import factor_keys, networks, provider, second_factor
from tinwatch.logs import check
from tinwatch.notices.table import table
from tinwatch.offices import offices
from tinwatch.registers import licence_register, press_register
from tinwatch.scope import TEMPLATE, read_scope
from tinwatch.settings import NEW_PASSWORD, SettingError, Settings, load


def settings(environ: Mapping[str, str]) -> tuple[Settings | None, Finding]:
    """The settings and that they can be used; without them what is wrong."""
    try:
        found = load(environ)
        check(found)
        given = sum(name.startswith("TINWATCH_") and name != NEW_PASSWORD for name in environ)
        return found, Finding("settings", True, f"{given} in the environment")
    except SettingError as error:
        return None, Finding("settings", False, str(error), _likely(str(error)) or "docs/settings.md says what each may be.")


def _likely(said: str) -> str:
    wrong = re.match(r"(?:TINWATCH_|\S+: )(\w+): no such setting", said)
    close = get_close_matches(wrong[1].lower(), Settings.__dataclass_fields__, 1) if wrong else []
    return f"Did you mean TINWATCH_{close[0].upper()}? docs/settings.md lists all." if close else ""


def files(settings: Settings) -> Iterator[Finding]:
    """All that a person writes for the desk."""
    yield scope(settings)
    yield from _users(settings)
    yield tried("logins", lambda: _logins(settings), "docs/security.md says what each of these settings needs.")
    yield tried(
        "notices", lambda: _notices(settings), "Mend the table (docs/cases.md, Notices); `tinwatch notify check` tries each channel."
    )
    yield tried("destinations", lambda: _destinations(settings), "Mend the file (docs/cases.md, Escalation).")
    yield tried("registers", lambda: _registers(settings), "Mend the file or leave its setting out (docs/checks.md, docs/places.md).")
    yield tried("time-stamps", lambda: _stamps(settings), "Name the authority's root certificate (PEM) in TINWATCH_TIMESTAMP_CA.")
    yield _metrics(settings)


def scope(settings: Settings) -> Finding:
    mend = f"Fill in {TEMPLATE}, have it signed, and name the file in TINWATCH_SCOPE."
    found = tried("scope statement", lambda: f"signed on {read_scope(Path(settings.scope)).signed_on}" if settings.scope else "none", mend)
    return found if settings.scope else Finding("scope statement", False, "none", mend)


def _users(settings: Settings) -> Iterator[Finding]:
    users = Users(settings.users_file)
    roles = [user.role for user in users.list()]
    users.close()
    yield Finding("users", bool(roles), f"{len(roles)}", "Nobody can log in yet: `tinwatch user add NAME --role analyst`.")
    elsewhere = bool(settings.oidc_issuer)
    second = len(roles) > 1 and any(role in ("approver", "admin") for role in roles)
    seen = "comes by OpenID Connect" if elsewhere else "there is one" if second else "none"
    mend = "Nothing can be escalated without a second pair of eyes: `tinwatch user add NAME --role approver` for another person."
    yield Finding("second person", second or elsewhere, seen, mend)


def _logins(settings: Settings) -> str:
    found = provider(settings)
    second_factor(settings)
    factor_keys(settings)
    networks("ALLOWED_ADDRESSES", settings.allowed_addresses)
    networks("TRUSTED_PROXIES", settings.trusted_proxies)
    return f"here and at {found.issuer}" if found else "here"


def _notices(settings: Settings) -> str:
    channels = table(settings).channels
    return ", ".join(channels) or "nobody is told of anything"


def _destinations(settings: Settings) -> str:
    addressed(settings)
    return str(settings.destinations_file) if settings.destinations_file.exists() else "those that ship"


def _registers(settings: Settings) -> str:
    press_register(settings.press_register)
    licence_register(settings.licence_register)
    offices(settings.offices)
    own = [name for name in ("press_register", "licence_register", "offices") if getattr(settings, name)]
    return ", ".join(own) or "those that ship"


def _stamps(settings: Settings) -> str:
    if not settings.timestamp_authority:
        return "none"
    if not settings.timestamp_ca:
        raise SettingError("TINWATCH_TIMESTAMP_AUTHORITY without TINWATCH_TIMESTAMP_CA: nobody can verify what it stamps")
    try:
        x509.load_pem_x509_certificates(Path(settings.timestamp_ca).expanduser().read_bytes())
    except (OSError, ValueError) as error:
        raise SettingError(f"TINWATCH_TIMESTAMP_CA={settings.timestamp_ca}: {getattr(error, 'strerror', None) or 'no PEM'}") from None
    return settings.timestamp_authority


def _metrics(settings: Settings) -> Finding:
    """Whether Prometheus can read them."""
    lacking = bool(settings.metrics_port) and not settings.metrics_token
    seen = "TINWATCH_METRICS_PORT without a token" if lacking else "with a token" if settings.metrics_token else "for logged-in users"
    return Finding("metrics", not lacking, seen, "Set TINWATCH_METRICS_TOKEN (or …_FILE), and give it to Prometheus (docs/operating.md).")
