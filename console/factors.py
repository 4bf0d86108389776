"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and codes on paper for when it is lost."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import pyotp
import segno

from console.users import Users, fold_name
from console.vault import Vault

STEP_S = 30
SLACK = 1
"""Steps that a clock may be wrong, either way."""
RECOVERY_CODES = 10
HALF_S = 10 * 60
"""How long somebody with the right password may look for the code."""


@dataclass(frozen=True)
class Half:
    """Somebody whose password was right and whose code is still missing. `secret` is what they enrol with, empty if they have enrolled."""

    name: str
    secret: str
    target: str


class Factors:
    """Secrets stand in the users' file sealed, since codes are computed from them; recovery codes only as hashes.

    `vault` may be left out by who only asks who has a factor, or takes one away."""

    def __init__(self, users: Users, vault: Vault | None = None) -> None:
        self._database, self._clock = users.database, users.clock
        self._vault = vault or Vault()

    def seal(self) -> int:
        """Seals with the newest key what is not; how many secrets that were. Raises Unopened, and then nothing was changed."""
        rows: list[tuple[str, str]] = self._database.rows("SELECT name, secret FROM factors")
        older = [(name, kept) for name, kept in rows if not self._vault.newest(kept)]
        opened = [(name, kept, self._vault.open(name, kept) if self._vault.sealed(kept) else kept) for name, kept in older]
        for name, kept, secret in opened:
            self._database.write("UPDATE factors SET secret = ? WHERE name = ? AND secret = ?", self._vault.seal(name, secret), name, kept)
        halves = self._database.rows("SELECT token, secret FROM halves WHERE secret != ''")
        ended = [token for token, kept in halves if not self._vault.newest(kept)]  # they begin their login again
        for token in ended:
            self._database.write("DELETE FROM halves WHERE token = ?", token)
        if opened or ended:
            self._database.scrub()
        return len(opened)

    def enrolled(self, name: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM factors WHERE name = ?", fold_name(name)))

    def enrol(self, name: str, secret: str, code: str) -> tuple[str, ...]:
        """Codes on paper, shown once; nothing when the code is not of this secret, or the user has another factor already."""
        step = self._step(secret, code)
        if step is None:
            return ()
        name = fold_name(name)
        sealed = self._vault.seal(name, secret)
        if not self._database.write("INSERT OR IGNORE INTO factors (name, secret, step) VALUES (?, ?, ?)", name, sealed, step):
            return ()
        codes = tuple(secrets.token_hex(8) for _ in range(RECOVERY_CODES))
        self._database.write("DELETE FROM recovery WHERE name = ?", name)
        for one in codes:
            self._database.write("INSERT INTO recovery (hash, name) VALUES (?, ?)", _hash(name, one), name)
        return tuple("-".join(one[i : i + 4] for i in range(0, 16, 4)) for one in codes)

    def right(self, name: str, code: str) -> bool:
        """Whether this is the code of now, or one on paper. Either is good once."""
        name, code = fold_name(name), "".join(code.split()).replace("-", "").lower()
        found = self._database.rows("SELECT secret FROM factors WHERE name = ?", name)
        if not found:
            return False
        step = self._step(self._vault.open(name, found[0][0]), code)
        if step is not None:
            return bool(self._database.write("UPDATE factors SET step = ? WHERE name = ? AND step < ?", step, name, step))
        return bool(self._database.write("DELETE FROM recovery WHERE hash = ? AND name = ?", _hash(name, code), name))

    def remove(self, name: str) -> bool:
        """Whether there was one."""
        self._database.write("DELETE FROM recovery WHERE name = ?", fold_name(name))
        return bool(self._database.write("DELETE FROM factors WHERE name = ?", fold_name(name)))

    def halfway(self, name: str, target: str) -> str:
        """A fresh token for somebody whose password was right."""
        now = self._clock()
        self._database.write("DELETE FROM halves WHERE created < ?", now - HALF_S)
        name = fold_name(name)
        token, secret = secrets.token_urlsafe(32), "" if self.enrolled(name) else self._vault.seal(name, fresh_secret())
        insert = "INSERT INTO halves (token, name, secret, target, created) VALUES (?, ?, ?, ?, ?)"
        self._database.write(insert, _hash("half", token), name, secret, target, now)
        return token

    def half(self, token: str) -> Half | None:
        after = self._clock() - HALF_S
        found = self._database.rows("SELECT name, secret, target FROM halves WHERE token = ? AND created >= ?", _hash("half", token), after)
        if not token or not found:
            return None
        name, secret, target = found[0]
        return Half(name, secret and self._vault.open(name, secret), target)

    def whole(self, token: str) -> None:
        self._database.write("DELETE FROM halves WHERE token = ?", _hash("half", token))

    def _step(self, secret: str, code: str) -> int | None:
        """The step whose code this is, near enough to now."""
        code = "".join(code.split())
        now = int(self._clock()) // STEP_S
        totp = pyotp.TOTP(secret, interval=STEP_S)
        steps = [now + n for n in range(-SLACK, SLACK + 1)]
        matching = [step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode("utf-8", "replace"))]
        return max(matching, default=None)


def fresh_secret() -> str:
    return pyotp.random_base32()


def picture(name: str, secret: str) -> str:
    """The QR code that authenticator apps read, as SVG that needs no style."""
    address = pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=name, issuer_name="tinwatch")
    return segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)


def _hash(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).digest()
