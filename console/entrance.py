"""What stands at the door beside name and password: second factors, tokens, the login elsewhere, and what is written down of it all."""

from __future__ import annotations

from dataclasses import dataclass

from console.factors import Factors
from console.identity import Provider, SignOn
from console.journal import Journal
from console.tokens import Tokens
from console.users import Users
from console.vault import Vault


@dataclass(frozen=True)
class Entrance:
    """`sign_on` is there where a provider is set."""

    factors: Factors
    tokens: Tokens
    journal: Journal
    sign_on: SignOn | None


def entrance(users: Users, provider: Provider | None, keys: tuple[str, ...] = ()) -> Entrance:
    """`keys` as in console/vault.py; without one the key lies beside the users' file. Raises vault.Unopened."""
    file = users.database.path
    factors = Factors(users, Vault(keys, file.with_suffix(".key") if file else None))
    factors.seal()
    return Entrance(factors, Tokens(users), Journal(users), SignOn(provider, users) if provider else None)
