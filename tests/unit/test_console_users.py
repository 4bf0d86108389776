"""Users, sessions and the throttle, on a real file."""

from __future__ import annotations

import stat

import pytest
from test_console_samples import PASSWORD, QUICK

from console.sessions import Sessions
from console.throttle import MOST_PER_ADDRESS, MOST_PER_NAME, WINDOW_S, Throttle
from console.users import Users


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def users(tmp_path, clock):
    made = Users(tmp_path / "deep" / "users.db", hasher=QUICK, clock=clock)
    made.add("Lan.Anh", PASSWORD, "analyst")
    yield made
    made.close()


@pytest.fixture
def sessions(users):
    return Sessions(users, idle_s=3600, longest_s=7200)


def test_a_user_is_found_by_the_right_password_only(users):
    user = users.check("lan.anh", PASSWORD)
    assert user is not None
    assert (user.name, user.role) == ("lan.anh", "analyst")
    assert users.check("LAN.ANH ", PASSWORD) == user
    assert users.check("lan.anh", PASSWORD + "!") is None
    assert users.check("nobody", PASSWORD) is None
    assert users.check("lan.anh", "") is None


def test_passwords_are_kept_as_argon2id_in_a_file_of_our_own(users, tmp_path):
    (stored,) = users.database.rows("SELECT password FROM users")[0]
    assert stored.startswith("$argon2id$")
    assert stat.S_IMODE((tmp_path / "deep" / "users.db").stat().st_mode) == 0o600
    assert PASSWORD.encode() not in (tmp_path / "deep" / "users.db").read_bytes()


def test_defaults_are_those_of_rfc_9106():
    """RFC 9106 §4, second recommendation: 64 MiB, three passes."""
    users = Users(":memory:")
    users.add("a", PASSWORD, "viewer")
    (stored,) = users.database.rows("SELECT password FROM users")[0]
    assert "$m=65536,t=3,p=4$" in stored
    users.close()


def test_a_hash_of_older_parameters_is_renewed_at_login(tmp_path, users):
    again = Users(tmp_path / "deep" / "users.db")
    assert again.check("lan.anh", PASSWORD)
    assert "m=65536" in again.database.rows("SELECT password FROM users")[0][0]
    assert again.check("lan.anh", PASSWORD)
    again.close()


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [
        ("lan.anh", PASSWORD, "viewer"),
        ("", PASSWORD, "viewer"),
        ("a b", PASSWORD, "viewer"),
        ("<b>", PASSWORD, "viewer"),
        ("x" * 65, PASSWORD, "viewer"),
        ("minh", "11 ký tự nha"[:11], "viewer"),
        ("minh", "aaaaaaaaaaaaaaaa", "viewer"),
        ("nguyenminhtri", "nguyenminhtri-1", "viewer"),
        ("minh", "x" * 1025, "viewer"),
        ("minh", PASSWORD, "root"),
    ],
)
def test_what_cannot_be_added_says_why(users, name, password, role):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        users.add(name, password, role)
    assert [u.name for u in users.list()] == ["lan.anh"]


def test_who_does_not_exist_cannot_be_changed(users):
    for change in (lambda: users.remove("x"), lambda: users.set_role("x", "admin"), lambda: users.set_password("x", PASSWORD)):
        with pytest.raises(LookupError, match="no user x"):
            change()


def test_a_session_carries_the_role_of_now(users, sessions):
    token = sessions.begin("lan.anh")
    assert sessions.find(token).role == "analyst"
    users.set_role("Lan.Anh", "approver")
    assert sessions.find(token).role == "approver"


def test_a_session_ends_with_its_user_and_with_their_password(users, sessions):
    token = sessions.begin("lan.anh")
    users.set_password("lan.anh", PASSWORD + " mới")
    assert sessions.find(token) is None
    token = sessions.begin("lan.anh")
    users.remove("lan.anh")
    assert sessions.find(token) is None
    assert users.database.rows("SELECT * FROM sessions") == []


def test_a_session_ends_when_idle_and_in_any_case_some_day(sessions, clock):
    token, other = sessions.begin("lan.anh"), sessions.begin("lan.anh")
    clock.now += 3000
    assert sessions.find(token)
    clock.now += 3000
    assert sessions.find(token)
    assert sessions.find(other) is None, "nobody used it for 6,000 s"
    clock.now += 1500
    assert sessions.find(token) is None, "7,500 s after the login"


def test_a_feed_that_reconnects_does_not_keep_a_session_alive(sessions, clock):
    token = sessions.begin("lan.anh")
    for _ in range(3):
        clock.now += 1500
        sessions.find(token, touch=False)
    assert sessions.find(token) is None


def test_the_file_does_not_tell_the_token(users, sessions, tmp_path):
    token = sessions.begin("lan.anh")
    everything = b"".join(f.read_bytes() for f in (tmp_path / "deep").iterdir())
    assert token.encode() not in everything
    sessions.end(token)
    assert sessions.find(token) is None
    assert sessions.find("") is None
    assert sessions.find("\udce1") is None


def test_the_throttle_stops_one_name_from_many_addresses(users, clock):
    throttle = Throttle(users)
    waits = [throttle.attempt("Lan.Anh", f"10.0.0.{n}") for n in range(MOST_PER_NAME + 1)]
    assert waits[:-1] == [0] * MOST_PER_NAME
    assert waits[-1] == WINDOW_S
    assert throttle.attempt("minh", "10.0.0.1") == 0
    clock.now += WINDOW_S
    assert throttle.attempt("lan.anh", "10.0.0.1") == 0


def test_the_throttle_stops_one_address_with_many_names(users, clock):
    throttle = Throttle(users)
    assert [throttle.attempt(f"user{n}", "10.0.0.1") for n in range(MOST_PER_ADDRESS)] == [0] * MOST_PER_ADDRESS
    clock.now += 60
    assert throttle.attempt("another", "10.0.0.1") == WINDOW_S - 60
    assert Throttle(users).attempt("another", "10.0.0.1"), "another process that shares the file refuses too"
    assert throttle.attempt("another", "10.0.0.2") == 0


def test_the_right_password_clears_the_name_and_its_own_attempt(users):
    throttle = Throttle(users)
    for _ in range(MOST_PER_ADDRESS * 3):
        assert throttle.attempt("lan.anh", "10.0.0.1") == 0
        throttle.forgive("lan.anh", "10.0.0.1")
