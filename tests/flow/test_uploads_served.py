"""`tinwatch serve`: a file that somebody brings at the page becomes an alert in the feed, and the audit log says who brought it."""

import re
import time

from desk import Desk
from served import served

OFFER = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo 0900 000 011 giải ngân trong ngày"
TABLE = f'page_id,page_name,text,published_at\nfb:1002,Tin A,"{OFFER}",2026-11-20T09:00:00+07:00\nfb:1002,Tin A,"Hai",hôm qua\n'


def logged(desk: Desk, reason: str) -> str:
    """The line of the audit log with this reason; the journal takes a second to get there."""
    until = time.monotonic() + 150
    while time.monotonic() < until:
        for line in desk.run("audit", "export").stdout.splitlines():
            if f'"{reason}"' in line:
                return line
    raise AssertionError(f"the audit log does not hear of {reason}")


def test_a_file_becomes_an_alert(desk: Desk):
    with served(desk) as (_, client), client.stream("GET", "/events", params={"after": "-1"}) as stream:
        token = re.search(r'name="csrf" value="([^"]+)"', client.get("/import").text)[1]
        looked = client.post("/import", data={"csrf": token, "kind": "file"}, files={"file": ("bang.csv", TABLE.encode())})
        assert looked.status_code == 303, looked.text
        shown = client.get(looked.headers["location"]).text
        assert "1 bài sẵn sàng" in shown
        assert "Dòng 3:" in shown
        id = re.search(r'name="id" value="([0-9a-f]+)"', shown)[1]
        assert client.post("/import/send", data={"csrf": token, "id": id}).status_code == 303
        card = next(line for line in stream.iter_lines() if line.startswith("data:") and "cho vay nhanh" in line.lower())
        assert "Tin A" in card
        entry = logged(desk, "imported")
    assert '"user:lan"' in entry
    assert [d["post"]["page"]["id"] for d in desk.jsonl("search", "vay nhanh")] == ["fb:1002"]
