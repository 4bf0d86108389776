"""A login by OpenID Connect with a provider that runs here: real HTTP and signatures, and all that can be wrong with an answer."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from test_console_samples import PASSWORD, bench
from werkzeug.serving import make_server

from console.identity import Provider
from console.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

OURS = "http://127.0.0.1:8600"
GROUPS = {"lan": ["desk", "leads"], "minh": ["desk"], "ngoai": ["canteen"], "admin-2": "leads"}


class Pkce:
    """Holds the provider to RFC 7636, which it does not know itself: a code only for the verifier of its challenge. `answer`, when set,
    takes the place of what the provider says of the token."""

    def __init__(self, app) -> None:
        self._app, self._challenges = app, []
        self.asked: list[dict[str, str]] = []
        self.answer = None

    def __call__(self, environ, start):
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        if environ["PATH_INFO"] == "/oauth2/authorize" and environ["REQUEST_METHOD"] == "POST":
            assert query["code_challenge_method"] == "S256"
            self._challenges.append(query["code_challenge"])
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = BytesIO(body)
            form = dict(parse_qsl(body.decode()))
            self.asked.append(form)
            made = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
            if made not in self._challenges:
                start("400 Bad Request", [("content-type", "application/json")])
                return [b'{"error": "invalid_grant"}']
            if self.answer:
                start("200 OK", [("content-type", "application/json")])
                return [json.dumps({"id_token": self.answer(), "access_token": "x", "token_type": "Bearer"}).encode()]
        return self._app(environ, start)


@contextmanager
def provider_running() -> Iterator[tuple[Pkce, str]]:
    claims = {"email_verified": True}
    users = [
        oidc_provider_mock.User(sub=f"sub-{name}", claims=claims | {"preferred_username": name, "groups": groups, "email": f"{name}@x.vn"})
        for name, groups in GROUPS.items()
    ]
    users.append(oidc_provider_mock.User(sub="sub-taken", claims={"preferred_username": "viewer", "groups": ["leads"]}))
    app = Pkce(oidc_provider_mock.app(user_claims=users, require_nonce=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield app, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def there():
    with provider_running() as running:
        yield running


@pytest.fixture
async def desk(tmp_path, there):
    app, issuer = there
    app.answer = None
    app.asked.clear()
    roles = {"desk": "analyst", "leads": "approver"}
    made = Provider(issuer, "tinwatch", "a-secret-of-the-client", OURS + "/login/elsewhere/back", roles)
    async with bench(tmp_path, Settings(provider=made)) as opened:
        yield opened


async def gone(desk, target: str = "/") -> str:
    """Where our page sends somebody who wants to log in elsewhere."""
    response = await desk.client.get("/login/elsewhere", params={"next": target})
    assert response.status_code == 303
    return response.headers["location"]


async def said_yes(address: str, who: str) -> str:
    """Where the provider sends them back, once they said who they are."""
    async with httpx.AsyncClient() as browser:
        response = await browser.post(address, data={"sub": f"sub-{who}"})
    assert response.status_code == 302, response.text
    assert response.headers["location"].startswith(OURS + "/login/elsewhere/back?")
    return response.headers["location"].removeprefix(OURS)


async def test_who_comes_from_there_has_the_role_of_their_groups(desk, there):
    page = (await desk.client.get("/login?next=/search")).text
    assert 'href="/login/elsewhere?next=/search"' in page
    address = await gone(desk, "/search?q=a")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", "tinwatch", "S256")
    answer = await desk.client.get(await said_yes(address, "lan"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    [user] = [u for u in desk.users.list() if u.name == "lan"]
    assert user.role == "approver", "of two groups the one with more rights"
    assert (await desk.client.get("/")).status_code == 200
    assert len(there[0].asked[-1]["code_verifier"]) >= 43
    assert "tinwatch-state" not in desk.client.cookies


async def test_a_role_follows_its_groups_at_the_next_login(desk):
    await desk.client.get(await said_yes(await gone(desk), "minh"))
    assert desk.users.get("minh").role == "analyst"
    desk.users.set_role("minh", "admin")
    await desk.client.get(await said_yes(await gone(desk), "minh"))
    assert desk.users.get("minh").role == "analyst"


@pytest.mark.parametrize("who", ["ngoai", "taken"])
async def test_in_no_group_or_with_the_name_of_a_local_user_nobody_comes_in(desk, who):
    before = {(u.name, u.role) for u in desk.users.list()}
    answer = await desk.client.get(await said_yes(await gone(desk), who))
    assert answer.status_code == 401
    assert "tinwatch-session" not in desk.client.cookies
    assert {(u.name, u.role) for u in desk.users.list()} == before


async def test_who_comes_from_there_has_no_password_here(desk):
    await desk.client.get(await said_yes(await gone(desk), "minh"))
    async with desk.another_client() as desk.client:
        for password in ("", "!", PASSWORD):
            assert (await desk.login("minh", password)).status_code == 401
    with pytest.raises(ValueError, match="elsewhere"):
        desk.users.set_password("minh", PASSWORD)


async def test_an_answer_is_good_once_and_in_its_own_browser(desk):
    back = await said_yes(await gone(desk), "minh")
    victim = desk.another_client()
    async with victim:
        assert (await victim.get(back)).status_code == 401, "login CSRF: the attacker's answer in somebody else's browser"
        assert "tinwatch-session" not in victim.cookies
    state = desk.client.cookies["tinwatch-state"]
    assert (await desk.client.get(back)).status_code == 303
    desk.client.cookies.set("tinwatch-state", state, domain="127.0.0.1", path="/")
    assert (await desk.client.get(back)).status_code == 401


async def test_an_answer_that_comes_too_late_or_says_no(desk):
    back = await said_yes(await gone(desk), "minh")
    desk.users.database.write("UPDATE handshakes SET created = created - 700")
    assert (await desk.client.get(back)).status_code == 401
    state = parse_qs(urlsplit(await gone(desk)).query)["state"][0]
    assert (await desk.client.get(f"/login/elsewhere/back?error=access_denied&state={state}")).status_code == 401
    state = parse_qs(urlsplit(await gone(desk)).query)["state"][0]
    assert (await desk.client.get(f"/login/elsewhere/back?code=made-up&state={state}")).status_code == 401
    assert (await desk.client.get("/login/elsewhere/back")).status_code == 401


async def test_next_stays_within_the_console(desk):
    back = await said_yes(await gone(desk, "//evil.example"), "minh")
    assert (await desk.client.get(back)).headers["location"] == "/"


KEY = RSAKey.generate_key(2048, parameters={"kid": "mine"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "http://evil.example"},
        {"aud": "another-client"},
        {"aud": ["tinwatch", "another"], "azp": "another"},
        {"aud": ["tinwatch", "another"]},
        {"azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"nonce": "of another login"},
        {"nonce": None},
        {"sub": ""},
        {"preferred_username": None},
        {"preferred_username": ["a"]},
        {"key": "stranger"},
        {"key": "secret"},
        {"key": "none"},
    ],
    ids=str,
)
async def test_an_id_token_that_is_not_all_right_opens_nothing(desk, there, monkeypatch, wrong):
    """The provider's own token with one thing wrong, signed with the right key unless that is what is wrong."""
    await _with_token(desk, there, monkeypatch, wrong)
    assert "tinwatch-session" not in desk.client.cookies


async def test_the_same_token_with_nothing_wrong_opens_the_door(desk, there, monkeypatch):
    await _with_token(desk, there, monkeypatch, {})
    assert "tinwatch-session" in desk.client.cookies


async def _with_token(desk, there, monkeypatch, wrong):
    app, issuer = there
    sign_on = desk.app.state.desk.entrance.sign_on
    address = await gone(desk)
    keys = sign_on._keyset

    async def ours(*, fresh: bool = False):
        held = await keys(fresh=fresh)
        held.keys[:] = [KEY]
        return held

    monkeypatch.setattr(sign_on, "_keyset", ours)
    now = int(time.time())
    claims = {"iss": issuer, "aud": "tinwatch", "sub": "sub-x", "exp": now + 300, "iat": now, "preferred_username": "x", "groups": ["desk"]}
    claims["nonce"] = parse_qs(urlsplit(address).query)["nonce"][0]
    claims |= {name: value for name, value in wrong.items() if name != "key"}
    claims = {name: value for name, value in claims.items() if value is not None}

    def token() -> str:
        if wrong.get("key") == "none":
            head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=")
            return (head + b"." + base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=") + b".").decode()
        if wrong.get("key") == "secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("a-secret-of-the-client"))
        key = RSAKey.generate_key(2048, parameters={"kid": "mine"}) if wrong.get("key") == "stranger" else KEY
        return jwt.encode({"alg": "RS256", "kid": "mine"}, claims, key)

    app.answer = token
    answer = await desk.client.get(await said_yes(address, "minh"))
    assert answer.status_code == (401 if wrong else 303)


async def test_a_provider_that_is_away_is_said_so(tmp_path):
    made = Provider("http://127.0.0.1:9", "tinwatch", secrets.token_hex(), OURS + "/login/elsewhere/back", {"desk": "analyst"})
    async with bench(tmp_path, Settings(provider=made)) as desk:
        answer = await desk.client.get("/login/elsewhere")
        assert answer.status_code == 503
        assert "không trả lời" in answer.text
        assert (await desk.login("viewer")).status_code == 303, "local users come in all the same"


async def test_a_description_of_another_issuer_is_not_believed(tmp_path, there):
    made = Provider(there[1].replace("127.0.0.1", "localhost"), "tinwatch", "s", OURS, {"desk": "analyst"})
    async with bench(tmp_path, Settings(provider=made)) as desk:
        desk.app.state.desk.entrance.sign_on.provider = Provider(there[1] + "/", "tinwatch", "s", OURS, {"desk": "analyst"})
        assert (await desk.client.get("/login/elsewhere")).status_code == 503
