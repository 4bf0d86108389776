"""The bundled day at a provincial desk: what the demo shows is what a monitor should see, and little else."""

import csv
import json
from pathlib import Path

import pytest
from desk import Desk

EXAMPLES = Path(__file__).parents[2] / "examples"
SIX = {"LOAN", "GAMBLE", "JOB", "AUTH", "GIFT", "HEALTH"}


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The whole day through broker, agents and index."""
    desk = Desk(tmp_path_factory.mktemp("day"))
    desk.run("replay", str(EXAMPLES / "stream.jsonl"), "--wait")
    return desk


@pytest.fixture(scope="module")
def expected():
    with (EXAMPLES / "labels.tsv").open(encoding="utf-8") as file:
        return {row["id"]: row["expect"] for row in csv.DictReader(file, delimiter="\t")}


def stream():
    return [json.loads(line) for line in (EXAMPLES / "stream.jsonl").read_text("utf-8").splitlines()]


def test_what_deserves_an_alert_is_found_and_the_rest_is_left_alone(day, expected):
    alerted = {p for a in day.jsonl("alerts") for p in a["posts"]}
    wanted = {id for id, code in expected.items() if code in SIX}
    harmless = {id for id, code in expected.items() if code == "-"}
    assert len(alerted & wanted) / len(wanted) >= 0.75, sorted(wanted - alerted)
    assert len(alerted & harmless) / len(harmless) <= 0.01, sorted(alerted & harmless)


def test_copies_of_one_offer_on_five_pages_are_one_alert(day):
    spread = max(day.jsonl("alerts"), key=lambda a: len(a["pages"]))
    assert len(spread["pages"]) >= 5
    assert "LOAN" in spread["codes"]
    assert spread["band"] in ("HIGH", "CRITICAL")


def test_far_fewer_cards_than_posts_to_read(day):
    alerts = [a for a in day.jsonl("alerts") if not a["held"]]
    assert 5 <= len(alerts) <= len(stream()) / 20


def test_every_page_was_heard_of(day):
    pages = {p["page"]["id"] for p in day.jsonl("watchlist", "health")}
    assert pages == {record["page"]["id"] for record in stream()}
