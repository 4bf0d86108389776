"""Who may come in and how, from the settings."""

from __future__ import annotations

from ipaddress import ip_network
from urllib.parse import urlsplit

from console.addresses import Network
from console.identity import Provider
from console.kibana import kibana_address
from console.users import ROLES, Role
from console.vault import Vault
from tinwatch.settings import SettingError, Settings


def provider(settings: Settings) -> Provider | None:
    """The login elsewhere; SettingError says what is missing for it."""
    if not settings.oidc_issuer:
        return None
    for name in ("oidc_client_id", "oidc_client_secret", "oidc_roles", "public_url"):
        if not getattr(settings, name):
            raise SettingError(f"TINWATCH_{name.upper()}: is needed for TINWATCH_OIDC_ISSUER")
    issuer = urlsplit(settings.oidc_issuer)
    if issuer.scheme != "https" and issuer.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise SettingError(f"TINWATCH_OIDC_ISSUER={settings.oidc_issuer}: must begin with https://")
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        redirect=settings.public_url.rstrip("/") + "/login/elsewhere/back",
        roles=dict(_role(line) for line in settings.oidc_roles),
        groups_claim=settings.oidc_groups_claim,
        name_claim=settings.oidc_name_claim,
    )


def second_factor(settings: Settings) -> tuple[str, ...]:
    unknown = set(settings.second_factor) - set(ROLES)
    if unknown:
        raise SettingError(f"TINWATCH_SECOND_FACTOR={','.join(settings.second_factor)}: the roles are {', '.join(ROLES)}")
    return settings.second_factor


def factor_keys(settings: Settings) -> tuple[str, ...]:
    try:
        Vault(settings.factor_keys)
    except ValueError:
        raise SettingError("TINWATCH_FACTOR_KEYS: a key is 32 random bytes in base64, as `openssl rand -base64 32` gives them") from None
    return settings.factor_keys


def networks(name: str, written: tuple[str, ...]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(one) for one in written)
    except ValueError as error:
        raise SettingError(f"TINWATCH_{name}={','.join(written)}: {error}") from None


def kibana(settings: Settings) -> str:
    """The address of the desk's Kibana, empty for none."""
    try:
        return kibana_address(settings.kibana_url)
    except ValueError as error:
        raise SettingError(f"TINWATCH_KIBANA_URL={settings.kibana_url}: {error}") from None


def _role(line: str) -> tuple[str, Role]:
    group, _, wanted = line.rpartition("=")
    for role in ROLES:
        if group and wanted.strip() == role:
            return group.strip(), role
    raise SettingError(f"TINWATCH_OIDC_ROLES: {line!r} is no group=role; the roles are {', '.join(ROLES)}")
