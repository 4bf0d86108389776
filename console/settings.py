"""What an operator may choose about the web page."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.addresses import Network
from console.identity import Provider
from console.offices import Offices

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """`secure` says that the page is reached over https: cookies are then marked so. Times are in seconds.

    `allowed_hosts` are the names the page may be called by (`*.example.vn` for all below; `*` for any).
    `metrics_token`, when set, opens `/metrics` to `Authorization: Bearer …` without a login.
    `offices` names whom alerts of a place go to. Roles in `second_factor` do not come in without one, whose secrets
    `factor_keys` seal (console/vault.py). `provider` is the login elsewhere.
    `kibana` is the address of a Kibana that shows the same index, empty for none.
    `allowed_addresses`, when there are any, are the only ones that may come; `trusted_proxies` are believed about whom they bring.
    """

    secure: bool = False
    allowed_hosts: tuple[str, ...] = LOOPBACK
    metrics_token: str = ""
    offices: Offices = field(default_factory=Offices)
    second_factor: tuple[str, ...] = ()
    factor_keys: tuple[str, ...] = field(default=(), repr=False)
    provider: Provider | None = None
    allowed_addresses: tuple[Network, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    kibana: str = ""
    poll_s: float = 0.2
    heartbeat_s: float = 15.0
    session_idle_s: float = 12 * 3600
    session_longest_s: float = 7 * 86400
    most_streams: int = 200
