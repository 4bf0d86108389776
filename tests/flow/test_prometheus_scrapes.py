"""A real Prometheus asks a running `tinwatch serve`: every recorded figure and every query of the dashboards has data.

The desk gets the beginning of the demo's day and, through the doors that a real one has, what else the dashboards show: a page that is
collected from a stub and one whose platform it may not ask, deliveries of a platform, copies under one post, a record that is none, a case
that is dismissed, a feed that stays open, a login provider that is away. A tiny network stands for the reader.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from anyio.from_thread import start_blocking_portal
from desk import Desk
from scraping import ROOT, TOKEN, prometheus, until, value
from served import served
from stubs.facebook import PAGE, Facebook
from stubs.facebook import TOKEN as FACEBOOK_TOKEN
from test_patterns import thread
from test_webhooks import LURE, SECRET, WORD, delivery, tell

from tinwatch.broker.log import Entry, Log

for folder in ("dashboards/grafana", "tests/reading"):
    sys.path.insert(0, str(ROOT / folder))

import build  # noqa: E402 - lies beside the dashboards
import tiny_reader  # noqa: E402 - lies beside the reader's tests

POSTS = 150
DRIVEN = (
    "tinwatch:false_alarms:ratio7d",
    "tinwatch:joined:ratio1h",
    "max by (name, version) (tinwatch_reader_version)",
    'sum(increase(tinwatch_decisions_total{deed="dismiss"}[1h]))',
    "sum(increase(tinwatch_console_events_total[1m]))",
    'sum(rate(tinwatch_console_request_seconds_count{route="/login/elsewhere",status="503"}[1m]))',
    'sum(increase(tinwatch_dead_total{topic="posts.v1",cause="unreadable"}[1h]))',
    'sum(increase(tinwatch_pattern_versions_total{kind="copies"}[1h]))',
    'sum(rate(tinwatch_collect_requests_total{platform="facebook"}[1m]))',
    'sum(increase(tinwatch_console_webhooks_total{outcome="taken"}[1h]))',
    'sum(increase(tinwatch_reader_total{outcome="read"}[1h]))',
)
"""What came through the doors is not only told but counted: more than 0."""


@pytest.fixture
def site() -> Iterator[Facebook]:
    """A Facebook with one page."""
    stub = Facebook()
    for number in range(3):
        stub.add(f"bài số {number}")
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(stub.serving()):
        yield stub


def told(site: Facebook, reader: Path) -> dict[str, str]:
    """Settings of a desk that collects, is called by a platform, reads with a network, and whose login provider is away."""
    return {
        "METRICS_TOKEN": TOKEN,
        "READER": str(reader),
        "COLLECT_INSIDE": "yes",
        "COLLECT_CLOCK": f"2026-11-23T08:00:00+07:00@{time.time()}*600",  # tier A: every second and a half
        "FACEBOOK_API": site.url,
        "FACEBOOK_TOKEN": FACEBOOK_TOKEN,
        "FACEBOOK_APP_SECRET": SECRET,
        "FACEBOOK_VERIFY_TOKEN": WORD,
        "OIDC_ISSUER": "http://127.0.0.1:1",
        "OIDC_CLIENT_ID": "tinwatch",
        "OIDC_CLIENT_SECRET": "ein-anderes-geheimnis",
        "OIDC_ROLES": "desk=analyst",
        "PUBLIC_URL": "http://127.0.0.1",
    }


class Doors:
    """What comes into a running desk beside its posts."""

    def __init__(self, desk: Desk, client: httpx.Client) -> None:
        self.desk, self.client, self.times = desk, client, 0

    def once(self, *, decides: bool) -> None:
        """A comment by the platform's call, a record that is none, a login that cannot be; and who `decides` dismisses a case."""
        self.times += 1
        assert tell(self.client, delivery(self.times, f"{LURE}, nạp {self.times}", at=int(time.time()))).status_code == 200
        with Log(self.desk.home / "broker.sqlite") as log:
            log.append([Entry("posts.v1", 0, b"fb:p", b"{")])
        assert self.client.get("/login/elsewhere").status_code == 503
        if decides:
            self._dismiss()

    def _dismiss(self) -> None:
        """Refused where an agent changed the case meanwhile."""
        found = re.search(r'href="(/alerts/[^"/?#]+)"', self.client.get("/").text)
        if found is None:  # nothing is in the feed yet
            return
        page = self.client.get(found[1]).text
        shown = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("csrf", "seen")}
        fields = {name: match[1] for name, match in shown.items() if match}
        assert self.client.post(found[1], data={**fields, "deed": "dismiss", "reason": "opinion"}).status_code < 500


@contextmanager
def followed(client: httpx.Client) -> Iterator[None]:
    """Somebody has the feed open."""
    with client.stream("GET", "/events", params={"after": "-1"}) as feed:
        assert feed.status_code == 200
        yield


@pytest.mark.timeout(900)
def test_every_figure_and_every_panel_has_data(desk, site, monkeypatch, tmp_path):
    for name, said in told(site, tiny_reader.make(tmp_path / "reader", {"nạp": 5.0})).items():
        monkeypatch.setitem(desk.environ, f"TINWATCH_{name}", said)
    stream = (ROOT / "examples/stream.jsonl").read_text("utf-8").splitlines()
    day = desk.write("day.jsonl", [*stream[:POSTS], *thread(), "{"])
    pages = ("platform,page_id,url,name,owner_kind,tier", f"facebook,{PAGE},,Trang A,local_news,A", "instagram,17,,Trang B,local_news,B")
    rules = yaml.safe_load((ROOT / "dashboards/prometheus/recorded.yml").read_text("utf-8"))["groups"][0]["rules"]
    panels = (panel for board in build.boards() for panel in board["panels"])
    queries = {*(rule["record"] for rule in rules), *(query for panel in panels for query in panel["show"].values())}
    silent = sorted(queries) + [f"{query} > 0" for query in DRIVEN]
    with (
        served(desk) as (_, client),
        followed(client),
        prometheus(tmp_path / "prometheus", f"127.0.0.1:{client.base_url.port}") as asked,
    ):
        desk.run("watchlist", "import", desk.write("pages.csv", pages))
        desk.run("replay", day)
        doors = Doors(desk, client)

        def all_answer() -> bool:
            doors.once(decides=any("dismiss" in query for query in silent))
            silent[:] = [query for query in silent if not value(asked, query)]
            return not silent

        until(all_answer, lambda: "\n".join(silent), 300, 1)
        until(lambda: value(asked, "sum(tinwatch:lag)") == [0], lambda: "what was replayed is not done")
        assert value(asked, "sum(tinwatch_assessed_total)")[0] > POSTS
        assert value(asked, "sum(increase(tinwatch_alert_delay_seconds_count[5m])) > 0")
        assert value(asked, 'ALERTS{alertname="TinwatchHeartbeat", alertstate="firing"}') == [1]
        about = asked.get("/api/v1/rules").json()["data"]["groups"]
        assert {rule["health"] for group in about for rule in group["rules"]} == {"ok"}
