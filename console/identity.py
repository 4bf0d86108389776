"""A login by OpenID Connect: Authorization Code with PKCE, and an ID token that is checked before anybody believes it.

State, nonce and verifier stay here; the browser holds a random value that must come back with the answer.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from console.users import Role, Users

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Only signatures with a public key: never `none`, and never the client's own secret as a key."""
TIMEOUT_S = 15.0
HANDSHAKE_S = 10 * 60
LEEWAY_S = 60
KEEP_S = 3600.0
"""How long the provider's description and keys are kept; an unknown key is asked for at once."""
LONGEST = 256 * 1024


class Unreachable(Exception):
    """The provider does not answer as one; the message says what is wrong."""


class NotBelieved(Exception):
    """This is no proof of who somebody is, or of a right to be here; the message says why, for the log."""


@dataclass(frozen=True)
class Provider:
    """`roles`: group at the provider → role here; of several the one with most rights holds. Claims are those of the ID token."""

    issuer: str
    client_id: str
    client_secret: str
    redirect: str
    roles: Mapping[str, Role]
    groups_claim: str = "groups"
    name_claim: str = "preferred_username"
    scope: str = "openid profile email"


@dataclass(frozen=True)
class Person:
    """Who came back, as the provider has them."""

    subject: str
    name: str
    groups: frozenset[str]


class SignOn:
    """The two halves of a login: `begin` sends somebody to the provider, `finish` reads what they bring back."""

    def __init__(self, provider: Provider, users: Users) -> None:
        self.provider, self._database, self._clock = provider, users.database, users.clock
        self._about: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = -KEEP_S

    async def begin(self, target: str) -> tuple[str, str]:
        """Where to go, and the state that the browser must bring back."""
        about = await self._description()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        now = self._clock()
        self._database.write("DELETE FROM handshakes WHERE created < ?", now - HANDSHAKE_S)
        insert = "INSERT INTO handshakes (state, nonce, verifier, target, created) VALUES (?, ?, ?, ?, ?)"
        self._database.write(insert, _digest(state), nonce, verifier, target, now)
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self.provider.redirect,
            "scope": self.provider.scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(_digest(verifier)).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        address = about["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", state

    async def finish(self, given: Mapping[str, str], state: str) -> tuple[Person, str]:
        """Who it is and where they wanted to go. `state` is what the browser held; a state is good once."""
        if not state or not secrets.compare_digest(given.get("state", "").encode("utf-8", "replace"), state.encode("utf-8", "replace")):
            raise NotBelieved("state is not this browser's")
        after = self._clock() - HANDSHAKE_S
        found = self._database.rows(
            "SELECT nonce, verifier, target FROM handshakes WHERE state = ? AND created >= ?", _digest(state), after
        )
        if not found or not self._database.write("DELETE FROM handshakes WHERE state = ?", _digest(state)):
            raise NotBelieved("state is unknown, over, or used before")
        nonce, verifier, target = found[0]
        if given.get("error"):
            raise NotBelieved(f"the provider says {given['error'][:100]}")
        if given.get("iss", self.provider.issuer) != self.provider.issuer:
            raise NotBelieved("the answer is of another issuer")
        claims = await self._claims(await self._exchange(given.get("code", ""), verifier), nonce)
        return self._person(claims), str(target)

    def _person(self, claims: Mapping[str, Any]) -> Person:
        groups = claims.get(self.provider.groups_claim, ())
        groups = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
        name = claims.get(self.provider.name_claim)
        if not isinstance(name, str) or not name or not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise NotBelieved(f"the ID token has no {self.provider.name_claim} or sub")
        if self.provider.name_claim == "email" and claims.get("email_verified") is not True:
            raise NotBelieved("the e-mail address is not verified")
        return Person(claims["sub"], name, frozenset(group for group in groups if isinstance(group, str)))

    async def _exchange(self, code: str, verifier: str) -> str:
        """The ID token for the code."""
        about, provider = await self._description(), self.provider
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": provider.redirect, "code_verifier": verifier}
        login = httpx.BasicAuth(provider.client_id, provider.client_secret)
        if "client_secret_basic" not in about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
            login = None  # type: ignore[assignment]
        status, given = await _asked("POST", about["token_endpoint"], data=form, auth=login)
        if status != 200 or not isinstance(given.get("id_token"), str):
            raise NotBelieved(f"the provider gives no ID token for this code ({status} {str(given.get('error', ''))[:100]})")
        return str(given["id_token"])

    async def _claims(self, token: str, nonce: str) -> Mapping[str, Any]:
        try:
            try:
                read = jwt.decode(token, await self._keyset(), algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                read = jwt.decode(token, await self._keyset(fresh=True), algorithms=ALGORITHMS)
            wanted = {
                "iss": {"essential": True, "value": self.provider.issuer},
                "aud": {"essential": True, "value": self.provider.client_id},
                "exp": {"essential": True},
                "iat": {"essential": True},
                "sub": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            }
            jwt.JWTClaimsRegistry(now=int(self._clock()), leeway=LEEWAY_S, **wanted).validate(read.claims)  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotBelieved(f"the ID token is not good: {type(error).__name__} {error}") from None
        several = isinstance(read.claims["aud"], list) and len(read.claims["aud"]) > 1
        if read.claims.get("azp", None if several else self.provider.client_id) != self.provider.client_id:
            raise NotBelieved("the ID token was issued to somebody else")
        return read.claims

    async def _description(self) -> dict[str, Any]:
        if self._about and time.monotonic() - self._read_at < KEEP_S:
            return self._about
        status, about = await _asked("GET", self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if status != 200 or about.get("issuer") != self.provider.issuer or not all(isinstance(about.get(key), str) for key in needed):
            raise Unreachable(f"{self.provider.issuer} does not describe itself as this issuer ({status})")
        if urlsplit(self.provider.issuer).scheme == "https" and any(urlsplit(about[key]).scheme != "https" for key in needed):
            raise Unreachable(f"{self.provider.issuer} names addresses without https")
        self._about, self._keys, self._read_at = about, None, time.monotonic()
        return about

    async def _keyset(self, *, fresh: bool = False) -> KeySet:
        if self._keys is None or fresh:
            _, keys = await _asked("GET", (await self._description())["jwks_uri"])
            self._keys = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        return self._keys


async def _asked(method: str, address: str, **more: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of an answer, an empty one where it is none; no redirect is followed."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            answer = await client.request(method, address, headers={"accept": "application/json"}, **more)
        read = answer.json() if len(answer.content) <= LONGEST else {}
    except ValueError:
        read = {}
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(f"{urlsplit(address).netloc}: {type(error).__name__}") from None
    return answer.status_code, read if isinstance(read, dict) else {}


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "replace")).digest()
