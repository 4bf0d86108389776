"""Where a request comes from, and whether anybody may come from there."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

Network = IPv4Network | IPv6Network
OPEN = frozenset({"/healthz", "/readyz", "/webhooks/facebook"})
"""The first two say nothing but whether the console works, to whoever watches it; the third believes a signature, not an address."""


class Addresses:
    """ASGI middleware. A proxy's `X-Forwarded-For` is believed only when the connection comes from one of `proxies`, and then from the
    right: the first address that is no proxy of ours is the visitor's, whatever stands before it. With `allowed`, others are refused
    before anything is looked at."""

    def __init__(self, app: ASGIApp, *, allowed: Sequence[Network], proxies: Sequence[Network]) -> None:
        self._app, self._allowed, self._proxies = app, allowed, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            peer = scope["client"][0] if scope.get("client") else ""
            address = visitor(peer, [value for name, value in scope["headers"] if name == b"x-forwarded-for"], self._proxies)
            if scope.get("client"):
                scope["client"] = (address, scope["client"][1])
            if self._allowed and scope["path"] not in OPEN and not within(address, self._allowed):
                await PlainTextResponse("403 Forbidden\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def visitor(peer: str, forwarded: Sequence[bytes], proxies: Sequence[Network]) -> str:
    """The address of whoever asked; that of the connection unless a proxy of ours says otherwise."""
    address = peer
    hops = [hop.strip() for value in forwarded for hop in value.decode("latin-1").split(",")]
    while hops and within(address, proxies):
        hop = hops.pop()
        if _parsed(hop) is None:
            break
        address = str(_parsed(hop))
    return address


def within(address: str, networks: Sequence[Network]) -> bool:
    found = _parsed(address)
    return found is not None and any(found in network for network in networks)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
