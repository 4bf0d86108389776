"""Where Kafka is and who we are, from the settings."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tinwatch.settings import SettingError, Settings, hidden

PORT = 9092
MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN")


@dataclass(frozen=True)
class Address:
    """`shown` is the URL without its password, for messages."""

    shown: str
    hosts: tuple[tuple[str, int], ...]
    user: str = ""
    password: str = field(default="", repr=False)
    mechanism: str = MECHANISMS[0]
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"TINWATCH_BROKER={self.shown}"

    @property
    def servers(self) -> list[str]:
        return [f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in self.hosts]

    @property
    def login(self) -> dict[str, Any]:
        """How aiokafka's clients prove who we are."""
        secured = {"security_protocol": ("SASL_" if self.user else "") + ("SSL" if self.tls else "PLAINTEXT"), "ssl_context": self.tls}
        if not self.user:
            return secured
        return {**secured, "sasl_mechanism": self.mechanism, "sasl_plain_username": self.user, "sasl_plain_password": self.password}


def address_of(settings: Settings) -> Address:
    """The address of `TINWATCH_BROKER=kafka://[user:password@]host[:port][,host[:port]]`; SettingError says what is wrong with it.

    A URL without user and password takes those of their own settings.
    """
    shown = hidden(settings.broker)
    login, _, hosts = settings.broker.removeprefix("kafka://").rstrip("/").rpartition("@")
    user, _, password = login.partition(":")
    if login and not (user and password):
        raise SettingError(f"TINWATCH_BROKER={shown}: needs both user and password before the @")
    if bool(settings.broker_user) != bool(settings.broker_password):
        raise SettingError("TINWATCH_BROKER_USER, TINWATCH_BROKER_PASSWORD: one needs the other")
    if settings.broker_mechanism not in MECHANISMS:
        raise SettingError(f"TINWATCH_BROKER_MECHANISM={settings.broker_mechanism}: is none of {', '.join(MECHANISMS)}")
    pairs = tuple(_host(part, shown) for part in hosts.split(","))
    who = (unquote(user), unquote(password)) if login else (settings.broker_user, settings.broker_password)
    return Address(shown, pairs, *who, settings.broker_mechanism, _tls(settings))


def _host(part: str, shown: str) -> tuple[str, int]:
    """Host and port of one server; an IPv6 address stands in brackets."""
    host, _, port = part.rpartition(":") if part.rpartition(":")[2].isdigit() else (part, "", str(PORT))
    host = host.removeprefix("[").removesuffix("]")
    if not host or "/" in host or not 0 < int(port) < 65536:
        raise SettingError(f"TINWATCH_BROKER={shown}: expected kafka://host:port or kafka://host:port,host:port")
    return host, int(port)


def _tls(settings: Settings) -> ssl.SSLContext | None:
    """The TLS of the settings, None without; a file that cannot be used is named with its setting."""
    if not (settings.broker_tls or settings.broker_ca or settings.broker_certificate):
        return None
    try:
        context = ssl.create_default_context(cafile=settings.broker_ca or None)
    except (OSError, ssl.SSLError) as error:
        raise SettingError(f"TINWATCH_BROKER_CA={settings.broker_ca}: {error}") from None
    if settings.broker_certificate:
        try:
            context.load_cert_chain(settings.broker_certificate, settings.broker_key or None)
        except (OSError, ssl.SSLError) as error:
            where = f"TINWATCH_BROKER_CERTIFICATE={settings.broker_certificate}, TINWATCH_BROKER_KEY={settings.broker_key}"
            raise SettingError(f"{where}: {error}") from None
    return context
