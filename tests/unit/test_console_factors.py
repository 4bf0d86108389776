"""The second factor: enrolling, codes that are good once, codes on paper, guessing, and roles that must have one."""

from __future__ import annotations

import re

import pyotp
import pytest
from test_console_samples import PASSWORD, bench

from console.factors import STEP_S, Factors
from console.settings import Settings
from console.throttle import MOST_PER_NAME


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        yield made


def moved(desk, seconds: float) -> None:
    """Lets time go by at the desk's door."""
    factors: Factors = desk.app.state.desk.entrance.factors
    before = factors._clock
    factors._clock = lambda: before() + seconds


def code(desk, secret: str) -> str:
    return pyotp.TOTP(secret).at(int(desk.app.state.desk.entrance.factors._clock()))


async def enrolled(desk, role: str = "analyst") -> tuple[str, list[str]]:
    """Enrols as this user would; gives secret and codes on paper, and leaves."""
    await desk.login(role)
    page = (await desk.client.get("/account/enrol")).text
    secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)[1]
    assert "<svg" in page
    assert "style=" not in page
    answer = await desk.client.post("/account/enrol", data={"csrf": await desk.form("/"), "secret": secret, "code": code(desk, secret)})
    papers = re.findall(r"<code>((?:[0-9a-f]{4}-){3}[0-9a-f]{4})</code>", answer.text)
    assert len(papers) == 10
    await desk.client.post("/logout", data={"csrf": await desk.form("/")})
    moved(desk, STEP_S)
    return secret, papers


async def enter(desk, given: str):
    return await desk.client.post("/login/code", data={"csrf": await desk.form("/login/code"), "code": given})


async def test_the_password_alone_opens_nothing_any_more(desk):
    secret, _ = await enrolled(desk)
    answer = await desk.login("analyst", next="/search")
    assert answer.headers["location"] == "/login/code"
    assert "tinwatch-session" not in desk.client.cookies
    assert (await desk.client.get("/")).status_code == 303
    assert (await enter(desk, "000000")).status_code == 401
    answer = await enter(desk, code(desk, secret))
    assert (answer.status_code, answer.headers["location"]) == (303, "/search")
    assert (await desk.client.get("/")).status_code == 200
    assert "tinwatch-half" not in desk.client.cookies


async def test_a_code_is_good_once(desk):
    secret, papers = await enrolled(desk)
    now = code(desk, secret)
    await desk.login("analyst")
    assert (await enter(desk, now)).status_code == 303
    async with desk.another_client() as desk.client:
        await desk.login("analyst")
        assert (await enter(desk, now)).status_code == 401, "seen over a shoulder, the code was used again"
        moved(desk, STEP_S)
        assert (await enter(desk, papers[3].upper())).status_code == 303
    async with desk.another_client() as desk.client:
        await desk.login("analyst")
        assert (await enter(desk, papers[3])).status_code == 401
        assert (await enter(desk, papers[4].replace("-", " "))).status_code == 303


async def test_codes_cannot_be_guessed(desk):
    secret, _ = await enrolled(desk)
    await desk.login("analyst")
    for n in range(MOST_PER_NAME):
        assert (await enter(desk, f"{n:06}")).status_code == 401
    answer = await enter(desk, code(desk, secret))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 800


async def test_a_half_login_is_of_one_browser_and_ends(desk):
    secret, _ = await enrolled(desk)
    assert (await desk.client.get("/login/code")).headers["location"] == "/login"
    await desk.login("analyst")
    moved(desk, 11 * 60)
    answer = await desk.client.post("/login/code", data={"csrf": await desk.form(), "code": code(desk, secret)})
    assert answer.headers["location"] == "/login"
    assert "tinwatch-session" not in desk.client.cookies


async def test_the_file_holds_recovery_codes_as_hashes(desk, tmp_path):
    _, papers = await enrolled(desk)
    held = (tmp_path / "users.db").read_bytes() + (tmp_path / "users.db-wal").read_bytes()
    assert papers[0].replace("-", "").encode() not in held
    assert papers[0].encode() not in held


async def test_taking_it_away_takes_a_code(desk):
    secret, _ = await enrolled(desk)
    await desk.login("analyst")
    await enter(desk, code(desk, secret))
    moved(desk, STEP_S)
    token = await desk.form("/")
    assert (await desk.client.post("/account/factor", data={"csrf": token, "code": "123456"})).status_code == 400
    assert (await desk.client.post("/account/factor", data={"csrf": token, "code": code(desk, secret)})).status_code == 303
    assert not desk.app.state.desk.entrance.factors.enrolled("analyst")


async def test_a_role_that_must_have_one_enrols_before_it_comes_in(tmp_path):
    async with bench(tmp_path, Settings(second_factor=("approver", "admin"))) as desk:
        assert (await desk.login("analyst")).headers["location"] == "/"
        async with desk.another_client() as desk.client:
            assert (await desk.login("approver")).headers["location"] == "/login/enrol"
            assert (await desk.client.get("/")).status_code == 303
            page = (await desk.client.get("/login/enrol")).text
            secret = "".join(re.search(r"<code>([A-Z2-7 ]{39})</code>", page)[1].split())
            data = {"csrf": await desk.form("/login/enrol"), "code": "000000"}
            assert (await desk.client.post("/login/enrol", data=data)).status_code == 401
            mine = pyotp.random_base32()
            answer = await desk.client.post("/login/enrol", data=data | {"secret": mine, "code": pyotp.TOTP(mine).now()})
            assert answer.status_code == 401, "the secret is the server's, not the form's"
            answer = await desk.client.post("/login/enrol", data=data | {"code": code(desk, secret)})
            assert answer.status_code == 200
            assert (await desk.client.get("/")).status_code == 200
            assert (await desk.client.get("/login/enrol")).headers["location"] == "/login"
            moved(desk, STEP_S)
        async with desk.another_client() as desk.client:
            assert (await desk.login("approver")).headers["location"] == "/login/code"


async def test_forms_of_another_visitor_enrol_nobody(desk):
    stranger = await desk.form()
    await desk.login("analyst")
    secret = pyotp.random_base32()
    data = {"csrf": stranger, "secret": secret, "code": pyotp.TOTP(secret).now()}
    assert (await desk.client.post("/account/enrol", data=data)).status_code == 403
    assert not desk.app.state.desk.entrance.factors.enrolled("analyst")


async def test_other_sessions_end_and_this_one_goes_on(desk):
    await desk.login("viewer")
    here = desk.client
    async with desk.another_client() as there:
        desk.client = there
        await desk.login("viewer")
        desk.client = here
        assert "2" in re.search(r"Số phiên đang mở: (\d+)", (await here.get("/account")).text)[1]
        await here.post("/account/sessions", data={"csrf": await desk.form("/")})
        assert (await there.get("/")).status_code == 303
        assert (await here.get("/")).status_code == 200


async def test_a_planted_half_login_leads_into_the_attackers_account_at_most(desk):
    """Fixation: the token of a half login, put into another browser, is worth only what its owner's code is."""
    secret, _ = await enrolled(desk)
    await desk.login("analyst")
    planted = desk.client.cookies["tinwatch-half"]
    async with desk.another_client() as desk.client:
        desk.client.cookies.set("tinwatch-half", planted, domain="127.0.0.1", path="/")
        assert (await enter(desk, "111111")).status_code == 401
        answer = await enter(desk, code(desk, secret))
        assert planted not in str(answer.headers)
        assert desk.app.state.desk.entrance.factors.half(planted) is None
    assert PASSWORD not in answer.text
