"""What an operator may choose about the web page."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """`secure` says that the page is reached over https: cookies are then marked so. Times are in seconds.

    `allowed_hosts` are the names the page may be called by (`*.example.vn` for all below; `*` for any).
    `metrics_token`, when set, opens `/metrics` to `Authorization: Bearer …` without a login.
    """

    secure: bool = False
    allowed_hosts: tuple[str, ...] = LOOPBACK
    metrics_token: str = ""
    poll_s: float = 0.2
    heartbeat_s: float = 15.0
    session_idle_s: float = 12 * 3600
    session_longest_s: float = 7 * 86400
    most_streams: int = 200
