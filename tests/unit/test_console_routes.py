"""Each role against each route, and what every answer carries. A new route without a row here fails."""

from __future__ import annotations

import pytest
from test_console_samples import bench, told

from console.app import ROUTES
from console.headers import HEADERS
from console.settings import Settings
from console.users import ROLES
from search.port import Unavailable

ALL = ("", *ROLES)
"""The empty name is a visitor without login."""

LOGGED_IN = tuple(ROLES)
WORKERS = ("analyst", "approver", "admin")

TABLE = {
    ("GET", "/"): ("/", LOGGED_IN, 200),
    ("GET", "/events"): (None, LOGGED_IN, 200),  # never ends: asked by HEAD below, in full in test_console_live.py and tests/browser
    ("GET", "/alerts/{id}"): ("/alerts/a-1", LOGGED_IN, 200),
    ("POST", "/alerts/{id}"): ("/alerts/a-1", WORKERS, 303),
    ("GET", "/cases/{id}/packet.{form}"): ("/cases/a-1/packet.json", WORKERS, 409),  # nothing is found yet
    ("GET", "/cases"): ("/cases", LOGGED_IN, 200),
    ("POST", "/cases"): ("/cases", WORKERS, 200),
    ("POST", "/handover"): ("/handover", WORKERS, 200),
    ("GET", "/alerts/{id}/finding"): ("/alerts/a-1/finding", WORKERS, 303),  # it is not being checked yet
    ("POST", "/alerts/{id}/finding"): ("/alerts/a-1/finding", WORKERS, 409),
    ("POST", "/alerts/{id}/lacking"): ("/alerts/a-1/lacking", WORKERS, 200),
    ("GET", "/posts/{id:path}"): ("/posts/fb:1", LOGGED_IN, 200),
    ("POST", "/alerts/{id}/evidence"): ("/alerts/a-1/evidence", WORKERS, 400),  # no picture; with one: tests/unit/test_console_proving.py
    ("GET", "/import"): ("/import", WORKERS, 200),
    ("POST", "/import"): ("/import", WORKERS, 400),  # no file; with one: tests/unit/test_console_import.py
    ("POST", "/import/send"): ("/import/send", WORKERS, 400),
    ("GET", "/backtest"): ("/backtest", WORKERS, 200),
    ("POST", "/backtest"): ("/backtest", WORKERS, 400),  # no pack; with one: tests/unit/test_console_backtest.py
    ("POST", "/backtest/compare"): ("/backtest/compare", WORKERS, 400),  # no days; with some: tests/unit/test_console_backtest.py
    ("POST", "/backtest/end"): ("/backtest/end", WORKERS, 303),
    ("GET", "/watchlist"): ("/watchlist", LOGGED_IN, 200),
    ("GET", "/watchlist/health"): ("/watchlist/health", LOGGED_IN, 200),
    ("GET", "/watchlist/entry"): ("/watchlist/entry", WORKERS, 200),
    ("POST", "/watchlist/entry"): ("/watchlist/entry", WORKERS, 409),  # no page is named
    ("GET", "/watchlist/import"): ("/watchlist/import", WORKERS, 200),
    ("POST", "/watchlist/import"): ("/watchlist/import", WORKERS, 200),
    ("GET", "/mutes"): ("/mutes", LOGGED_IN, 200),
    ("GET", "/held"): ("/held", LOGGED_IN, 200),
    ("GET", "/places"): ("/places", LOGGED_IN, 200),
    ("GET", "/corrections"): ("/corrections", LOGGED_IN, 200),
    ("GET", "/methodology"): ("/methodology", LOGGED_IN, 200),
    ("POST", "/filters"): ("/filters", LOGGED_IN, 303),
    ("GET", "/search"): ("/search?q=việc", LOGGED_IN, 200),
    ("GET", "/clusters"): ("/clusters", LOGGED_IN, 200),
    ("GET", "/api/alerts"): ("/api/alerts", LOGGED_IN, 200),
    ("GET", "/api/alerts/{id}"): ("/api/alerts/a-1", LOGGED_IN, 200),
    ("GET", "/api/openapi.json"): ("/api/openapi.json", LOGGED_IN, 200),
    ("GET", "/login"): ("/login", ALL, (200, 303)),
    ("POST", "/login"): ("/login", ALL, 401),
    ("GET", "/login/code"): ("/login/code", ALL, 303),  # nobody's password was right just before
    ("POST", "/login/code"): ("/login/code", ALL, 303),
    ("GET", "/login/enrol"): ("/login/enrol", ALL, 303),
    ("POST", "/login/enrol"): ("/login/enrol", ALL, 303),
    ("GET", "/login/elsewhere"): ("/login/elsewhere", ALL, 404),  # no provider is set; tests/unit/test_console_elsewhere.py has one
    ("GET", "/login/elsewhere/back"): ("/login/elsewhere/back?code=x&state=y", ALL, 404),
    ("POST", "/logout"): ("/logout", LOGGED_IN, 303),
    ("GET", "/account"): ("/account", LOGGED_IN, 200),
    ("GET", "/account/enrol"): ("/account/enrol", LOGGED_IN, 200),
    ("POST", "/account/enrol"): ("/account/enrol", LOGGED_IN, 400),
    ("POST", "/account/factor"): ("/account/factor", LOGGED_IN, 400),
    ("POST", "/account/sessions"): ("/account/sessions", LOGGED_IN, 303),
    ("POST", "/account/token"): ("/account/token", LOGGED_IN, 303),
    ("POST", "/language"): ("/language", ALL, 303),
    ("GET", "/webhooks/facebook"): ("/webhooks/facebook", ALL, 404),  # no app is set; tests/flow/test_webhooks.py has one
    ("POST", "/webhooks/facebook"): ("/webhooks/facebook", ALL, 404),
    ("GET", "/static/{name}"): ("/static/desk.css", ALL, 200),
    ("GET", "/healthz"): ("/healthz", ALL, 200),
    ("GET", "/readyz"): ("/readyz", ALL, 200),
    ("GET", "/metrics"): ("/metrics", LOGGED_IN, 200),
}
"""(method, route) → an address of it, who may, and the status they get."""

FIELDS = {
    "/alerts/{id}": {"deed": "keep", "seen": "1"},
    "/cases": {"deed": "keep", "case": "1 a-1"},
    "/handover": {"from": "admin", "to": "analyst"},
    "/filters": {"title": "Cao", "query": "band=HIGH"},
}
"""What the forms carry."""


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.put(told("1"))
        yield made


def test_every_route_has_a_row():
    routes = {(method, route.path) for route in ROUTES for method in route.methods - {"HEAD"}}
    assert routes == set(TABLE)


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize("route", TABLE, ids=" ".join)
async def test_each_role_on_each_route(desk, route, role):
    method, path = route
    address, allowed, status = TABLE[route]
    if role:
        await desk.login(role)
    token = await desk.form("/" if role else "/login")
    if address is None:
        response = await desk.client.head(path)
    elif method == "POST":
        response = await desk.client.post(address, data={"csrf": token, "name": "khong-co-ai", "to": "en", **FIELDS.get(path, {})})
    else:
        response = await desk.client.get(address)
    if role in allowed:
        assert response.status_code in (status if isinstance(status, tuple) else (status,))
    elif role:
        assert response.status_code == 403
    elif path.startswith(("/api", "/metrics", "/events")):
        assert response.status_code == 401
        assert response.headers["content-type"] == "application/json"
    else:
        assert response.status_code == 303
        assert response.headers["location"].startswith("/login")


@pytest.mark.parametrize(
    "path", ["/", "/login", "/nowhere", "/alerts/none", "/static/desk.css", "/api/alerts", "/api/alerts?band=x", "/events", "/metrics"]
)
async def test_every_answer_tells_the_browser_what_to_refuse(desk, path):
    response = await desk.client.get(path)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert "unsafe" not in response.headers["content-security-policy"]
    if not path.startswith("/static"):
        assert response.headers["cache-control"] == "no-store"


async def test_other_hosts_are_refused(desk):
    for host in ("evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8600"):
        assert (await desk.client.get("/healthz", headers={"host": host})).status_code == 400
    for host in ("localhost", "127.0.0.1:8600", "[::1]:8600"):
        assert (await desk.client.get("/healthz", headers={"host": host})).status_code == 200


async def test_what_is_not_there(desk):
    for role in ("", "viewer"):
        if role:
            await desk.login(role)
        response = await desk.client.get("/nowhere")
        assert response.status_code == 404
        assert "Không tìm thấy" in response.text
    assert (await desk.client.get("/alerts/none")).status_code == 404
    assert (await desk.client.get("/api/alerts/none")).json() == {"error": "no such alert", "status": 404}
    assert (await desk.client.get("/api/nowhere")).json()["status"] == 404
    assert (await desk.client.get("/logout")).status_code == 405
    assert (await desk.client.get("/static/..%2fapp.py")).status_code == 404


async def test_a_crash_tells_nothing_and_is_protected(desk, monkeypatch):
    await desk.login()

    async def broken(*args):
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(desk.index, "alert", broken)
    for path in ("/alerts/a-1", "/api/alerts/a-1"):
        response = await desk.client.get(path)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert response.headers["content-security-policy"] == HEADERS["content-security-policy"]


async def test_an_index_that_is_away_is_said_so(desk, monkeypatch):
    await desk.login()

    async def away(*args):
        raise Unavailable("locked")

    for call in ("alerts", "alert", "last_position", "search"):
        monkeypatch.setattr(desk.index, call, away)
    for path in ("/", "/alerts/a-1", "/search"):
        response = await desk.client.get(path)
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert "Chỉ mục tạm thời không trả lời" in response.text
    assert (await desk.client.get("/api/alerts")).json() == {"error": "index", "status": 503}
    assert (await desk.client.get("/readyz")).status_code == 503
    assert (await desk.client.get("/healthz")).status_code == 200


async def test_metrics_open_to_the_token(tmp_path):
    async with bench(tmp_path, Settings(metrics_token="a-long-token")) as desk:
        for value in ("", "Bearer ", "Bearer a-long-toke", "a-long-token", "Bearer à"):
            assert (await desk.client.get("/metrics", headers={"authorization": value.encode()})).status_code == 401
        response = await desk.client.get("/metrics", headers={"authorization": "Bearer a-long-token"})
        assert "tinwatch_console_request_seconds" in response.text
        assert (await desk.client.get("/", headers={"authorization": "Bearer a-long-token"})).status_code == 303
    async with bench(tmp_path / "other") as desk:
        assert (await desk.client.get("/metrics", headers={"authorization": "Bearer "})).status_code == 401


async def test_static_files_are_kept_by_the_name_of_their_content(desk):
    page = (await desk.client.get("/login")).text
    address = page.split('href="/static/desk.css')[1].split('"')[0]
    response = await desk.client.get("/static/desk.css" + address)
    assert "immutable" in response.headers["cache-control"]
    assert (await desk.client.get("/static/desk.css?v=old")).headers["cache-control"] == "no-cache"


async def test_no_page_has_inline_script_or_style(desk):
    await desk.login()
    for path in ("/", "/alerts/a-1", "/search?q=việc", "/nowhere"):
        html = (await desk.client.get(path)).text
        assert "style=" not in html
        assert "<style" not in html
        assert " on" not in {part[:3] for part in html.split("<")[1:] if "=" in part[:3]}
        assert html.count("<script") == html.count('<script src="/static/')
