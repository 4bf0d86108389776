"""The connection to Elasticsearch, what the server can do, and what its errors mean to a caller."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import ApiResponse, ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, AsyncElasticsearch, UnsupportedProductError

from search.elastic_address import Address
from search.port import Unavailable, Unusable

MAJORS = (8, 9)
"""Server versions that are spoken to."""

_PLAIN, _SPOKEN = re.compile("application/(json|x-ndjson)"), r"application/vnd.elasticsearch+\1; compatible-with=8"
_BLOCKED = "cluster_block_exception"


class Client(AsyncElasticsearch):
    """Client 9 speaking the dialect of version 8, which servers 8 and 9 both answer to; left alone it is refused by servers 8."""

    async def perform_request(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> ApiResponse[Any]:
        spoken = {name: _PLAIN.sub(_SPOKEN, value) for name, value in (headers or {}).items()}
        return await super().perform_request(method, path, headers=spoken, **more)


@dataclass(frozen=True)
class Server:
    """`icu`: its folding is installed; `ilm`: it can drop indices by age. Neither is needed: folding is ours, retention is a purge."""

    version: tuple[int, ...]
    icu: bool
    ilm: bool


def connect(address: Address, *, timeout: float) -> Client:
    """Nothing is sent yet. Retries are ours, except that a dead host is passed over for the next."""
    access: dict[str, Any] = {}
    if address.basic_auth:
        access["basic_auth"] = address.basic_auth
    if address.api_key:
        access["api_key"] = address.api_key
    if address.ca:
        access["ca_certs"] = address.ca
    return Client(
        list(address.hosts), request_timeout=timeout, max_retries=len(address.hosts) - 1, retry_on_status=(), http_compress=False, **access
    )


async def ask_server(client: Client, shown: str) -> Server:
    """Raises Unusable for a server that is not an Elasticsearch of a known version."""
    number = str((await client.info())["version"]["number"])
    version = tuple(int(part) for part in number.partition("-")[0].split("."))
    if version[0] not in MAJORS:
        raise Unusable(f"Elasticsearch at {shown} is version {number}; this tinwatch works with {' and '.join(map(str, MAJORS))}")
    return Server(version, icu=await _has_icu(client), ilm=await _has_ilm(client))


async def _has_icu(client: Client) -> bool:
    try:
        plugins: Any = (await client.cat.plugins(format="json", h="component")).body
    except ApiError:  # may be forbidden to this user, or missing
        return False
    return any(plugin.get("component") == "analysis-icu" for plugin in plugins)


async def _has_ilm(client: Client) -> bool:
    try:
        await client.ilm.get_status()
    except ApiError:
        return False
    return True


@contextmanager
def explained(shown: str, *, opening: bool = False) -> Iterator[None]:
    """Turns what the client raises into Unavailable (worth a retry) or, while opening, Unusable; our own mistakes stay what they are."""
    try:
        yield
    except ApiError as error:
        if not passing(error.status_code, kind(error)):
            raise
        reason = f"Elasticsearch at {shown} {_told(error)}"
        if opening and (isinstance(error, UnsupportedProductError) or (error.status_code in (401, 403) and kind(error) != _BLOCKED)):
            raise Unusable(reason) from None
        raise Unavailable(reason) from None
    except TlsError as error:
        reason = f"Elasticsearch at {shown} cannot be trusted: {error.message} (?ca=FILE names the certificate of its authority)"
        raise (Unusable if opening else Unavailable)(reason) from None
    except ConnectionTimeout:
        raise Unavailable(f"Elasticsearch at {shown} did not answer in time") from None
    except TransportError as error:
        raise Unavailable(f"Elasticsearch at {shown} cannot be reached: {error.message}") from None


def passing(status: int, kind: str) -> bool:
    """Whether a failure says something about the moment or the access, not about the request itself."""
    return status in (401, 403, 404, 408, 429) or status >= 500 or kind in (_BLOCKED, "UnsupportedProductError")


def kind(error: ApiError) -> str:
    """The type that Elasticsearch gives its errors, like index_not_found_exception."""
    return type(error).__name__ if isinstance(error, UnsupportedProductError) else str(error.error)


def _told(error: ApiError) -> str:
    if isinstance(error, UnsupportedProductError):
        return "is another product: tinwatch needs Elasticsearch itself"
    if kind(error) == _BLOCKED:
        return f"takes no writes: {reason_of(error.body)}"
    if error.status_code == 401:
        return "lets no one in with this user name and password or API key, or with none"
    if error.status_code == 403:
        return f"does not allow this user what tinwatch needs: {reason_of(error.body)}"
    return f"answers {error.status_code}: {reason_of(error.body)}"


def reason_of(body: Any) -> str:
    """The reason inside an error's body, short, without the piece of the document that Elasticsearch likes to quote."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        return str(error)[:200]
    told = [f"{error.get('type')}: {error.get('reason')}"]
    cause = error.get("caused_by")
    if isinstance(cause, dict):
        told.append(str(cause.get("reason")))
    return "; ".join(part.partition(" Preview of field's value")[0] for part in told)[:500]
