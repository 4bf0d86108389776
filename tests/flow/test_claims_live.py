"""Known claims in the running system: a post that states a refuted one alerts and cites it; a claim that comes later finds older posts."""

import contextlib
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from desk import post
from test_apart import behind, until

from tinwatch.servers.ports import free_ports

TOKEN = "ein-langes-geheimnis"

CLAIM = {
    "id": "kc-1", "title": "Tin hồ Vân Trục vỡ đập là bịa đặt", "claim": "Đập hồ Vân Trục bị vỡ, nước tràn xuống ba xã hạ du",
    "verdict": "Tin giả", "code": "DISASTER", "url": "https://kiem-chung.example/1", "date": "2026-11-02", "publisher": "Tổ kiểm chứng",
}  # fmt: skip
TRUE = {
    **CLAIM,
    "id": "kc-2",
    "claim": "Huyện Lạng Mây mở phiên chợ đêm từ thứ bảy tuần này",
    "title": "",
    "verdict": "TRUE",
    "code": "OFFICIAL",
}


def now(minutes=0):
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def posts():
    told = [
        ("says", "Đập hồ Vân Trục bị vỡ rồi, nước tràn xuống ba xã hạ du, chạy mau"),
        ("plain", "dap ho Van Truc bi vo, nuoc tran xuong ba xa ha du"),
        ("other", "Đập hồ Suối Kiết bị vỡ, nước tràn xuống ba xã hạ du"),
        ("fewer", "Đập hồ Vân Trục bị vỡ, nước tràn xuống hai xã hạ du"),
        ("denies", "Công an huyện khẳng định thông tin đập hồ Vân Trục bị vỡ, nước tràn xuống ba xã hạ du là tin giả, bịa đặt"),
        ("asks", "Cho hỏi có phải đập hồ Vân Trục bị vỡ, nước tràn xuống ba xã hạ du không ạ, ai biết không?"),
        ("market", "Huyện Lạng Mây mở phiên chợ đêm từ thứ bảy tuần này"),
        ("rain", "Chiều nay trời mưa to, bà con đi làm về nhớ mang áo mưa"),
    ]
    return [post(f"fb:{id}", text, page=f"fb:{id}", published_at=now(9), collected_at=now(8)) for id, text in told]


@pytest.fixture
def sources(desk):
    return desk.write("claims.jsonl", [CLAIM, TRUE]), desk.write("posts.jsonl", posts())


def cited(alerts):
    return {id for alert in alerts for id in alert["posts"] if any(c["confirmed"] for c in alert["claims"])}


def test_a_post_that_states_a_refuted_claim_alerts_and_cites_it(desk, sources):
    claims, stream = sources
    assert "2 new" in desk.run("claims", "import", claims).stdout
    desk.run("replay", stream, "--wait")
    alerts = desk.jsonl("alerts")
    assert cited(alerts) == {"fb:says", "fb:plain"}
    sure = [claim for alert in alerts for claim in alert["claims"] if claim["confirmed"]]
    assert {(claim["id"], claim["verdict"], claim["url"]) for claim in sure} == {("kc-1", "FALSE", CLAIM["url"])}
    for alert in (alert for alert in alerts if cited([alert])):
        assert "DISASTER" in alert["codes"]
        assert alert["parts"]["E"] == 3
        assert any("Vân Trục" in why for why in alert["why"])
    assert not {"fb:denies", "fb:asks", "fb:market", "fb:fewer"} & {id for a in alerts for id in a["posts"]}


@pytest.mark.timeout(300)
def test_a_claim_that_comes_later_finds_the_posts_of_the_last_days_once(desk, sources):
    claims, stream = sources
    desk.run("replay", stream, "--wait")
    assert not cited(desk.jsonl("alerts"))
    told = desk.run("claims", "import", claims).stdout
    assert "8 posts looked at again" in told
    desk.run("replay", desk.write("none.jsonl", []), "--wait")
    assert cited(desk.jsonl("alerts")) == {"fb:says", "fb:plain"}
    assert "as they were" in desk.run("claims", "import", claims).stdout
    assert ": 0 repeat" in desk.run("claims", "recheck").stdout


@pytest.mark.timeout(500)
def test_a_claim_is_in_force_and_out_of_force_without_a_restart(desk, sources):
    claims, _ = sources
    [port] = free_ports(1)
    serving = desk.start("worker", TINWATCH_METRICS_PORT=str(port), TINWATCH_METRICS_TOKEN=TOKEN)
    try:
        desk.run("claims", "import", claims, "--no-recheck")
        until(lambda: in_force(port) == 2)
        assert states_it(desk, "now") == {"fb:now"}
        desk.run("claims", "remove", "kc-1")
        until(lambda: in_force(port) == 1)
        assert states_it(desk, "later") == {"fb:now"}
        serving.terminate()
        _, err = serving.communicate(timeout=90)
        assert serving.returncode == 0, err
    finally:
        serving.kill()
        serving.communicate()


def in_force(port):
    """How many claims the worker holds posts against; None as long as it does not say."""
    with contextlib.suppress(httpx.TransportError):
        told = httpx.get(f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60).text
        if found := re.search(r"^tinwatch_claims (\S+)$", told, re.MULTILINE):
            return float(found[1])
    return None


def states_it(desk, name):
    """What is cited once the worker is done with another post that states the claim."""
    said = post(f"fb:{name}", CLAIM["claim"], page=f"fb:{name}", collected_at=now())
    desk.run("replay", desk.write(f"{name}.jsonl", [said]))
    until(lambda: not any(behind(desk).values()))
    return cited(desk.jsonl("alerts"))
