"""Every metric is documented, and counts only what it says."""

import asyncio
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from prometheus_client import REGISTRY

import console.measures
import tinwatch.measuring
from agents.assessor import Assessor
from agents.settled import outcome
from tinwatch.gauged import gauged
from tinwatch.measuring import Silence, behind
from tinwatch.metrics import Metrics
from tinwatch.settings import SettingError, Settings
from tinwatch.timed import Failed, timed
from topics.cases import Entry
from topics.records import Page, Post
from topics.river import ALERTS, POSTS
from topics.watchlist import Course, Watched

DOCS = Path(__file__).parents[2] / "docs/metrics.md"
OFFER = Post(id="p", kind="post", page=Page(id="p"), text="Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo 0900 000 012")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


def value(name, **labels):
    return REGISTRY.get_sample_value(f"tinwatch_{name}", labels)


def test_every_metric_is_documented():
    assert console.measures
    text = DOCS.read_text("utf-8")
    ours = [family for family in REGISTRY.collect() if family.name.startswith("tinwatch_")]
    assert len(ours) > 10
    names = [family.name + ("_total" if family.type == "counter" else "") for family in ours]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_metric_in_the_documentation_exists():
    ours = {family.name + ("_total" if family.type == "counter" else "") for family in REGISTRY.collect()}
    rows = [line.split("`")[1] for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) > 40
    assert [name for name in rows if name not in ours] == []


def test_a_name_that_is_not_in_the_list_is_an_error():
    with pytest.raises(KeyError):
        Metrics().add("nonsense")


def test_a_detector_with_a_stop_watch_says_the_same_and_is_counted():
    plain = Assessor(Settings().shelf)
    looks, spent = value("detector_looks_total", detector="loan") or 0, value("detector_seconds_total", detector="loan") or 0
    assert timed(plain, Metrics()).assess(OFFER) == plain.assess(OFFER)
    assert value("detector_looks_total", detector="loan") == looks + 1
    assert value("detector_seconds_total", detector="loan") > spent


def test_a_detector_that_raises_ends_the_process_and_is_named_without_the_text():
    def raising(sight):
        raise ValueError(OFFER.text)

    assessor = Assessor(Settings().shelf)
    loan = next(judge for judge in assessor.judges if judge.name == "loan")
    assessor.judges = (loan._replace(module=SimpleNamespace(detect=raising)),)
    with pytest.raises(Failed, match=r"^detector loan raised ValueError in .*test_metrics.py:\d+$") as told:
        timed(assessor, Metrics()).assess(OFFER)
    assert "Cho vay" not in "".join(traceback.format_exception(told.value))
    assert value("detector_errors_total", detector="loan") == 1


async def test_lag_is_told_of_every_partition_and_not_at_all_when_nobody_knows():
    class Broker:
        async def behind(self, group):
            return {(POSTS.name, 3): (10, 17)}

    class Gone:
        async def behind(self, group):
            raise tinwatch.measuring.BrokerError("away")

    await behind("g", Broker(), Metrics())
    assert value("lag_records", topic=POSTS.name, partition="3") == 7
    assert value("lag_records", topic=POSTS.name, partition="4") == 0
    assert value("lag_records", topic=ALERTS.name, partition="0") == 0
    unknown = value("lag_unknown_total")
    await behind("g", Gone(), Metrics())
    assert value("lag_records", topic=POSTS.name, partition="3") is None
    assert value("lag_unknown_total") == unknown + 1


def course(id, platform, ok, why=None):
    page = Page(id=id)
    return Course(watched=Watched(page=page, platform=platform, ref=id, tier="A", at=NOW), last_ok=ok, why=why)


def test_a_platform_is_silent_since_its_last_answer_or_since_we_ask():
    silence = Silence(Metrics())
    told = [
        course("a", "rss", NOW - timedelta(minutes=5)),
        course("b", "rss", NOW - timedelta(hours=2), "token"),
        course("c", "zalo", None),
    ]
    courses = SimpleNamespace(courses={one.watched.page.id: one for one in told})
    silence.look(courses, NOW)
    assert value("connector_silent_seconds", platform="rss") == 300
    assert value("connector_silent_seconds", platform="zalo") == 0
    assert value("connector_pages", platform="rss", last="answered") == 1
    assert value("connector_pages", platform="rss", last="token") == 1
    assert value("connector_pages", platform="zalo", last="waiting") == 1
    silence.look(courses, NOW + timedelta(minutes=1))
    assert value("connector_silent_seconds", platform="zalo") == 60
    silence.look(None, NOW + timedelta(minutes=2))
    assert value("connector_silent_seconds", platform="zalo") is None
    assert value("connector_pages", platform="rss", last="answered") is None


@pytest.mark.parametrize(
    ("deed", "reason", "state", "said"),
    [
        ("dismiss", "opinion", "DISMISSED", "false_alarm"),
        ("dismiss", "insufficient_evidence", "DISMISSED", "other"),
        ("close", "", "CLOSED_TRUE", "false_alarm"),
        ("approve", "", "ESCALATED", "confirmed"),
        ("approve", "", "CLOSED_OPINION", "false_alarm"),
        ("approve", "", "REVIEW", None),
        ("comment", "", "DISMISSED", None),
    ],
)
def test_what_a_decision_says_of_the_alert(deed, reason, state, said):
    line = Entry(seq=1, at=NOW, by="lan", role="analyst", case="c", deed=deed, reason=reason, refused=(), digest="", chain="")
    assert outcome(line, state) == said


async def test_a_worker_answers_for_itself_and_only_with_the_token(unused_tcp_port):
    with pytest.raises(SettingError, match="TINWATCH_METRICS_TOKEN"):
        async with gauged(Settings(metrics_port=unused_tcp_port)):
            pass
    settings = Settings(metrics_port=unused_tcp_port, metrics_token="ein-geheimnis")
    async with gauged(settings), httpx.AsyncClient(base_url=f"http://127.0.0.1:{unused_tcp_port}") as client:
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/metrics")).status_code == 401
        told = await client.get("/metrics", headers={"authorization": "Bearer ein-geheimnis"})
        assert "tinwatch_handled_total" in told.text
        with pytest.raises(SettingError, match="TINWATCH_METRICS_PORT"):
            async with asyncio.timeout(30), gauged(settings):
                pass
