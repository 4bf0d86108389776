"""API tokens, where requests may come from, and what of all that goes into the audit log."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network

import httpx
import pytest
from test_console_samples import PASSWORD, bench, told

from console.addresses import visitor
from console.settings import Settings
from console.throttle import MOST_PER_NAME
from topics.cases import Event


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"))
        yield made


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def given(desk, name: str = "analyst", *scopes: str, days: float = 30):
    return desk.app.state.desk.entrance.tokens.add(name, scopes or ("read",), days, "bảng tin")


async def test_a_token_reads_the_api_and_nothing_else(desk):
    _, secret = given(desk)
    assert (await desk.client.get("/api/alerts", headers=bearer(secret))).status_code == 200
    assert (await desk.client.get("/api/alerts/a-1", headers=bearer(secret))).status_code == 200
    for path in ("/", "/alerts/a-1", "/account", "/cases", "/events"):
        assert (await desk.client.get(path, headers=bearer(secret))).status_code in (303, 401)
    assert (await desk.client.get("/metrics", headers=bearer(secret))).status_code == 403
    token = await desk.form()
    answer = await desk.client.post("/alerts/a-1", headers=bearer(secret), data={"csrf": token, "deed": "keep", "seen": "1"})
    assert answer.headers["location"].startswith("/login")


async def test_scopes_open_no_more_than_the_role(desk):
    _, secret = given(desk, "viewer", "measure")
    assert (await desk.client.get("/metrics", headers=bearer(secret))).status_code == 200
    assert (await desk.client.get("/api/alerts", headers=bearer(secret))).status_code == 403
    for scopes in (("administer",), ("work",), ("approve",), ("read", "x"), ()):
        with pytest.raises(ValueError, match="scopes"):
            desk.app.state.desk.entrance.tokens.add("admin", scopes, 1)


async def test_a_token_ends_by_time_by_revocation_and_with_its_user(desk):
    tokens = desk.app.state.desk.entrance.tokens
    first, one = given(desk)
    _, two = given(desk, "viewer")
    _, three = given(desk, days=0.00001)
    await asyncio.sleep(0.9)
    assert (await desk.client.get("/api/alerts", headers=bearer(three))).status_code == 401
    assert tokens.revoke(first.id) == "analyst"
    assert (await desk.client.get("/api/alerts", headers=bearer(one))).status_code == 401
    desk.users.remove("viewer")
    assert (await desk.client.get("/api/alerts", headers=bearer(two))).status_code == 401
    with pytest.raises(LookupError):
        tokens.revoke(first.id)
    with pytest.raises(ValueError, match="days"):
        given(desk, days=4000)


async def test_a_wrong_token_is_not_mended_by_a_cookie(desk):
    """Nobody may think that a revoked token still works because a browser's session stands behind it."""
    await desk.login("admin")
    assert (await desk.client.get("/api/alerts", headers=bearer("twk_made-up"))).status_code == 401
    assert (await desk.client.get("/api/alerts", headers=bearer("tw"))).status_code == 200


async def test_the_file_holds_tokens_as_hashes_and_users_revoke_their_own(desk, tmp_path):
    token, secret = given(desk, "viewer")
    other, _ = given(desk, "admin")
    held = (tmp_path / "users.db").read_bytes() + (tmp_path / "users.db-wal").read_bytes()
    assert secret.encode() not in held
    await desk.login("viewer")
    page = (await desk.client.get("/account")).text
    assert token.id in page
    assert other.id not in page
    assert secret not in page
    for id in (token.id, other.id):
        await desk.client.post("/account/token", data={"csrf": await desk.form("/"), "token": id})
    assert [one.id for one in desk.app.state.desk.entrance.tokens.list()] == [other.id]


OURS = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "seen"),
    [
        ("10.0.0.1", "203.0.113.7", OURS, "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.7", OURS, "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", OURS, "203.0.113.7"),
        ("203.0.113.9", "10.0.0.5", OURS, "203.0.113.9"),
        ("10.0.0.1", "203.0.113.7", (), "10.0.0.1"),
        ("10.0.0.1", "nonsense", OURS, "10.0.0.1"),
        ("10.0.0.1", "", OURS, "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3", OURS, "10.0.0.3"),
        ("::ffff:10.0.0.1", "2001:db8::1", OURS, "2001:db8::1"),
    ],
)
def test_a_proxy_is_believed_only_where_it_is_ours(peer, forwarded, proxies, seen):
    assert visitor(peer, [forwarded.encode()] if forwarded else [], proxies) == seen


async def test_who_comes_from_elsewhere_gets_no_further_than_the_door(tmp_path):
    settings = Settings(allowed_addresses=(ip_network("192.0.2.0/24"),), trusted_proxies=(ip_network("10.0.0.1"),))

    def coming(desk, address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(desk.app, client=(address, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8600")

    async with bench(tmp_path, settings) as desk:
        for address, through, status in (
            ("192.0.2.5", "", 200),
            ("198.51.100.1", "", 403),
            ("198.51.100.1", "192.0.2.5", 403),
            ("10.0.0.1", "192.0.2.5", 200),
            ("10.0.0.1", "192.0.2.5, 198.51.100.1", 403),
            ("10.0.0.1", "", 403),
        ):
            async with coming(desk, address) as client:
                headers = {"x-forwarded-for": through} if through else {}
                answer = await client.get("/login", headers=headers)
                assert answer.status_code == status, (address, through)
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert (await client.get("/static/desk.css", headers=headers)).status_code == status
                assert (await client.get("/healthz", headers=headers)).status_code == 200


class River:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.away = False

    async def __call__(self, event: Event) -> None:
        if self.away:
            raise ConnectionError("the river is away")
        self.events.append(event)


async def flushed(desk, river: River) -> list[tuple[str, str, str]]:
    await desk.app.state.desk.entrance.journal.flush(river)
    told, river.events = [(event.reason, event.case, event.by) for event in river.events], []
    return told


async def test_what_happens_at_the_door_goes_into_the_log(desk):
    river = River()
    await desk.login("viewer")
    await desk.client.post("/logout", data={"csrf": await desk.form("/")})
    await desk.login("viewer", "sai mật khẩu rồi")
    await desk.login("mật khẩu gõ nhầm ô", "x" * 12)
    token, secret = given(desk)
    for _ in range(5):
        await desk.client.get("/api/alerts", headers=bearer(secret))
    told = await flushed(desk, river)
    assert told == [
        ("login", "user:viewer", "viewer"),
        ("logout", "user:viewer", "viewer"),
        ("login_failed", "user:viewer", "?"),
        ("login_failed", "user:?", "?"),
        ("token_used", "user:analyst", "analyst"),
    ]
    assert await flushed(desk, river) == []
    assert secret not in str(told) + token.id


async def test_guessing_does_not_fill_the_log(desk):
    river = River()
    for n in range(MOST_PER_NAME + 12):
        await desk.login("viewer", f"sai mật khẩu {n}")
    assert [reason for reason, _, _ in await flushed(desk, river)] == ["login_failed", "login_throttled"]
    for n in range(150):
        desk.app.state.desk.entrance.journal.failed("login_failed", f"user{n}")
    assert len(await flushed(desk, river)) < 61


async def test_while_the_river_is_away_people_come_in_and_nothing_is_lost(tmp_path):
    async with bench(tmp_path) as desk:
        river = River()
        river.away = True
        assert (await desk.login("viewer")).status_code == 303
        journal = desk.app.state.desk.entrance.journal
        with pytest.raises(ConnectionError):
            await journal.flush(river)
        assert journal.waiting() == 1
        river.away = False
        assert await journal.flush(river) == 0, "another process may be sending it just now"
        desk.users.database.write("UPDATE journal SET taken = taken - 61")
        assert await journal.flush(river) == 1
        assert journal.waiting() == 0
        assert PASSWORD not in str(river.events)
