"""A way out that leads to public addresses only: what a post links to must not make us ask the desk's own network (SSRF)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

import httpx

from collectors.robots import NAME

SECONDS, CONNECT = 30.0, 10.0
"""How long one request may take in all, and until it is connected."""

PORTS = frozenset({80, 443})
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"), ipaddress.ip_network("::/96"))
"""IPv6 networks whose addresses carry an IPv4 one, which the checks of the standard library do not look into."""


class Forbidden(Exception):
    """This address is not asked; the message says why."""


class PublicOnly(httpx.AsyncBaseTransport):
    """Resolves a host once, refuses what is not public, and connects to the very address that it checked.

    So a name that changes its answer between check and connection (DNS rebinding) gains nothing. `inside` lets everything pass: for tests
    and for papers that a desk keeps in its own network. Raises Forbidden, and httpx.ConnectError for a name that does not exist.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        # No connection is kept: the pool knows them by address, and two hosts of one address must not share one.
        self._way = httpx.AsyncHTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in ("http", "https"):
            raise Forbidden(f"{url.scheme} is not http")
        if url.userinfo:
            raise Forbidden("the address holds a password")
        port = url.port or (443 if url.scheme == "https" else 80)
        if port not in PORTS and not self._inside:
            raise Forbidden(f"port {port}")
        try:
            address = await address_of(url.host, port, inside=self._inside)
        except OSError as error:  # the name is unknown, or nobody can be asked
            raise httpx.ConnectError(f"{url.host}: {error.strerror or error}", request=request) from error
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return await self._way.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._way.aclose()


async def address_of(host: str, port: int, *, inside: bool = False) -> str:
    """An address of this host that may be connected to; Forbidden when it has none, OSError when nobody knows the name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_, place in found]
    usable = addresses if inside else list(public(addresses))
    if not usable:
        raise Forbidden(f"{host} leads to no public address")
    return usable[0]


def guest(contact: str, *, inside: bool, accept: str = "*/*") -> httpx.AsyncClient:
    """A client that asks public addresses as `tinwatch`, with the desk's `contact` for those who wonder who it is; follows no redirect."""
    return httpx.AsyncClient(
        transport=PublicOnly(inside=inside),
        headers={"user-agent": f"{NAME}/0.1 ({contact})" if contact else f"{NAME}/0.1", "accept": accept, "accept-encoding": "gzip"},
        timeout=httpx.Timeout(SECONDS, connect=CONNECT),
        follow_redirects=False,
        trust_env=False,
    )


def public(addresses: Iterable[str]) -> Iterable[str]:
    """Those of the addresses that anybody in the world may reach."""
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address):
            carried = address.ipv4_mapped or address.sixtofour or address.teredo
            if carried or any(address in network for network in _TRANSLATED) or address.is_site_local:
                continue
        if address.is_global and not address.is_multicast and not address.is_reserved:
            yield text
