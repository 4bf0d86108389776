"""Secrets of second factors at rest: never as they are, bound to their user, under a key that can be changed and must not be lost."""

from __future__ import annotations

import re
import sqlite3
import stat
from pathlib import Path

import pyotp
import pytest
from cryptography.fernet import Fernet
from test_console_factors import code, enrolled, enter, moved
from test_console_samples import QUICK, bench

from console.entrance import entrance
from console.factors import STEP_S, Factors
from console.settings import Settings
from console.users import Users
from console.vault import Unopened, Vault
from tinwatch.door import factor_keys
from tinwatch.settings import SettingError
from tinwatch.settings import Settings as All

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("users.db*"))


def users_of(folder: Path) -> Users:
    return Users(folder / "users.db", hasher=QUICK, clock=lambda: 1_800_000_000.0)


def now(secret: str) -> str:
    return pyotp.TOTP(secret).at(1_800_000_000)


async def test_no_secret_stands_in_the_file_and_the_key_is_for_its_user_only(tmp_path):
    async with bench(tmp_path) as desk:
        secret, _ = await enrolled(desk)
        assert secret.encode() not in bytes_of(tmp_path)
        key = tmp_path / "users.key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        moved(desk, STEP_S)
        await desk.login("analyst")
        assert (await enter(desk, code(desk, secret))).status_code == 303


async def test_nor_does_that_of_somebody_halfway_in(tmp_path):
    async with bench(tmp_path, Settings(second_factor=("approver",), factor_keys=(OLD,))) as desk:
        await desk.login("approver")
        shown = re.search(r"<code>([A-Z2-7 ]{39})</code>", (await desk.client.get("/login/enrol")).text)[1]
        assert "".join(shown.split()).encode() not in bytes_of(tmp_path)
        assert not (tmp_path / "users.key").exists(), "the setting has the key"


def plain(folder: Path) -> str:
    """A users' file as it was before secrets were sealed, with one in its used and one in its freed pages; gives the former."""
    users, secret = users_of(folder), pyotp.random_base32()
    users.add("lan", "a good long password", "analyst")
    users.close()
    with sqlite3.connect(folder / "users.db") as file:
        file.execute("PRAGMA secure_delete=OFF")
        file.execute("INSERT INTO factors (name, secret) VALUES ('lan', ?)", (secret,))
        file.execute("INSERT INTO halves VALUES (x'01', 'lan', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '/', 1.8e9)")
    file.close()
    return secret


def test_what_was_kept_plain_is_sealed_at_the_start_and_nothing_of_it_stays(tmp_path):
    secret = plain(tmp_path)
    assert secret.encode() in bytes_of(tmp_path)
    users = users_of(tmp_path)
    factors = entrance(users, None, (OLD,)).factors
    assert factors.right("Lan", now(secret))
    assert factors.half("x") is None
    assert factors.seal() == 0, "once"
    users.close()
    for left in (secret.encode(), b"GEZDGNBVGY3T"):
        assert left not in bytes_of(tmp_path)


def test_a_key_can_be_changed_and_a_lost_one_is_told_of(tmp_path):
    secret = plain(tmp_path)
    for keys in ((OLD,), (NEW, OLD), (NEW,)):
        users = users_of(tmp_path)
        Factors(users, Vault(keys)).seal()
        users.close()
    users = users_of(tmp_path)
    before = users.database.rows("SELECT secret FROM factors")
    with pytest.raises(Unopened, match="unfactor lan"):
        entrance(users, None, (OLD,))
    with pytest.raises(Unopened, match="unfactor lan"):
        entrance(users, None)  # the file with the key is gone
    assert users.database.rows("SELECT secret FROM factors") == before
    assert not (tmp_path / "users.key").exists(), "no new key in place of a lost one"
    assert Factors(users, Vault((NEW,))).right("lan", now(secret))
    assert Factors(users).remove("lan")
    entrance(users, None)
    users.close()


def test_a_secret_in_anothers_row_opens_nothing():
    vault = Vault()
    sealed = vault.seal("lan", "SECRET")
    assert vault.open("lan", sealed) == "SECRET"
    for owner, value in (("binh", sealed), ("lan", sealed[:-2]), ("lan", "SECRET"), ("lan", "f1:x")):
        with pytest.raises(Unopened):
            vault.open(owner, value)


def test_two_that_start_at_once_have_one_key(tmp_path):
    first, second = (Vault(file=tmp_path / "users.key") for _ in range(2))
    assert second.open("lan", first.seal("lan", "x")) == "x"
    assert [file.name for file in tmp_path.iterdir()] == ["users.key"]


def test_what_is_no_key_is_refused():
    with pytest.raises(SettingError, match="TINWATCH_FACTOR_KEYS"):
        factor_keys(All(factor_keys=("geheim",)))
    assert factor_keys(All(factor_keys=(OLD, NEW))) == (OLD, NEW)
    assert OLD not in repr(All(factor_keys=(OLD,)))
