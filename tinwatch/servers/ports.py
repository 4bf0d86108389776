"""Free loopback ports that stay free."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Iterable

from tinwatch.servers.errors import ServerError

LOOPBACK = "127.0.0.1"
FIRST, LAST = 20_000, 32_000
"""Below the ports that systems hand out for outgoing connections, so that no such connection takes one while its server is down."""


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int, before: Iterable[int] = (), besides: Iterable[int] = ()) -> list[int]:
    """`count` different free ports, none of `besides`, those of `before` again as far as they are free: URLs written down stay right."""
    found = [port for port in before if is_free(port)][:count]
    candidates = random.sample(range(FIRST, LAST), LAST - FIRST)
    while len(found) < count:
        if not candidates:
            raise ServerError(f"no free port between {FIRST} and {LAST} on {LOOPBACK}")
        port = candidates.pop()
        if port not in {*found, *besides} and is_free(port):
            found.append(port)
    return found


def await_free(ports: Iterable[int], patience: float = 5.0) -> None:
    """Returns when all are free, or after `patience` seconds: of a server that was killed, a child may hold them for a moment."""
    deadline = time.monotonic() + patience
    while not all(is_free(port) for port in ports) and time.monotonic() < deadline:
        time.sleep(0.1)


def wanted_port(port: int, option: str) -> int:
    """The port that was asked for; ServerError when something listens there."""
    if not is_free(port):
        raise ServerError(f"port {port} is taken; give another one with {option}, or none for a free one")
    return port


def listens(port: int) -> bool:
    """Whether something takes connections on this port."""
    try:
        socket.create_connection((LOOPBACK, port), 1).close()
    except OSError:
        return False
    return True
