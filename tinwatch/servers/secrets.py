"""What a secure fleet must not tell: its authority's key, its passwords and API key, each in a file that only their user may read."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from tinwatch.servers.authority import Authority
from tinwatch.servers.places import Places
from tinwatch.settings import private

USER = "tinwatch"
"""As whom tinwatch comes, to Kafka by password or certificate."""


class Secrets:
    """The secrets of one home's fleet, made when they are first asked for; they last until `servers down --wipe`."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.folder = places.state / "secure"

    @property
    def authority(self) -> Authority:
        private(self.folder).chmod(0o700)
        return Authority(self.folder)

    @property
    def ca(self) -> Path:
        return self.authority.certificate

    def file(self, name: str) -> Path:
        """Where the secret called `name` lies, or is to lie."""
        return self.folder / name

    def value(self, name: str) -> str:
        """A password that nobody chose."""
        if not self.file(name).exists():
            self.keep(name, secrets.token_urlsafe(24))
        return self.file(name).read_text().strip()

    def keep(self, name: str, value: str) -> None:
        written(self.file(name), value + "\n")

    def lend(self, name: str, folder: Path) -> None:
        """Certificate, key and authority for a server, in a folder of its own: `cert.pem`, `key.pem`, `both.pem`, `ca.pem`."""
        certificate, key = self.authority.issue(name)
        private(folder).chmod(0o700)
        written(folder / "both.pem", key.read_text() + certificate.read_text())
        for source, target in ((certificate, "cert.pem"), (key, "key.pem"), (self.ca, "ca.pem")):
            written(folder / target, source.read_text())
        self._places.hand_over(folder)

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def written(file: Path, text: str) -> None:
    """Write a file that nobody else could read at any moment."""
    private(file.parent)
    draft = file.with_name(file.name + ".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(file)
