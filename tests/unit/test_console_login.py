"""Coming and going: cookies, form tokens, fixation, guessing, redirects."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from test_console_samples import PASSWORD, bench

from console.access import local_path
from console.settings import Settings
from console.throttle import MOST_PER_NAME


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        yield made


async def test_login_leads_where_the_visitor_wanted(desk):
    response = await desk.client.get("/?band=HIGH&page=fb%3A1")
    assert response.status_code == 303
    assert response.headers["location"] == "/login?next=%2F%3Fband%3DHIGH%26page%3Dfb%253A1"
    response = await desk.login(next="/?band=HIGH&page=fb%3A1")
    assert (response.status_code, response.headers["location"]) == (303, "/?band=HIGH&page=fb%3A1")
    assert (await desk.client.get("/")).status_code == 200
    assert (await desk.client.get("/login?next=/search")).headers["location"] == "/search"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
        "evil",
        "/\n/x",
        " /x",
    ],
)
async def test_next_never_leaves_the_console(desk, target):
    assert local_path(target) == "/"
    assert 'name="next" value="/"' in (await desk.client.get("/login?next=" + quote(target))).text
    assert (await desk.login(next=target)).headers["location"] == "/"
    token = await desk.form("/")
    answer = await desk.client.post("/language", data={"csrf": token, "to": "en", "next": target})
    assert answer.headers["location"] == "/"


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(desk):
    cookie = next(c for c in (await desk.login()).headers.get_list("set-cookie") if c.startswith("tinwatch-session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_over_https_cookies_are_secure_and_bound_to_the_host(tmp_path):
    async with bench(tmp_path, Settings(secure=True)) as desk:
        desk.client.base_url = "https://127.0.0.1"
        response = await desk.login()
        cookies = response.headers.get_list("set-cookie")
        assert all(c.startswith("__Host-tinwatch-") and "Secure" in c and "Path=/" in c and "Domain" not in c for c in cookies)
        assert response.headers["strict-transport-security"]
        assert (await desk.client.get("/")).status_code == 200


async def test_a_planted_session_is_not_taken_over(desk):
    """Fixation: an attacker's own session, put into the victim's browser, is over once the victim logs in."""
    await desk.login("viewer")
    planted = desk.client.cookies["tinwatch-session"]
    async with desk.another_client() as desk.client:
        desk.client.cookies.set("tinwatch-session", planted, domain="127.0.0.1", path="/")
        token = await desk.form("/")
        response = await desk.client.post("/login", data={"csrf": token, "name": "admin", "password": PASSWORD})
        given = next(c for c in response.headers.get_list("set-cookie") if c.startswith("tinwatch-session="))
    assert planted not in given
    assert desk.app.state.desk.sessions.find(planted) is None


async def test_logging_in_again_ends_the_session_before(desk):
    await desk.login()
    old = desk.client.cookies["tinwatch-session"]
    token = await desk.form("/")
    await desk.client.post("/login", data={"csrf": token, "name": "analyst", "password": PASSWORD})
    assert desk.client.cookies["tinwatch-session"] != old
    assert desk.app.state.desk.sessions.find(old) is None


async def test_logout_ends_the_session_on_the_server(desk):
    await desk.login()
    session = desk.client.cookies["tinwatch-session"]
    response = await desk.client.post("/logout", data={"csrf": await desk.form("/")})
    assert response.headers["location"] == "/login"
    assert desk.app.state.desk.sessions.find(session) is None
    assert (await desk.client.get("/")).status_code == 303


async def test_forms_need_the_token_of_their_own_visitor(desk):
    stranger = await desk.form()
    await desk.login()
    own = await desk.form("/")
    for token in ("", stranger, own[:-1] + ("0" if own[-1] != "0" else "1"), "ổ" * 64):
        for path in ("/logout", "/language", "/login"):
            assert (await desk.client.post(path, data={"csrf": token})).status_code == 403
    assert (await desk.client.post("/language", data={"csrf": own, "to": "en"})).status_code == 303


async def test_a_form_sent_by_another_site_is_refused_even_with_a_token(desk):
    data = {"csrf": await desk.form(), "name": "viewer", "password": PASSWORD}
    for site in ("cross-site", "same-site"):
        assert (await desk.client.post("/login", data=data, headers={"sec-fetch-site": site})).status_code == 403
    assert (await desk.client.post("/login", data=data, headers={"sec-fetch-site": "same-origin"})).status_code == 303


async def test_bodies_that_are_no_small_form_are_refused(desk):
    assert (await desk.client.post("/login", json={"name": "viewer"})).status_code == 415
    assert (await desk.client.post("/login", files={"name": b"x"})).status_code == 415
    assert (await desk.client.post("/login", data={"name": "x" * 70_000})).status_code == 413


async def test_wrong_name_and_wrong_password_look_the_same(desk):
    known, unknown = await desk.login("viewer", "sai mật khẩu rồi"), await desk.login("khong-co-ai", "sai mật khẩu rồi")
    assert known.status_code == unknown.status_code == 401
    plain = [r.text.replace("khong-co-ai", "viewer") for r in (known, unknown)]
    assert plain[0] == plain[1]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in known.text
    assert "tinwatch-session" not in desk.client.cookies


def test_an_unknown_name_costs_as_much_time_as_a_known_one(tmp_path):
    """With the real parameters; a factor of two leaves room for a busy machine, the difference without the guard is a thousandfold."""
    from console.users import Users

    users = Users(tmp_path / "users.db")
    users.add("viewer", PASSWORD, "viewer")

    def cost(name: str) -> float:
        began = time.perf_counter()
        users.check(name, "sai mật khẩu rồi")
        return time.perf_counter() - began

    assert min(cost("khong-co-ai") for _ in range(3)) > min(cost("viewer") for _ in range(3)) / 2
    users.close()


async def test_guessing_is_slowed_with_a_clear_message(desk):
    for _ in range(MOST_PER_NAME):
        assert (await desk.login("viewer", "sai mật khẩu rồi")).status_code == 401
    response = await desk.login("viewer", PASSWORD)
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 800
    assert "Hãy đợi 15 phút" in response.text
    assert (await desk.login("analyst", PASSWORD)).status_code == 303


async def test_the_page_never_repeats_a_password(desk):
    response = await desk.login("viewer", "một mật khẩu sai nào đó")
    assert "một mật khẩu sai nào đó" not in response.text


async def test_the_name_comes_back_escaped(desk):
    response = await desk.login('"><script>alert(1)</script>', "sai mật khẩu rồi")
    assert "<script>alert" not in response.text
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in response.text


async def test_language_is_vietnamese_until_chosen(desk):
    response = await desk.client.get("/login", headers={"accept-language": "en"})
    assert '<html lang="vi">' in response.text
    chosen = await desk.client.post("/language", data={"csrf": await desk.form(), "to": "en", "next": "/login?next=/search"})
    assert chosen.headers["location"] == "/login?next=/search"
    assert '<html lang="en">' in (await desk.client.get("/login")).text
    await desk.client.post("/language", data={"csrf": await desk.form(), "to": "../../etc", "next": "/"})
    assert '<html lang="en">' in (await desk.client.get("/login")).text
