"""What makes an Elasticsearch node a secure one: TLS on both ports, a user who may do everything, and an API key for tinwatch."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import ssl
from pathlib import Path

from tinwatch.servers.errors import ServerError
from tinwatch.servers.ports import LOOPBACK
from tinwatch.servers.secrets import USER, Secrets

CONFIGURATION = "xpack.security.enabled: true\nxpack.security.autoconfiguration.enabled: false\n" + "".join(
    f"""xpack.security.{port}.ssl:
  enabled: true
  key: tls/key.pem
  certificate: tls/cert.pem
  certificate_authorities: [tls/ca.pem]
"""
    for port in ("http", "transport")
)
ADMIN = "admin"
PASSWORD, API_KEY = "index-password", "index-api-key"
"""Files of the admin's password and of tinwatch's API key."""

ROUNDS = 10_000
ROLE = {
    "cluster": ["monitor"],
    "indices": [{"names": ["tinwatch-*"], "privileges": ["read", "write", "maintenance", "view_index_metadata", "manage"]}],
}
"""The least that tinwatch needs of its indices, with `manage` for whoever opens them first (docs/decisions/0007)."""


def let_in(config: Path, secrets: Secrets) -> None:
    """Certificates and the admin, who stands in a file with a hash of his password: he is there before any index is."""
    secrets.lend("elasticsearch", config / "tls")
    salt = os.urandom(32)
    digest = hashlib.pbkdf2_hmac("sha512", secrets.value(PASSWORD).encode(), salt, ROUNDS, 32)
    hashed = f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"
    (config / "users").write_text(f"{ADMIN}:{hashed}\n")
    (config / "users_roles").write_text(f"superuser:{ADMIN}\n")


def answers(port: int, secrets: Secrets) -> bool:
    """Whether the node lets the admin in and its state is recovered."""
    try:
        status, _ = _ask(port, secrets, "GET", "/_cluster/health?wait_for_status=yellow&timeout=2s")
    except (OSError, http.client.HTTPException):
        return False
    return status == 200


def key_made(port: int, secrets: Secrets) -> None:
    """Keep an API key for tinwatch among the secrets, where there is none yet."""
    if secrets.file(API_KEY).exists():
        return
    wanted = {"name": USER, "role_descriptors": {USER: ROLE}}
    status, answer = _ask(port, secrets, "POST", "/_security/api_key", wanted)
    if status != 200:
        raise ServerError(f"Elasticsearch made no API key ({status}): {str(answer.get('error'))[:300]}")
    secrets.keep(API_KEY, answer["encoded"])


def _ask(port: int, secrets: Secrets, method: str, path: str, body: object = None) -> tuple[int, dict[str, str]]:
    context = ssl.create_default_context(cafile=str(secrets.ca))
    connection = http.client.HTTPSConnection(LOOPBACK, port, timeout=10, context=context)
    login = base64.b64encode(f"{ADMIN}:{secrets.value(PASSWORD)}".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        connection.close()
