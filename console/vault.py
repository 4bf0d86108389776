"""Secrets that must be read again, those of second factors, encrypted before they go into a file (Fernet: AES-128-CBC with HMAC)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_MARK = "f1:"
"""Begins what this file sealed; no secret in base32 has a colon."""


class Unopened(ValueError):
    """No key opens what is sealed; the message says what to do."""


class Vault:
    """`keys`, 32 bytes each in base64: the first seals, all of them open. Without one the key lies in `file`, made when it is first needed;
    without a file, too, it lives as long as this object. ValueError for what is no key."""

    def __init__(self, keys: Sequence[str] = (), file: Path | None = None) -> None:
        self._keys, self._file = tuple(keys), file
        self._fernets = [Fernet(key) for key in self._keys]

    def seal(self, owner: str, secret: str) -> str:
        """`owner` is sealed with it: copied into another's row it opens nothing."""
        return _MARK + MultiFernet(self._all(make=True)).encrypt(f"{owner}\0{secret}".encode()).decode()

    def open(self, owner: str, sealed: str) -> str:
        """Raises Unopened."""
        try:
            told, _, secret = MultiFernet(self._all()).decrypt(sealed.removeprefix(_MARK)).decode().partition("\0")
        except (InvalidToken, ValueError):
            told, secret = "", ""
        if told != owner or not sealed.startswith(_MARK):
            raise Unopened(f"no key opens the second factor of {owner}: give the former key too, or `tinwatch user unfactor {owner}`")
        return secret

    def newest(self, sealed: str) -> bool:
        """Whether it is sealed, and by the first key."""
        try:
            return sealed.startswith(_MARK) and bool(self._all()[0].decrypt(sealed.removeprefix(_MARK)))
        except (InvalidToken, ValueError):
            return False

    @staticmethod
    def sealed(value: str) -> bool:
        return value.startswith(_MARK)

    def _all(self, *, make: bool = False) -> list[Fernet]:
        """ValueError when there is none, and none is to be made."""
        if not self._fernets and self._file is not None and (make or self._file.exists()):
            self._fernets = [Fernet(_kept(self._file))]
        elif not self._fernets and self._file is None:
            self._fernets = [Fernet(Fernet.generate_key())]
        if not self._fernets:
            raise ValueError("there is no key")
        return self._fernets


def _kept(file: Path) -> str:
    """The key in this file; whoever comes first makes it, whole or not at all, and for its user only."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(Fernet.generate_key() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:  # another process was faster
            pass
        finally:
            draft.unlink()
    return file.read_text("ascii").strip()
