"""A certificate authority of one fleet's own, and the certificates it gives out, all PEM.

By the `openssl` command, which Debian's Maven brings along, and not by a Python package: certificates are made for development and tests
only, and tinwatch itself needs no more of TLS than Python has.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tinwatch.servers.errors import Missing, ServerError
from tinwatch.servers.ports import LOOPBACK

DAYS = 3650
CONFIGURATION = f"""[req]
distinguished_name = name
prompt = no
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[member]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = IP:{LOOPBACK},DNS:localhost
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class Authority:
    """`certificate` is what its clients must trust; its key lies beside it, in a folder that is the caller's to keep private."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.certificate = folder / "ca.pem"
        self._key = folder / "ca.key"

    def issue(self, name: str) -> tuple[Path, Path]:
        """Certificate and key of the party called `name`, which may serve on loopback and may be a client; made once."""
        if not self.certificate.exists():
            self._make("tinwatch servers", "authority", self.certificate, self._key)
        certificate, key = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        if not certificate.exists():
            self._make(name, "member", certificate, key, "-CA", str(self.certificate), "-CAkey", str(self._key))
        return certificate, key

    def _make(self, name: str, kind: str, certificate: Path, key: Path, *signed_by: str) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            raise Missing("certificates need the command openssl: install it (Debian: apt-get install openssl) and try again")
        configuration = self._folder / "openssl.cnf"
        configuration.write_text(CONFIGURATION)
        kind_of_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        draft = certificate.with_suffix(".draft")
        command = [openssl, "req", "-x509", "-config", str(configuration), "-extensions", kind, "-subj", f"/CN={name}", "-days", str(DAYS)]
        command += [*kind_of_key, "-keyout", str(key), "-out", str(draft), *signed_by]
        done = subprocess.run(command, capture_output=True, text=True, check=False, umask=0o077)  # noqa: S603
        if done.returncode:
            raise ServerError(f"openssl could not make the certificate of {name}: {done.stderr[-600:]}")
        draft.rename(certificate)
