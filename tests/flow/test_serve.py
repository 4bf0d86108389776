"""`tinwatch serve` as a desk uses it: log in, keep the feed open, and posts sent by another process appear in it."""

import re

import pytest
from desk import Desk, post
from served import served

OFFER = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo 0900 000 011 giải ngân trong ngày"
OTHER = "Ai kẹt tiền cứ gọi em, bên em cho vay nhanh, nợ xấu vẫn duyệt, chỉ cần căn cước, gọi 0900 000 022"


@pytest.fixture
def serving(desk):
    """A running `tinwatch serve`, and a client that is logged in."""
    with served(desk) as running:
        yield running


def cards(lines, count):
    """The next alerts of a stream: (position, text)."""
    found, position = [], None
    for line in lines:
        if line.startswith("id:"):
            position = line[3:].strip()
        if line.startswith("data:") and "cho vay nhanh" in line.lower():
            found.append((position, line))
            if len(found) == count:
                return found
    raise AssertionError(f"the stream ended after {len(found)} alerts")


def test_alerts_of_another_process_arrive_live_and_a_lost_connection_resumes(desk, serving):
    _, client = serving
    with client.stream("GET", "/events", params={"after": "-1"}) as stream:
        desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER, page="fb:a")]))
        [(position, _)] = cards(stream.iter_lines(), 1)
    desk.run("replay", desk.write("b.jsonl", [post("fb:2", OTHER, page="fb:b")]))
    with client.stream("GET", "/events", headers={"last-event-id": position}) as stream:
        [(later, card)] = cards(stream.iter_lines(), 1)
    assert int(later) > int(position)
    assert "kẹt tiền" in card
    assert "tinwatch_assessed_total" in client.get("/metrics").text


def test_a_case_is_decided_through_the_river(desk, serving):
    """From the form to the agents and back into the page and the feed; who was slower is told, and every step is in the log."""
    _, client = serving
    with client.stream("GET", "/events", params={"after": "-1"}) as stream:
        lines = stream.iter_lines()
        desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER, page="fb:a")]))
        [(_, card)] = cards(lines, 1)
        found = re.search(r'"id":"([^"]+)"', card)
        assert found
        token = re.search(r'name="csrf" value="([^"]+)"', client.get(f"/alerts/{found[1]}").text)
        assert token
        fields = {"csrf": token[1], "deed": "dismiss", "reason": "opinion", "seen": "1"}
        accepted = client.post(f"/alerts/{found[1]}", data=fields)
        assert accepted.status_code == 303, accepted.text
        refused = client.post(f"/alerts/{found[1]}", data=fields)
        assert refused.status_code == 409
        assert "lan vừa làm trước bạn: Bỏ qua" in refused.text
        page = client.get(accepted.headers["location"])
        assert "Đã ghi nhận: Bỏ qua." in page.text
        while "Đã bỏ qua" not in card:  # the state comes back into the live feed
            [(_, card)] = cards(lines, 1)


def test_a_second_worker_on_the_same_log_is_told_so(desk, serving):
    process, _ = serving
    done = desk.run("worker", code=1)
    assert str(process.pid) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_named(desk, serving, tmp_path_factory):
    _, client = serving
    other = Desk(tmp_path_factory.mktemp("other"))
    process = other.start("serve", TINWATCH_PORT=str(client.base_url.port))
    _, err = process.communicate(timeout=90)
    assert process.returncode == 2
    assert "TINWATCH_PORT" in err
