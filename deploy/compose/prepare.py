"""Makes what `compose.yml` takes from files: an authority of its own with certificates, passwords, and who may do what in Elasticsearch.

    .venv/bin/python deploy/compose/prepare.py deploy/compose/secrets

What is there already stays. The folder is for its user only; the files are readable for the containers' users, who are not that one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import subprocess
import sys
from pathlib import Path

from tinwatch.servers.elasticsearch_secure import ROLE, ROUNDS
from tinwatch.servers.secrets import USER

NAMES = {"kafka": "kafka", "admin": "admin", USER: USER, "elasticsearch": "elasticsearch", "kibana": "kibana", "console": "console"}
PASSWORDS = ("elastic", "kibana", USER, "metrics", "grafana")
DAYS = "825"


def main(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    certificates(folder)
    passwords = {name: kept(folder / f"{name}-password", secrets.token_urlsafe(24)) for name in PASSWORDS}
    written(folder / "index-url", f"https://{USER}:{passwords[USER]}@elasticsearch:9200")
    users = {"admin": "superuser", USER: USER, "kibana": "kibana_system"}
    said = {"admin": passwords["elastic"], USER: passwords[USER], "kibana": passwords["kibana"]}
    if not (folder / "users").exists():
        written(folder / "users", "".join(f"{name}:{hashed(said[name])}\n" for name in users))
    written(folder / "users_roles", "".join(f"{role}:{name}\n" for name, role in users.items()))
    written(folder / "roles.yml", json.dumps({USER: ROLE}) + "\n")  # JSON is YAML


def certificates(folder: Path) -> None:
    """One for each party, signed by an authority whose key lies beside; `both.pem` is what Kafka reads."""
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", DAYS)
    if not (folder / "ca.pem").exists():
        openssl("req", "-x509", *kind, "-subj", "/CN=tinwatch", "-keyout", folder / "ca.key", "-out", folder / "ca.pem",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign")  # fmt: skip
    for name, host in NAMES.items():
        certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
        if certificate.exists():
            continue
        openssl("req", "-x509", *kind, "-subj", f"/CN={name}", "-keyout", key, "-out", certificate, "-CA", folder / "ca.pem", "-CAkey",
                folder / "ca.key", "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature",
                "-addext", "extendedKeyUsage=serverAuth,clientAuth", "-addext", f"subjectAltName=DNS:{host},DNS:localhost")  # fmt: skip
        written(folder / f"{name}-both.pem", key.read_text() + certificate.read_text())
    for file in folder.glob("*.key"):
        file.chmod(0o600 if file.name == "ca.key" else 0o644)


def openssl(*words: str | Path) -> None:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        sys.exit(f"openssl: {done.stderr}")


def hashed(password: str) -> str:
    """As Elasticsearch's file of users has it."""
    salt = secrets.token_bytes(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, 32)
    return f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def kept(file: Path, value: str) -> str:
    if not file.exists():
        written(file, value)
    return file.read_text()


def written(file: Path, content: str) -> None:
    file.write_text(content)
    file.chmod(0o644)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
